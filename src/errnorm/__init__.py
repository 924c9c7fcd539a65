"""One answer a messaging gateway can act on, from whatever a vendor sends when it says no."""

from __future__ import annotations

from errnorm.model.advice import Detection, Failover, Match, Retry, Suppress
from errnorm.model.answer import NormalizedError
from errnorm.model.codes import Action, Category, Code
from errnorm.model.facets import (
    Acceptance,
    Advice,
    Alert,
    Audience,
    DelaySource,
    Evidence,
    Fault,
    Health,
    Help,
    KeyUse,
    MatchKind,
    Pause,
    Phase,
    Scope,
    Suppression,
)
from errnorm.model.verdict import Verdict
from errnorm.normalizer import Normalizer, UnknownVendor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from errnorm.bundle.load import BundleError, load_bundle
    from errnorm.catalog.diagnostics import CatalogError, Diagnostic

__version__ = "0.1.0"

_shipped = Normalizer()
normalize = _shipped.normalize
normalize_all = _shipped.normalize_all
lookup = _shipped.lookup
detect = _shipped.detect
vendors = _shipped.vendors


def __getattr__(name: str) -> object:
    if name in {"CatalogError", "Diagnostic"}:
        from errnorm.catalog import diagnostics

        return getattr(diagnostics, name)
    if name in {"BundleError", "load_bundle"}:
        from errnorm.bundle import load

        return getattr(load, name)
    raise AttributeError(f"module 'errnorm' has no attribute {name!r}")


__all__ = [
    "Acceptance",
    "Action",
    "Advice",
    "Alert",
    "Audience",
    "BundleError",
    "CatalogError",
    "Category",
    "Code",
    "DelaySource",
    "Detection",
    "Diagnostic",
    "Evidence",
    "Failover",
    "Fault",
    "Health",
    "Help",
    "KeyUse",
    "Match",
    "MatchKind",
    "NormalizedError",
    "Normalizer",
    "Pause",
    "Phase",
    "Retry",
    "Scope",
    "Suppress",
    "Suppression",
    "UnknownVendor",
    "Verdict",
    "detect",
    "load_bundle",
    "lookup",
    "normalize",
    "normalize_all",
    "vendors",
]
