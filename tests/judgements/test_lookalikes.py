"""Errors of other industries whose form or words resemble a messaging vendor's are nobody's of ours."""

import json

import pytest

import errnorm

TREES = {
    "stripe": {
        "error": {
            "type": "card_error",
            "code": "card_declined",
            "message": "Your card was declined.",
            "decline_code": "generic_decline",
            "doc_url": "https://stripe.com/docs/error-codes/card-declined",
            "request_log_url": "https://dashboard.stripe.com/test/logs/req_1",
            "charge": "ch_1",
        }
    },
    "stripe_limit": {
        "error": {
            "type": "invalid_request_error",
            "code": "rate_limit",
            "message": "Too many requests hit the API too quickly.",
            "doc_url": "https://stripe.com/docs/error-codes/rate-limit",
        }
    },
    "stripe_parameter": {
        "error": {
            "type": "invalid_request_error",
            "code": "parameter_missing",
            "param": "amount",
            "message": "Missing required param: amount.",
        }
    },
    "openai": {
        "error": {
            "message": "Rate limit reached for requests",
            "type": "requests",
            "param": None,
            "code": "rate_limit_exceeded",
        }
    },
    "openai_key": {
        "error": {
            "message": "Incorrect API key provided: sk-1.",
            "type": "invalid_request_error",
            "param": None,
            "code": "invalid_api_key",
        }
    },
    "openai_quota": {
        "error": {
            "message": "You exceeded your current quota.",
            "type": "insufficient_quota",
            "param": None,
            "code": "insufficient_quota",
        }
    },
    "anthropic": {
        "type": "error",
        "error": {"type": "rate_limit_error", "message": "This request would exceed the rate limit."},
        "request_id": "req_1",
    },
    "feishu": {"code": 131005, "msg": "not found"},
    "feishu_data": {
        "code": 131005,
        "msg": "permission denied",
        "error": {"log_id": "2026", "troubleshooter": "https://open.feishu.cn/search"},
    },
    "onap": {
        "requestError": {
            "serviceException": {
                "messageId": "SVC0001",
                "text": "Service failed because of %1",
                "variables": ["timeout"],
            }
        }
    },
    "onap_policy": {"requestError": {"policyException": {"messageId": "POL0003", "text": "Not allowed"}}},
    "gsma_oneapi": {
        "requestError": {
            "serviceException": {
                "messageId": "SVC0002",
                "text": "Invalid input value for message part %1",
                "variables": ["address"],
            }
        }
    },
    "google": {"error": {"code": 403, "message": "The caller does not have permission", "status": "PERMISSION_DENIED"}},
    "google_old": {
        "error": {
            "code": 403,
            "message": "Rate Limit Exceeded",
            "errors": [{"domain": "usageLimits", "reason": "rateLimitExceeded", "message": "Rate Limit Exceeded"}],
        }
    },
    "fcm": {
        "error": {
            "code": 404,
            "message": "Requested entity was not found.",
            "status": "NOT_FOUND",
            "details": [{"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": "UNREGISTERED"}],
        }
    },
    "github": {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"},
    "github_validation": {
        "message": "Validation Failed",
        "errors": [{"resource": "Issue", "field": "title", "code": "missing_field"}],
        "documentation_url": "https://docs.github.com/rest",
    },
    "slack": {"ok": False, "error": "channel_not_found"},
    "telegram": {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 5",
        "parameters": {"retry_after": 5},
    },
    "discord": {"message": "Cannot send messages to this user", "code": 50007},
    "discord_limit": {"message": "You are being rate limited.", "retry_after": 1.5, "global": False},
    "sendgrid": {
        "errors": [
            {"message": "The from address does not match a verified Sender Identity.", "field": "from", "help": None}
        ]
    },
    "mailgun": {"message": "Domain not found: example.com"},
    "postmark": {"ErrorCode": 406, "Message": "You tried to send to a recipient that has been marked as inactive."},
    "cloudflare_api": {
        "success": False,
        "errors": [{"code": 10000, "message": "Authentication error"}],
        "messages": [],
        "result": None,
    },
    "json_api": {
        "errors": [
            {
                "status": "422",
                "source": {"pointer": "/data/attributes/name"},
                "title": "Invalid Attribute",
                "detail": "Name is too short.",
            }
        ]
    },
    "json_api_code": {
        "errors": [
            {
                "id": "1",
                "status": "404",
                "code": "record_not_found",
                "title": "Record not found",
                "detail": "There is no such record.",
            }
        ]
    },
    "square": {"errors": [{"category": "INVALID_REQUEST_ERROR", "code": "NOT_FOUND", "detail": "Location not found."}]},
    "paypal": {
        "name": "UNPROCESSABLE_ENTITY",
        "message": "The requested action could not be performed.",
        "debug_id": "b1d1f06c7246c",
        "details": [{"issue": "ORDER_NOT_APPROVED", "description": "Payer has not approved the order."}],
    },
    "kubernetes": {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": 'pods "x" not found',
        "reason": "NotFound",
        "details": {"name": "x", "kind": "pods"},
        "code": 404,
    },
    "json_rpc": {"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": 1},
    "graphql": {
        "errors": [
            {
                "message": "Cannot query field",
                "locations": [{"line": 1, "column": 2}],
                "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"},
            }
        ]
    },
    "spring": {
        "timestamp": "2026-06-11T12:00:00.000+00:00",
        "status": 404,
        "error": "Not Found",
        "message": "No message available",
        "path": "/orders/1",
    },
    "laravel": {"message": "The given data was invalid.", "errors": {"email": ["The email field is required."]}},
    "nest": {"statusCode": 400, "message": ["to must be a string"], "error": "Bad Request"},
    "fastapi": {"detail": [{"loc": ["body", "to"], "msg": "field required", "type": "value_error.missing"}]},
    "azure": {
        "error": {
            "code": "InvalidAuthenticationToken",
            "message": "Access token is empty.",
            "innerError": {"request-id": "1"},
        }
    },
    "zoom": {"code": 124, "message": "Invalid access token."},
    "wechat": {"errcode": 40001, "errmsg": "invalid credential"},
    "alipay": {
        "alipay_trade_pay_response": {
            "code": "40004",
            "msg": "Business Failed",
            "sub_code": "ACQ.TRADE_NOT_EXIST",
            "sub_msg": "x",
        }
    },
    "shopify": {"errors": "[API] Invalid API key or access token"},
    "razorpay": {
        "error": {
            "code": "BAD_REQUEST_ERROR",
            "description": "Authentication failed",
            "source": "NA",
            "step": "NA",
            "reason": "NA",
            "metadata": {},
        }
    },
    "elasticsearch": {
        "error": {
            "root_cause": [{"type": "index_not_found_exception", "reason": "no such index"}],
            "type": "index_not_found_exception",
            "reason": "no such index",
        },
        "status": 404,
    },
    "oauth": {"error": "invalid_grant", "error_description": "Token has been expired or revoked."},
    "problem": {
        "type": "https://example.com/probs/out-of-credit",
        "title": "You do not have enough credit.",
        "status": 403,
        "detail": "Your current balance is 30.",
        "instance": "/account/12345/msgs/abc",
    },
    "dynamodb": {
        "__type": "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
        "message": "The level of configured throughput was exceeded.",
    },
}

TEXTS = {
    "s3": '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a</Key><RequestId>4442587FB7D0A2F9</RequestId></Error>',
    "ec2": "<Response><Errors><Error><Code>AuthFailure</Code><Message>AWS was not able to validate the credentials</Message></Error></Errors><RequestID>1</RequestID></Response>",
    "sqs": '<ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>x</Message></Error><RequestId>1</RequestId></ErrorResponse>',
    "form": "status=failed&code=7&message=no",
    "http_access_log": '127.0.0.1 - - [11/Jun/2026:12:00:00 +0000] "POST /send HTTP/1.1" 400 512',
    "prose": "The driver could not deliver the parcel to 30007 Main Street.",
}


@pytest.mark.parametrize(
    "payload",
    [*TREES.values(), *map(json.dumps, TREES.values()), *TEXTS.values()],
    ids=[*TREES, *(f"{name}_text" for name in TREES), *TEXTS],
)
def test_another_industry_s_error_is_no_vendor_s(payload):
    answer = errnorm.normalize(payload)

    assert (answer.vendor, errnorm.detect(payload).vendor) == ("unknown", "unknown")
    assert str(answer.suppress.advice) == "none"
    assert answer.code != "recipient_opted_out"
