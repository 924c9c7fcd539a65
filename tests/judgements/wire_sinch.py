"""Payloads as Sinch sends them."""

RECIPIENT = "recipient_delivery_report_sms"


def report(code=None, status=None, kind=RECIPIENT):
    found = {"type": kind, "batch_id": "B1", "recipient": "15550000000", "code": code, "status": status}
    return {key: value for key, value in found.items() if value is not None}


def grouped(*groups, kind="delivery_report_sms"):
    statuses = [{"code": code, "status": status, "count": 1} for code, status in groups]
    return {"type": kind, "batch_id": "B1", "total_message_count": len(groups), "statuses": statuses}


def callback(code, status="FAILED", channel="WHATSAPP", key="message_delivery_report", **reason):
    inner = {"message_id": "M1", "status": status, "channel_identity": {"channel": channel, "identity": "15550000000"}}
    inner |= {"reason": {"code": code, "description": "No.", **reason}} if code else {}
    return {"app_id": "A1", "project_id": "P1", key: inner}


def receipt(stat, err):
    return f"id:1 sub:001 dlvrd:000 submit date:2606060817 done date:2606060818 stat:{stat} err:{err} text:Hello"
