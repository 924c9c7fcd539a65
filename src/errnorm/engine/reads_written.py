"""The reads of shapes' fields as functions written for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from errnorm.engine.codegen import Writer
from errnorm.engine.text import LONGEST_TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LARGEST_WHOLE = 2**53 - 1
_READ_CODE = (
    f"str({{0}}) if type({{0}}) is int and -{_LARGEST_WHOLE} <= {{0}} <= {_LARGEST_WHOLE}"
    " else None if {0} is None else code_text({0})"
)
_READ_TEXT = (
    f"{{0}} if type({{0}}) is str and 0 < len({{0}}) <= {LONGEST_TEXT} and not {{0}}.isspace()"
    " else None if {0} is None else free_text({0})"
)


class Slot:
    """How one part is read: the plain paths to try, whether it is a code, and a reader of what comes after them.

    `heads` are the keys of the item of which one must be there for that reader to find something, where that is known.
    """

    __slots__ = ("further", "heads", "is_code", "paths")

    def __init__(
        self,
        paths: Sequence[Sequence[str]],
        further: Callable[..., Any] | None,
        heads: Sequence[str] = (),
        *,
        is_code: bool,
    ) -> None:
        self.paths = paths
        self.further = further
        self.heads = heads
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
            there = " or ".join(f"{writer.constant(head)} in node" for head in slot.heads)
            guard = f" and (type(node) is not dict or {there})" if there else ""
            writer.add(f"if {name} is None{guard}: {name} = {writer.constant(slot.further)}(node, around, headers)")
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
