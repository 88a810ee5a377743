"""Storyblok: HMAC-SHA1 over the body, in a header that has the name of another scheme's."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from auditor.cms.connection import Hook
from auditor.cms.locales import Local, split_suffixed
from auditor.cms.row import address_of, content_of, first_text, inner, make_row, title_of

from .delivery import Delivery, Event, Proof, check_signature, required_header

HEADER = "webhook-signature"


def verify(delivery: Delivery, secrets: Sequence[str]) -> Proof:
    """Raise a 401 unless one of `secrets` signed the body; Storyblok signs neither time nor id."""
    shown = required_header(delivery, HEADER)
    check_signature([shown], [hmac.digest(s.encode(), delivery.body, hashlib.sha1).hex().encode() for s in secrets])
    return Proof()


def read(_: Delivery, payload: Mapping[str, Any], hook: Hook) -> Event:
    """The story, where the delivery has it; Storyblok's own says no more than which one it is."""
    kind = f"story.{first_text(payload, 'action') or 'unknown'}"
    if kind != "story.published":
        return Event(kind)
    story = inner(payload, "story")
    if not story:
        return Event(kind, reason="The delivery names a story and has no text of it; send the object `story` too.")
    story = {"id": payload.get("story_id"), "full_slug": payload.get("full_slug"), **story}
    return Event(kind, [story_row(local, story, hook) for local in split_suffixed(inner(story, "content"))])


def story_row(local: Local, story: Mapping[str, Any], hook: Hook) -> dict[str, Any]:
    """The row of a story in the language that it was asked for in, or in one that fields name."""
    asked = first_text(story, "lang").replace("default", "")
    name = f"storyblok:{story.get('id')}"
    return make_row(
        id=local.name(f"{name}:{asked}" if asked else name),
        title=title_of(local.fields, hook) or first_text(story, "name"),
        url=address_of(hook, story.get("full_slug")) if local.first else None,
        published=story.get("first_published_at"),
        modified=story.get("published_at"),
        language=local.locale or asked,
        **content_of(local.own, hook),
    )
