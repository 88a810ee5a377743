"""After a publication, by whatever way it came: the service is told, and asked if it was not asked before.

Nobody waits for that. What is to be told is kept in the transaction of the publication, and told by a thread once that
is on disk; `manage.py tell_auditor` tells what a thread could not.
"""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from .article import digest_of, gate_row, is_article, name_of, page_data
from .asking import current_press
from .configuration import WITHDRAW, read_configuration
from .gate import keep_answer
from .models import Kind, LastAudit, Publication, Verdict
from .notices import leave_notice
from .service import ServiceError, ask_gate, send_event

UNSAID = "publication"
"""The way of what went public without a word of how."""
TAKEN_OFFLINE = "Taken offline: the auditor would have held this text back. It is kept as a draft."


@receiver(page_published)
def note_publication(instance: Page, **_: Any) -> None:
    """Keep what is to be told of a publication; one that is only scheduled is none."""
    if instance.live and is_article(instance):
        press = current_press()
        _keep(instance.specific, press.way if press else UNSAID, press.user if press else None)


@receiver(post_save)
def note_save(instance: Any, created: bool, update_fields: Any = None, **_: Any) -> None:
    """See what goes public without a word of Wagtail's: new pages, aliases, what code of the site saves."""
    if not isinstance(instance, Page) or not instance.live:
        return
    press = current_press()
    if press and press.drafts and created:
        # Wagtail's "create and publish" puts the page into the tree as a live one before it asks. Publishing its
        # revision brings it back.
        press.drafts = False
        if is_article(instance):
            Page.objects.filter(pk=instance.pk).update(live=False)
            press.made.add(instance.pk)
    elif (not press or (created and not press.announces)) and _may_change_text(instance, update_fields):
        way, user = (press.way, press.user) if press else ("code", None)
        transaction.on_commit(lambda: _note_what_readers_see(instance.pk, way, user))


@receiver(page_unpublished)
def forget_publication(instance: Page, **_: Any) -> None:
    """What is no longer public is not told as published, nor shown as such."""
    Publication.objects.filter(page_id=instance.pk, kind=Kind.PUBLISHED).delete()
    LastAudit.objects.filter(page_id=instance.pk).update(public_digest="")


@receiver(post_page_move)
def note_move(instance: Page, url_path_before: str, url_path_after: str, **_: Any) -> None:
    """Tell the new addresses of a page and of those below it, however many: whoever moved it does not wait."""
    if url_path_before != url_path_after:
        transaction.on_commit(lambda: _apart(_tell_moved, instance.pk))


def _tell_moved(number: int) -> None:
    for page in Page.objects.get(pk=number).get_descendants(inclusive=True).live().specific().iterator():
        if is_article(page):
            tell(_store(page, UNSAID, None))


def _may_change_text(page: Page, update_fields: Any) -> bool:
    """Whether a save touches what readers see of an article, and is none of Wagtail's own bookkeeping."""
    if not is_article(page):
        return False
    names = read_configuration().fields_of[page.specific_class._meta.label_lower]
    return update_fields is None or not {"title", "live", *names}.isdisjoint(update_fields)


def _note_what_readers_see(number: int, way: str, user: Any) -> None:
    page = Page.objects.filter(pk=number, live=True).first()
    if page is None:
        return
    known = LastAudit.objects.filter(page_id=number).values_list("public_digest", flat=True).first()
    if digest_of(page_data(page.specific, public=True)) != known:
        _keep(page.specific, way, user)


def _keep(page: Page, way: str, user: Any, kind: str = Kind.PUBLISHED) -> None:
    """Keep an event, and tell it once it is on disk."""
    kept = _store(page, way, user, kind)
    transaction.on_commit(lambda: _apart(tell, kept))


def _store(page: Page, way: str, user: Any, kind: str = Kind.PUBLISHED) -> Publication:
    """The event, kept instead of what is still waiting about the same page."""
    data = page_data(page, public=page.live)
    Publication.objects.filter(page_id=page.pk).delete()
    LastAudit.objects.filter(page_id=page.pk).update(public_digest=digest_of(data) if page.live else "")
    name = f"msg_{uuid.uuid4().hex}"
    return Publication.objects.create(name=name, kind=kind, page_id=page.pk, data=data, way=way, user=user)


def _apart(work: Callable[[Any], Any], given: Any) -> None:
    """Do it in a thread of its own, with a connection of its own to the database."""

    def run() -> None:
        try:
            work(given)
        finally:
            connection.close()

    threading.Thread(target=run, daemon=True).start()


def tell(publication: Publication) -> str:
    """Tell the service of an event and forget it; what went wrong, else ""."""
    kept = Publication.objects.filter(pk=publication.pk)
    if not kept.exists():
        return ""  # a newer one of the same page took its place
    try:
        send_event(publication.name, event_body(publication))
        if publication.kind == Kind.PUBLISHED:
            audit_what_was_not_asked(publication)
    except ServiceError as error:
        kept.update(attempts=F("attempts") + 1, error=str(error))
        return str(error)
    kept.delete()
    return ""


def event_body(publication: Publication) -> bytes:
    """The body of the event, the same each time. Whose it is stands in what is signed."""
    known = {"type": f"page.{publication.kind}", "source": read_configuration().source}
    event = {**known, "timestamp": publication.created.isoformat(), "data": publication.data}
    return json.dumps(event).encode()


def audit_what_was_not_asked(publication: Publication) -> None:
    """Ask the gate about a text that got past it, and do as the site says. Raises ServiceError."""
    data, digest = publication.data, digest_of(publication.data)
    known = LastAudit.objects.filter(page_id=data["page_id"], digest=digest).exclude(verdict=Verdict.UNAUDITED)
    if known.exists():
        return
    editor = name_of(publication.user) if publication.user else ""
    answer = ask_gate(gate_row(data, editor=editor, way=publication.way, public=True))
    kept = keep_answer(data, answer)
    LastAudit.objects.filter(pk=kept.pk).update(public_digest=digest, at=timezone.now())
    if kept.verdict == Verdict.BLOCK:
        if read_configuration().past == WITHDRAW and _withdraw(publication):
            kept.messages = [TAKEN_OFFLINE, *kept.messages[1:]]
            LastAudit.objects.filter(pk=kept.pk).update(messages=kept.messages)
        leave_notice(publication.user or kept.page.owner, kept.pk, kept.messages, kept.review)


def _withdraw(publication: Publication) -> bool:
    """Take a page offline if readers still see the very text; its text stays as it is, a draft."""
    page = Page.objects.get(pk=publication.page_id).specific
    if not page.live or digest_of(page_data(page, public=True)) != digest_of(publication.data):
        return False
    page.unpublish(user=publication.user)
    _keep(page, publication.way, publication.user, Kind.WITHDRAWN)
    return True
