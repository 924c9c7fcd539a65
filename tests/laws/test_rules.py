"""Which rule wins, held against a plain scan; what a layer changes; what an upstream may change."""

import hypothesis.strategies as st
from hypothesis import assume, given, settings

import errnorm
from errnorm import Advice
from errnorm.catalog.compile import compile_rules
from errnorm.engine.condition import compile_condition, compile_conditions
from errnorm.engine.rules import Case, rank
from errnorm.engine.text import fold
from errnorm.model.facets import Phase

from .strategies import CATALOGS, CODES, PHRASES, json_values, near_payloads, vendors

TABLES = errnorm._shipped.tables
STRICTNESS = [Advice.BACKOFF, Advice.AFTER_WAIT, Advice.UNKNOWN, Advice.AFTER_CONDITION, Advice.AFTER_FIX, Advice.NEVER]
COMPILED = {catalog.vendor: sorted(compile_rules(catalog), key=rank) for catalog in CATALOGS}
SURFACES = sorted({rule.surface for catalog in CATALOGS for rule in catalog.rules if rule.surface})
SUBCODES = sorted({code for catalog in CATALOGS for rule in catalog.rules for code in rule.subcode or ()})
STATUSES = sorted({status for catalog in CATALOGS for rule in catalog.rules for status in rule.status or ()})

cases = st.fixed_dictionaries(
    {
        "code": st.one_of(st.none(), st.sampled_from(CODES), st.integers(0, 40000).map(str)),
        "subcode": st.one_of(st.none(), st.sampled_from(SUBCODES)),
        "status": st.one_of(st.none(), st.sampled_from(STATUSES)),
        "phase": st.one_of(st.none(), st.sampled_from(list(Phase))),
        "surface": st.one_of(st.none(), st.sampled_from(SURFACES)),
        "http_status": st.one_of(st.none(), st.sampled_from([400, 402, 409, 500])),
        "words": st.lists(st.sampled_from(PHRASES), max_size=2).map(" / ".join),
    }
)


def scanned(vendor, code, subcode, status, phase, surface, http_status, words):
    """Give the first rule, in the order in which rules win, that fits: the plain scan the index is held against."""
    known = {"subcode": subcode, "status": status, "phase": phase, "surface": surface, "http_status": http_status}

    def fits(rule, *, code):
        if "code" in rule:
            named = code in rule["code"]
        elif "range" in rule:
            digits = code if code is not None and code.isdecimal() and str(int(code)) == code else None
            named = digits is not None and rule["range"][0] <= int(digits) <= rule["range"][1]
        else:
            named = True
        conditions = [
            (name, rule[name] if isinstance(rule[name], list) else [rule[name]]) for name in known if name in rule
        ]
        return (
            named
            and all(known[name] in values for name, values in conditions)
            and all(phrase in fold(words) for phrase in rule.get("text", ()))
        )

    rules = COMPILED[vendor]
    coded = [rule for rule in rules if "code" in rule]
    others = [rule for rule in rules if "code" not in rule]
    found = [rule for rule in coded if fits(rule, code=code)] + [rule for rule in coded if fits(rule, code=status)]
    found += [rule for rule in others if fits(rule, code=code)]
    return found[0]["id"] if found else None


@given(vendors, cases)
def test_the_index_agrees_with_a_plain_scan(vendor, case):
    """The table by code finds the rule that a scan over all rules in their order finds."""
    words = case["words"]
    found = TABLES.vendors[vendor].rules.find(
        Case(
            case["code"],
            case["subcode"],
            case["status"],
            case["phase"],
            case["surface"],
            case["http_status"],
            lambda: words,
        )
    )

    assert (found.id if found else None) == scanned(vendor, **case)


@given(vendors, st.sampled_from([code for code in CODES if code.isdecimal() and str(int(code)) == code]))
def test_number_and_text_of_a_code_agree(vendor, code):
    """`131049`, `131049.0`, `"131049"` and `" 131049 "` are one code."""
    forms = [int(code), float(code), code, f" {code} "]
    answers = [errnorm.normalize({"error": {"code": form, "type": "OAuthException"}}, vendor=vendor) for form in forms]
    verdicts = [errnorm.lookup(vendor, form) for form in forms]

    assert all(answer == answers[0] for answer in answers)
    assert all(verdict == verdicts[0] for verdict in verdicts)


@given(st.integers(1, 10**9))
def test_a_code_nobody_knows_stays_unknown(number):
    """Without a rule, a status or a hint nothing is claimed, and the code is kept."""
    assume(str(number) not in CODES and not 1 <= number <= 599 and not 130000 <= number <= 139999)
    answer = errnorm.normalize({"error": {"code": number, "type": "OAuthException", "message": "New."}})

    assert (str(answer.code), str(answer.retry.advice), str(answer.suppress.advice)) == ("unknown", "unknown", "none")
    assert (str(answer.failover.other_vendor), answer.vendor_code, str(answer.match.how)) == (
        "unknown",
        str(number),
        "unknown",
    )


@settings(max_examples=40)
@given(near_payloads(), st.sampled_from(CODES), st.sampled_from(["rate_limited", "message_too_long"]))
def test_a_new_rule_changes_only_the_answers_that_name_it(pair, code, canonical):
    """After a rule is added, an answer is either the one before or the new rule's."""
    vendor, payload = pair
    own = {
        "vendor": vendor,
        "title": vendor,
        "sources": {"own": {"url": "https://example.test/errors", "retrieved": "2026-11-22"}},
        "rules": [
            {
                "code": code,
                "slug": "own",
                "title": "Own",
                "meaning": "Own.",
                "canonical": canonical,
                "evidence": "observed",
                "source": "own",
            }
        ],
    }
    after = errnorm._shipped.with_catalogs(own)
    before_answers = errnorm.normalize_all(payload, vendor=vendor, now=0)
    after_answers = after.normalize_all(payload, vendor=vendor, now=0)

    for old, new in zip(before_answers, after_answers, strict=False):
        named = f"{vendor}/any/{code}~own" in {
            new.match.rule,
            *new.match.candidates,
            new.upstream and new.upstream.match.rule,
        }
        assert old == new or named


@given(
    st.sampled_from([code for code in CODES if code.isdecimal()]),
    st.sampled_from([rule.code[0] for rule in next(c for c in CATALOGS if c.vendor == "kirim").rules if rule.code]),
)
def test_an_upstream_never_loosens_a_precise_rule(provider_code, code):
    """Kirim's own code stands whatever Meta's number says, and the advice is as strict as its own or stricter."""
    error = {"code": code, "message": "x", "provider_code": int(provider_code)}
    data = {"id": "msg_01HXYZABCDEFGHJKMNPQRSTVWX", "status": "failed", "error": error}
    answer = errnorm.normalize({"data": data}, vendor="kirim")
    alone = errnorm.normalize({"data": {**data, "error": {**error, "provider_code": None}}}, vendor="kirim")

    assert answer.code == alone.code
    assert STRICTNESS.index(answer.retry.advice) >= STRICTNESS.index(alone.retry.advice)


CONDITIONS = [
    (catalog.vendor, path, condition.model_dump(by_alias=True) if hasattr(condition, "model_dump") else condition)
    for catalog in CATALOGS
    for shape in catalog.shapes
    for conditions in shape.when or ()
    for path, condition in conditions.items()
]


@given(st.sampled_from(CONDITIONS), st.one_of(json_values, near_payloads().map(lambda pair: pair[1])))
def test_written_out_conditions_agree_with_conditions_step_by_step(asked, payload):
    """The straight-line test of a condition holds exactly where the test that goes step by step holds."""
    vendor, path, condition = asked
    known = TABLES.vendors[vendor].known
    written = compile_conditions([{path: condition}], known)
    stepwise = compile_condition(path, condition, known)

    assert bool(written(payload, (), {})) == bool(stepwise(payload, (), {}))


OWN = {
    "vendor": "acme",
    "title": "Acme",
    "sources": {"own": {"url": "https://example.test/errors", "retrieved": "2026-11-22"}},
    "shapes": [
        {
            "name": "error",
            "phase": "request",
            "when": {"acme.code": "present"},
            "fields": {"code": "acme.code"},
            "evidence": "observed",
            "source": "own",
            "example": {"acme": {"code": 7}},
        }
    ],
}
KINDS = {"exact": {"code": "50"}, "range": {"range": {"from": "1", "to": "100"}}, "http_status": {"http_status": "400"}}


@given(st.permutations(list(KINDS)))
def test_an_exact_rule_beats_a_range_beats_the_status(kinds):
    """In whatever order they stand, the exact rule wins, then the range, then the HTTP status."""
    said = {"title": "t", "meaning": "m", "canonical": "rate_limited", "evidence": "observed", "source": "own"}
    rules = [{**KINDS[kind], **said, "slug": kind.replace("_", "-")} for kind in kinds]
    acme = errnorm._shipped.with_catalogs({**OWN, "rules": rules})
    answers = [acme.normalize({"acme": {"code": code}}, http_status=400) for code in (50, 51, 101)]

    assert [str(answer.match.how) for answer in answers] == ["exact", "range", "http_status"]
    assert [answer.match.rule.partition("~")[2] for answer in answers] == ["exact", "range", "http-status"]


def test_a_second_code_alone_is_looked_up_as_one():
    """Callers often log only the finer code; it is found where no rule knows it as a first code."""
    told = errnorm.lookup("aws", "DESTINATION_PHONE_NUMBER_OPTED_OUT")

    assert (str(told.code), str(told.suppress.advice)) == ("recipient_opted_out", "opt_out")
    assert errnorm.lookup("aws", "NO_SUCH_REASON").code == "unknown"
