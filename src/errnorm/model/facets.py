"""The values of the facets as enums, and the surfaces on which nothing is sent.

Generated from catalogs/canonical.yaml by `python -m errnorm.render`; change it there.
"""

from __future__ import annotations

from errnorm.model.open_enum import OpenEnum

SURFACES_BESIDE_MESSAGING = frozenset(
    {
        "access_tokens",
        "accounts",
        "block_users",
        "calling",
        "calling_sip",
        "flows",
        "groups",
        "health",
        "history",
        "numbers",
        "registration",
        "signup",
        "templates",
        "twiml",
        "usernames",
        "video",
        "voice",
        "webhooks",
    }
)


class Advice(OpenEnum):
    """What a repeat of the same payload, with nothing else changed, would bring."""

    NEVER = "never"
    AFTER_FIX = "after_fix"
    AFTER_CONDITION = "after_condition"
    AFTER_WAIT = "after_wait"
    BACKOFF = "backoff"
    UNKNOWN = "unknown"


class Scope(OpenEnum):
    """What is affected, so what to pause."""

    MESSAGE = "message"
    PAIR = "pair"
    RECIPIENT_ADDRESS = "recipient_address"
    TEMPLATE = "template"
    SENDER = "sender"
    ACCOUNT = "account"
    ROUTE = "route"
    VENDOR = "vendor"
    UNKNOWN = "unknown"


class Fault(OpenEnum):
    """Who has to act."""

    CALLER = "caller"
    ACCOUNT = "account"
    RECIPIENT = "recipient"
    VENDOR = "vendor"
    UPSTREAM = "upstream"
    NETWORK = "network"
    NONE = "none"
    UNKNOWN = "unknown"


class Help(OpenEnum):
    """Whether another vendor or channel would help."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Acceptance(OpenEnum):
    """Whether the message may already be out."""

    REJECTED = "rejected"
    ACCEPTED = "accepted"
    ACCEPTED_THEN_FAILED = "accepted_then_failed"
    UNKNOWN = "unknown"
    NONE = "none"


class KeyUse(OpenEnum):
    """Which idempotency key a repeat needs."""

    REUSE = "reuse"
    NEW = "new"


class Suppression(OpenEnum):
    """What to do about the address."""

    NONE = "none"
    ADDRESS_TTL = "address_ttl"
    ADDRESS = "address"
    OPT_OUT = "opt_out"


class Audience(OpenEnum):
    """Which class of message a refusal concerns."""

    ALL = "all"
    MARKETING = "marketing"


class Phase(OpenEnum):
    """Where in a message's life the payload arrived."""

    REQUEST = "request"
    DELIVERY = "delivery"
    INBOUND = "inbound"
    MANAGEMENT = "management"


class Evidence(OpenEnum):
    """How well a rule is supported."""

    DOCUMENTED = "documented"
    OBSERVED = "observed"
    INFERRED = "inferred"


class MatchKind(OpenEnum):
    """What selected the verdict."""

    EXACT = "exact"
    TEXT = "text"
    RANGE = "range"
    UPSTREAM = "upstream"
    TRANSIENT = "transient"
    HTTP_STATUS = "http_status"
    TRANSPORT = "transport"
    SUCCESS = "success"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class DelaySource(OpenEnum):
    """Where a delay was read."""

    HEADER = "header"
    PAYLOAD = "payload"
    CATALOG = "catalog"


class Pause(OpenEnum):
    """Whether to stop the scope."""

    NOW = "now"
    ON_RATE = "on_rate"
    NO = "no"


class Health(OpenEnum):
    """What a failure counts against."""

    VENDOR = "vendor"
    ROUTE = "route"
    SENDER = "sender"
    NONE = "none"


class Alert(OpenEnum):
    """Whom to tell."""

    NONE = "none"
    TICKET = "ticket"
    PAGE = "page"
