"""What is an envelope, and what is a raw payload."""

from __future__ import annotations

import pytest

from errnorm.cli.envelope import Envelope, envelope_of, is_envelope


@pytest.mark.parametrize("beside", [{"vendor": "kirim"}, {"http_status": 400}, {"headers": {"retry-after": "5"}}])
def test_payload_with_one_known_key_is_an_envelope(beside):
    """`payload` and any of the three other keys make an envelope."""
    assert is_envelope({"payload": {}, **beside})
    assert envelope_of({"payload": 1, **beside}) == Envelope(1, **beside)


@pytest.mark.parametrize(
    "document",
    [
        {"payload": {}},
        {"vendor": "kirim", "http_status": 400},
        {"payload": {}, "vendor": "kirim", "type": "message-event"},
        [{"payload": {}, "vendor": "kirim"}],
        "payload",
        None,
    ],
    ids=["payload alone", "no payload", "a strange key", "a list", "text", "nothing"],
)
def test_anything_else_is_a_raw_payload(document):
    """A vendor's own `payload` key (Gupshup's webhooks) does not make an envelope."""
    assert not is_envelope(document)
    assert envelope_of(document) == Envelope(document)


@pytest.mark.parametrize(("given", "vendor"), [(None, None), ("", None), ("kirim", "kirim"), ([1], "[1]"), (0, "0")])
def test_a_vendor_is_text_or_none(given, vendor):
    """An empty vendor is none, and whatever else stands there is taken as a name."""
    assert envelope_of({"payload": {}, "vendor": given}).vendor == vendor


def test_the_payload_of_an_envelope_is_what_is_answered(run, write):
    """Vendor and status come from the envelope."""
    file = write(
        "one.json", {"payload": "error | 102 | Authentication failed", "vendor": "gupshup", "http_status": 200}
    )

    done = run("normalize", file)

    assert done.exit_code == 0
    assert done.stdout.splitlines()[1].split()[:3] == ["1", "gupshup", "102"]


def test_the_envelope_comes_before_the_options(run, write):
    """Where both tell the vendor or the status, the envelope counts."""
    file = write("one.json", {"payload": {"oops": 1}, "vendor": "kirim", "http_status": 429})

    done = run("normalize", "--json", "--vendor", "telnyx", "--http-status", "503", file)

    assert '"vendor": "kirim"' in done.stdout
    assert '"http_status": 429' in done.stdout


def test_the_options_serve_where_the_envelope_is_silent(run, write):
    """An envelope that tells only one of them leaves the other to the option."""
    file = write("one.json", {"payload": {"oops": 1}, "vendor": "kirim"})

    done = run("normalize", "--json", "--http-status", "503", file)

    assert '"vendor": "kirim"' in done.stdout
    assert '"http_status": 503' in done.stdout


def test_the_headers_of_an_envelope_count(run, write):
    """Retry-After in the envelope is the wait that is shown."""
    file = write("one.json", {"payload": {"oops": 1}, "http_status": 429, "headers": {"Retry-After": "90"}})

    done = run("normalize", file)

    assert "back off 90 s" in done.stdout


def test_rubbish_beside_the_payload_stops_nothing(run, write):
    """Members of the wrong kind are left out of account."""
    file = write("one.json", {"payload": {"error": 1}, "vendor": [1], "http_status": {}, "headers": 5})

    done = run("normalize", file)

    assert done.exit_code == 0
    assert done.stderr.startswith(
        f"errnorm: {file}:1: answered without the vendor: no catalog for vendor '[1]'; known:"
    )
