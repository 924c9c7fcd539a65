"""Conditions and field paths as Python functions of their own.

A shape is asked for every payload, so its tests and reads are written out as straight-line code and compiled once,
when they
are first called. What the code says is exactly what `condition` and `fields` say step by step; laws compare the two.
Text of a catalog enters the code as a constant by name, never as source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from errnorm.engine.path import ANY_KEY, EVERY, HEADER, only_element, parse_path
from errnorm.engine.text import LONGEST_TEXT, code_text, free_text, only_text, scalar_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LARGEST_WHOLE = 2**53 - 1
_OUTWARDS = "^"
_NOTHING: Mapping[str, Any] = {}
_TYPE_TESTS = {
    "present": "{0} is not None",
    "absent": "{0} is None",
    "string": "isinstance({0}, str)",
    "number": "isinstance({0}, (int, float)) and not isinstance({0}, bool)",
    "list": "isinstance({0}, (list, tuple))",
    "object": "isinstance({0}, dict)",
}
_READ_CODE = (
    f"str({{0}}) if type({{0}}) is int and -{_LARGEST_WHOLE} <= {{0}} <= {_LARGEST_WHOLE}"
    " else None if {0} is None else code_text({0})"
)
_READ_TEXT = (
    f"{{0}} if type({{0}}) is str and 0 < len({{0}}) <= {LONGEST_TEXT} and not {{0}}.isspace()"
    " else None if {0} is None else free_text({0})"
)


def as_object(value: Any) -> Any:
    """Give the object meant where one is expected: itself, the only element of a list, or an empty one."""
    only = only_element(value)
    return only if isinstance(only, dict) else _NOTHING


class Writer:
    """The source of one function `f(node, around, headers)`, its constants, and the values it has read so far."""

    __slots__ = ("_indent", "_lists", "_objects", "constants", "lines")

    def __init__(self) -> None:
        self.lines: list[str] = ["def f(node, around, headers):"]
        self.constants: dict[str, Any] = {
            "as_object": as_object,
            "nothing": _NOTHING,
            "code_text": code_text,
            "free_text": free_text,
            "only_text": only_text,
            "scalar_text": scalar_text,
        }
        self._objects: dict[tuple[str, ...], str] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._indent = "    "

    def constant(self, value: Any) -> str:
        """Give the name under which the code finds `value`."""
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def add(self, line: str) -> None:
        """Add a line to the body."""
        self.lines.append(self._indent + line)

    def value_at(self, keys: Sequence[str]) -> str:
        """Write the read of what stands at `keys` and give the name of its variable."""
        first, name = keys[0], f"v{len(self.lines)}"
        if first.startswith(HEADER):
            read = f"headers.get({self.constant(first.removeprefix(HEADER).lower())})"
        elif first.startswith(_OUTWARDS) and len(keys) == 1:
            steps = len(first)
            read = f"around[{steps - 1}] if len(around) >= {steps} else None"
        else:
            parent = self._object_at(tuple(keys[:-1]))
            name = f"v{len(self.lines)}"
            read = f"{parent}.get({self.constant(keys[-1])})"
        self.add(f"{name} = {read}")
        return name

    def _object_at(self, keys: tuple[str, ...]) -> str:
        if keys not in self._objects:
            value = self.value_at(keys) if keys else "node"
            name = f"o{len(self.lines)}"
            self.add(
                f"{name} = {value} if type({value}) is dict else as_object({value}) if {value} is not None else nothing"
            )
            self._objects[keys] = name
        return self._objects[keys]

    def read_into(self, name: str, keys: Sequence[str], reading: str, *, only_if_none: bool) -> None:
        """Write the read of what stands at `keys` into `name`, where asked only if `name` holds nothing yet.

        What is read inside the branch is not known outside it.
        """
        if not only_if_none:
            self.add(f"{name} = {reading.format(self.value_at(keys))}")
            return
        self.add(f"if {name} is None:")
        known, self._indent = dict(self._objects), "        "
        self.add(f"{name} = {reading.format(self.value_at(keys))}")
        self._objects, self._indent = known, "    "

    def test_only_element(
        self, before: tuple[str, ...], after: tuple[str, ...], test: Callable[[str], str], asked: str
    ) -> None:
        """Write the test of a list's only element; a list of any other length is left to `asked`.

        What is read of the element is known to later tests, since they stand behind the same question.
        """
        where = (*before, EVERY)
        if where not in self._lists:
            self._lists[where] = self.value_at(before)
        held = self._lists[where]
        self.add(f"if type({held}) is list and len({held}) == 1:")
        self._indent = "        "
        if where not in self._objects:
            element = f"e{len(self.lines)}"
            self.add(f"{element} = {held}[0] if type({held}[0]) is dict else as_object({held}[0])")
            self._objects[where] = element
        value = self.value_at((*where, *after)) if after else f"{held}[0]"
        self.add(f"if not ({test(value)}): return False")
        self._indent = "    "
        self.add(f"elif not {asked}: return False")

    def function(self) -> Callable[..., Any]:
        """Compile the function."""
        scope = dict(self.constants)
        exec("\n".join(self.lines), scope)  # noqa: S102 - the source holds names and numbers only; catalog text stands in constants
        return scope["f"]  # type: ignore[no-any-return]


def lazily(owner: Any, name: str, make: Callable[[], Callable[..., Any]]) -> None:
    """Set `owner.name` to a function that is made when it is first called, and from then on stands there itself."""

    def first_call(node: Any, around: Sequence[Any], headers: Mapping[str, str]) -> Any:
        made = make()
        setattr(owner, name, made)
        return made(node, around, headers)

    setattr(owner, name, first_call)


def plain_keys(path: Any) -> tuple[str, ...]:
    """Give the keys of a path that needs neither list nor header nor enclosing item, else nothing."""
    if not isinstance(path, str) or path.startswith(HEADER):
        return ()
    outwards, keys = parse_path(path)
    return keys if not outwards and EVERY not in keys and ANY_KEY not in keys else ()


def straight_keys(path: Any) -> tuple[str, ...]:
    """Give the keys of a path without lists; a header is one key, and steps outwards are a first key of their own."""
    if not isinstance(path, str):
        return ()
    if path.startswith(HEADER):
        return (path,)
    outwards, keys = parse_path(path)
    return () if EVERY in keys or ANY_KEY in keys else ((_OUTWARDS * outwards,) if outwards else ()) + keys


def write_conditions(
    alternatives: Sequence[Mapping[str, Any]], known: Any, closure: Callable[[str, Any], Callable[..., bool]]
) -> Callable[..., Any]:
    """Give the test of sets of conditions, of which one must hold.

    `closure` gives the test of a condition that no straight line can ask.
    """
    tests = [_write_all(conditions, known, closure) for conditions in alternatives]
    if len(tests) == 1:
        return tests[0]
    first, rest = tests[0], tests[1:]
    return lambda node, around, headers: (
        first(node, around, headers) or any(test(node, around, headers) for test in rest)
    )


def _write_all(
    conditions: Mapping[str, Any], known: Any, closure: Callable[[str, Any], Callable[..., bool]]
) -> Callable[..., Any]:
    writer = Writer()
    for path, condition in conditions.items():
        asked = f"{writer.constant(closure(path, condition))}(node, around, headers)"
        inline = not (isinstance(condition, Mapping) and "prefix" not in condition)
        if inline and (keys := plain_keys(path)):
            writer.add(f"if not ({_test(writer, condition, known, writer.value_at(keys))}): return False")
        elif inline and (split := _split_at_list(path)):
            writer.test_only_element(*split, partial(_test, writer, condition, known), asked)
        else:
            writer.add(f"if not {asked}: return False")
    writer.add("return True")
    return writer.function()


def _split_at_list(path: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Give the keys before and after the only list on a path, or none where it has no such form."""
    if path.startswith((HEADER, "^")):
        return None
    keys = parse_path(path)[1]
    if keys.count(EVERY) != 1 or ANY_KEY in keys or keys[0] == EVERY:
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
        text = f"({value} if type({value}) is str else only_text({value}))"
        return f"{value} is not None and {text}.startswith({writer.constant(tuple(condition['prefix']))})"
    if condition in ("true", "false"):
        word = writer.constant(condition)
        said = f"{value} == {word} if type({value}) is str else {value} is not None and scalar_text({value}) == {word}"
        return f"{value} is {str(condition).title()} or ({said})"
    values = writer.constant(frozenset([condition] if isinstance(condition, str) else condition))
    return f"{value} in {values} if type({value}) is str else {value} is not None and scalar_text({value}) in {values}"


class Slot:
    """How one part is read: the plain paths to try, whether it is a code, and a reader of what comes after them."""

    __slots__ = ("further", "is_code", "paths")

    def __init__(self, paths: Sequence[Sequence[str]], further: Callable[..., Any] | None, *, is_code: bool) -> None:
        self.paths = paths
        self.further = further
        self.is_code = is_code


def write_parts(slots: Sequence[Slot], *, first_decides: bool = False) -> Callable[..., Any]:
    """Give the reader of a tuple with one part for each slot; none throughout where the first is absent and decides."""
    writer = Writer()
    for index, slot in enumerate(slots):
        name = f"p{index}"
        writer.add(f"{name} = None")
        for number, keys in enumerate(slot.paths):
            writer.read_into(name, keys, _READ_CODE if slot.is_code else _READ_TEXT, only_if_none=number > 0)
        if slot.further is not None:
            writer.add(f"if {name} is None: {name} = {writer.constant(slot.further)}(node, around, headers)")
        if first_decides and not index:
            writer.add(f"if p0 is None: return {writer.constant((None,) * len(slots))}")
    writer.add(f"return ({', '.join(f'p{index}' for index in range(len(slots)))},)")
    return writer.function()


def write_text(paths: Sequence[Sequence[str]]) -> Callable[..., str]:
    """Give the reader of all texts at the paths, in their order, a blank between them."""
    writer = Writer()
    writer.add("found = []")
    for keys in paths:
        value = writer.value_at(keys)
        writer.add(f"text = {_READ_TEXT.format(value)}")
        writer.add("if text is not None: found.append(text)")
    writer.add("return ' '.join(found)")
    return writer.function()
