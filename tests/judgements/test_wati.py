"""WATI hands Meta's numbers through in its events, and refuses calls with HTTP 200."""

import pytest

import errnorm

EVENT = {
    "eventType": "templateMessageFailed",
    "statusString": "Failed",
    "localMessageId": "l",
    "failedDetail": "Words",
    "whatsappMessageId": "wamid.A",
}
GOOD = {"localMessageId": "1", "waId": "15550000057", "isValidWhatsAppNumber": True, "errors": []}
ABSENT = {"localMessageId": "2", "waId": "15550000058", "isValidWhatsAppNumber": False, "errors": []}
FAULTY = {"localMessageId": "3", "waId": "15550000059", "isValidWhatsAppNumber": True, "errors": ["Parameter missing"]}


def answer_of(*receivers, result=True, error=None):
    """Give the answer to a send."""
    return {"result": result, "error": error, "templateName": "t", "receivers": list(receivers), "parameters": []}


@pytest.mark.parametrize("number", ["131026", 130472, "131047", "131049", "131050"])
def test_metas_number_answers_with_metas_rule(number):
    """A failedCode means what Meta says, as text or as number, and WATI stays the vendor."""
    answer = errnorm.normalize({**EVENT, "failedCode": number})

    assert (answer.vendor, answer.vendor_code, answer.code) == (
        "wati",
        str(number),
        errnorm.lookup("meta", number).code,
    )
    assert (answer.message_id, str(answer.acceptance)) == ("l", "accepted_then_failed")


@pytest.mark.parametrize("payload", [EVENT, {**EVENT, "failedCode": None}, {**EVENT, "failedCode": ""}])
def test_a_failure_without_a_number_stays_vague(payload):
    """Without Meta's number nothing about the recipient is known."""
    answer = errnorm.normalize(payload)

    assert (answer.vendor, str(answer.code), answer.suppress.advice) == ("wati", "delivery_failed", "none")


@pytest.mark.parametrize("payload", [{"failedCode": "131047"}, {"failedCode": 131047, "failedDetail": "Words"}])
def test_a_bare_number_is_read_for_those_who_name_wati(payload):
    """The inside of an event proves nobody and is read all the same."""
    assert str(errnorm.normalize(payload, vendor="wati").code) == "conversation_window_closed"
    assert errnorm.detect(payload).vendor == "unknown"


@pytest.mark.parametrize(
    "kind", ["templateMessageSent", "templateMessageSent_v2", "sentMessageDELIVERED", "sentMessageREAD_v2"]
)
def test_events_on_the_way_are_no_errors(kind):
    """A message sent, delivered or read is no error."""
    assert errnorm.normalize_all({"eventType": kind, "localMessageId": "l"}) == ()


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (answer_of(GOOD), []),
        (answer_of(ABSENT), ["recipient_not_on_channel"]),
        (answer_of(GOOD, ABSENT), ["recipient_not_on_channel"]),
        (answer_of(GOOD, FAULTY, ABSENT), ["recipient_not_on_channel", "request_invalid"]),
        (answer_of(GOOD, result=False, error="No such template"), ["request_invalid"]),
        (answer_of(ABSENT, result=False, error="No such template"), ["request_invalid"]),
    ],
)
def test_each_receiver_is_judged_by_itself(body, codes):
    """With HTTP 200, result tells the call and isValidWhatsAppNumber the receiver."""
    answers = errnorm.normalize_all(body, http_status=200)

    assert sorted(str(answer.code) for answer in answers) == codes
    assert errnorm.detect(body).vendor == "wati"
    assert {(answer.vendor, str(answer.acceptance)) for answer in answers} <= {("wati", "rejected")}


def test_only_the_receiver_not_on_whatsapp_is_left_alone_for_a_time():
    """A refused call says nothing against the address."""
    absent, refused = (errnorm.normalize(body) for body in (answer_of(ABSENT), answer_of(GOOD, result=False)))

    assert (absent.suppress.advice, refused.suppress.advice) == ("address_ttl", "none")
    assert absent.message_id == "2"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"result": True, "error": None}, "no_error"),
        ({"result": False, "error": "No such template"}, "request_invalid"),
    ],
)
def test_a_short_answer_is_read_for_those_who_name_wati(body, code):
    """A result alone proves nobody, and decides all the same."""
    assert str(errnorm.normalize(body, vendor="wati", http_status=200).code) == code
    assert errnorm.detect(body).vendor == "unknown"


@pytest.mark.parametrize("payload", [{"eventType": "templateMessageFailed"}, {"eventType": "message", "text": "Hi"}])
def test_look_alikes_prove_nobody(payload):
    """A type alone is anybody's."""
    assert errnorm.detect(payload).vendor == "unknown"
