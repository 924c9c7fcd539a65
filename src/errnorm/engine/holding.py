"""Reading what strangers' objects hold, without running more of their code than a look at an attribute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NO_HEADERS: Mapping[str, str] = {}
MOST_LINKS = 64
_MOST_HEADERS = 1000
_MOST_COPIED = 100_000
_DEEPEST_COPY = 64
_LONGEST_STR = 65536
_KEPT = (str, int, float, dict, list)


def quiet(thing: Any, name: str, default: Any = None) -> Any:
    """Give an attribute, or the default where it is absent or refuses to be read."""
    try:
        return getattr(thing, name, default)
    except Exception:  # noqa: BLE001 - a stranger's property may raise anything
        return default


def safe_text(thing: Any) -> str:
    """Give what an object says of itself, 65,536 characters at most, or nothing where it refuses."""
    try:
        return str(thing)[:_LONGEST_STR]
    except Exception:  # noqa: BLE001 - a stranger's __str__ may raise anything
        return ""


def stored(thing: Any, name: str) -> Any:
    """Give an attribute that lies in the object, its slots or its class, without computing anything."""
    own = quiet(thing, "__dict__")
    if isinstance(own, Mapping) and name in own:
        return own[name]
    member = quiet(type(thing), name)
    return quiet(thing, name) if type(member).__name__ == "member_descriptor" else member


def copied(value: Any) -> Any:
    """Give a copy of mappings and sequences as objects and lists, 64 levels and 100,000 values at most."""
    return _copied(value, 0, iter(range(_MOST_COPIED)))


def _copied(value: Any, depth: int, budget: Iterator[int]) -> Any:
    if not isinstance(value, (Mapping, list, tuple)):
        return value
    if depth > _DEEPEST_COPY or next(budget, None) is None:
        return None
    if isinstance(value, Mapping):
        return {str(key): _copied(value[key], depth + 1, budget) for key in value}
    return [_copied(item, depth + 1, budget) for item in value]


def args_of(error: BaseException) -> Sequence[Any]:
    """Give the arguments of an exception, 64 at most."""
    args = quiet(error, "args")
    return args[:MOST_LINKS] if isinstance(args, tuple) else ()


def attributes(thing: Any) -> dict[str, Any]:
    """Give the plain attributes of an object; of lists of objects, the plain attributes of each."""
    return {name: _bare(value) for name, value in _own(thing).items()}


def _own(thing: Any) -> dict[str, Any]:
    own = quiet(thing, "__dict__")
    slots = [quiet(kind, "__slots__", ()) for kind in type(thing).__mro__[:MOST_LINKS]]
    named = [slot for names in slots for slot in ([names] if isinstance(names, str) else names)]
    known = {**{name: stored(thing, name) for name in named}, **(own if isinstance(own, dict) else {})}
    return {name: value for name, value in known.items() if isinstance(value, _KEPT)}


def _bare(value: Any) -> Any:
    if not isinstance(value, list) or all(item is None or isinstance(item, _KEPT) for item in value):
        return value
    return [item if isinstance(item, _KEPT) else _own(item) for item in value[:MOST_LINKS]]


def kept_args(error: BaseException) -> list[Any]:
    """Give the plain arguments of an exception."""
    return [argument for argument in args_of(error) if isinstance(argument, _KEPT)]


def status_of(value: Any) -> int | None:
    """Give an HTTP status as a number from 100 to 599, or none."""
    if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) == 3:
        value = int(value)
    return int(value) if isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 599 else None


def headers_of(headers: Any) -> Mapping[str, str]:
    """Give headers as a mapping of small names to texts; of a header that the client did not join the first counts."""
    if headers is None:
        return NO_HEADERS
    try:
        pairs = headers.items() if hasattr(headers, "items") else headers
        found: dict[str, str] = {}
        for (name, value), _ in zip(pairs, range(_MOST_HEADERS), strict=False):
            first = value[0] if isinstance(value, (list, tuple)) and value else value
            found.setdefault(_header_text(name).lower(), _header_text(first))
    except Exception:  # noqa: BLE001 - a stranger's mapping may raise anything
        return NO_HEADERS
    return found


def _header_text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
