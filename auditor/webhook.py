"""Webhooks: who is told of what, as auditor.toml says, and the signature by which they know that it was us."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from auditor.sources import source_key

AUDIT_COMPLETED, FINDING_CRITICAL, SOURCE_CHANGED = AUDIT_EVENTS = (
    "audit.completed", "finding.critical", "source.changed",
)  # fmt: skip
"""What a receiver is told of that names no events."""
GATE_BLOCKED, GATE_PAST, GATE_OVERRIDDEN, GATE_WITHDRAWN = GATE_EVENTS = (
    "gate.blocked", "gate.past", "gate.overridden", "gate.withdrawn",
)  # fmt: skip
"""What it is told of if it names them: who asked to publish what, and what came of it."""
EVENTS = AUDIT_EVENTS + GATE_EVENTS
KEYS = frozenset({"url", "secret", "events", "sources", "allow_private"})
SECRET_PREFIX = "whsec_"  # how a secret begins # nosec B105
SECRET_BYTES = range(24, 65)
"""Length of a key, by the specification of Standard Webhooks."""

MAX_RECEIVER_CHARACTERS = 270
"""A host has 253 at most, before it a pair of brackets, behind it a port."""


class WebhookError(ValueError):
    """A webhook that cannot be used; `key` is the setting that is wrong."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


@dataclass(frozen=True, slots=True)
class Webhook:
    """One receiver."""

    url: str
    secret: str
    """The environment variable that holds its secret, or two of them while one takes the other's place."""
    events: frozenset[str] = frozenset(AUDIT_EVENTS)
    sources: frozenset[str] = frozenset()
    """Keys of the sources it is told of; empty for all."""
    allow_private: bool = False
    """Whether it may stand in a private network, and then be reached without TLS."""

    @property
    def receiver(self) -> str:
        """Who answers at the address: all messages to one host fare alike when it does not."""
        return urlsplit(self.url).netloc[:MAX_RECEIVER_CHARACTERS]

    def wants(self, event: str, source: str | None) -> bool:
        """Whether the receiver is told of `event` at the source of this key."""
        return event in self.events and (not self.sources or source in self.sources)

    def secrets(self) -> list[bytes]:
        """The keys to sign with. Raises WebhookError if the environment has none, or what is none."""
        names = os.environ.get(self.secret, "").split()
        if not names:
            raise WebhookError("secret", f"the environment variable {self.secret} holds no secret")
        return [_decode(name, self.secret) for name in names]


def _decode(text: str, variable: str) -> bytes:
    try:
        key = base64.b64decode(text.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if not text.startswith(SECRET_PREFIX) or len(key) not in SECRET_BYTES:
        raise WebhookError("secret", f"{variable} must hold {SECRET_PREFIX} and 24 to 64 bytes in base64")
    return key


def read_webhook(row: Mapping[str, Any]) -> Webhook:
    """The webhook that a table of auditor.toml describes. Raises WebhookError."""
    hook = Webhook(
        url=_text(row, "url"),
        secret=_text(row, "secret"),
        events=frozenset(_texts(row, "events", AUDIT_EVENTS)),
        sources=frozenset(map(source_key, _texts(row, "sources", ()))),
        allow_private=row.get("allow_private", False),
    )
    unknown = sorted(hook.events - set(EVENTS))
    if unknown or not hook.events:
        raise WebhookError("events", f"events are {', '.join(EVENTS)}, not {', '.join(unknown) or 'none'}")
    if not isinstance(hook.allow_private, bool):
        raise WebhookError("allow_private", "allow_private must be true or false")
    _check_url(hook)
    return hook


def _check_url(hook: Webhook) -> None:
    try:
        parts = urlsplit(hook.url)
        known = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        raise WebhookError("url", f"{hook.url!r} is not an address") from None
    if not known or parts.scheme not in ("https", "http") or parts.username is not None or parts.fragment:
        raise WebhookError("url", "url must be as https://receiver.example/path, without a user name in it")
    if parts.scheme == "http" and not hook.allow_private:
        raise WebhookError("url", "url must begin with https:// unless allow_private = true")


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise WebhookError(key, f"a webhook needs {key}, a text")
    return value


def _texts(row: Mapping[str, Any], key: str, default: Iterable[str]) -> list[str]:
    value = row.get(key, list(default))
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise WebhookError(key, f"{key} must be a list of texts")
    return value


def sign(keys: Iterable[bytes], message: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers of a message, `message` being its id: one signature a key.

    Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    """
    signed = b".".join((message.encode(), str(timestamp).encode(), body))
    signatures = [base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode() for key in keys]
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
