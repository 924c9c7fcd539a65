"""Answers of what stands before a vendor: the status speaks, the words stay as evidence, and doubt stays doubt."""

import pytest

import errnorm

NGINX = "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
ALB = "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n</body>\r\n</html>\r\n"
CLOUDFLARE = '<!DOCTYPE html>\n<html lang="en-US">\n<head>\n<title>api.example.com | {0}: {1}</title></head><body><div id="cf-wrapper"><span>{1}</span><span class="code-label">Error code {0}</span></div></body></html>'
VARNISH = "<html><head><title>503 Backend fetch failed</title></head><body><h1>Error 503 Backend fetch failed</h1></body></html>"
ENVOY = "upstream connect error or disconnect/reset before headers. reset reason: connection failure"

PAGES = [
    (502, NGINX.format("502 Bad Gateway"), "vendor_unavailable", "unknown"),
    (503, NGINX.format("503 Service Temporarily Unavailable"), "vendor_unavailable", "unknown"),
    (504, NGINX.format("504 Gateway Time-out"), "vendor_timeout", "unknown"),
    (413, NGINX.format("413 Request Entity Too Large"), "request_invalid", "rejected"),
    (429, NGINX.format("429 Too Many Requests"), "rate_limited", "rejected"),
    (502, ALB.format("502 Bad Gateway"), "vendor_unavailable", "unknown"),
    (503, ALB.format("503 Service Temporarily Unavailable"), "vendor_unavailable", "unknown"),
    (504, ALB.format("504 Gateway Time-out"), "vendor_timeout", "unknown"),
    (403, ALB.format("403 Forbidden"), "permission_denied", "rejected"),
    (520, CLOUDFLARE.format(520, "Web server is returning an unknown error"), "vendor_internal_error", "unknown"),
    (521, CLOUDFLARE.format(521, "Web server is down"), "vendor_unavailable", "unknown"),
    (522, CLOUDFLARE.format(522, "Connection timed out"), "vendor_unavailable", "unknown"),
    (524, CLOUDFLARE.format(524, "A timeout occurred"), "vendor_timeout", "unknown"),
    (525, CLOUDFLARE.format(525, "SSL handshake failed"), "vendor_unavailable", "unknown"),
    (502, "error code: 502", "vendor_unavailable", "unknown"),
    (503, VARNISH, "vendor_unavailable", "unknown"),
]
BODIES = [
    (503, ENVOY, "vendor_unavailable", "unknown"),
    (504, "upstream request timeout", "vendor_timeout", "unknown"),
    (504, {"message": "Endpoint request timed out"}, "vendor_timeout", "unknown"),
    (429, {"message": "Too Many Requests"}, "rate_limited", "rejected"),
    (403, {"message": "Forbidden"}, "permission_denied", "rejected"),
    (429, "error code: 1015", "rate_limited", "rejected"),
    (500, '{"error": {"code": 13104', "vendor_internal_error", "unknown"),
    (400, '{"error": {"mess', "request_invalid", "rejected"),
    (200, '{"messages": [{"id": "wam', "unknown", "unknown"),
]
PROBLEMS = [
    ({"type": "about:blank", "title": "Too Many Requests", "status": 429}, "rate_limited", "rejected"),
    (
        {"type": "https://example.com/probs/x", "title": "Bad", "status": 422, "detail": "no"},
        "request_invalid",
        "rejected",
    ),
    (
        {"type": "about:blank", "title": "Bad Gateway", "status": 502, "instance": "/sends/1"},
        "vendor_unavailable",
        "unknown",
    ),
    (
        {"timestamp": "2026-06-11T12:00:00Z", "status": 404, "error": "Not Found", "path": "/v2"},
        "resource_not_found",
        "rejected",
    ),
    ({"statusCode": 401, "error": "Unauthorized", "message": "Invalid token"}, "credentials_invalid", "rejected"),
]


def told(answer):
    return str(answer.code), str(answer.acceptance)


@pytest.mark.parametrize("vendor", [None, *errnorm.vendors()])
@pytest.mark.parametrize(("status", "body", "code", "acceptance"), PAGES + BODIES)
def test_a_page_before_a_vendor_is_answered_by_its_status(status, body, code, acceptance, vendor):
    answer = errnorm.normalize(body, vendor=vendor, http_status=status)

    assert (*told(answer), answer.http_status) == (code, acceptance, status)
    assert answer.vendor == (vendor or "unknown")
    assert str(answer.suppress.advice) == "none"
    assert answer.raw == body
    assert answer.detail


@pytest.mark.parametrize(("status", "body", "code", "acceptance"), PAGES)
def test_a_page_tells_its_status_itself_and_the_number_is_no_code(status, body, code, acceptance):
    answer = errnorm.normalize(body)

    assert (*told(answer), answer.http_status, answer.vendor_code) == (code, acceptance, status, None)


@pytest.mark.parametrize(("body", "code", "acceptance"), PROBLEMS)
def test_a_problem_tells_its_status_itself(body, code, acceptance):
    answer = errnorm.normalize(body)

    assert (*told(answer), answer.vendor) == (code, acceptance, "unknown")
    assert told(errnorm.normalize(body, http_status=503)) == ("vendor_unavailable", "unknown")
    assert answer.detail == body.get("detail", body.get("message", body.get("error", body.get("title"))))


@pytest.mark.parametrize("body", ["", " \n", b"", "\ufeff", None, "null", "{}", "[]"], ids=repr)
@pytest.mark.parametrize(
    ("status", "code", "acceptance"),
    [
        (502, "vendor_unavailable", "unknown"),
        (401, "credentials_invalid", "rejected"),
        (200, "unknown", "unknown"),
        (None, "unknown", "unknown"),
    ],
)
def test_an_empty_body_leaves_the_status(body, status, code, acceptance):
    assert told(errnorm.normalize(body, http_status=status)) == (code, acceptance)
