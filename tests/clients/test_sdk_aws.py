"""What a real boto3 client raises, answered by a local server in AWS's own words."""

import json

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, NoCredentialsError

from errnorm import normalize

from .conftest import SHORT, resetting, silent

JSON, REST, XML = "application/x-amz-json-1.0", "application/json", "text/xml"
PAGE = "<html><body><h1>503 Service Unavailable</h1></body></html>"
WHATSAPP_ID = "phone-number-id-00000000000000000000000000000000"


def answer(status, body, content_type=JSON, **headers):
    """Give the bytes of an HTTP answer."""
    text = body if isinstance(body, str) else json.dumps(body)
    lines = [f"HTTP/1.1 {status} Said", f"Content-Type: {content_type}", f"Content-Length: {len(text)}"]
    lines += ["Connection: close", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n" + text).encode()


def sns_error(code, message="No.", status=400):
    error = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
    xmlns = "http://sns.amazonaws.com/doc/2010-03-31/"
    return answer(status, f'<ErrorResponse xmlns="{xmlns}">{error}<RequestId>r-1</RequestId></ErrorResponse>', XML)


def sms_error(kind, reason=None, status=400, **more):
    body = {"__type": f"com.amazonaws.pinpointsmsvoicev2#{kind}", "Message": "No.", **more}
    return answer(status, body | ({"Reason": reason} if reason else {}), x_amzn_RequestId="r-1")


def rest_error(kind, status, message="No."):
    return answer(
        status, {"message": message}, REST, x_amzn_ErrorType=f"{kind}:http://x.example/", x_amzn_RequestId="r-1"
    )


def client(service, url, **credentials):
    keys = {"aws_access_key_id": "AKIAEXAMPLE", "aws_secret_access_key": "example"} | credentials
    config = Config(retries={"max_attempts": 0}, connect_timeout=SHORT, read_timeout=SHORT)
    endpoint = url.removesuffix("/messages")
    return boto3.client(service, region_name="us-east-1", endpoint_url=endpoint, config=config, **keys)


def publish(url):
    client("sns", url).publish(PhoneNumber="+15550000000", Message="Hello")


def publish_topic(url):
    client("iot-data", url).publish(topic="a")


def send_text(url):
    client("pinpoint-sms-voice-v2", url).send_text_message(DestinationPhoneNumber="+15550000000", MessageBody="Hello")


def send_whatsapp(url):
    client("socialmessaging", url).send_whatsapp_message(
        originationPhoneNumberId=WHATSAPP_ID, message=b"{}", metaApiVersion="v20.0"
    )


def send_pinpoint(url):
    request = {"MessageConfiguration": {"SMSMessage": {"Body": "Hello"}}}
    client("pinpoint", url).send_messages(ApplicationId="a", MessageRequest=request)


def put_object(url):
    client("s3", url).put_object(Bucket="b", Key="k", Body=b"")


def get_item(url):
    client("dynamodb", url).get_item(TableName="t", Key={"a": {"S": "b"}})


def raised(call, url):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which exception it is, boto3 decides
        call(url)
    return caught.value


UNREACHED = "PhoneNumber Reason: +1 is not valid to publish to"
QUOTA, INTERNAL = "ServiceQuotaExceededException", "InternalServerException"
INVALID, BY_META = "InvalidParametersException", "AccessDeniedByMetaException"
STOPPED, SPENT = "DESTINATION_PHONE_NUMBER_OPTED_OUT", "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT"
# The call and the answer; the vendor's code, its Reason, the canonical code and the HTTP status.
REFUSED = [
    (publish, sns_error("OptedOut"), "OptedOut - recipient_opted_out 400"),
    (publish, sns_error("Throttled", status=429), "Throttled - rate_limited 429"),
    (publish, sns_error("InvalidClientTokenId", status=403), "InvalidClientTokenId - credentials_invalid 403"),
    (publish, sns_error("InvalidParameter", UNREACHED), "InvalidParameter - recipient_address_invalid 400"),
    (publish, sns_error("InternalError", status=500), "InternalError - vendor_internal_error 500"),
    (send_text, sms_error("ConflictException", STOPPED), f"ConflictException {STOPPED} recipient_opted_out 400"),
    (send_text, sms_error(QUOTA, SPENT), f"{QUOTA} {SPENT} quota_exceeded 400"),
    (send_text, sms_error("ThrottlingException"), "ThrottlingException - rate_limited 400"),
    (send_text, sms_error(INTERNAL, status=500), f"{INTERNAL} - vendor_internal_error 500"),
    (send_pinpoint, rest_error("TooManyRequestsException", 429), "TooManyRequestsException - rate_limited 429"),
    (send_whatsapp, rest_error(INVALID, 400), f"{INVALID} - parameter_invalid 400"),
    (send_whatsapp, rest_error("DependencyException", 502), "DependencyException - upstream_error 502"),
    (send_whatsapp, rest_error(BY_META, 403, "(#131047) Late"), f"{BY_META} - conversation_window_closed 403"),
]


@pytest.mark.parametrize("vendor", [None, "aws", "sns"])
@pytest.mark.parametrize(("call", "said", "expected"), REFUSED, ids=[row[2] for row in REFUSED])
def test_a_refusal_is_read_from_the_client_error(serve, vendor, call, said, expected):
    error = raised(call, serve(said))

    found = normalize(error, vendor=vendor)

    assert isinstance(error, ClientError)
    assert f"{found.vendor_code} {found.vendor_subcode or '-'} {found.code} {found.http_status}" == expected
    assert str(found.acceptance) == ("unknown" if found.http_status >= 500 else "rejected")
    assert (found.vendor, found.request_id) == ("aws", "r-1")


@pytest.mark.parametrize("vendor", [None, "aws"])
@pytest.mark.parametrize("call", [publish, send_text, send_whatsapp])
def test_the_status_of_a_page_is_no_code_of_the_vendor(serve, vendor, call):
    error = raised(call, serve(answer(503, PAGE, "text/html", Retry_After="7")))

    found = normalize(error, vendor=vendor)

    assert error.response["Error"]["Code"] == "503"
    assert (found.vendor, found.vendor_code, str(found.code)) == ("aws", None, "vendor_unavailable")
    assert (found.http_status, str(found.acceptance), found.retry.delay) == (503, "unknown", 7)


def test_the_wait_and_the_field_are_read(serve):
    fields = [{"Name": "DestinationPhoneNumber", "Message": "No."}]
    invalid = normalize(raised(send_text, serve(sms_error("ValidationException", "INVALID_PARAMETER", Fields=fields))))
    throttled = answer(400, {"__type": "ThrottlingException", "Message": "No."}, Retry_After="9")

    assert (str(invalid.code), invalid.field) == ("parameter_invalid", "DestinationPhoneNumber")
    assert normalize(raised(send_text, serve(throttled))).retry.delay == 9


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (put_object, answer(503, "<Error><Code>SlowDown</Code><Message>No.</Message></Error>", "application/xml")),
        (get_item, answer(400, {"__type": "ThrottlingException", "message": "No."})),
        (get_item, answer(503, PAGE, "text/html")),
        (publish_topic, rest_error("ForbiddenException", 403)),
        (publish_topic, rest_error("ThrottlingException", 429)),
    ],
)
def test_other_services_errors_are_not_messagings(serve, call, said):
    assert normalize(raised(call, serve(said))).vendor == "unknown"


@pytest.mark.parametrize("vendor", [None, "aws"])
@pytest.mark.parametrize("call", [publish, send_text])
@pytest.mark.parametrize("failure", [silent, resetting, b""])
def test_a_lost_answer_leaves_it_open_whether_the_message_is_out(serve, vendor, call, failure):
    found = normalize(raised(call, serve(failure)), vendor=vendor)

    assert (str(found.code), str(found.acceptance), str(found.action)) == ("response_lost", "unknown", "check_status")


@pytest.mark.parametrize("failure", ["refused", "connect_timeout", "name"])
def test_without_a_connection_nothing_was_sent(urls, failure):
    found = normalize(raised(send_text, urls(failure)), vendor="aws")

    assert (str(found.code), str(found.acceptance)) == ("connection_failed", "rejected")


def test_an_answer_that_botocore_cannot_read_is_lost(serve):
    found = normalize(raised(publish, serve(answer(502, "upstream error", "text/plain"))))

    assert (str(found.code), str(found.acceptance)) == ("response_lost", "unknown")


def test_what_botocore_refuses_itself_was_never_sent(serve):
    invalid = raised(lambda url: client("sns", url).publish(Nothing=1), serve(silent))
    missing = NoCredentialsError()

    assert [str(normalize(error).code) for error in (invalid, missing)] == ["request_invalid", "credentials_missing"]
    assert {str(normalize(error).acceptance) for error in (invalid, missing)} == {"rejected"}


def test_the_text_of_a_client_error_tells_the_operation(serve):
    error = raised(send_text, serve(sms_error("ThrottlingException")))

    found = normalize(f"ERROR worker: {type(error).__name__}: {error}")

    assert (found.vendor, found.vendor_code, str(found.code)) == ("aws", "ThrottlingException", "rate_limited")
