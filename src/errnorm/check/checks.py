"""All checks, in the order of their ids."""

from __future__ import annotations

from errnorm.check import (
    contradictions,
    guesses,
    keys,
    layout,
    overriding,
    proofs,
    reading,
    sources,
    stubs,
    vendors,
    wording,
)

CHECKS = tuple(
    sorted(
        (
            *reading.CHECKS,
            *guesses.CHECKS,
            *keys.CHECKS,
            *contradictions.CHECKS,
            *sources.CHECKS,
            *overriding.CHECKS,
            *stubs.CHECKS,
            *wording.CHECKS,
            *proofs.CHECKS,
            *vendors.CHECKS,
            *layout.CHECKS,
        ),
        key=lambda check: check.id,
    )
)
