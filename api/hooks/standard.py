"""Standard Webhooks: HMAC-SHA256 over id, time and body.

Source: the Standard Webhooks specification, https://www.standardwebhooks.com.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.exceptions import UnprocessableEntity

from auditor.cms.connection import Hook, SecretError
from auditor.cms.row import make_row
from auditor.ingest.fields import KNOWN_FIELDS

from .delivery import (
    Delivery,
    Event,
    Proof,
    check_signature,
    is_publication,
    is_withdrawal,
    parse_moment,
    required_header,
    required_object,
)

PREFIX = "whsec_"
VERSION = "v1,"
FIELDS = tuple(sorted(KNOWN_FIELDS - {"source"}))
"""The fields of an article row; whose it is, the address says."""


def verify(delivery: Delivery, secrets: Sequence[str]) -> Proof:
    """Raise a 401 unless one of `secrets`, `whsec_` and base64, signed the delivery."""
    name = required_header(delivery, "webhook-id")
    moment = required_header(delivery, "webhook-timestamp")
    shown = required_header(delivery, "webhook-signature").split()
    signed = f"{name}.{moment}.".encode() + delivery.body
    made = [
        VERSION.encode() + base64.b64encode(hmac.digest(key_of(secret), signed, hashlib.sha256)) for secret in secrets
    ]
    check_signature([text for text in shown if text.startswith(VERSION)], made)
    return Proof(name, parse_moment(moment, 1, "webhook-timestamp"))


def key_of(secret: str) -> bytes:
    """The key in a secret. Raises SecretError, which does not tell it."""
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise SecretError(f"a secret of Standard Webhooks is {PREFIX} and base64") from None


def read(_: Delivery, payload: Mapping[str, Any], __: Hook) -> Event:
    """The article row in `data`."""
    kind = kind_of(payload)
    if not (is_publication(kind) or is_withdrawal(kind)):
        return Event(kind)
    data = required_object(payload, "data")
    if is_withdrawal(kind):
        return Event(kind, withdrawn=str(data.get("id")))
    return Event(kind, [make_row(**{name: data[name] for name in FIELDS if name in data})])


def source_of(payload: Mapping[str, Any]) -> str | None:
    """The payload's `source`, for which it was signed; None if it says none. Raises a 422 for what is no name."""
    name = payload.get("source")
    if name is None or (isinstance(name, str) and name.strip()):
        return name
    raise UnprocessableEntity("The payload's source is no name, as example.org.")


def kind_of(payload: Mapping[str, Any]) -> str:
    """The payload's `type`. Raises a 422 without one."""
    kind = payload.get("type")
    if not isinstance(kind, str) or not kind:
        raise UnprocessableEntity("The payload has no type, as article.published.")
    return kind
