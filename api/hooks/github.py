"""GitHub, for sites that are built from a repository: HMAC-SHA256 over the body.

Source: checked against @octokit/webhooks-methods 6.0.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from auditor.cms.connection import Hook
from auditor.cms.row import first_text, inner, make_row, read_content

from .delivery import Delivery, Event, Proof, check_signature, required_header
from .standard import FIELDS

HEADER = "X-Hub-Signature-256"


def verify(delivery: Delivery, secrets: Sequence[str]) -> Proof:
    """Raise a 401 unless one of `secrets` signed the body; GitHub signs neither time nor id."""
    shown = required_header(delivery, HEADER)
    made = [b"sha256=" + hmac.digest(s.encode(), delivery.body, hashlib.sha256).hex().encode() for s in secrets]
    check_signature([shown], made)
    return Proof()


def read(_: Delivery, payload: Mapping[str, Any], __: Hook) -> Event:
    """The article row in the `client_payload` of a repository dispatch, or the notes of a published release.

    Other events, a push among them, carry no text.
    """
    if isinstance(payload.get("client_payload"), Mapping):
        row = inner(payload, "client_payload")
        return Event("repository_dispatch", [make_row(**{name: row[name] for name in FIELDS if name in row})])
    release = inner(payload, "release")
    if release and payload.get("action") in ("published", "edited") and not release.get("draft"):
        return Event("release", [release_row(release)])
    return Event(first_text(payload, "action") or "An event without an article")


def release_row(release: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a release."""
    return make_row(
        id=f"github:{release.get('id')}",
        title=first_text(release, "name", "tag_name"),
        url=release.get("html_url"),
        published=release.get("published_at"),
        **read_content(release.get("body")),
    )
