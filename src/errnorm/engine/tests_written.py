"""The tests of shapes' conditions as functions written for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from errnorm.engine.codegen import Writer, plain_keys
from errnorm.engine.path import ANY_KEY, EVERY, HEADER, parse_path
from errnorm.engine.text import holds_phrase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TYPE_TESTS = {
    "present": "{0} is not None",
    "absent": "{0} is None",
    "string": "isinstance({0}, str)",
    "number": "isinstance({0}, (int, float)) and not isinstance({0}, bool)",
    "list": "isinstance({0}, (list, tuple))",
    "object": "isinstance({0}, dict)",
}


def write_conditions(
    alternatives: Sequence[Mapping[str, Any]], known: Any, closure: Callable[[str, Any], Callable[..., bool]]
) -> Callable[..., Any]:
    """Give the test of sets of conditions, of which one must hold.

    `closure` gives the test of a condition that no straight line can ask.
    """
    if len(alternatives) == 1:
        writer = Writer()
        _write_all(writer, alternatives[0], known, closure)
        writer.add("return True")
        return writer.function()
    writer = Writer(fail="break")
    for conditions in alternatives:
        with writer.block("while True:", apart=True):
            _write_all(writer, conditions, known, closure)
            writer.add("return True")
    writer.add("return False")
    return writer.function()


def write_questions(
    questions: Sequence[tuple[Mapping[str, Any], Any, Sequence[Any]]],
    closure: Callable[[str, Any, Any], Callable[..., bool]],
) -> Callable[..., None]:
    """Give the function `f(node, around, headers, found)` that adds to `found` the things whose conditions hold.

    Each question is its conditions, the codes that are known, and the things; `closure` gives the test of a condition
    that no straight line can ask.
    """
    writer = Writer(more=", found", fail="break")
    for conditions, known, things in questions:
        with writer.block("while True:", apart=True):
            names = [writer.constant(thing) for thing in things]
            writer.add(f"if {' and '.join(f'{name} in found' for name in names)}: break")
            _write_all(writer, conditions, known, partial(_with_known, closure, known))
            writer.add(f"found += ({', '.join(names)},)")
            writer.add("break")
    writer.add("return None")
    return writer.function()


def _with_known(
    closure: Callable[..., Callable[..., bool]], known: Any, path: str, condition: Any
) -> Callable[..., bool]:
    return closure(path, condition, known)


def _write_all(
    writer: Writer, conditions: Mapping[str, Any], known: Any, closure: Callable[[str, Any], Callable[..., bool]]
) -> None:
    for path, condition in sorted(conditions.items(), key=_cost):
        asked = f"{writer.constant(closure(path, condition))}(node, around, headers)"
        if keys := plain_keys(path):
            writer.add(f"if not ({_test(writer, condition, known, writer.value_at(keys))}): {writer.fail}")
        elif split := _split_at_list(path):
            writer.test_only_element(*split, partial(_test, writer, condition, known), asked)
        else:
            writer.add(f"if not {asked}: {writer.fail}")


def _cost(pair: tuple[str, Any]) -> int:
    """Rank conditions by what they cost and how seldom they hold, so that most payloads fail at the first."""
    path, condition = pair
    if isinstance(condition, Mapping) and "contains" in condition:
        return 3
    if not plain_keys(path):
        return 2
    return 1 if isinstance(condition, str) and condition in _TYPE_TESTS else 0


def _split_at_list(path: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Give the keys before and after the only list on a path, or none where it has no such form."""
    if path.startswith((HEADER, "^")):
        return None
    keys = parse_path(path)[1]
    if keys.count(EVERY) != 1 or ANY_KEY in keys:
        return None
    at = keys.index(EVERY)
    return keys[:at], keys[at + 1 :]


def _test(writer: Writer, condition: Any, known: Any, value: str) -> str:
    if isinstance(condition, str) and condition in _TYPE_TESTS:
        return _TYPE_TESTS[condition].format(value)
    if condition == "known":
        codes = writer.constant(known)
        return f"type({value}) is str and {value} in {codes} or code_text({value}) in {codes}"
    if isinstance(condition, Mapping) and "prefix" in condition:
        prefixes = writer.constant(tuple(condition["prefix"]))
        wrapped = f"type({value}) is list and only_text({value}).startswith({prefixes})"
        return f"{value}.startswith({prefixes}) if type({value}) is str else {wrapped}"
    if isinstance(condition, Mapping) and "contains" in condition:
        return f"{writer.constant(holds_phrase(condition['contains']))}({value})"
    if isinstance(condition, Mapping):
        bounds = f"{condition['from']} <= {{0}} <= {condition['to']}"
        number = f"({value} if type({value}) is int else whole_number(code_text({value})))"
        name = f"n{len(writer.lines)}"
        return f"({name} := {number}) is not None and {bounds.format(name)}"
    if condition in ("true", "false"):
        word = writer.constant(condition)
        said = f"{value} == {word} if type({value}) is str else {value} is not None and scalar_text({value}) == {word}"
        return f"{value} is {str(condition).title()} or ({said})"
    values = writer.constant(frozenset([condition] if isinstance(condition, str) else condition))
    other = f"{value} is not None and scalar_text({value}) in {values}"
    number = f"str({value}) in {values} if type({value}) is int else {other}"
    return f"{value} in {values} if type({value}) is str else {number}"
