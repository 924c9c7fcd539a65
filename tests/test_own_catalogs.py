"""A user's own catalogs and overrides, and what is said of faulty ones."""

import copy

import pytest

import errnorm
from errnorm import CatalogError, Normalizer, UnknownVendor

SAID = {"title": "T", "meaning": "M.", "evidence": "observed", "source": "own"}
SOURCES = {"own": {"url": "https://example.test/errors", "retrieved": "2026-11-22"}}
BODY = {"error": {"type": "OAuthException", "code": 131049, "message": "x"}}
FILE = """\
vendor: acme
title: Acme
sources:
  own: {url: https://example.test/errors, retrieved: 2026-11-22}
rules:
  - code: 0010
    title: No
    meaning: Off.
    canonical: rate_limited
    evidence: observed
    source: own
"""


def acme(*rules):
    return {"vendor": "acme", "title": "Acme", "sources": SOURCES, "rules": list(rules)}


def rule(code, canonical, **more):
    return {"code": code, "canonical": canonical, **SAID, **more}


def faults_of(tmp_path, text):
    file = tmp_path / "acme.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        errnorm._shipped.with_catalogs(file)
    return [str(fault).removeprefix(f"{tmp_path}/") for fault in caught.value.faults]


def test_values_are_text_as_typed(tmp_path):
    """`0010`, `no` and `1_000` in a file stay what was typed."""
    (tmp_path / "acme.yaml").write_text(FILE.replace("0010", "[0010, no, 1_000, 12:30]"), encoding="utf-8")
    own = errnorm._shipped.with_catalogs(tmp_path)

    assert [str(own.lookup("acme", code).code) for code in ("0010", "no", "1_000", "12:30")] == ["rate_limited"] * 4
    assert [str(own.lookup("acme", code).code) for code in ("8", "False", "1000", "10", "750")] == ["unknown"] * 5


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "rate_limited",
            "rate_limitted",
            '9:16: rules.0.canonical: no such code "rate_limitted"; nearest: rate_limited',
        ),
        ("    title: No", "    title: No\n    titel: No", '8:12: rules.0.titel: no such key "titel"; nearest: title'),
        (
            "source: own",
            "source: won",
            '11:13: rules.0.source: no source "won" is listed under `sources`; nearest: own',
        ),
        ("    meaning: Off.\n", "", "6:5: rules.0.meaning: this key is required and absent"),
        (
            "https://example",
            "http://example",
            '4:14: sources.own.url: "http://example.test/errors" is not an https address',
        ),
        ("2026-11-22", "2999-01-01", "4:54: sources.own.retrieved: 2999-01-01 lies in the future"),
        (
            "title: Acme",
            "title: Acme\ntitle: Acme",
            '3:8: title: the key "title" stands here twice; the first would be lost',
        ),
        ("code: 0010", "code: &a 0010", "6:11: rules.0.code: anchors and aliases are not allowed; write the value out"),
        (
            "code: 0010",
            "code: !!int 0010",
            "6:11: rules.0.code: the tag tag:yaml.org,2002:int is not allowed; values are text as typed",
        ),
        ("code: 0010", "code: [0010", "7:10: is not YAML: did not find expected ',' or ']'"),
        (
            "    canonical: rate_limited",
            "    canonical: rate_limited\n    delay: 5 mins\n    why: Slow.",
            '10:12: rules.0.delay: "5 mins" is not a duration; write a number, a blank and one of ms, s, min, h, d',
        ),
        (
            "    canonical: rate_limited",
            "    canonical: rate_limited\n    retry: never",
            "6:5: rules.0: why is retry set otherwise than the code's default? Add `why`",
        ),
    ],
)
def test_a_fault_has_its_place_and_its_cure(tmp_path, old, new, fault):
    """A faulty file is refused with file, line and column, what was found and what was meant."""
    assert faults_of(tmp_path, FILE.replace(old, new, 1)) == [f"acme.yaml:{fault}"]


def test_all_faults_are_told_at_once(tmp_path):
    """Three faults in one file give three lines."""
    text = (
        FILE.replace("rate_limited", "rate_limitted")
        .replace("    title: No", "    titel: No")
        .replace("https:", "http:")
    )

    assert len(faults_of(tmp_path, text)) == 4


def test_two_rules_with_the_same_match_part_are_refused(tmp_path):
    """Of two rules that match the same, one would never win."""
    faults = faults_of(tmp_path, FILE + FILE.partition("rules:\n")[2])

    assert faults == ["acme.yaml:12:5: rules.1: matches exactly what rules.0 matches; one would never win"]


def test_faults_of_a_mapping_name_the_entry():
    """A mapping has no lines, so its faults name the entry."""
    with pytest.raises(CatalogError, match=r"<mapping>:1:1: rules\.1\.canonical: no such code \"nope\""):
        errnorm._shipped.with_catalogs(acme(rule("1", "rate_limited"), rule("2", "nope")))


@pytest.mark.parametrize(
    ("content", "said"), [(None, "No such file"), (b"a: \0", "not YAML"), (b"\xff\xfe\x00", "not UTF-8")]
)
def test_an_unreadable_file_is_a_fault(tmp_path, content, said):
    """An absent file, control characters and another encoding are told as faults of the file."""
    file = tmp_path / "acme.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CatalogError, match=said):
        errnorm._shipped.with_catalogs(file)


def test_an_empty_folder_is_a_fault(tmp_path):
    """A folder without catalogs is most likely the wrong one."""
    with pytest.raises(CatalogError, match=r"this folder holds no file named \*\.yaml"):
        errnorm._shipped.with_catalogs(tmp_path)


def test_layers_add_up():
    """Two sources for one vendor in one call count both; of the same id the later one wins."""
    first, second = acme(rule("1", "rate_limited"), rule("2", "rate_limited")), acme(rule("2", "message_too_long"))
    own = errnorm._shipped.with_catalogs(first, second)

    assert [str(own.lookup("acme", code).code) for code in (1, 2)] == ["rate_limited", "message_too_long"]


def test_overrides_build_on_each_other():
    """Two overrides of one rule both hold, the later one last, and both are shown."""
    own = errnorm._shipped.with_catalogs(
        {"overrides": [{"rule": "meta/any/131049", "retry": {"delay": "12 h"}, "why": "First."}]},
        {"overrides": [{"rule": "meta/any/131049", "max_attempts": "1", "why": "Second."}]},
    )
    answer = own.normalize(BODY)

    assert (answer.retry.delay, answer.retry.max_attempts) == (43200, 1)
    assert answer.match.overrides == ("meta/any/131049: First.", "meta/any/131049: Second.")


def test_the_shipped_normalizer_stays_as_it_is():
    """A layer makes a new Normalizer that shares the vendors it does not touch."""
    shipped = Normalizer()
    before = shipped.normalize(BODY)
    own = shipped.with_catalogs({"overrides": [{"rule": "meta/any/131049", "retry": {"delay": "12 h"}, "why": "W."}]})

    assert shipped.normalize(BODY) == before
    assert own.tables.vendors["telnyx"] is shipped.tables.vendors["telnyx"]
    assert own.tables.vendors["meta"] is not shipped.tables.vendors["meta"]


def test_an_override_of_a_code_reaches_every_vendor_and_the_fall_back():
    """An override of a canonical code changes every rule that answers with it, and the HTTP fall-back."""
    own = errnorm._shipped.with_catalogs(
        {"overrides": [{"canonical": "rate_limited", "backoff": "9 s", "why": "Slow link."}]}
    )

    assert own.lookup("meta", 4).backoff == own.lookup("chirp", "rate_limit_exceeded").backoff == 9
    assert own.normalize(None, http_status=429).retry.backoff == 9


def test_an_override_of_a_rule_nobody_has_is_refused():
    """The message names the rule most like it."""
    with pytest.raises(CatalogError, match=r'no such rule "meta/any/13104"; nearest: meta/any/'):
        errnorm._shipped.with_catalogs({"overrides": [{"rule": "meta/any/13104", "action": "none", "why": "W."}]})


def test_a_mapping_is_not_changed():
    """The mapping a user hands over is read only."""
    given = acme(rule("1", "rate_limited", delay="5 s", retry="after_wait", why="W."))
    before = copy.deepcopy(given)
    errnorm._shipped.with_catalogs(given)

    assert given == before


@pytest.mark.parametrize(
    "ask", [lambda: errnorm.lookup("chrip", 1), lambda: Normalizer(vendor="chrip")], ids=["lookup", "Normalizer"]
)
def test_an_unknown_vendor_is_told_with_the_nearest(ask):
    """`lookup` and `Normalizer` raise, and name the id that was most likely meant."""
    with pytest.raises(UnknownVendor, match="no catalog for vendor 'chrip'; did you mean 'chirp'"):
        ask()


def test_a_name_that_two_vendors_claim_names_both():
    """The words 'gupshup-style' fit two vendors, so neither is picked."""
    with pytest.raises(UnknownVendor, match="did you mean '360dialog' or 'gupshup'"):
        errnorm.lookup("gupshup-style", 1002)


def test_normalize_goes_on_without_a_vendor_nobody_knows():
    """An unknown hint is noted, and the vendor is found from the payload."""
    answer = errnorm.normalize(BODY, vendor="chrip")

    assert (answer.vendor, str(answer.code), answer.match.unknown_vendor) == ("meta", "marketing_capped", "chrip")


def test_a_list_with_something_unknown_is_no_success():
    """Beside a success, an element that nothing recognises keeps the whole from reading as success."""
    delivered = {"data": {"id": "msg_1", "status": "delivered", "error": None}}

    assert errnorm.normalize_all([delivered, delivered], vendor="kirim") == ()
    assert [str(answer.code) for answer in errnorm.normalize_all([delivered, {"huh": 1}], vendor="kirim")] == [
        "unknown"
    ]
