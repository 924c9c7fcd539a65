"""Conclusions that follow from the facets of an answer alone."""

from __future__ import annotations

from errnorm.model.codes import Category
from errnorm.model.facets import SURFACES_BESIDE_MESSAGING, Alert, Health, Pause, Phase, Scope

_PAUSE = {
    Scope.ACCOUNT: Pause.NOW,
    Scope.SENDER: Pause.NOW,
    Scope.TEMPLATE: Pause.NOW,
    Scope.VENDOR: Pause.ON_RATE,
    Scope.ROUTE: Pause.ON_RATE,
}
_HEALTH = {Scope.VENDOR: Health.VENDOR, Scope.ROUTE: Health.ROUTE, Scope.SENDER: Health.SENDER}
_THROTTLES = frozenset({Category.RATE_LIMIT, Category.QUOTA})
_ALERT = {
    Category.AUTHENTICATION: Alert.PAGE,
    Category.BILLING: Alert.PAGE,
    Category.ACCOUNT: Alert.PAGE,
    Category.PERMISSION: Alert.TICKET,
    Category.SENDER: Alert.TICKET,
    Category.TEMPLATE: Alert.TICKET,
    Category.POLICY: Alert.TICKET,
    Category.QUOTA: Alert.TICKET,
    Category.REQUEST: Alert.TICKET,
    Category.RESOURCE: Alert.TICKET,
    Category.UNKNOWN: Alert.TICKET,
}
_NOT_MESSAGING_PHASES = frozenset({Phase.MANAGEMENT, Phase.INBOUND})


def pause(scope: Scope, phase: Phase | None, surface: str | None) -> Pause:
    """Say whether to stop `scope`: account, sender and template now, vendor and route on a rate, the rest not.

    What is about management, a message received, or a surface other than messaging never stops messaging.
    """
    if phase in _NOT_MESSAGING_PHASES or surface in SURFACES_BESIDE_MESSAGING:
        return Pause.NO
    return _PAUSE.get(scope, Pause.NO)


def health(category: Category, scope: Scope) -> Health:
    """Say what the failure counts against; throttles and caps count against nobody."""
    return Health.NONE if category in _THROTTLES else _HEALTH.get(scope, Health.NONE)


def alert(category: Category) -> Alert:
    """Say whom to tell; what a recipient or the platform decides is expected and tells nobody."""
    return _ALERT.get(category, Alert.NONE)
