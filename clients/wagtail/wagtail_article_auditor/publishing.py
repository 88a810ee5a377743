"""After a publication, by whatever way it came: the service is told, and asked if it was not asked before.

Nobody waits for that. What is to be told is kept in the transaction of the publication, and told by a thread once that
is on disk; `manage.py tell_auditor` tells what a thread could not.
"""

from __future__ import annotations

import json
import threading
import uuid
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published

from .article import digest_of, gate_row, is_article, page_data
from .configuration import read_configuration
from .gate import keep_answer
from .models import LastAudit, Publication, Verdict
from .service import ServiceError, ask_gate, send_event


@receiver(page_published)
def note_publication(instance: Page, **_: Any) -> None:
    """Keep what is to be told of a publication, instead of what is still waiting about the same page."""
    if not is_article(instance):
        return
    data = page_data(instance)
    Publication.objects.filter(page_id=instance.pk).delete()
    kept = Publication.objects.create(name=f"msg_{uuid.uuid4().hex}", page_id=instance.pk, data=data)
    LastAudit.objects.filter(page_id=instance.pk).update(public_digest=digest_of(data))
    transaction.on_commit(lambda: threading.Thread(target=_tell_apart, args=(kept,), daemon=True).start())


def _tell_apart(publication: Publication) -> None:
    try:
        tell(publication)
    finally:
        connection.close()


def tell(publication: Publication) -> str:
    """Tell the service of a publication and forget it; what went wrong, else ""."""
    try:
        send_event(publication.name, event_body(publication))
        audit_what_was_not_asked(publication.data)
    except ServiceError as error:
        kept = Publication.objects.filter(pk=publication.pk)
        kept.update(attempts=F("attempts") + 1, error=str(error))
        return str(error)
    Publication.objects.filter(pk=publication.pk).delete()
    return ""


def event_body(publication: Publication) -> bytes:
    """The body of the event, the same each time. Whose it is stands in what is signed."""
    known = {"type": "page.published", "source": read_configuration().source}
    event = {**known, "timestamp": publication.created.isoformat(), "data": publication.data}
    return json.dumps(event).encode()


def audit_what_was_not_asked(data: dict[str, Any]) -> None:
    """Ask the gate about a text that got past it, so that its editors see the findings. Raises ServiceError."""
    digest = digest_of(data)
    known = LastAudit.objects.filter(page_id=data["page_id"], digest=digest).exclude(verdict=Verdict.UNAUDITED)
    if not known.exists():
        keep_answer(data, ask_gate(gate_row(data)))
        LastAudit.objects.filter(page_id=data["page_id"]).update(public_digest=digest, at=timezone.now())
