"""The compiled form of a shape."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import islice

from errnorm.engine.codegen import lazily
from errnorm.engine.condition import compile_conditions, needed_keys
from errnorm.engine.fields import FieldReader, upstream_reader
from errnorm.engine.path import compile_every, compile_first, parse_path
from errnorm.model.facets import Phase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from errnorm.engine.condition import Holds
    from errnorm.engine.fields import Read

    Item = tuple[Any, tuple[Any, ...], bool]

MOST_ITEMS = 1000


class Alternative:
    """One set of conditions of a shape, with the codes its vendor knows and the keys of the root that it needs."""

    __slots__ = ("conditions", "known", "needs", "shape")

    def __init__(self, shape: Shape, conditions: Mapping[str, Any], known: Container[str]) -> None:
        self.shape = shape
        self.conditions = conditions
        self.known = known
        self.needs = needed_keys(conditions)


class Shape:
    """One form an error arrives in, ready to be asked.

    `alternatives` are its sets of conditions, of which one must hold;
    `is_plain` says that nothing has to be unwrapped, `is_direct` that the whole payload is always one occurrence;
    `items` gives the items with what encloses them; `succeeded` tells whether an item of the first step reports
    success.
    """

    __slots__ = (
        "alternatives",
        "each",
        "fields",
        "identifies",
        "is_direct",
        "is_plain",
        "name",
        "passthrough",
        "phase",
        "succeeded",
        "surface",
        "unwrap",
        "upstream",
        "upstream_mode",
        "vendor",
        "when",
        "where",
    )

    def __init__(self, data: Mapping[str, Any], vendor: str, known: Container[str], upstream_mode: str) -> None:
        self.name: str = data["name"]
        self.vendor = vendor
        self.phase = Phase(data["phase"]) if "phase" in data else None
        self.surface: str | None = data.get("surface")
        self.when: Sequence[Mapping[str, Any]] = data.get("when") or []
        self.alternatives = [Alternative(self, conditions, known) for conditions in self.when]
        self.each = [
            compile_every(_from_item(step, first=index == 0)) for index, step in enumerate(data.get("each") or [])
        ]
        self.where: Holds | None = None
        if "where" in data:
            lazily(self, "where", lambda: compile_conditions(data["where"], known))
        self.succeeded: Holds | None = None
        if "success" in data:
            lazily(self, "succeeded", lambda: compile_conditions(data["success"], known, over_lists=all))
        self.fields = FieldReader(data["fields"]) if "fields" in data else None
        self.unwrap = _compile_unwrap(data["unwrap"]) if "unwrap" in data else None
        self.upstream: Read | None = None
        if "upstream" in data:
            lazily(self, "upstream", lambda: upstream_reader(data["upstream"]))
        self.upstream_mode = upstream_mode
        self.passthrough: Sequence[Mapping[str, str]] = data.get("passthrough") or []
        self.identifies: bool = data.get("identifies", True)
        self.is_direct = bool(self.fields and not self.each and not self.unwrap and not self.succeeded)
        self.is_plain = bool(self.fields and not self.unwrap)

    @property
    def lends(self) -> bool:
        """Whether the shape only lends another vendor's shapes."""
        return self.fields is None and self.unwrap is None and bool(self.passthrough)

    def items(self, tree: Any, headers: Mapping[str, str]) -> Iterator[Item]:
        """Give each item, 1,000 at most, with what encloses it, the nearest first, and whether it reports success."""
        if not self.each:
            yield tree, (), self._succeeded(tree, (), headers)
            return
        count = 0
        for outer in self.each[0](tree):
            if self.where is not None and not self.where(outer, (tree,), headers):
                continue
            for item in self._inside(outer, tree, headers):
                yield item
                count += 1
                if count == MOST_ITEMS:
                    return

    def only_item(self, tree: Any, headers: Mapping[str, str]) -> Item | None:
        """Give the item where there is exactly one, it reports no success and nothing is to be unwrapped; else none."""
        if not self.is_plain:
            return None
        if not self.each:
            found: Item = (tree, (), self._succeeded(tree, (), headers))
        else:
            outer = self.each[0](tree)
            if len(outer) != 1 or (self.where is not None and not self.where(outer[0], (tree,), headers)):
                return None
            if self.succeeded is None and len(self.each) == 1:
                return outer[0], (tree,), False
            items = list(islice(self._inside(outer[0], tree, headers), 2))
            if len(items) != 1:
                return None
            found = items[0]
        return None if found[2] else found

    def _succeeded(self, outer: Any, around: tuple[Any, ...], headers: Mapping[str, str]) -> bool:
        return self.succeeded is not None and self.succeeded(outer, around, headers)

    def _inside(self, outer: Any, tree: Any, headers: Mapping[str, str]) -> Iterator[Item]:
        succeeded = self._succeeded(outer, (tree,), headers)
        inner = self.each[1](outer) if len(self.each) == 2 and not succeeded else []
        if not inner:
            yield outer, (tree,), succeeded
        for item in inner:
            yield item, (outer, tree), succeeded


def _from_item(step: str, *, first: bool) -> tuple[str, ...]:
    outwards, keys = parse_path(step)
    if outwards and first:
        raise ValueError(f'"{step}" leads out of the payload')
    return keys


def _compile_unwrap(data: Mapping[str, Sequence[str]]) -> Callable[[Any], tuple[list[Any], Any, Any]]:
    payloads = [compile_first(parse_path(path)[1]) for path in data["payload"]]
    statuses = [compile_first(parse_path(path)[1]) for path in data.get("http_status", ())]
    headers = [compile_first(parse_path(path)[1]) for path in data.get("headers", ())]

    def first(readers: Sequence[Callable[[Any], Any]], node: Any) -> Any:
        return next((found for read in readers if (found := read(node)) is not None), None)

    def unwrap(node: Any) -> tuple[list[Any], Any, Any]:
        return (
            [found for read in payloads if (found := read(node)) is not None],
            first(statuses, node),
            first(headers, node),
        )

    return unwrap
