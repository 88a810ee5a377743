"""What is done in a Ghost after an audit, where the newsroom opted in: `quarantine` takes back, `tidy` clears up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection

from auditor.article import Article
from auditor.cms.connection import MAIL, NOTE, RESTORE, Ghost, SecretError, read_secret
from auditor.cms.ghost import NAME, GhostAdmin
from auditor.cms.ghost_withdrawal import COPY_TITLE, DRAFTED, RESTORED, UNSCHEDULED, Note, Order, tidy, withdraw
from auditor.gate import Verdict
from auditor.jobs.work import Hopeless
from auditor.render.editor import Situation, editor_lines
from auditor.settings import Settings
from auditor.store import Store
from auditor.store.gate import Kind, Said, override_of
from auditor.store.jobs import add_job
from auditor.store.reports import article_of
from auditor.store.verdicts import judge_kept
from auditor.store.withdrawals import blocked_before, was_taken_back

EVENTS: Mapping[str, tuple[Kind, str]] = {
    DRAFTED: (Kind.WITHDRAWN, "publication"),
    RESTORED: (Kind.WITHDRAWN, "publication"),
    UNSCHEDULED: (Kind.BLOCKED, "schedule"),
}
"""What is kept of a post that was taken back, and by which way its text was to be published, or was."""
KEPT = f"The update is kept as a draft whose title begins with “{COPY_TITLE.strip()}”."


def ask_ghost(connection: Connection, settings: Settings, article: Article, audit: int) -> int | None:
    """Queue what is to be done with a post after its audit; the job's id, None if nothing is.

    What the gate blocks and nobody overrode is taken back; what it lets pass loses the note of an earlier time.
    """
    ghost = settings.ghosts.get(article.source or "")
    if ghost is None or not ghost.quarantine or not (article.id or "").startswith(NAME) or article.modified is None:
        return None
    policy, known = settings.gate(article.source), article_of(connection, audit)
    judgement = judge_kept(connection, audit, policy)
    order = {"source": article.source, "post": article.id, "modified": article.modified.isoformat(), "audit": audit}
    owner = urlsplit(ghost.url).netloc
    if judgement.verdict is not Verdict.BLOCK or override_of(connection, known, article) is not None:
        needed = NOTE in ghost.notice and was_taken_back(connection, known)
        return add_job(connection, "tidy", order, owner=owner) if needed else None
    lines = {s.name.lower(): editor_lines(judgement, policy, s) for s in (Situation.FIRST, Situation.UPDATE)}
    blocked = [moment.isoformat() for moment in blocked_before(connection, known, policy)]
    told = {"lines": lines, "blocked": blocked, "headline": article.title, "mail": MAIL in ghost.notice}
    return add_job(connection, "quarantine", order | told, owner=owner)


def quarantine(settings: Settings, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Take the post back, if it is still the one that was audited. Raises GhostError, Hopeless."""
    ghost, admin = opted_in(settings, payload["source"])
    return {"outcome": withdraw(admin, _order(settings, ghost, payload)), "audit": payload["audit"]}


def tidy_up(settings: Settings, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Take our note out of a post that is public again, if it is still the one that was audited.

    Raises GhostError, Hopeless.
    """
    ghost, admin = opted_in(settings, payload["source"])
    return {"outcome": tidy(admin, _order(settings, ghost, payload)), "audit": payload["audit"]}


def keep_withdrawal(
    store: Store, connection: Connection, payload: Mapping[str, Any], result: Mapping[str, Any]
) -> None:
    """Keep what became of a post among the events of its article, and have its authors told, if that is set."""
    outcome = result["outcome"]
    if outcome not in EVENTS:
        return
    kind, way = EVENTS[outcome]
    lines = [*payload["lines"]["update"], KEPT] if outcome == RESTORED else payload["lines"]["first"]
    store.keep_event(connection, payload["audit"], Said(kind, lines, way=way))
    if payload["mail"]:
        told = {name: payload[name] for name in ("source", "post", "audit", "headline")}
        add_job(connection, "letter", told | {"lines": lines}, owner="mail")


def opted_in(settings: Settings, source: str) -> tuple[Ghost, GhostAdmin]:
    """The Ghost of a source that asks for a quarantine. Raises Hopeless."""
    ghost = settings.ghosts.get(source)
    if ghost is None or not ghost.quarantine:
        raise Hopeless("the settings of the source ask for no quarantine any more")
    try:
        return ghost, GhostAdmin(ghost.url, read_secret(ghost.key, settings.folder))
    except SecretError as error:
        raise Hopeless(str(error)) from None


def _order(settings: Settings, ghost: Ghost, payload: Mapping[str, Any]) -> Order:
    note = None
    if NOTE in ghost.notice and "lines" in payload:
        note = Note(**payload["lines"], review=settings.service.page_of(payload["audit"]))
    return Order(
        post=payload["post"].removeprefix(NAME),
        modified=datetime.fromisoformat(payload["modified"]),
        restores=ghost.quarantine == RESTORE,
        blocked=[datetime.fromisoformat(moment) for moment in payload.get("blocked", ())],
        note=note,
    )
