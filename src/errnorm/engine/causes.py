"""What led to an exception, as far as it tells: causes, groups, and what was being handled meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from errnorm.engine.holding import MOST_LINKS, args_of, quiet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Spread = Callable[[BaseException], Iterable[BaseException]]

_WRAPPERS = (Exception, RuntimeError, ValueError)


def linked(start: Iterable[BaseException], spread: Spread) -> list[BaseException]:
    """Give exceptions and what `spread` reaches from them, 64 at most, the nearest first."""
    waiting = list(start)
    found: dict[int, BaseException] = {}
    while waiting and len(found) < MOST_LINKS:
        link = waiting.pop(0)
        if id(link) not in found:
            found[id(link)] = link
            waiting += spread(link)
    return list(found.values())


def causes(link: BaseException) -> list[BaseException]:
    """Give what an exception says caused it, in whatever way; where it says nothing, what it wraps silently."""
    inside = [quiet(link, "__cause__"), quiet(link, "reason"), *args_of(link)]
    members = _members(link)
    named = [cause for cause in inside if isinstance(cause, BaseException)] + (members if len(members) == 1 else [])
    return named or [context for context in _context(link) if _wraps(link, context)]


def _context(link: BaseException) -> list[BaseException]:
    return [link.__context__] if link.__context__ is not None else []


def _wraps(link: BaseException, context: BaseException) -> bool:
    """Say whether an exception raised while another was handled translates it.

    A client's own, or Python's, does not: a time-out while a refused connection was handled is that of another attempt.
    """
    package, other = (type(error).__module__.partition(".")[0] for error in (link, context))
    return type(link) in _WRAPPERS or (package != other and package not in sys.stdlib_module_names)


def _members(link: BaseException) -> list[BaseException]:
    """Give the exceptions of a group; none where there are too many to hear them all."""
    inside = quiet(link, "exceptions")
    if not isinstance(inside, (list, tuple)) or len(inside) > MOST_LINKS:
        return []
    return [member for member in inside if isinstance(member, BaseException)]


def telling_names(links: Sequence[BaseException]) -> list[str]:
    """Give the classes of exceptions, of groups that agree, and, marked, of what was being handled meanwhile."""
    groups = [members for link in links if len(members := _members(link)) > 1]
    handled = linked([inner for link in links for inner in _context(link)], lambda link: causes(link) + _context(link))
    earlier = _class_names(link for link in handled if all(link is not known for known in links))
    agreed = [name for members in groups for name in _agreed_names(members)]
    return [*_class_names(links), *agreed, *(f"handling {name}" for name in earlier)]


def _agreed_names(members: Iterable[BaseException]) -> list[str]:
    """Give the classes of several failures where all are of the same; none where they differ."""
    names = [_class_names(linked([member], causes)) for member in members]
    return names[0] if all(set(said) == set(names[0]) for said in names) else []


def _class_names(links: Iterable[BaseException]) -> list[str]:
    kinds = (kind for link in links for kind in type(link).__mro__[:MOST_LINKS])
    return [f"{kind.__module__}.{kind.__qualname__}" for kind in kinds]
