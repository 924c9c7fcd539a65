"""Which of two values of a facet is the stricter one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from errnorm.diff.change import Kind

# From the loosest to the strictest value of each facet. Advice stands in the order of the engine's upstream policy.
# Giving up an address without a legal reason is the loosest end of suppression: DESIGN wants proof for it, while a
# legal opt-out tightens an answer there.
_HELP = ("yes", "unknown", "no")
ORDERS: Mapping[str, tuple[Any, ...]] = {
    "retry.advice": ("backoff", "after_wait", "unknown", "after_condition", "after_fix", "never"),
    "retry.idempotency_key": (None, "new", "reuse"),
    "failover.other_vendor": _HELP,
    "failover.other_channel": _HELP,
    "suppress.advice": ("address", "address_ttl", "none", "opt_out"),
    "acceptance": ("none", "rejected", None, "accepted_then_failed", "unknown", "accepted"),
    "scope": (
        "unknown",
        "message",
        "pair",
        "recipient_address",
        "route",
        "vendor",
        "template",
        "sender",
        "account",
    ),
    "applies_to": ("marketing", "all"),
}
# What a number means where it is absent, and whether more of it is stricter.
NUMBERS: Mapping[str, tuple[float, bool]] = {
    "retry.delay": (0, True),
    "retry.backoff": (0, True),
    "retry.max_attempts": (math.inf, False),
    "suppress.ttl": (math.inf, False),
    "suppress.strikes": (1, True),
}
# Parts that come and go with another part, and so have its class where that part changes.
FOLLOWS: Mapping[str, str] = {
    "retry.delay": "retry.advice",
    "retry.backoff": "retry.advice",
    "retry.max_attempts": "retry.advice",
    "suppress.ttl": "suppress.advice",
    "suppress.strikes": "suppress.advice",
}
WORDING = frozenset({"title", "remediation", "meaning", "vendor_title", "disputed", "match.sources", "match.overrides"})
EVIDENCE = ("inferred", "observed", "documented")


def grade(field: str, old: Any, new: Any) -> Kind:
    """Give the class of a facet's change from `old` to `new`, which differ."""
    if field in WORDING:
        return Kind.HARMLESS
    if field == "match.evidence":
        return Kind.HARMLESS if _place(EVIDENCE, new) > _place(EVIDENCE, old) else Kind.LOOSER
    if field in NUMBERS:
        absent, more_is_stricter = NUMBERS[field]
        grew = (absent if new is None else new) > (absent if old is None else old)
        return _direction(stricter=grew is more_is_stricter)
    order = ORDERS.get(field, ())
    if old in order and new in order:
        return _direction(stricter=order.index(new) > order.index(old))
    return Kind.CODE_CHANGED


def _place(order: tuple[Any, ...], value: Any) -> int:
    return order.index(value) if value in order else -1


def _direction(*, stricter: bool) -> Kind:
    return Kind.STRICTER if stricter else Kind.LOOSER
