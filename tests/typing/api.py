"""The public names as a type checker sees them; checked by mypy and pyright, never run."""

from typing import assert_never, assert_type

import errnorm
from errnorm import Advice, Detection, NormalizedError, Normalizer, Retry, Verdict, normalize, normalize_all

answer = normalize({"error": {"code": 131049}}, vendor="meta", http_status=400, headers={"retry-after": "30"}, now=0.0)
assert_type(answer, NormalizedError)
assert_type(answer.code, errnorm.Code)
assert_type(answer.retry, Retry)
assert_type(answer.retry.delay, float | None)
assert_type(answer.upstream, NormalizedError | None)
assert_type(answer.match.sources, tuple[str, ...])
assert_type(normalize_all(b"{}"), tuple[NormalizedError, ...])
assert_type(errnorm.lookup("meta", 131049, surface="messages"), Verdict)
assert_type(errnorm.detect("<x/>"), Detection)
assert_type(errnorm.vendors(), tuple[str, ...])
assert_type(Normalizer(vendor="meta").with_catalogs("my/catalogs", {"overrides": []}), Normalizer)


def decide(advice: Advice) -> str:
    match advice:
        case Advice.NEVER | Advice.AFTER_FIX | Advice.AFTER_CONDITION:
            return "stop"
        case Advice.AFTER_WAIT | Advice.BACKOFF:
            return "again"
        case Advice.UNKNOWN:
            return "look"
        case _:
            assert_never(advice)
