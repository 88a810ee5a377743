"""Strapi: a shared token in a header that the newsroom sets; nothing is signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auditor.cms.connection import Hook
from auditor.cms.row import address_of, clean_names, content_of, first_text, make_row, title_of

from .delivery import Delivery, Event, Proof, check_signature, required_header, required_object

BEARER = "Bearer "
DEFAULT_LOCALE = "en"


def verify(delivery: Delivery, secrets: Sequence[str]) -> Proof:
    """Raise a 401 unless the delivery shows one of `secrets` as `Authorization: Bearer`."""
    shown = required_header(delivery, "Authorization")
    check_signature([shown.removeprefix(BEARER)], [secret.encode() for secret in secrets])
    return Proof()


def read(_: Delivery, payload: Mapping[str, Any], hook: Hook) -> Event:
    """The entry, if it was published or is public already."""
    kind = first_text(payload, "event") or "An event without a name"
    if kind not in ("entry.publish", "entry.update"):
        return Event(kind)
    entry = required_object(payload, "entry")
    if not entry.get("publishedAt"):
        return Event(kind, reason="The entry is not published.")
    return Event(kind, [entry_row(entry, hook)])


def entry_row(entry: Mapping[str, Any], hook: Hook) -> dict[str, Any]:
    """The row of an entry in its language."""
    return make_row(
        id=f"strapi:{name_of(entry)}",
        title=title_of(entry, hook),
        url=first_text(entry, "url") or address_of(hook, entry.get("slug")),
        published=entry.get("publishedAt"),
        modified=entry.get("updatedAt"),
        language=first_text(entry, "locale"),
        authors=clean_names(entry.get("authors") or entry.get("author") or ()),
        **content_of(entry, hook),
    )


def name_of(entry: Mapping[str, Any]) -> str:
    """What names an entry in its language: Strapi 5 has one document for all of them, Strapi 4 an entry for each.

    The locale that Strapi begins with keeps the document's own name.
    """
    document, locale = first_text(entry, "documentId"), first_text(entry, "locale")
    if not document:
        return str(entry.get("id"))
    return document if locale in ("", DEFAULT_LOCALE) else f"{document}:{locale}"
