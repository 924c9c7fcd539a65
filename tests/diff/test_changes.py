"""What changes from one catalog set to another, and of which class it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from errnorm.diff.bump import Bump, bump_for
from errnorm.diff.change import Change, Kind
from errnorm.diff.changes import changes_between
from errnorm.diff.grades import EVIDENCE, NUMBERS, ORDERS, WORDING, grade
from errnorm.diff.prose import changelog_lines, titles_of
from errnorm.diff.sets import read_set
from errnorm.engine import upstream
from errnorm.engine.tables import Tables

SHIPPED = Path(__file__).parents[2] / "catalogs"
WHOLE = read_set(str(SHIPPED), SHIPPED)


@pytest.fixture
def between(folder, texts):
    """Give the changes from a catalog of these rules to one of those."""
    _, acme = texts

    def call(old, new, **heads):
        sets = [folder("old", acme=acme(*old)), folder("new", acme=acme(*new, **heads))]
        return changes_between(*[read_set(str(path), path) for path in sets])

    return call


@pytest.fixture
def rule(texts):
    """Give the maker of a rule."""
    return texts[0]


def told(changes):
    return {change.field: (change.old, change.new, change.kind) for change in changes}


def test_equal_catalogs_have_no_change(between, rule):
    """The same rules in another order are the same catalog."""
    assert between([rule(17), rule(18)], [rule(18), rule(17)]) == []


def test_the_shipped_catalogs_do_not_differ_from_themselves():
    """Each case of each shipped rule is answered alike by two readings of the same files."""
    assert changes_between(WHOLE, read_set(str(SHIPPED), SHIPPED)) == []


WHY = "A reason."
PLANTED = [
    ("wording", {"meaning": "Other words."}, "meaning", Kind.HARMLESS),
    ("a title", {"title": "Other"}, "vendor_title", Kind.HARMLESS),
    ("a source", {"source": "errors#part"}, "match.sources", Kind.HARMLESS),
    ("less evidence", {"evidence": "observed"}, "match.evidence", Kind.LOOSER),
    ("advice up", {"retry": "never", "why": WHY}, "retry.advice", Kind.STRICTER),
    ("advice down", {"retry": "backoff", "backoff": "1 s", "why": WHY}, "retry.advice", Kind.LOOSER),
    ("failover taken", {"other_vendor": "no", "why": WHY}, "failover.other_vendor", Kind.STRICTER),
    ("a longer delay", {"delay": "48 h", "why": WHY}, "retry.delay", Kind.STRICTER),
    ("a shorter delay", {"delay": "1 h", "why": WHY}, "retry.delay", Kind.LOOSER),
    ("an address given up", {"suppress": "address", "why": WHY}, "suppress.advice", Kind.LOOSER),
    ("an opt-out", {"suppress": "opt_out", "why": WHY}, "suppress.advice", Kind.STRICTER),
    ("a wider scope", {"scope": "account", "why": WHY}, "scope", Kind.STRICTER),
    ("another fault", {"fault": "vendor", "why": WHY}, "fault", Kind.CODE_CHANGED),
    ("another code", {"canonical": "recipient_absent"}, "code", Kind.CODE_CHANGED),
]
BASE = {"retry": "after_wait", "delay": "24 h", "other_vendor": "yes", "scope": "message", "why": WHY}


@pytest.mark.parametrize(("changed", "field", "kind"), [pytest.param(*one[1:], id=one[0]) for one in PLANTED])
def test_each_planted_change_has_its_class(between, rule, changed, field, kind):
    """A change of one key of a rule is found in its field, with its class."""
    found = between([rule(17, **BASE)], [rule(17, **{**BASE, **changed})])

    assert told(found)[field][2] is kind
    assert {(change.rule, change.vendor, change.code) for change in found} == {("acme/any/17", "acme", "17")}


def test_better_evidence_is_harmless(between, rule):
    """Evidence that grows changes no verdict."""
    found = between([rule(17, evidence="observed")], [rule(17)])

    assert told(found) == {"match.evidence": ("observed", "documented", Kind.HARMLESS)}


def test_a_removed_suppression_is_stricter(between, rule):
    """An address that was given up and is kept needs more proof than before."""
    found = between([rule(17, suppress="address", why=WHY)], [rule(17, suppress="none", why=WHY)])

    assert told(found)["suppress.advice"] == ("address", "none", Kind.STRICTER)


def test_a_wait_that_goes_with_its_advice_has_its_class(between, rule):
    """Where a rule comes to say never, the loss of its delay is no looser answer."""
    found = between([rule(17, **BASE)], [rule(17, **{**BASE, "retry": "never", "delay": None})])

    assert told(found)["retry.delay"] == (86400, None, Kind.STRICTER)


def test_the_order_of_advice_is_that_of_the_engine():
    """What is stricter here is stricter where an upstream tightens an answer."""
    strictness = upstream._STRICTNESS

    assert ORDERS["retry.advice"] == tuple(map(str, sorted(strictness, key=strictness.__getitem__)))


@pytest.mark.parametrize("field", [*ORDERS, *NUMBERS, "match.evidence"])
def test_the_way_back_is_the_opposite(field):
    """What is stricter one way is looser the other way; evidence alone is harmless upwards."""
    low, high = (1, 2) if field in NUMBERS else (ORDERS.get(field) or EVIDENCE)[:2]

    assert grade(field, low, high) is not grade(field, high, low)


def test_wording_has_no_order():
    """A text has neither a stricter nor a looser one."""
    assert {grade(field, "a", "b") for field in WORDING} == {Kind.HARMLESS}


def test_a_new_and_a_lost_code_are_told(between, rule):
    """A code that only one set knows is added or removed, with what it meant."""
    found = between([rule(17), rule(18)], [rule(17), rule(19, "recipient_absent")])

    assert [(one.code, one.old, one.new, one.kind) for one in found] == [
        ("18", "recipient_unreachable", None, Kind.REMOVED),
        ("19", None, "recipient_absent", Kind.ADDED),
    ]


def test_a_synonym_is_a_code_of_its_own(between, rule):
    """A code that joins a rule is added, and the others stay as they are."""
    found = between([rule(17)], [rule("[17, 18]")])

    assert [(one.rule, one.code, one.kind) for one in found] == [("acme/any/17", "18", Kind.ADDED)]


def test_a_code_that_moves_to_another_rule_is_no_new_code(between, rule):
    """A synonym that gets a rule of its own, with another meaning, has changed its meaning."""
    found = between([rule("[17, 18]")], [rule(17), rule(18, "recipient_opted_out")])

    assert ("18", "code", Kind.CODE_CHANGED) in {(one.code, one.field, one.kind) for one in found}
    assert {one.code for one in found} == {"18"}


def test_a_rule_under_another_id_tells_that_the_old_id_is_gone(between, rule):
    """An id that overrides may name is removed where another rule answers alike."""
    found = between([rule("[17, 18]")], [rule("[18, 17]")])

    assert {(one.field, one.old, one.new, one.kind) for one in found} == {
        ("rule", "acme/any/17", "acme/any/18", Kind.REMOVED)
    }


def test_a_new_rule_that_takes_cases_from_another_changes_them(between, rule):
    """A rule with words takes payloads that a plainer rule answered, so it is not merely added."""
    found = between([rule(17)], [rule(17), rule(17, "recipient_opted_out", text="said stop")])

    assert ("acme/any/17~said-stop", "code", Kind.CODE_CHANGED) in {(one.rule, one.field, one.kind) for one in found}
    assert ("rule", Kind.ADDED) in {(one.field, one.kind) for one in found}


def test_a_range_that_grows_adds_what_it_newly_holds(between, rule):
    """A number just beyond the old end is known now."""
    ranged = rule(None, range="{from: 100, to: 199}"), rule(None, range="{from: 100, to: 299}")
    old, new = ([one.replace("code: None\n    ", "")] for one in ranged)

    found = between(old, new)

    assert Kind.ADDED in {one.kind for one in found if one.field == "code"}
    assert Kind.REMOVED not in {one.kind for one in found if one.field == "code"}


def test_a_changed_range_is_told_once(between, rule):
    """A range is one code, whichever of its numbers is asked."""
    found = between(*[[rule(None, range="{from: 1, to: 9}", meaning=words)] for words in ("One.", "Two.")])

    assert [(one.code, one.field) for one in found] == [("1-9", "meaning")]


def test_a_reseller_rule_over_a_number_passed_through_is_a_change(folder, texts):
    """A vendor that gets a rule of its own for another's number answers otherwise than before."""
    rule, acme = texts
    passing = acme(rule(1)).replace("    source: errors\n    example", "    passthrough: {vendor: zed}\n    example")
    zed = acme(rule(17, "recipient_absent")).replace("vendor: acme", "vendor: zed").replace("acme_sms", "zed_sms")
    old = folder("old", acme=passing, zed=zed)
    new = folder("new", acme=passing + rule(17, "recipient_opted_out"), zed=zed)

    found = changes_between(read_set(str(old), old), read_set(str(new), new))

    assert ("acme", "recipient_absent", "recipient_opted_out", Kind.CODE_CHANGED) in {
        (one.vendor, one.old, one.new, one.kind) for one in found
    }


def test_shapes_and_aliases_are_told(between, rule, texts):
    """A form that reads otherwise and a name that goes away are changes too."""
    head = texts[1]().replace("code: acme_code,", "code: [acme_code, code],").replace("aliases: [acme_sms]\n", "")

    found = between([rule(17)], [rule(17)], head=head)

    assert {(one.field, one.kind) for one in found} == {("shape", Kind.FORM_CHANGED), ("alias", Kind.REMOVED)}


def test_a_vendor_that_comes_or_goes_is_told(folder, texts):
    """A vendor is added or removed with each of its rules; one that goes away demands a major version."""
    rule, acme = texts
    zed = acme(rule(17)).replace("vendor: acme", "vendor: zed").replace("acme_sms", "zed_sms")
    few, many = folder("few", acme=acme(rule(17))), folder("many", acme=acme(rule(17)), zed=zed)
    sets = [read_set(str(path), path) for path in (few, many)]

    come, gone = changes_between(*sets), changes_between(*reversed(sets))

    assert [(one.vendor, one.field, one.kind) for one in come] == [
        ("zed", "vendor", Kind.ADDED),
        ("zed", "code", Kind.ADDED),
    ]
    assert {one.kind for one in gone} == {Kind.REMOVED}
    assert (bump_for(come), bump_for(gone)) == (Bump.MINOR, Bump.MAJOR)
    assert changelog_lines(come, titles_of(sets)) == [
        "- **Acme Messaging**: the vendor is new; `17` is new: `recipient_unreachable`."
    ]


SECOND_SHAPE = """\
  - name: other
    when: {acme_other: present}
    fields: {code: acme_other}
rules:
"""


def test_what_else_a_vendor_is_told_by(between, rule, texts):
    """Title, alias, the policy for upstreams and further shapes are told by their own fields."""
    head = texts[1]().replace("title: Acme Messaging", "title: Acme").replace("[acme_sms]", "[acme_sms, ac]")
    head = head.replace("rules:\n", SECOND_SHAPE).replace("sources:\n", "upstream: inform\nsources:\n")

    found = between([rule(17)], [rule(17)], head=head)
    back = {(one.field, one.kind) for one in found}

    assert back == {
        ("title", Kind.HARMLESS),
        ("alias", Kind.ADDED),
        ("upstream", Kind.CODE_CHANGED),
        ("shape", Kind.ADDED),
    }


def test_a_shape_that_goes_away_is_removed(folder, texts):
    """A form that is no longer read is told by its name."""
    rule, acme = texts
    two = acme(rule(17), head=acme().replace("rules:\n", SECOND_SHAPE))
    sets = [read_set(str(path), path) for path in (folder("two", acme=two), folder("one", acme=acme(rule(17))))]

    (change,) = changes_between(*sets)

    assert (change.rule, change.old, change.kind) == ("acme#other", "other", Kind.REMOVED)


@pytest.fixture
def shipped(tmp_path):
    """Give the changes that an edit of one of the shipped files makes: `shipped("http", old, new)`."""

    def call(name, old, new):
        folder = tmp_path / "edited"
        shutil.copytree(SHIPPED, folder)
        text = (folder / f"{name}.yaml").read_text()
        assert old in text
        (folder / f"{name}.yaml").write_text(text.replace(old, new, 1))
        return changes_between(WHOLE, read_set(str(folder), folder))

    return call


def test_a_default_of_the_vocabulary_changes_every_rule_that_rests_on_it(shipped):
    """An edit of canonical.yaml shows at the code and at each vendor's rule that takes the default."""
    found = shipped("canonical", "delay: 24 h", "delay: 48 h")

    assert {one.field for one in found} == {"retry.delay"}
    assert {"canonical", "meta"} <= {one.vendor for one in found}


def test_a_fallback_is_a_verdict(shipped):
    """What a status says where no rule matched is told under http."""
    found = shipped("http", "429: {canonical: rate_limited", "429: {canonical: vendor_internal_error")

    assert {(one.vendor, one.rule, one.code) for one in found} == {("http", "http/429", "429")}


def test_a_word_that_leaves_the_vocabulary_demands_a_major_version():
    """Canonical codes are never removed, so one that goes away breaks a promise; one that comes is a minor matter."""
    words = WHOLE.index["vocabulary"]
    actions = {name: said for name, said in words["actions"].items() if name != "send_template"}
    less = Tables({**WHOLE.index, "vocabulary": {**words, "actions": actions}}, WHOLE.load)

    gone, come = changes_between(WHOLE, less), changes_between(less, WHOLE)

    assert "`canonical/send_template` is gone from the actions" in changelog_lines(gone, titles_of([WHOLE]))[0]
    assert "`canonical/send_template` is new among the actions" in changelog_lines(come, titles_of([WHOLE]))[0]
    assert ("canonical/send_template", "actions", Kind.REMOVED) in {(one.rule, one.field, one.kind) for one in gone}
    assert (bump_for(gone), bump_for(come)) == (Bump.MAJOR, Bump.MINOR)


def bump(*kinds_and_fields, vendor="acme"):
    return bump_for([Change("r", vendor, None, field, 1, 2, kind) for kind, field in kinds_and_fields])


@pytest.mark.parametrize(
    ("changes", "vendor", "wanted"),
    [
        ([], "acme", Bump.NONE),
        ([(Kind.HARMLESS, "title")], "acme", Bump.PATCH),
        ([(Kind.HARMLESS, "title"), (Kind.ADDED, "code")], "acme", Bump.MINOR),
        ([(Kind.STRICTER, "retry.advice")], "acme", Bump.MINOR),
        ([(Kind.REMOVED, "code")], "acme", Bump.MINOR),
        ([(Kind.REMOVED, "vendor"), (Kind.HARMLESS, "title")], "acme", Bump.MAJOR),
        ([(Kind.REMOVED, "codes")], "canonical", Bump.MAJOR),
        ([(Kind.CODE_CHANGED, "category")], "canonical", Bump.MAJOR),
        ([(Kind.CODE_CHANGED, "category")], "acme", Bump.MINOR),
    ],
)
def test_the_greatest_change_decides_the_version(changes, vendor, wanted):
    """Text is a patch, meaning a minor version, a name that goes away a major one."""
    assert bump(*changes, vendor=vendor) is wanted


def lines(folder, texts, old, new):
    _, acme = texts
    sets = [read_set(str(path), path) for path in (folder("old", acme=acme(*old)), folder("new", acme=acme(*new)))]
    return changelog_lines(changes_between(*sets), titles_of(sets))


def test_the_prose_is_one_line_a_vendor(folder, texts):
    """Codes with the same change stand together, the vendor stands first in bold, wording is only counted."""
    rule, _ = texts
    old = [rule(17, **BASE), rule(18, **BASE), rule(19, meaning="One.")]
    new = [rule(17, **{**BASE, "delay": "2 h"}), rule(18, **{**BASE, "delay": "2 h"}), rule(19, meaning="Two.")]

    (line,) = lines(folder, texts, old, new)

    assert line.startswith("- **Acme Messaging**: `17`, `18` the wait is 2 h instead of 1 d (looser); ")
    assert line.endswith("; wording, sources or evidence of 1 entry.")


def test_the_prose_tells_why_a_suppression_is_looser(folder, texts):
    """Giving up an address is explained where it is told."""
    rule, _ = texts

    (line,) = lines(folder, texts, [rule(17, suppress="none", why=WHY)], [rule(17, suppress="address", why=WHY)])

    assert "suppression `address` instead of `none` (looser: the address is given up)" in line
