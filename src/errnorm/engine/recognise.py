"""Which vendor's shapes a tree fits, and the occurrences inside it."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence

from errnorm.engine.decode import DEEPEST, decode
from errnorm.engine.holding import NO_HEADERS, headers_of, status_of
from errnorm.engine.log_line import is_log

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from errnorm.engine.receive import Received
    from errnorm.engine.shape import Shape
    from errnorm.engine.shape_set import ShapeSet
    from errnorm.engine.tables import Tables, Vendor

    Headers = Mapping[str, str]
    # Vendor, shape, the item with what encloses it, headers and HTTP status: one error inside a payload, before any
    # rule is sought.
    Occurrence = tuple[Vendor, Shape, Any, Sequence[Any], Headers, int | None]

_MOST_UNWRAPS = 4
_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
_MOST_NESTED = 64
_MOST_LISTED = 1000


class Sighting:
    """What was recognised: the shapes, each with the vendor the answer names, the errors, and the first success."""

    __slots__ = ("occurrences", "shapes", "success")

    def __init__(self) -> None:
        self.shapes: list[tuple[Vendor, Shape]] = []
        self.occurrences: list[Occurrence] = []
        self.success: tuple[Any, Sequence[Any], Headers] | None = None

    def vendors(self) -> tuple[str, ...]:
        """Give the ids of the vendors seen, in the order of the catalogs."""
        return tuple(dict.fromkeys(vendor.id for vendor, _ in self.shapes))

    def add(self, other: Sighting) -> None:
        """Take over what another sighting holds."""
        self.shapes += other.shapes
        self.occurrences += other.occurrences
        self.success = self.success or other.success


class Recogniser:
    """One search through a payload; `vendor` is the caller's hint."""

    __slots__ = ("http_status", "tables", "vendor")

    def __init__(self, tables: Tables, vendor: Vendor | None, http_status: int | None) -> None:
        self.tables = tables
        self.vendor = vendor
        self.http_status = http_status

    def seek(self, tree: Any, headers: Headers, unwraps: int = _MOST_UNWRAPS) -> Sighting | None:
        """Give what `tree` or something inside it is recognised as, or none.

        Shapes that prove a vendor come first; where the caller names one, envelopes come before its loose shapes. Then
        come the only element of a list, envelopes, the elements of a list, and what is nested.
        """
        found = self._as_known(tree, headers, unwraps)
        for _ in range(DEEPEST):
            if found is not None or not isinstance(tree, list) or len(tree) != 1:
                break
            tree = tree[0]
            found = self._as_known(tree, headers, unwraps)
        if found is not None or not unwraps or not isinstance(tree, (dict, list)):
            return found
        # Where a vendor is named, the envelopes of an object were asked before its loose shapes.
        asked = self.vendor is not None and isinstance(tree, dict)
        inner = None if asked else self._enveloped(tree, headers, unwraps - 1)
        if inner is not None:
            return inner
        return self._listed(tree, headers, unwraps - 1) if isinstance(tree, list) else self._nested(tree, headers)

    def _as_known(self, tree: Any, headers: Headers, unwraps: int) -> Sighting | None:
        found = self._as_shape(tree, headers, unwraps, proving=True)
        if found is None and unwraps and self.vendor is not None and isinstance(tree, dict):
            found = self._enveloped(tree, headers, unwraps - 1)
        if found is None and self.vendor is not None:
            found = self._as_shape(tree, headers, unwraps, proving=False)
        return found

    def _as_shape(self, tree: Any, headers: Headers, unwraps: int, *, proving: bool | None = None) -> Sighting | None:
        for shapes in self._sets():
            if proving is not None and shapes.proves is not proving:
                continue
            fitting = shapes.fitting(tree, headers)
            if fitting:
                found = self._collect(fitting, tree, headers, unwraps)
                if found.shapes:
                    return found
        return None

    def _sets(self) -> Sequence[ShapeSet]:
        return self.tables.hinted(self.vendor) if self.vendor else (self.tables.detecting,)

    def _collect(self, shapes: Sequence[Shape], tree: Any, headers: Headers, unwraps: int) -> Sighting:
        sighting = Sighting()
        for shape in shapes:
            vendor = self.vendor or self.tables.vendors[shape.vendor]
            if shape.unwrap is not None:
                inside = self._unwrapped(vendor, shape, tree, headers, unwraps - 1) if unwraps else None
                if inside is not None:
                    sighting.add(inside)
                if inside is not None or shape.fields is None:
                    continue
            sighting.shapes.append((vendor, shape))
            if shape.fields is not None:
                for item, around, succeeded in shape.items(tree, headers):
                    if succeeded:
                        sighting.success = sighting.success or (item, around, headers)
                        continue
                    sighting.occurrences.append((vendor, shape, item, around, headers, self.http_status))
        return sighting

    def _unwrapped(
        self, vendor: Vendor | None, shape: Shape, tree: Any, headers: Headers, unwraps: int
    ) -> Sighting | None:
        assert shape.unwrap is not None
        sighting = Sighting()
        for item, _, _ in shape.items(tree, headers):
            payloads, status, inner_headers = shape.unwrap(item)
            known = status_of(status)
            inner = Recogniser(self.tables, vendor, self.http_status if known is None else known)
            merged = {**headers, **headers_of(inner_headers)} if inner_headers else headers
            for candidate in _readings(payloads):
                found = inner.seek(candidate, merged, unwraps)
                if found is not None:
                    sighting.add(found)
                    break
        return sighting if sighting.shapes else None

    def _enveloped(self, tree: Any, headers: Headers, unwraps: int) -> Sighting | None:
        for shape in self.tables.envelopes.fitting(tree, headers):
            found = self._unwrapped(self.vendor, shape, tree, headers, unwraps)
            if found is not None:
                return found
        return None

    def _listed(self, tree: list[Any], headers: Headers, unwraps: int) -> Sighting | None:
        """Give what the elements are; where some are a success and others are nothing known, the list is no success."""
        found = [self._as_shape(element, headers, unwraps) for element in tree[:_MOST_LISTED]]
        known = [sighting for sighting in found if sighting is not None]
        if not known:
            return self._nested(tree, headers)
        merged = Sighting()
        for sighting in known:
            merged.add(sighting)
        return merged if merged.occurrences or len(known) == len(found) else None

    def _nested(self, tree: Any, headers: Headers) -> Sighting | None:
        for inner in _inside(tree):
            found = self._as_shape(inner, headers, 0)
            if found is not None:
                return found
        return None


def only_error(shapes: Sequence[Shape], tree: Any) -> tuple[Shape, Any, Sequence[Any]] | None:
    """Give the one error that the fitting shapes find, with its shape and what encloses it; none in any other case."""
    if len(shapes) == 1:
        shape = shapes[0]
        if shape.is_direct:
            return shape, tree, ()
        only = shape.only_item(tree, NO_HEADERS)
        return (shape, only[0], only[1]) if only else None
    found: tuple[Shape, Any, Sequence[Any]] | None = None
    for shape in shapes:
        if not shape.is_plain or shape.vendor != shapes[0].vendor:
            return None
        for item, around, succeeded in shape.items(tree, NO_HEADERS):
            if not succeeded and found is not None:
                return None
            found = found if succeeded else (shape, item, around)
    return found


def raising_vendor(tables: Tables, received: Received) -> Vendor | None:
    """Give the vendor whose client raised an exception, or none; its body is then read as that vendor's."""
    seeker = Recogniser(tables, None, received.http_status)
    told = [tree for tree in received.trees if isinstance(tree, dict) and tree.keys() == {"exception"}]
    found = next((seen for tree in told if (seen := seeker.seek(tree, received.headers)) is not None), None)
    names = found.vendors() if found is not None else ()
    return tables.vendors[names[0]] if len(names) == 1 else None


def speaking_vendor(tables: Tables, received: Received) -> Vendor | None:
    """Give the one vendor whose words a text holds, or none."""
    seeker = Recogniser(tables, None, received.http_status)
    told = [seeker.seek(tree, received.headers) for tree in received.trees if is_log(tree)]
    names = {name for found in told if found is not None for name in found.vendors()}
    return tables.vendors[names.pop()] if len(names) == 1 else None


def _readings(payloads: Sequence[Any]) -> Iterator[Any]:
    for payload in payloads:
        if isinstance(payload, str):
            # Base64 with its padding is a form body by its looks, so the one does not rule out the other.
            trees = (tree for text in (payload, _from_base64(payload)) for tree in decode(text))
            yield from (tree for tree in trees if not is_log(tree))
        else:
            yield payload


def _is_form(text: str) -> bool:
    return "=" in text and "&" in text


def _from_base64(text: str) -> str:
    """Give what a function bridge wrapped as base64, or nothing."""
    if len(text) % 4 or not _BASE64.fullmatch(text):
        return ""
    try:
        return b64decode(text, validate=True).decode()
    except ValueError:
        return ""


def _inside(tree: Any) -> Iterator[Any]:
    """Give the objects nested in a tree, and those in texts that hold one, the outermost first, 64 values at most."""
    waiting: list[tuple[Any, int]] = [(tree, 0)]
    looked_at = 0
    while waiting and looked_at < _MOST_NESTED:
        node, depth = waiting.pop(0)
        looked_at += 1
        if depth:
            yield node
        if depth > _MOST_UNWRAPS:
            continue
        children = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
        for child in children[:_MOST_NESTED]:
            if isinstance(child, str) and ("{" in child or "stat:" in child or _is_form(child)):
                waiting += [
                    (inner, depth + 1)
                    for inner in decode(child)[:1]
                    if isinstance(inner, (dict, list)) and not is_log(inner)
                ]
            elif isinstance(child, (dict, list)) and child:
                waiting.append((child, depth + 1))
