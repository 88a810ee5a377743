"""A text of a Ghost taken back: to draft, off the schedule, or replaced by what readers saw before it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auditor.cms.ghost import DRAFT, PUBLIC, SCHEDULED, Entry, GhostAdmin
from auditor.cms.ghost_note import with_note, without_note
from auditor.cms.ghost_version import version_before

DRAFTED, RESTORED, UNSCHEDULED, TIDIED = "drafted", "restored", "unscheduled", "tidied"
"""What may have become of a post; every other outcome says why it was left alone."""
GONE, CHANGED = "gone", "changed since"
COPY_TITLE = "Held back: "
MAX_TITLE_CHARACTERS = 255
"""Ghost refuses longer ones."""
MAILED = "It has gone out by e-mail, and no way leads back from there."
IN_AUDITOR, IN_GHOST = "Open in the auditor", "Open the post that readers see"


@dataclass(frozen=True, slots=True)
class Note:
    """What the note at the head of a draft says."""

    first: Sequence[str]
    """Where nobody reads the post now."""
    update: Sequence[str]
    """Where readers see the version of before."""
    review: str | None = None
    """The address of the article's page in the auditor."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which version of which post is to be taken back, and how."""

    post: str
    modified: datetime
    """The `updated_at` of the version that was audited; a newer one has an audit of its own."""
    restores: bool = False
    """Whether the version of before is to be shown again, where there is one."""
    blocked: Collection[datetime] = ()
    """The `updated_at` of earlier versions that the gate blocked."""
    note: Note | None = None


def withdraw(admin: GhostAdmin, order: Order) -> str:
    """What became of the post: `drafted`, `restored`, `unscheduled`, or why it was left alone. Raises GhostError."""
    entry, reason = _as_audited(admin, order, (PUBLIC, SCHEDULED))
    if entry is None:
        return reason
    if entry.values["status"] == SCHEDULED:
        values = {"status": DRAFT, "published_at": None, "email_only": False}  # as Ghost's own editor unschedules
        return UNSCHEDULED if admin.change(entry, **values, **_noted(entry, order.note)) else CHANGED
    before = version_before(entry.values, order.blocked) if order.restores else None
    if before is not None:
        return _restore(admin, entry, before, order.note)
    return DRAFTED if admin.change(entry, status=DRAFT, **_noted(entry, order.note)) else CHANGED


def tidy(admin: GhostAdmin, order: Order) -> str:
    """`tidied` if a note of ours was taken out of a public post, else why it was left alone. Raises GhostError."""
    entry, reason = _as_audited(admin, order, (PUBLIC,))
    if entry is None:
        return reason
    lexical = without_note(entry.values.get("lexical"))
    if lexical is None:
        return "without a note"
    return TIDIED if admin.change(entry, lexical=lexical) else CHANGED


def _as_audited(admin: GhostAdmin, order: Order, states: Collection[str]) -> tuple[Entry | None, str]:
    """The post, if it is the one that was audited and in one of `states`; else why not."""
    entry = admin.read(order.post)
    if entry is None:
        return None, GONE
    if entry.values["status"] not in states:
        return None, f"{entry.values['status']} already"
    if datetime.fromisoformat(entry.values["updated_at"]) != order.modified:
        return None, CHANGED
    return entry, ""


def _noted(entry: Entry, note: Note | None) -> dict[str, Any]:
    """The post's text with the note in front of it; nothing if none is asked for, or none fits in."""
    if note is None:
        return {}
    lines = [*note.first, MAILED] if entry.values.get("email") else note.first
    lexical = with_note(entry.values.get("lexical"), lines, _links(note))
    return {} if lexical is None else {"lexical": lexical}


def _restore(admin: GhostAdmin, entry: Entry, before: dict[str, Any], note: Note | None) -> str:
    """The version of before in the post, and the new one as a draft: first the copy, so that nothing can be lost."""
    copy = admin.copy(entry)
    if not admin.change(entry, **before):
        admin.delete(copy)
        return CHANGED
    values: dict[str, Any] = {"title": f"{COPY_TITLE}{entry.values['title']}"[:MAX_TITLE_CHARACTERS]}
    if note is not None:
        links = [*_links(note), (IN_GHOST, admin.editor_address(entry))]
        lexical = with_note(copy.values.get("lexical"), note.update, links)
        values |= {} if lexical is None else {"lexical": lexical}
    admin.change(copy, **values)
    return RESTORED


def _links(note: Note) -> list[tuple[str, str]]:
    return [(IN_AUDITOR, note.review)] if note.review else []
