"""Conditions on a tree, and when one set of them includes another."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

from errnorm.engine.path import ANY_KEY, EVERY, HEADER, compile_every, compile_first, parse_path
from errnorm.engine.tests_written import write_conditions, write_questions
from errnorm.engine.text import code_text, holds_phrase, only_text, scalar_text, whole_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Condition = str | Sequence[str] | Mapping[str, Any]
    Conditions = Mapping[str, Condition]
    Test = Callable[[Any], bool]
    Holds = Callable[[Any, Sequence[Any], Mapping[str, str]], bool]

_TYPES: dict[str, Test] = {
    "present": lambda value: value is not None,
    "absent": lambda value: value is None,
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "list": lambda value: isinstance(value, (list, tuple)),
    "object": lambda value: isinstance(value, dict),
}


def compile_conditions(
    alternatives: Sequence[Conditions], known: Container[str], *, over_lists: Callable[[Any], bool] = any
) -> Holds:
    """Give a test of an item: does every condition of any alternative hold.

    `over_lists` says how a path through a list is judged: `any` element is enough, or `all` must fit (and there must
    be one).
    """

    def closure(path: str, condition: Condition) -> Holds:
        return compile_condition(path, condition, known, over_lists)

    return write_conditions(alternatives, known, closure)


def compile_questions(questions: Sequence[tuple[Conditions, Container[str], Sequence[Any]]]) -> Callable[..., None]:
    """Give the function that asks several sets of conditions and adds the things of each that holds to a list."""
    return write_questions(questions, compile_condition)


def compile_condition(
    path: str, condition: Condition, known: Container[str], over_lists: Callable[[Any], bool] = any
) -> Holds:
    """Give the test of one condition, step by step."""
    test = _test(condition, known)
    if path.startswith(HEADER):
        name = path.removeprefix(HEADER).lower()
        return lambda _node, _around, headers: test(headers.get(name))
    outwards, keys = parse_path(path)
    if outwards:
        inner = _at(keys, condition, test, over_lists)
        return lambda _node, around, headers: len(around) >= outwards and inner(around[outwards - 1], (), headers)
    return _at(keys, condition, test, over_lists)


def _at(keys: Sequence[str], condition: Condition, test: Test, over_lists: Callable[[Any], bool]) -> Holds:
    if EVERY not in keys and ANY_KEY not in keys:
        read = compile_first(keys)
        return lambda node, _around, _headers: test(read(node))
    values = compile_every(keys)
    if condition == "absent":
        return lambda node, _around, _headers: not values(node)

    def over(node: Any, _around: Sequence[Any], _headers: Mapping[str, str]) -> bool:
        found = values(node)
        return bool(found) and over_lists(map(test, found))

    return over


def _test(condition: Condition, known: Container[str]) -> Test:
    if isinstance(condition, Mapping):
        if "prefix" in condition:
            prefixes = tuple(condition["prefix"])
            return lambda value: only_text(value).startswith(prefixes)
        if "from" in condition:
            low, high = condition["from"], condition["to"]
            return lambda value: (number := whole_number(code_text(value))) is not None and low <= number <= high
        return holds_phrase(condition["contains"])
    if isinstance(condition, str):
        if condition == "known":
            return lambda value: (code := code_text(value)) is not None and code in known
        if condition in _TYPES:
            return _TYPES[condition]
        condition = [condition]
    values = frozenset(condition)
    return lambda value: value in values if type(value) is str else scalar_text(value) in values


def needed_keys(conditions: Conditions) -> list[tuple[str, str | None]]:
    """Give the keys of the root, each with a key inside it or none, that must be there for the conditions to hold."""
    pairs = [_first_keys(path) for path, condition in conditions.items() if condition != "absent"]
    return [pair for pair in pairs if pair is not None]


def wants_list(conditions: Conditions) -> bool:
    """Say whether the conditions can hold for a payload that is a list."""
    return any(not path.startswith(HEADER) and parse_path(path)[1][:1] == (EVERY,) for path in conditions)


def wants_text(conditions: Conditions) -> bool:
    """Say whether the conditions can hold only for a payload that is a text."""
    return "." in conditions and not wants_object(conditions["."])


def wants_header(conditions: Conditions) -> bool:
    """Say whether the conditions can hold only where a header is there."""
    return any(path.startswith(HEADER) and condition != "absent" for path, condition in conditions.items())


def wants_object(condition: Condition | None) -> bool:
    """Say whether the condition can hold for an object or a list of one."""
    return condition is None or condition in ("present", "object", "list", "absent")


def _first_keys(path: str) -> tuple[str, str | None] | None:
    if path.startswith((HEADER, "^")):
        return None
    keys = [key for key in parse_path(path)[1] if key != EVERY]
    if not keys or keys[0] == ANY_KEY:
        return None
    return keys[0], keys[1] if len(keys) > 1 and keys[1] != ANY_KEY else None


def includes(narrow: Sequence[Conditions], wide: Sequence[Conditions]) -> bool:
    """Say whether whatever fits `narrow` fits `wide` too."""
    return all(any(_implies_all(one, other) for other in wide) for one in narrow)


def _implies_all(narrow: Conditions, wide: Conditions) -> bool:
    return all(
        any(_implies(path, condition, wanted, needed) for path, condition in narrow.items())
        for wanted, needed in wide.items()
    )


def _implies(path: str, condition: Condition, wanted: str, needed: Condition) -> bool:
    if path != wanted:
        inside = path.startswith(f"{wanted}.") and condition != "absent"
        listed = path.startswith(f"{wanted}[]") and condition != "absent"
        return (inside and needed in ("present", "object")) or (listed and needed in ("present", "list"))
    if condition == needed:
        return True
    if condition == "absent" or needed == "absent":
        return False
    return needed == "present" or _narrower(condition, needed)


def _narrower(condition: Condition, needed: Condition) -> bool:
    values = literals(condition)
    if values is not None:
        wanted = literals(needed)
        return values <= wanted if wanted is not None else needed == "string" or _fits_prefix(values, needed)
    if isinstance(condition, Mapping):
        return needed == "string" or ("prefix" in condition and _fits_prefix(frozenset(condition["prefix"]), needed))
    return False


def literals(condition: Condition) -> frozenset[str] | None:
    """Give the texts of which one must stand there, or none where the condition asks otherwise."""
    if isinstance(condition, Mapping) or (isinstance(condition, str) and (condition in _TYPES or condition == "known")):
        return None
    return frozenset([condition] if isinstance(condition, str) else condition)


def _fits_prefix(values: frozenset[str], needed: Condition) -> bool:
    return (
        isinstance(needed, Mapping)
        and "prefix" in needed
        and all(value.startswith(tuple(needed["prefix"])) for value in values)
    )
