"""Python's SMPP client against a message centre of a few lines: what it raises and hands over, and what that means."""

import socket
import struct
import threading

import pytest
import smpplib.client
import smpplib.exceptions

from errnorm import normalize, normalize_all

SUBMIT, DELIVER, BIND, NACK, RESPONSE = 0x4, 0x5, 0x9, 0x80000000, 0x80000000
RECEIPT = b"id:1162999967 sub:001 dlvrd:000 submit date:2609160247 done date:2609160248 stat:%s err:%s text:Hello"
TO = "15550000001"


def pdu(command, status, sequence, body=b""):
    return struct.pack(">LLLL", 16 + len(body), command, status, sequence) + body


def deliver(short_message, *parameters):
    """Give a deliver_sm that carries a receipt, with its optional parameters."""
    head = b"\0\1\1" + TO.encode() + b"\0\1\1SENDER\0" + b"\4\0\0\0\0\0\0\0\0" + bytes([len(short_message)])
    tail = b"".join(struct.pack(">HH", tag, len(value)) + value for tag, value in parameters)
    return pdu(DELIVER, 0, 9, head + short_message + tail)


def read_pdu(connection):
    head = connection.recv(16, socket.MSG_WAITALL)
    if len(head) < 16:
        raise ConnectionAbortedError
    length, command, _, sequence = struct.unpack(">LLLL", head)
    if length > 16:
        connection.recv(length - 16, socket.MSG_WAITALL)
    return command, sequence


def message_centre(*, bind=0, submit=0, nack=False, receipt=None, hang_up=False):
    """Give what a message centre does with one session."""

    def handle(connection: socket.socket, over: threading.Event) -> None:
        command, sequence = read_pdu(connection)
        assert command == BIND
        connection.sendall(pdu(RESPONSE | BIND, bind, sequence, b"" if bind else b"centre\0"))
        if receipt is not None:
            connection.sendall(receipt)
        if bind:
            over.wait(5)
            return
        _, sequence = read_pdu(connection)
        if hang_up:
            return
        if receipt is None:
            connection.sendall(pdu(NACK if nack else RESPONSE | SUBMIT, submit, sequence, b"" if submit else b"abc\0"))
        over.wait(5)

    return handle


@pytest.fixture
def session(serve):
    """Give a client that is connected to a message centre; it is dropped without an unbind."""
    clients = []

    def connect(**centre):
        port = int(serve(message_centre(**centre)).split(":")[2].split("/")[0])
        client = smpplib.client.Client("127.0.0.1", port, timeout=5, allow_unknown_opt_params=True)
        clients.append(client)
        client.connect()
        return client

    yield connect
    for client in clients:
        client.disconnect()


def send(client):
    client.bind_transceiver(system_id="user", password="secret")
    client.send_message(
        source_addr_ton=5, source_addr="SENDER", dest_addr_ton=1, destination_addr=TO, short_message=b"Hello"
    )
    client.read_once()


def received(client):
    """Give what the client hands to the handler of messages."""
    found = []
    client.set_message_received_handler(lambda pdu: found.append(pdu) or 0)
    client.bind_transceiver(system_id="user", password="secret")
    client.read_once()
    return found[0]


def raised(client):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which exception it is, the client decides
        send(client)
    return caught.value


@pytest.mark.parametrize("vendor", [None, "smpp", "smpp34"])
@pytest.mark.parametrize(
    ("centre", "number", "code", "advice"),
    [
        ({"submit": 0x58}, "88", "rate_limited", "backoff"),
        ({"submit": 0x14}, "20", "throughput_limited", "backoff"),
        ({"submit": 0x0A}, "10", "sender_invalid", "after_fix"),
        ({"submit": 0x0B}, "11", "recipient_address_invalid", "after_fix"),
        ({"submit": 0x45}, "69", "delivery_failed", "backoff"),
        ({"submit": 0x08}, "8", "vendor_internal_error", "backoff"),
        ({"submit": 0x01}, "1", "message_too_long", "after_fix"),
        ({"submit": 0x44B}, "1099", "delivery_failed", "unknown"),
        ({"submit": 3, "nack": True}, "3", "request_invalid", "after_fix"),
        ({"bind": 0x0E}, "14", "credentials_invalid", "after_fix"),
        ({"bind": 0x05}, "5", "resource_conflict", "after_wait"),
    ],
)
def test_status_of_a_response_is_answered_and_nothing_was_accepted(session, vendor, centre, number, code, advice):
    error = raised(session(**centre))
    answer = normalize(error, vendor=vendor)

    assert isinstance(error, smpplib.exceptions.PDUError)
    assert (answer.vendor, answer.vendor_code, answer.code, answer.retry.advice) == ("smpp", number, code, advice)
    assert (answer.phase, answer.acceptance, answer.suppress.advice) == ("request", "rejected", "none")


def test_unknown_error_leaves_open_whether_the_message_is_out(session):
    answer = normalize(raised(session(submit=0xFF)))

    assert (answer.vendor_code, answer.code, answer.acceptance) == ("255", "vendor_internal_error", "unknown")
    assert not answer.retry.retryable


@pytest.mark.parametrize("vendor", [None, "smpp"])
def test_connection_lost_after_the_submit_is_open(session, vendor):
    error = raised(session(hang_up=True))
    answer = normalize(error, vendor=vendor)

    assert isinstance(error, smpplib.exceptions.ConnectionError)
    assert (answer.vendor, answer.code, answer.acceptance) == ("smpp", "response_lost", "unknown")
    assert not answer.retry.retryable


@pytest.mark.parametrize("vendor", [None, "smpp"])
def test_refused_connection_sent_nothing(closed_port, vendor):
    client = smpplib.client.Client("127.0.0.1", closed_port, timeout=5, allow_unknown_opt_params=True)
    with pytest.raises(smpplib.exceptions.ConnectionError) as caught:
        client.connect()
    client.disconnect()
    answer = normalize(caught.value, vendor=vendor)

    assert (answer.vendor, answer.code, answer.acceptance) == ("smpp", "connection_failed", "rejected")


def test_submit_without_a_bind_is_refused_by_the_client(session):
    client = session()
    with pytest.raises(smpplib.exceptions.PDUError) as caught:
        client.send_message(
            source_addr_ton=5, source_addr="SENDER", dest_addr_ton=1, destination_addr=TO, short_message=b"Hello"
        )
    answer = normalize(caught.value)

    assert (answer.vendor, answer.code, answer.acceptance) == ("smpp", "resource_conflict", "rejected")


@pytest.mark.parametrize("vendor", [None, "smpp"])
@pytest.mark.parametrize(
    ("stat", "err", "code", "acceptance"),
    [
        (b"UNDELIV", b"058", "delivery_failed", "accepted_then_failed"),
        (b"UNDELIV", b"000", "delivery_failed", "accepted_then_failed"),
        (b"REJECTD", b"00A", "carrier_rejected", "accepted_then_failed"),
        (b"EXPIRED", b"001", "message_expired", "accepted_then_failed"),
        (b"UNKNOWN", b"000", "delivery_unconfirmed", "unknown"),
    ],
)
def test_receipt_is_answered_by_its_state(session, vendor, stat, err, code, acceptance):
    text = received(
        session(receipt=deliver(RECEIPT % (stat, err), (0x1E, b"1162999967\0"), (0x427, b"\5")))
    ).short_message
    answer = normalize(text, vendor=vendor)

    assert (answer.vendor, answer.vendor_code, answer.code) == ("smpp", err.decode(), code)
    assert (answer.acceptance, answer.suppress.advice, answer.message_id) == (acceptance, "none", "1162999967")


@pytest.mark.parametrize("stat", [b"DELIVRD", b"ACCEPTD", b"ENROUTE"])
def test_receipt_of_success_is_no_error(session, stat):
    text = received(session(receipt=deliver(RECEIPT % (stat, b"000")))).short_message

    assert normalize_all(text) == ()
    assert (normalize(text).code, normalize(text).vendor) == ("no_error", "smpp")
