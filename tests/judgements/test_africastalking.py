"""Africa's Talking tells the recipient in answers by number and in reports by word."""

import pytest

import errnorm


def answer_of(*recipients, message="Sent"):
    """Give the answer to a send."""
    return {"SMSMessageData": {"Message": message, "Recipients": list(recipients)}}


def recipient(number, word):
    """Give one recipient of it."""
    return {"statusCode": number, "number": "+15550000057", "status": word, "cost": "0", "messageId": "ATXid_1"}


REPORT = {"id": "ATXid_1", "phoneNumber": "+15550000057", "networkCode": "63902", "retryCount": "0"}


@pytest.mark.parametrize("number", [100, 101, "102"])
def test_accepted_recipients_are_no_errors(number):
    """100 to 102 look like codes and are success."""
    body = answer_of(recipient(number, "Success"))

    assert errnorm.normalize_all(body, http_status=201) == ()
    assert [errnorm.detect(body).vendor, str(errnorm.lookup("africastalking", number).code)] == [
        "africastalking",
        "no_error",
    ]


@pytest.mark.parametrize(
    ("number", "word", "code", "suppress"),
    [
        (402, "InvalidSenderId", "sender_invalid", "none"),
        (403, "InvalidPhoneNumber", "recipient_address_invalid", "none"),
        (404, "UnsupportedNumberType", "recipient_not_capable", "none"),
        (405, "InsufficientBalance", "insufficient_balance", "none"),
        (406, "UserInBlacklist", "recipient_on_block_list", "address"),
        (407, "CouldNotRoute", "route_unavailable", "none"),
        (409, "DoNotDisturbRejection", "outside_sending_hours", "none"),
        (502, "RejectedByGateway", "carrier_rejected", "none"),
    ],
)
def test_a_refused_recipient_in_http_201(number, word, code, suppress):
    """The number decides, as number or text; without it the word does."""
    for item in (recipient(number, word), recipient(str(number), word), {"number": "+1", "status": word}):
        (answer,) = (
            errnorm.normalize_all(answer_of(recipient(101, "Success"), item))
            if "statusCode" in item
            else (errnorm.normalize(answer_of(item)),)
        )
        assert (answer.vendor, str(answer.code), answer.suppress.advice) == ("africastalking", code, suppress)
        assert str(answer.acceptance) == "rejected"


@pytest.mark.parametrize(("number", "word"), [(401, "RiskHold"), (500, "InternalServerError"), (501, "GatewayError")])
def test_an_ambiguous_outcome_says_so(number, word):
    """What is held, or failed inside, may still go out."""
    assert str(errnorm.normalize(answer_of(recipient(number, word))).acceptance) == "unknown"


def test_a_whole_call_refused_has_its_word_in_message():
    """Without recipients the message is the code."""
    answer = errnorm.normalize(answer_of(message="InvalidSenderId"), http_status=201)

    assert (answer.vendor, str(answer.code)) == ("africastalking", "sender_invalid")


@pytest.mark.parametrize(
    ("reason", "code", "suppress"),
    [
        ("UserDoesNotExist", "recipient_unknown", "address"),
        ("UserIsInactive", "recipient_unreachable", "address_ttl"),
        ("UserAccountSuspended", "recipient_barred", "address_ttl"),
        ("InsufficientCredit", "recipient_barred", "address_ttl"),
        ("UserInBlackList", "recipient_on_block_list", "address"),
        ("UserNotSubscribedToProduct", "recipient_not_opted_in", "none"),
        ("NotNetworkSubcriber", "route_unavailable", "none"),
        ("NotNetworkSubscriber", "route_unavailable", "none"),
        ("DeliveryFailure", "delivery_failed", "none"),
    ],
)
@pytest.mark.parametrize("status", ["Failed", "Rejected"])
def test_a_reason_decides_a_report(reason, code, suppress, status):
    """Dead, inactive, barred, blocked and unlucky numbers are told apart, in a list-valued form too."""
    plain = {**REPORT, "status": status, "failureReason": reason}
    for payload in (plain, {name: [value] for name, value in plain.items()}):
        answer = errnorm.normalize(payload)
        assert (answer.vendor, str(answer.code), answer.suppress.advice) == ("africastalking", code, suppress)
        assert (str(answer.acceptance), answer.message_id) == ("accepted_then_failed", "ATXid_1")


@pytest.mark.parametrize(
    ("status", "code", "retry"),
    [
        ("AbsentSubscriber", "recipient_absent", "after_wait"),
        ("Expired", "carrier_rejected", "never"),
        ("Rejected", "carrier_rejected", "never"),
        ("Failed", "delivery_failed", "unknown"),
    ],
)
def test_a_status_without_a_reason_decides_itself(status, code, retry):
    """A phone that is off is not a number that is dead."""
    answer = errnorm.normalize({**REPORT, "status": status})

    assert (str(answer.code), str(answer.retry.advice), answer.suppress.advice) == (code, retry, "none")


@pytest.mark.parametrize("status", ["Sent", "Submitted", "Buffered", "Success"])
def test_reports_on_the_way_are_no_errors(status):
    """Only Rejected, Failed, AbsentSubscriber and Expired are failures."""
    assert errnorm.normalize_all({**REPORT, "status": status}) == ()
    assert errnorm.normalize_all({name: [value] for name, value in {**REPORT, "status": status}.items()}) == ()


def test_no_word_of_africas_talking_is_an_opt_out():
    """The block list is not said to hold only people who opted out."""
    for word in ("UserInBlacklist", "UserInBlackList", "UserNotSubscribedToProduct", "DoNotDisturbRejection"):
        assert errnorm.lookup("africastalking", word).suppress.advice != "opt_out"


@pytest.mark.parametrize(
    "payload",
    [
        {"statusCode": 403, "status": "Forbidden"},
        {"id": "1", "status": "Failed", "failureReason": "UserDoesNotExist"},
        {"status": "Success"},
        "The supplied authentication is invalid",
        {"Recipients": [{"status": "Failed"}]},
    ],
)
def test_look_alikes_prove_nobody(payload):
    """A status code and a state are anybody's."""
    assert errnorm.detect(payload).vendor == "unknown"
