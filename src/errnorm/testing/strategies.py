"""What Hypothesis draws: rubbish of every kind, and payloads that are nearly right for a catalog."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hypothesis.strategies import DrawFn, SearchStrategy

    from errnorm.catalog.schema import Catalog

_LINE_STARTS = (
    "",
    "Error:",
    "(#131049)",
    "status=400",
    "HTTP 500",
    "id:1 stat:UNDELIV err:011",
    "error | 102 | x",
    "a=b&c=d",
    "<a><b>1</b></a>",
)
_LINE_ENDS = (
    "",
    '{"error": {"code": 131026}}',
    "{'code': 4}",
    "{'error': ",
    '{\\"code\\":1}',
    "- 1006",
    "Connection refused",
    "Read timed out",
)
_STATUSES = (200, 202, 400, 401, 402, 403, 404, 408, 409, 422, 424, 429, 500, 502, 503, 504)
_HEADERS = (
    "retry-after",
    "Retry-After",
    "date",
    "x-ratelimit-reset",
    "x-business-use-case-usage",
    "www-authenticate",
    "x",
)


@dataclass(frozen=True)
class Words:
    """What catalogs speak of: the `keys` their conditions ask for, the `codes` and `phrases` of their rules."""

    keys: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


def words_of(*catalogs: Catalog) -> Words:
    """Give the words of some catalogs, each once, sorted."""
    return Words(
        tuple(sorted({key for catalog in catalogs for key in _keys_of(catalog)})),
        tuple(sorted({code for catalog in catalogs for rule in catalog.rules for code in rule.code or ()})),
        tuple(sorted({phrase for catalog in catalogs for rule in catalog.rules for phrase in rule.text or ()})),
    )


@cache
def texts(words: Words) -> SearchStrategy[str]:
    """Draw any text, or a phrase or code of a catalog."""
    return st.one_of(st.text(max_size=30), *_one_of(words.phrases), *_one_of(words.codes))


@cache
def json_values_with(words: Words) -> SearchStrategy[Any]:
    """Draw any JSON value (numbers beyond JSON too), with keys, codes and phrases of a catalog among its parts."""
    numbers = st.one_of(st.integers(), st.floats(), *_one_of([int(code) for code in words.codes if code.isdecimal()]))
    keys = st.one_of(*_one_of(words.keys), st.text(max_size=8))
    return st.recursive(
        st.one_of(st.none(), st.booleans(), numbers, texts(words)),
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=5)),
        max_leaves=25,
    )


def log_lines_with(words: Words) -> SearchStrategy[str]:
    """Draw a line such as programs log, with a phrase or code of a catalog in it."""
    parts = (st.sampled_from(_LINE_STARTS), texts(words), st.sampled_from(_LINE_ENDS))
    return st.tuples(*parts).map(" ".join)


def near_payloads(catalog: Catalog) -> SearchStrategy[Any]:
    """Draw an example of the catalog with up to three of its values taken out, replaced, retyped, cut or added.

    A catalog without an example draws any JSON value.
    """
    held = [*(shape.example for shape in catalog.shapes), *(rule.example for rule in catalog.rules)]
    examples = [example for example in held if example is not None]
    return _mutated_examples(examples, words_of(catalog)) if examples else json_values_with(words_of(catalog))


def payloads(*catalogs: Catalog) -> SearchStrategy[Any]:
    """Draw whatever could be handed to `normalize`: JSON values, bytes, text, log lines, nearly right payloads."""
    words = words_of(*catalogs)
    near = [near_payloads(catalog) for catalog in catalogs]
    rubbish = (st.binary(max_size=200), st.text(max_size=200))
    return st.one_of(json_values_with(words), *rubbish, log_lines_with(words), *near)


def _keys_of(catalog: Catalog) -> Iterator[str]:
    for shape in catalog.shapes:
        for conditions in shape.when or ():
            for path in conditions:
                yield from (part.removesuffix("[]") for part in path.split("."))


def _one_of(values: Iterable[Any]) -> list[SearchStrategy[Any]]:
    known = list(values)
    return [st.sampled_from(known)] if known else []


@st.composite
def _mutated_examples(draw: DrawFn, examples: list[Any], words: Words) -> Any:
    payload = copy.deepcopy(draw(st.sampled_from(examples)))
    for _ in range(draw(st.integers(0, 3))):
        payload = _mutated(draw, payload, words)
    return payload


def _mutated(draw: DrawFn, node: Any, words: Words) -> Any:
    if isinstance(node, dict) and node:
        return _mutated_object(draw, node, words)
    if isinstance(node, list) and node:
        at = draw(st.integers(0, len(node) - 1))
        return [*node[:at], _mutated(draw, node[at], words), *node[at + 1 :]]
    if isinstance(node, str) and draw(st.booleans()):
        return node[: draw(st.integers(0, len(node)))]
    return draw(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts(words)))


def _mutated_object(draw: DrawFn, node: dict[str, Any], words: Words) -> dict[str, Any]:
    key = draw(st.sampled_from(sorted(node)))
    if draw(st.booleans()):
        return {**node, key: _mutated(draw, node[key], words)}
    match draw(st.sampled_from(["drop", "null", "wrap", "add"])):
        case "drop":
            return {name: value for name, value in node.items() if name != key}
        case "add":
            added = draw(st.one_of(*_one_of(words.keys), st.text(max_size=8)))
            return {**node, added: draw(json_values_with(words))}
        case change:
            return {**node, key: None if change == "null" else [node[key]]}


json_values = json_values_with(Words())
log_lines = log_lines_with(Words())
http_statuses = st.one_of(st.none(), st.integers(-1, 700), st.sampled_from(_STATUSES))
header_maps = st.one_of(
    st.none(),
    st.dictionaries(st.sampled_from(_HEADERS), st.one_of(st.text(max_size=40), st.integers().map(str)), max_size=4),
)

__all__ = [
    "Words",
    "header_maps",
    "http_statuses",
    "json_values",
    "json_values_with",
    "log_lines",
    "log_lines_with",
    "near_payloads",
    "payloads",
    "texts",
    "words_of",
]
