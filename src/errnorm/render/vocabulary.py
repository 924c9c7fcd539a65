"""The enums of `errnorm.model.vocabulary`, written from `catalogs/canonical.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CLASS_OF_VALUES = {
    "retry": "Advice",
    "scope": "Scope",
    "fault": "Fault",
    "help": "Help",
    "acceptance": "Acceptance",
    "idempotency_key": "KeyUse",
    "suppress": "Suppression",
    "applies_to": "Audience",
    "phase": "Phase",
    "evidence": "Evidence",
    "match": "MatchKind",
    "delay_source": "DelaySource",
    "pause": "Pause",
    "health": "Health",
    "alert": "Alert",
}
CLASS_DOCS = {
    "Code": "What happened: the canonical code.",
    "Category": "The coarse class of a code; safe as a metric label.",
    "Action": "What to do next.",
    "Advice": "What a repeat of the same payload, with nothing else changed, would bring.",
    "Scope": "What is affected, so what to pause.",
    "Fault": "Who has to act.",
    "Help": "Whether another vendor or channel would help.",
    "Acceptance": "Whether the message may already be out.",
    "KeyUse": "Which idempotency key a repeat needs.",
    "Suppression": "What to do about the address.",
    "Audience": "Which class of message a refusal concerns.",
    "Phase": "Where in a message's life the payload arrived.",
    "Evidence": "How well a rule is supported.",
    "MatchKind": "What selected the verdict.",
    "DelaySource": "Where a delay was read.",
    "Pause": "Whether to stop the scope.",
    "Health": "What a failure counts against.",
    "Alert": "Whom to tell.",
}


def vocabulary_modules(canonical: Mapping[str, Any]) -> dict[str, str]:
    """Give the text of each generated module under `errnorm/model`, by its name."""
    codes = {"Code": canonical["codes"], "Category": canonical["categories"], "Action": canonical["actions"]}
    facets = {name: canonical["values"][key] for key, name in CLASS_OF_VALUES.items()}
    surfaces = "".join(f'        "{surface}",\n' for surface in canonical["surfaces_beside_messaging"])
    constant = f"\nSURFACES_BESIDE_MESSAGING = frozenset(\n    {{\n{surfaces}    }}\n)\n"
    return {
        "codes": _module("The canonical codes, categories and actions as enums.", codes),
        "facets": _module(
            "The values of the facets as enums, and the surfaces on which nothing is sent.", facets, constant
        ),
    }


def _module(summary: str, classes: Mapping[str, Mapping[str, Any]], constant: str = "") -> str:
    head = (
        f'"""{summary}\n\n'
        "Generated from catalogs/canonical.yaml by `python -m errnorm.render`; change it there.\n"
        '"""\n\nfrom __future__ import annotations\n\nfrom errnorm.model.open_enum import OpenEnum\n'
    )
    return head + constant + "".join(_enum(name, list(values)) for name, values in classes.items())


def _enum(name: str, values: list[str]) -> str:
    members = "".join(f'    {value.upper()} = "{value}"\n' for value in values)
    return f'\n\nclass {name}(OpenEnum):\n    """{CLASS_DOCS[name]}"""\n\n{members}'
