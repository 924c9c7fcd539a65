"""A catalog with one planted fault fails in the check that is about it, and in no other."""

import pytest

from errnorm.testing.finding import Finding
from errnorm.testing.subject import read_subjects
from errnorm.testing.suite import checks_of

from .conftest import GOOD

RULE = """\
    title: Planted
    meaning: Planted.
    canonical: {canonical}
    evidence: documented
    source: errors
"""
LAST = "  - range: {from: 40000, to: 40099}\n"
RULES = "rules:\n"


def rule(match, canonical="rate_limited"):
    """Give the text of one more rule, before the last one."""
    return match + RULE.format(canonical=canonical) + LAST


def shape(text):
    """Give the text of one more shape, after the others."""
    return text + RULES


STALE = ("She is on holiday.", "She is away.")
TWIN = (LAST, rule("  - code: [99, 17]\n    slug: again\n"))
ONE_ID = (
    LAST,
    rule("  - code: 18\n    text: On-Holiday\n    example: {fault: {code: 18, words: On-Holiday, trace: t}}\n"),
)
UNREACHABLE = (LAST, rule("  - code: 55\n    status: blocked\n"))
THIEF = (
    RULES,
    shape("""\
  - name: greedy
    phase: request
    when: {error.code: present, error.type: string, error.doc_url: {prefix: "https://docs.buildwithchirp.com"}}
    fields: {code: error.code}
    source: errors
    example: {error: {code: 17, type: api_error, doc_url: "https://docs.buildwithchirp.com/acme"}}
"""),
)
LOOSE = (
    RULES,
    shape("""\
  - name: loose
    phase: request
    when: {code: present}
    fields: {code: code}
    source: errors
    example: {code: 17}
"""),
)
UNREAD = ("example: {acme_receipt: {id", "example: {acme_report: {id")
NO_EXAMPLE = (next(line for line in GOOD.splitlines(keepends=True) if "example: {acme_receipt" in line), "")
TYPED = ("when: {fault.code: known,", "when: {fault.code: number,")
FRAGILE = (
    RULES,
    shape("""\
  - name: wordless
    phase: request
    when: {fault.code: known, fault.trace: string, fault.part: present, fault.words: absent}
    fields: {code: fault.part}
    source: errors
    example: {fault: {code: 18, part: 17, trace: trc_3}}
"""),
)
OPEN = ("request_id: fault.trace", 'request_id: "*.note"')
FIRST_ONLY = (
    GOOD[GOOD.index("    each:") : GOOD.index("    success:")],
    '    fields: {code: "acme_receipt.failures[].reason", message_id: acme_receipt.id}\n',
)
HASTY = (
    RULES,
    """\
  - name: log_line
    when: {log.code: known}
    fields: {code: log.code, detail: log.text}
    identifies: false
    source: errors
    example: acme failed, code=17
rules:
  - code: 1
    title: Stop
    meaning: The person answered STOP.
    canonical: recipient_opted_out
    evidence: documented
    source: errors
""",
)


def failures(path):
    """Give the checks of a catalog that fail, each with what it tells."""
    found = []
    for check in checks_of(read_subjects([path])[0]):
        try:
            check.run()
        except Finding as finding:
            found.append((check.name, str(finding)))
    return found


FAULTS = {
    "stale-example": (STALE, {"example of rule acme/any/18~on-holiday"}),
    "two-rules-match-the-same": (TWIN, {"no two rules match the same"}),
    "two-rules-have-one-id": (ONE_ID, {"rule ids are unique"}),
    "unreachable-rule": (UNREACHABLE, {"rule acme/any/55~blocked"}),
    "steals-from-chirp": (THIEF, {"chirp is left alone"}),
    "shape-does-not-read-its-example": (UNREAD, {"shape receipt"}),
    "shape-without-example": (NO_EXAMPLE, {"shape receipt"}),
    "code-must-be-a-number": (
        TYPED,
        {
            "shape fault: code as text and as number",
            "rule acme/any/18~on-holiday: code as text and as number",
        },
    ),
    "answer-hangs-on-an-optional-field": (
        FRAGILE,
        {"shape fault: optional fields missing", "shape fault: optional fields null"},
    ),
    "any-key-is-read": (OPEN, {"shape fault: extra fields", "rule acme/any/18~on-holiday: extra fields"}),
    "only-the-first-of-a-list-is-read": (FIRST_ONLY, {"shape receipt: reordered keys and arrays"}),
    "half-a-code-suppresses": (
        HASTY,
        {"rule acme/any/18~on-holiday: truncated text"},
    ),
}


@pytest.mark.parametrize(("change", "failing"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_fails_its_own_check(acme, change, failing):
    """One fault, and the check that is about it fails, no other."""
    assert {name for name, _ in failures(acme(*change))} == failing


@pytest.mark.parametrize("name", ["stale-example", "two-rules-match-the-same", "unreachable-rule", "steals-from-chirp"])
def test_a_fault_fails_its_own_item(acme, run_pytest, name):
    """Through pytest the same check fails, as an item of its own."""
    change, failing = FAULTS[name]
    done = run_pytest("--errnorm-catalog", acme(*change))

    assert set(done.names("FAILED")) == failing, done.output
    assert done.status == 1


def test_a_form_that_anybody_could_send_is_found_from_both_sides(acme):
    """A shape that proves nothing fails where it takes shipped payloads, and where others take its own."""
    failing = {name for name, _ in failures(acme(*LOOSE))}

    assert {"meta is left alone", "exotel is left alone"} <= failing, failing
    assert all(name.endswith("left alone") or "loose" in name for name in failing)


def test_answers_that_look_the_same_are_told_apart(acme):
    """Where only a part of the answer differs, the finding names it."""
    told = dict(failures(acme(*OPEN)))["shape fault: extra fields"]

    assert "; they differ in request_id\n" in told


def test_a_failure_says_what_to_mend(acme, run_pytest):
    """A failure holds place, rule, what was found, what was expected, the payload and the cure, and no traceback."""
    done = run_pytest("--errnorm-catalog", acme(*STALE), "-k", "example")
    told = """\
acme.yaml:46:14: the example of rule acme/any/18~on-holiday is answered by acme/any/18\
 (recipient_unreachable, shape fault)
  expected: acme/any/18~on-holiday
  payload:  {"fault": {"code": 18, "words": "She is away.", "trace": "trc_2"}}
  to mend:  make the example a payload with what the rule asks for, or mend what the rule asks for
"""

    assert told in done.output
    assert "Traceback" not in done.output


def test_a_shape_that_takes_a_shipped_payload_is_named(acme, run_pytest):
    """The failure names the vendor, its example, and the line of the shape that took it."""
    done = run_pytest("--errnorm-catalog", acme(*THIEF), "-k", "alone")

    assert "acme.yaml:20:5: with this catalog chirp's example of shape error_object is detected as acme" in done.output
    assert "through shape greedy" in done.output
