"""SMPP: a status refuses, the state of a receipt decides, and the digits of err are private to each message centre."""

import json
from urllib.parse import urlencode

import pytest

from errnorm import detect, lookup, normalize, normalize_all

WHEN = "submit date:2609160247 done date:2609160248"


def receipt(stat, err, when=WHEN, text="Hello"):
    return f"id:1162999967 sub:001 dlvrd:000 {when} stat:{stat} err:{err} text:{text}"


def facets(answer):
    return str(answer.code), str(answer.retry.advice), str(answer.acceptance), str(answer.suppress.advice)


ESCAPED = json.dumps(json.dumps({"usr": "a", "car_full_dn": receipt("EXPIRED", "001")}))[1:-1]
FAILED = ("delivery_failed", "unknown", "accepted_then_failed", "none")
STATES = {
    "UNDELIV": FAILED,
    "REJECTD": ("carrier_rejected", "never", "accepted_then_failed", "none"),
    "EXPIRED": ("message_expired", "after_wait", "accepted_then_failed", "none"),
    "DELETED": ("message_cancelled", "never", "accepted_then_failed", "none"),
    "UNKNOWN": ("delivery_unconfirmed", "unknown", "unknown", "none"),
}
PRIVATE = ["000", "0", "1", "001", "5", "005", "013", "044", "058", "064", "00A", "255", "954", "ND"]


@pytest.mark.parametrize("err", PRIVATE)
@pytest.mark.parametrize("stat", STATES)
def test_state_decides_whatever_the_digits(stat, err):
    """No number of err suppresses anybody, renames a failure or makes it a success."""
    answer = normalize(receipt(stat, err))

    assert facets(answer) == STATES[stat]
    assert (answer.vendor, answer.vendor_code, answer.phase) == ("smpp", err, "delivery")
    assert answer.message_id == "1162999967"


@pytest.mark.parametrize("err", PRIVATE)
@pytest.mark.parametrize("stat", ["DELIVRD", "DELIVERED", "ACCEPTD", "ENROUTE"])
def test_success_and_interim_states_are_no_error_whatever_the_digits(stat, err):
    assert normalize_all(receipt(stat, err)) == ()
    assert normalize(receipt(stat, err), vendor="smpp").code == "no_error"


FORMS = {
    "short": "id:1162999967 stat:UNDELIV err:058",
    "capitals": receipt("UNDELIV", "058").replace("text:", "Text:"),
    "all capitals": receipt("UNDELIV", "058").upper(),
    "small": receipt("undeliv", "058"),
    "blanks": "id: 1162999967 sub: 001 dlvrd: 000 stat: UNDELIV err: 058 Text: Hello",
    "commas": "id:1162999967 stat:UNDELIV,err:058",
    "zero dates": receipt("UNDELIV", "058", "submit date:0000000000 done date:0000000000", ""),
    "long dates": receipt("UNDELIV", "058", "submit date:20260916024712 done date:20260916024713"),
    "long word": receipt("UNDELIVERABLE", "058"),
    "bytes": receipt("UNDELIV", "058").encode(),
    "receipt in the text": receipt("UNDELIV", "058", text="id:7 stat:DELIVRD err:000"),
    "node": {"command": "deliver_sm", "command_status": 0, "short_message": {"message": receipt("UNDELIV", "058")}},
    "node printed": f"{{ message: '{receipt('UNDELIV', '058')}' }}",
    "with parameters": {
        "short_message": receipt("UNDELIV", "058"),
        "receipted_message_id": "1162999967",
        "message_state": 5,
    },
    "relayed as inbound text": {"from": "15550000001", "text": receipt("UNDELIV", "058")},
    "list of one": [{"short_message": receipt("UNDELIV", "058")}],
    "parts": {"id": "1162999967", "sub": "001", "dlvrd": "000", "stat": "UNDELIV", "err": "058", "text": "Hello"},
    "form": "id=1162999967&stat=UNDELIV&err=058",
    "form as lists": {"id": ["1162999967"], "stat": ["UNDELIV"], "err": ["058"]},
    "jasmin": {"id": "1162999967", "message_status": "UNDELIV", "level": "2", "err": "058", "sub": "001"},
    "jasmin form": "id=1162999967&message_status=UNDELIV&level=2&err=058",
    "jasmin as lists": {"id": ["1162999967"], "message_status": ["UNDELIV"], "level": ["2"], "err": ["058"]},
    "kannel": urlencode({"type": 2, "answer": receipt("UNDELIV", "058")}),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_receipt_says_the_same(form):
    for vendor in (None, "smpp"):
        answers = normalize_all(FORMS[form], vendor=vendor)

        assert [facets(answer) for answer in answers] == [FAILED]
        assert (answers[0].vendor, answers[0].vendor_code, answers[0].message_id) == ("smpp", "058", "1162999967")


@pytest.mark.parametrize(
    ("line", "code", "number"),
    [
        (f"2026-06-08 INFO deliver_sm {receipt('EXPIRED', '001')}", "message_expired", "001"),
        (ESCAPED, "message_expired", "001"),
        ("DLR [cid:c] [smpp-msgid:38d7] [status:UNDELIV] [submit date:1507221414] [err:001]", "delivery_failed", "001"),
        ("stat:UNDELIV", "delivery_failed", "UNDELIV"),
        ("PDU [command: submit_sm_resp, sequence_number: 1, command_status: ESME_RTHROTTLED]", "rate_limited", None),
        ("SMSC returned error code 0x00000058 (Throttling error) in response to submit_sm PDU.", "rate_limited", None),
        ("smpplib.exceptions.PDUError: ('(88) submit_sm_resp: Throttling error', 88)", "rate_limited", "88"),
        ("(20) submit_sm_resp: Message Queue is full", "throughput_limited", "20"),
    ],
)
def test_line_of_a_log_is_read(line, code, number):
    answer = normalize(line)

    assert (answer.vendor, answer.code, answer.suppress.advice) == ("smpp", code, "none")
    assert number is None or answer.vendor_code == number


def test_line_of_a_log_about_success_is_no_error():
    assert normalize_all(f"INFO deliver_sm {receipt('DELIVRD', '000')}") == ()
    assert normalize_all("PDU [command: submit_sm_resp, command_status: ESME_ROK]") == ()


RESPONSES = [
    {"command": "submit_sm_resp", "command_status": 88, "sequence_number": 2},
    {"command": "submit_sm_resp", "command_status": "88"},
    {"command": "submit_sm_resp", "command_status": "0x00000058"},
    {"command": "submit_sm_resp", "command_status": "ESME_RTHROTTLED"},
    {"command_status": "CommandStatus.ESME_RTHROTTLED"},
    {"command_length": 17, "command_id": 2147483652, "command_status": 88, "sequence_number": 2, "message_id": ""},
    {"commandStatus": 88, "commandId": -2147483644, "sequenceNumber": 2},
    "PDU { command_length: 17, command_id: 2147483652, command_status: 88, command: 'submit_sm_resp', message_id: '' }",
    "message_status=ESME_RTHROTTLED&id=8a25e183&level=1",
    "type=16&answer=NACK%2F0x00000058%2FThrottling+error",
]


@pytest.mark.parametrize("payload", RESPONSES, ids=range(len(RESPONSES)))
def test_every_form_of_a_status_says_the_same(payload):
    answer = normalize(payload)

    assert facets(answer) == ("rate_limited", "backoff", "rejected", "none")
    assert (answer.vendor, answer.phase) == ("smpp", "request")


@pytest.mark.parametrize("status", [0, "0", "0x00000000", "ESME_ROK"], ids=repr)
def test_status_of_success_is_no_error(status):
    assert normalize_all({"command": "submit_sm_resp", "command_status": status, "message_id": "a"}) == ()


def test_undefined_status_is_a_refusal_and_nothing_more():
    for status in (9, 1024, 1279, 1280, 4294967295):
        answer = normalize({"command": "generic_nack", "command_status": status})
        assert facets(answer) == ("delivery_failed", "unknown", "rejected", "none")


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("command_status", "resource_conflict"),  # already bound
        ("message_state", "delivery_failed"),
        ("network_error_code", "recipient_unreachable"),
        ("dlr_common", "recipient_unreachable"),
        ("dlr_8x8", "no_error"),  # pending upstream
    ],
)
def test_the_number_5_means_what_its_place_says(surface, code):
    assert lookup("smpp", "5", surface=surface).code == code


def test_bare_number_that_several_places_use_is_ambiguous():
    assert lookup("smpp", "5").match.how == "ambiguous"
    assert lookup("smpp", "5").suppress.advice == "none"


@pytest.mark.parametrize("name", ["88", "0x58", "0x00000058", "ESME_RTHROTTLED"])
def test_status_has_one_meaning_under_all_its_names(name):
    assert lookup("smpp", name, surface="command_status").code == "rate_limited"


def with_network_error(kind, number, state=5):
    error = {"network_type": kind, "error_code": number}
    return {"receipted_message_id": "7", "message_state": state, "network_error_code": error}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, ("recipient_unknown", "never", "accepted_then_failed", "address")),
        (5, ("recipient_unreachable", "never", "accepted_then_failed", "none")),
        (6, ("recipient_absent", "after_wait", "accepted_then_failed", "none")),
        (11, ("recipient_not_capable", "never", "accepted_then_failed", "none")),
        (34, ("carrier_unavailable", "backoff", "accepted_then_failed", "none")),
        (999, FAILED),
    ],
)
def test_gsm_network_error_tells_dead_from_off(number, expected):
    assert facets(normalize(with_network_error(3, number))) == expected


def test_network_error_counts_only_as_gsm_and_only_in_a_failure():
    assert facets(normalize(with_network_error(8, 1))) == FAILED
    assert normalize_all(with_network_error(3, 0, state=2)) == ()


@pytest.mark.parametrize("state", [5, "5", "UNDELIVERABLE"], ids=repr)
def test_message_state_is_read_with_its_id(state):
    answer = normalize({"receipted_message_id": "7", "message_state": state})

    assert facets(answer) == FAILED
    assert (answer.vendor, answer.message_id) == ("smpp", "7")


@pytest.mark.parametrize(
    ("surface", "err", "code", "suppress"),
    [
        ("dlr_8x8", "001", "recipient_absent", "none"),
        ("dlr_8x8", "015", "recipient_address_invalid", "none"),
        ("dlr_8x8", "043", "content_blocked", "none"),
        ("dlr_8x8", "005", "delivery_failed", "none"),  # pending, says the number; final, says the state
        ("dlr_common", "001", "recipient_unknown", "none"),
        ("dlr_common", "061", "recipient_absent", "none"),
        ("dlr_openmarket", "4", "delivery_failed", "none"),  # delivered, says the number
    ],
)
def test_published_list_is_used_only_where_the_caller_names_it(surface, err, code, suppress):
    named = normalize(receipt("UNDELIV", err), vendor="smpp", surface=surface)

    assert (named.code, named.suppress.advice) == (code, suppress)
    assert facets(normalize(receipt("UNDELIV", err), vendor="smpp")) == FAILED


def test_common_digits_never_suppress():
    numbers = [str(number) for number in range(1, 66)]

    assert {str(lookup("smpp", number, surface="dlr_common").suppress.advice) for number in numbers} == {"none"}


def test_digits_without_a_reason_leave_the_state_to_decide():
    for stat, expected in STATES.items():
        if stat != "DELETED":
            assert facets(normalize(receipt(stat, "000"), vendor="smpp", surface="dlr_8x8")) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1", "no_error"),
        ("2", "delivery_failed"),
        ("4", "no_error"),
        ("8", "no_error"),
        ("16", "carrier_rejected"),
        ("34", "message_expired"),
        ("66", "delivery_unconfirmed"),
    ],
)
@pytest.mark.parametrize("name", ["type", "dlr", "status"])
def test_kannel_value_is_read_where_kannel_is_named(name, value, code):
    for payload in (f"{name}={value}&smsid=7", {name: [value], "smsid": ["7"]}):
        assert normalize(payload, vendor="kannel").code == code
        assert detect(payload).vendor == "unknown"


def test_kannel_failure_is_not_hidden_by_a_status_beside_it():
    assert normalize("dlr=2&status=1&smsid=7", vendor="kannel").code == "delivery_failed"


@pytest.mark.parametrize(
    "payload",
    [
        {"stat": "ok", "err": None},
        {"stat": "EXPIRED", "reason": "card"},
        {"status": "2", "message": "two"},
        {"text": "Your new stat: 5 wins"},
        {"message_state": 5},
        {"message_status": "failed", "id": "7", "level": "2"},
        {"command": "restart", "command_status": "ok"},
        {"network_error_code": 1},
        "id: 5, name: Ann",
    ],
    ids=str,
)
def test_look_alike_is_not_taken(payload):
    assert detect(payload).vendor != "smpp"
    assert normalize(payload).suppress.advice == "none"
