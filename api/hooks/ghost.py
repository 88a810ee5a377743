"""Ghost: HMAC-SHA256 over the body and the milliseconds behind it, with nothing between them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from auditor.cms.connection import Hook
from auditor.cms.ghost import TOLD, origin_of, post_row, row_name
from auditor.cms.row import inner

from .delivery import (
    Delivery,
    Event,
    Proof,
    check_signature,
    parse_moment,
    required_header,
    required_object,
    signed_pairs,
)

HEADER = "X-Ghost-Signature"


def verify(delivery: Delivery, secrets: Sequence[str]) -> Proof:
    """Raise a 401 unless one of `secrets` signed the delivery."""
    pairs = signed_pairs(required_header(delivery, HEADER))
    sent = parse_moment(pairs.get("t"), 0.001, HEADER)
    signed = delivery.body + pairs["t"].encode()
    made = [hmac.digest(secret.encode(), signed, hashlib.sha256).hex().encode() for secret in secrets]
    check_signature([pairs.get("sha256", "")], made)
    return Proof(sent=sent)


def read(_: Delivery, payload: Mapping[str, Any], __: Hook) -> Event:
    """The post or page as it is now, if readers see it or are about to; one out of sight has only `previous`."""
    kind = str(payload.get("event") or "post.edited")
    post = inner(required_object(payload, "page" if "page" in payload else "post"), "current")
    if post.get("status") not in TOLD or not post.get("id"):
        return Event(kind, reason="The post is neither published nor scheduled.")
    row = post_row(post)
    return Event(kind, [row], row_name(row), origin=origin_of(post))
