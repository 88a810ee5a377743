"""Sanity: HMAC-SHA256 over milliseconds, a full stop and body.

Source: checked against @sanity/webhook 4.0.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.exceptions import UnprocessableEntity

from auditor.cms.connection import Hook
from auditor.cms.locales import Local, split_keyed
from auditor.cms.row import (
    address_of,
    clean_names,
    content_of,
    first_text,
    inner,
    make_row,
    title_of,
)

from .delivery import Delivery, Event, Proof, check_signature, parse_moment, required_header, signed_pairs

HEADER = "sanity-webhook-signature"
OPERATIONS = ("create", "update", "delete")


def verify(delivery: Delivery, secrets: Sequence[str]) -> Proof:
    """Raise a 401 unless one of `secrets` signed the delivery."""
    pairs = signed_pairs(required_header(delivery, HEADER))
    sent = parse_moment(pairs.get("t"), 0.001, HEADER)
    signed = f"{pairs['t']}.".encode() + delivery.body
    made = [
        base64.urlsafe_b64encode(hmac.digest(secret.encode(), signed, hashlib.sha256)).rstrip(b"=")
        for secret in secrets
    ]
    check_signature([pairs.get("v1", "")], made)
    return Proof(sent=sent)


def read(_: Delivery, payload: Mapping[str, Any], hook: Hook) -> Event:
    """The document, as the webhook's projection gives it, and what was done to it.

    Sanity says that in a header too, which it does not sign: a deletion could be made a publication there.
    """
    operation = first_text(payload, "operation")
    if operation not in OPERATIONS:
        raise UnprocessableEntity('The projection must have "operation": delta::operation(); the header is not signed.')
    name = first_text(payload, "_id")
    if operation == "delete":
        return Event("A deletion")
    if name.startswith(("drafts.", "versions.")):
        return Event("A draft")
    return Event(operation, [document_row(local, name, hook) for local in split_keyed(payload)])


def document_row(local: Local, name: str, hook: Hook) -> dict[str, Any]:
    """The row of a document in one language; one without a slug of its own has no address."""
    fields = local.fields
    return make_row(
        id=local.name(f"sanity:{name}") if name else None,
        title=title_of(fields, hook),
        url=first_text(local.own, "url") or address_of(hook, slug_of(local.own)),
        published=fields.get("publishedAt") or fields.get("_createdAt"),
        modified=fields.get("_updatedAt"),
        language=local.locale or first_text(fields, "language", "__i18n_lang"),
        authors=clean_names(fields.get("authors") or fields.get("author") or ()),
        **content_of(local.own, hook),
    )


def slug_of(payload: Mapping[str, Any]) -> Any:
    """The slug, a text or the object that Sanity makes of one."""
    return inner(payload, "slug").get("current") or payload.get("slug")
