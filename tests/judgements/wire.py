"""The whole payloads in which the vendors put a code on the wire."""

from __future__ import annotations

from urllib.parse import urlencode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WAMID = "wamid.HBgLMTU1NTAwMDAwMDAVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA"
CHIRP_DOCS = "https://docs.buildwithchirp.com/api_reference/error-codes#"
TELNYX_DOCS = "https://developers.telnyx.com/docs/overview/errors/"


def meta_error(code: Any, message: str, details: str | None = None, **more: Any) -> dict[str, Any]:
    """Give Graph's answer to a call."""
    data = {} if details is None else {"error_data": {"messaging_product": "whatsapp", "details": details}}
    error = {
        "message": message,
        "type": "OAuthException",
        "code": code,
        **data,
        **more,
        "fbtrace_id": "AxK9exampleTrace",
    }
    return {"error": error}


def meta_item(code: Any, title: str, details: str | None = None) -> dict[str, Any]:
    """Give one element of the errors that a Cloud API webhook lists."""
    return {"code": code, "title": title, "message": title, "error_data": {"details": details or title}}


def meta_webhook(*, field: str = "messages", **value: Any) -> dict[str, Any]:
    """Give a Cloud API webhook with these members in its value."""
    metadata = {"display_phone_number": "15550000000", "phone_number_id": "106540352242922"}
    change = {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}


def meta_status(*errors: dict[str, Any], status: str = "failed", **more: Any) -> dict[str, Any]:
    """Give a Cloud API webhook about one message sent."""
    item = {"id": WAMID, "status": status, "timestamp": "1751142888", "recipient_id": "15550000001", **more}
    return meta_webhook(statuses=[{**item, "errors": list(errors)} if errors else item])


def meta_inbound(error: dict[str, Any], kind: str = "unsupported") -> dict[str, Any]:
    """Give a Cloud API webhook about one message received."""
    message = {"from": "15550000001", "id": WAMID, "timestamp": "1701868892", "type": kind, "errors": [error]}
    return meta_webhook(contacts=[{"profile": {"name": "A. User"}, "wa_id": "15550000001"}], messages=[message])


def onprem_error(code: Any, title: str, details: str) -> dict[str, Any]:
    """Give the on-premises client's answer to a call."""
    return {
        "meta": {"api_status": "stable", "version": "2.35.4"},
        "errors": [{"code": code, "title": title, "details": details}],
    }


def onprem_status(code: Any, title: str) -> dict[str, Any]:
    """Give the on-premises client's webhook about one message sent."""
    item = {"id": "gBGGEgZHMlEfAgkM1RBkhDRr7t8", "recipient_id": "15550000001", "timestamp": "1533332775"}
    return {"statuses": [{**item, "status": "failed", "errors": [{"code": code, "title": title}]}]}


def kirim_error(code: str, message: str, kind: str = "invalid_request_error") -> dict[str, Any]:
    """Give Kirim's answer to a call."""
    return {"error": {"type": kind, "code": code, "message": message, "request_id": "req_01HXYZABCDEFGHJKMNPQRSTVWX"}}


def kirim_message(code: str, provider_code: Any = None, message: str = "Meta rejected the message.") -> dict[str, Any]:
    """Give Kirim's message resource after a failed send."""
    error = {"code": code, "message": message, "provider_code": provider_code}
    return {"data": {"id": "msg_01HXYZABCDEFGHJKMNPQRSTVWX", "status": "failed", "error": error}}


def kirim_event(code: str, provider_code: Any = None) -> dict[str, Any]:
    """Give Kirim's message.status event in the form of its own resource."""
    head = {"id": "evt_01HXYZABCDEFGHJKMNPQRSTVWX", "type": "message.status", "created_at": "2026-05-23T10:00:00Z"}
    return {**head, "livemode": True, **kirim_message(code, provider_code)}


def chirp_error(code: str, kind: str, message: str, provider: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give Chirp's answer to a call, with the platform's error beside it where there is one."""
    error = {"type": kind, "code": code, "message": message, "doc_url": CHIRP_DOCS + code}
    return {"error": error if provider is None else {**error, "provider": provider}}


def startmessaging_error(code: str, message: str) -> dict[str, Any]:
    """Give the answer of StartMessaging's WhatsApp API."""
    return {"error": {"code": code, "message": message, "request_id": "req_abc123"}}


def dialog360_error(status: int, text: str) -> dict[str, Any]:
    """Give the answer of 360dialog's gateway."""
    return {"meta": {"httpCode": status, "developerMessage": text, "success": False}}


def gupshup_event(code: Any, reason: str) -> dict[str, Any]:
    """Give Gupshup's message event about a failed message."""
    failed = {"id": "9163a016-710e-41ee-978b-79a1adbd734e", "type": "failed", "destination": "15550000001"}
    head = {"app": "DemoApp", "timestamp": 1617133991906, "version": 2, "type": "message-event"}
    return {**head, "payload": {**failed, "payload": {"code": code, "reason": reason}}}


def gupshup_v3(status: dict[str, Any]) -> dict[str, Any]:
    """Give Gupshup's version 3 webhook about a failed message, with these members on its status."""
    ids = {"id": WAMID, "gs_id": "2baff204-c39a-4121-90b5-f53f26d522b3"}
    webhook = meta_webhook(statuses=[{**ids, "status": "failed", "timestamp": "1710941393", **status}])
    return {**webhook, "gs_app_id": "82ed52f4-30c0-4f12-81b4-e7ad07bd41de"}


def gupshup_receipt(code: str, cause: str) -> list[dict[str, Any]]:
    """Give Gupshup's posted SMS receipt of one failed message."""
    ids = {"externalId": "3798318073013708082-252169030017029882", "destAddr": "15550000001", "srcAddr": "TESTIN"}
    event = {"eventType": "FAILED", "eventTs": 1526347800000, "channel": "SMS", "noOfFrags": 1}
    return [{**ids, **event, "cause": cause, "errCode": code}]


def exotel_status(code: Any, title: str, detail: str) -> dict[str, Any]:
    """Give Exotel's message_status webhook about a failed message."""
    ids = {"message_sid": "msg_def456", "from": "+15550000000", "to": "+15550000001"}
    data = {**ids, "status": "failed", "errors": [{"code": code, "title": title, "detail": detail}]}
    head = {"type": "message_status", "timestamp": "2025-01-15T10:30:05.000Z", "account_sid": "exotel_sid"}
    return {**head, "data": data}


def exotel_callback(name: str, description: str, number: Any = None) -> dict[str, Any]:
    """Give Exotel's WhatsApp status callback."""
    head = {"callback_type": "dlr", "sid": "2FdiiEQUosckPhpZfuVwfjxiSlc16a4", "to": "+15550000001"}
    code = {} if number is None else {"exo_status_code": number}
    return {"whatsapp": {"messages": [{**head, **code, "exo_detailed_status": name, "description": description}]}}


def exotel_v2(code: int, message: str, http_code: int) -> dict[str, Any]:
    """Give the answer of Exotel's v2 API."""
    error = {"code": code, "message": message, "description": message}
    response = {"code": http_code, "error_data": error, "status": "failure", "data": None}
    return {"request_id": "c6084ac2e9a4", "method": "POST", "http_code": http_code, "response": response}


def exotel_v1(status: int, message: str) -> str:
    """Give the XML answer of Exotel's v1 API."""
    inside = f"<Status>{status}</Status><Message>{message}</Message>"
    return f"<TwilioResponse><RestException>{inside}</RestException></TwilioResponse>"


def exotel_sms(code: int, name: str) -> str:
    """Give Exotel's SMS status callback, a form."""
    ids = {"SmsSid": "sms_def456", "AccountSid": "exotel_sid", "From": "EXOTL", "To": "+15550000001"}
    return urlencode({**ids, "Status": "failed", "DetailedStatus": name, "DetailedStatusCode": code})


def telnyx_item(code: str, title: str, detail: str) -> dict[str, Any]:
    """Give one element of Telnyx's errors."""
    return {"code": code, "title": title, "detail": detail, "meta": {"url": TELNYX_DOCS + code}}


def telnyx_error(code: str, title: str, detail: str) -> dict[str, Any]:
    """Give Telnyx's answer to a call."""
    return {"errors": [telnyx_item(code, title, detail)]}


def telnyx_webhook(status: str, *errors: dict[str, Any]) -> dict[str, Any]:
    """Give Telnyx's message.finalized webhook."""
    recipient = {"phone_number": "+15550000001", "status": status, "carrier": "C", "line_type": "Wireless"}
    message = {"id": "40380000-0000-4000-8000-000000000000", "record_type": "message", "direction": "outbound"}
    head = {"event_type": "message.finalized", "id": "4ee80000-0000-4000-8000-000000000000", "record_type": "event"}
    return {"data": {**head, "payload": {**message, "to": [recipient], "errors": list(errors)}}}
