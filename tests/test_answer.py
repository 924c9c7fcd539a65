"""An answer as a value: frozen, private, at home in pydantic, FastAPI and problem+json."""

import json
import logging
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import errnorm
from errnorm import Code, NormalizedError
from errnorm.model.json_schema import answer_schema

PHONE = "+15550000042"
BODY = {
    "error": {
        "type": "provider_error",
        "code": "message_undeliverable",
        "message": f"Unable to deliver to {PHONE}.",
        "doc_url": "https://docs.buildwithchirp.com/api_reference/error-codes#message_undeliverable",
        "provider": {"source": "meta", "code": 131026, "message": f"Undeliverable {PHONE}", "fbtrace_id": "A1"},
    }
}


@pytest.fixture
def answer():
    return errnorm.normalize(BODY, http_status=402)


def test_it_cannot_be_changed(answer):
    """Neither the answer nor its parts take a new value."""
    for value, name in ((answer, "code"), (answer.retry, "advice"), (answer.verdict, "code"), (answer.match, "rule")):
        with pytest.raises(AttributeError):
            setattr(value, name, None)
        with pytest.raises(AttributeError):
            delattr(value, name)


def test_it_is_not_made_by_hand():
    """The constructor says where answers come from."""
    with pytest.raises(TypeError, match=r"errnorm\.normalize"):
        NormalizedError()


def test_it_can_be_a_key(answer):
    """Equal answers have equal hashes, and the raw input takes no part."""
    again = errnorm.normalize(json.loads(json.dumps(BODY)), http_status=402)

    assert {answer: 1}[again] == 1
    assert answer.raw is BODY
    assert answer != errnorm.normalize(BODY, http_status=500)
    assert answer != "answer"


def test_no_words_of_the_vendor_leave_unasked(answer):
    """`repr`, a log line and problem+json hold no phone number and no free text of the vendor."""
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "%s %r", (answer, answer), None)
    shown = [
        repr(answer),
        record.getMessage(),
        json.dumps(answer.problem(instance="/send/1")),
        repr(answer.upstream),
        repr(answer.match),
    ]

    assert all(PHONE not in text and "deliver to" not in text for text in shown)
    assert PHONE in answer.detail


def test_an_unknown_code_is_not_shown():
    """`vendor_code` is shown only where a rule knows it: an unknown one may be anything, a phone number too."""
    answer = errnorm.normalize({"error": {"code": PHONE, "type": "OAuthException"}})

    assert answer.vendor_code == PHONE
    assert PHONE not in repr(answer) + json.dumps(answer.problem())


def test_problem_json_tells_what_a_gateway_tells_its_client(answer):
    """The status is the gateway's own towards its client, not the vendor's; the detail is ours."""
    problem = answer.problem(instance="/send/1")

    assert (problem["status"], problem["type"], problem["instance"]) == (
        422,
        "urn:errnorm:recipient_unreachable",
        "/send/1",
    )
    assert problem["detail"] == answer.remediation


def test_to_dict_fits_the_published_schema(answer):
    """What `to_dict` writes is what the schema promises, and nothing more."""
    schema = answer_schema()

    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(answer.to_dict())) == []
    assert list(Draft202012Validator(schema).iter_errors(errnorm.normalize(None).to_dict())) == []


def test_it_is_a_pydantic_field(answer):
    """A model takes an answer or its dictionary, and gives it out without the vendor's words."""
    from pydantic import BaseModel

    class Failure(BaseModel):
        error: NormalizedError

    given = Failure(error=answer).model_dump(mode="json")
    read = Failure.model_validate({"error": answer.to_dict()})

    assert PHONE not in json.dumps(given)
    assert read.error == answer
    assert Failure.model_json_schema()["properties"]["error"]["title"] == "NormalizedError"


def test_it_is_a_fastapi_response(answer):
    """A FastAPI route returns an answer, and its documentation has the schema."""
    import asyncio

    import httpx
    from fastapi import FastAPI

    app = FastAPI()

    @app.get("/")
    def last() -> NormalizedError:
        return answer

    async def ask(path: str) -> Any:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
            return (await client.get(path)).json()

    given, described = asyncio.run(ask("/")), asyncio.run(ask("/openapi.json"))

    assert (given["code"], given["retry"]["advice"]) == ("recipient_unreachable", "never")
    assert PHONE not in json.dumps(given)
    assert "vendor_code" in json.dumps(described)


def test_a_newer_word_does_not_crash_an_older_caller(answer):
    """A code this version does not know is kept, compares as text, and is not among the known."""
    data = {**answer.to_dict(), "code": "brand_new_code", "category": "brand_new"}
    read = NormalizedError.from_dict(data)

    assert read.code == "brand_new_code"
    assert read.code not in list(Code)
    assert str(read.category) == "brand_new"
    assert NormalizedError.from_dict(read.to_dict()) == read
