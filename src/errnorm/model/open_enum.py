"""An enum of text that keeps values it does not know."""

from __future__ import annotations

from enum import StrEnum


class OpenEnum(StrEnum):
    """A `StrEnum` whose constructor takes any text.

    A value that a newer catalog brings becomes a member of its own kind: it equals its text, prints it,
    pickles, and falls into the last branch of a `match`. It is not listed when the class is iterated.

    >>> from errnorm import Scope
    >>> Scope("message") is Scope.MESSAGE
    True
    >>> str(Scope("galaxy")), Scope("galaxy") in list(Scope)
    ('galaxy', False)
    """

    @classmethod
    def _missing_(cls, value: object) -> OpenEnum | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value.upper()
        member._value_ = value
        return member
