"""The words people label codes with, and what each claims about a repeat."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from errnorm.model.codes import Code
from errnorm.model.facets import Advice

_REPEAT = frozenset({Advice.BACKOFF, Advice.AFTER_WAIT})
_NO_REPEAT = frozenset({Advice.NEVER, Advice.AFTER_FIX, Advice.AFTER_CONDITION})
OPT_OUT = "opt_out"

# The advice that each label agrees with; `opt_out` claims that the person wants no more messages.
LABELS: tuple[tuple[frozenset[Advice] | str, str], ...] = (
    (_REPEAT, "retry retryable recoverable transient temporary soft soft_bounce intermittent retry_later try_again"),
    (_REPEAT, "rate_limit rate_limited throttle throttled throttling"),
    (_NO_REPEAT, "permanent no_retry non_retryable not_retryable unretryable unrecoverable do_not_retry dont_retry"),
    (_NO_REPEAT, "fatal terminal hard hard_bounce fail failed failure drop discard reject rejected abort dead give_up"),
    (frozenset({Advice.NEVER}), "never invalid_number invalid_recipient undeliverable unreachable"),
    (frozenset({Advice.AFTER_FIX}), "after_fix fix config configuration bad_request invalid_request auth billing"),
    (frozenset({Advice.AFTER_CONDITION}), "after_condition manual review pending_approval"),
    (frozenset({Advice.AFTER_WAIT}), "after_wait wait quota delay delayed cooldown"),
    (frozenset({Advice.BACKOFF}), "backoff exponential exponential_backoff"),
    (OPT_OUT, "opt_out opted_out stop stopped unsubscribe unsubscribed suppress suppressed blocklist blacklisted"),
)
# The keys of a nested entry that say whether to repeat, and whether their "true" means that it may be repeated.
FLAGS: Mapping[str, bool] = {
    "retry": True,
    "retryable": True,
    "isretryable": True,
    "canretry": True,
    "shouldretry": True,
    "recoverable": True,
    "transient": True,
    "istransient": True,
    "temporary": True,
    "permanent": False,
    "ispermanent": False,
    "fatal": False,
    "isfatal": False,
    "terminal": False,
    "noretry": False,
}
# The keys of a nested entry whose value is a label, the first that is there counts.
LABEL_KEYS = ("advice", "action", "class", "kind", "type", "category", "label", "status", "strategy", "policy")


@dataclass(frozen=True)
class Claim:
    """What an entry says: the `advice` it agrees with, or that the person has opted out, or a canonical `code`."""

    words: str
    advice: frozenset[Advice] = frozenset()
    opt_out: bool = False
    code: str | None = None


def plain_word(word: str) -> str:
    """Give a label or key without case and signs.

    >>> plain_word("Retry-Later"), plain_word("is_permanent")
    ('retrylater', 'ispermanent')
    """
    return re.sub(r"[^a-z0-9]", "", word.casefold())


_BY_WORD = {plain_word(word): claim for claim, words in LABELS for word in words.split()}
_BY_CODE = {plain_word(str(code)): str(code) for code in Code}


def claim_of_flag(*, retryable: bool) -> Claim:
    """Give the claim of a bare yes or no."""
    return Claim("retryable", _REPEAT) if retryable else Claim("not retryable", _NO_REPEAT)


def claim_of_label(label: str) -> Claim | None:
    """Give the claim of a label, which may be one of our own codes too; none for a word that is not in the table."""
    word = plain_word(label)
    claimed = _BY_WORD.get(word)
    if claimed == OPT_OUT:
        return Claim(label, opt_out=True)
    if isinstance(claimed, frozenset):
        return Claim(label, claimed)
    return Claim(label, code=_BY_CODE[word]) if word in _BY_CODE else None


def known_words() -> str:
    """Give every label of the table in one line."""
    return ", ".join(word for _, words in LABELS for word in words.split())
