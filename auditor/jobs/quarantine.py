"""The errand `quarantine`: a post that the gate would have blocked goes back to draft, where the newsroom opted in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection

from auditor.article import Article
from auditor.cms.connection import SecretError, read_secret
from auditor.cms.ghost import NAME, GhostAdmin
from auditor.gate import Verdict
from auditor.jobs.work import Hopeless
from auditor.settings import Settings
from auditor.store.jobs import add_job
from auditor.store.verdicts import judge_kept


def ask_quarantine(connection: Connection, settings: Settings, article: Article, audit: int) -> int | None:
    """Put a post to be withdrawn into the queue, if its source asks for that and the gate blocks it; the job's id."""
    ghost = settings.ghosts.get(article.source or "")
    if ghost is None or not ghost.quarantine or not (article.id or "").startswith(NAME) or article.modified is None:
        return None
    if judge_kept(connection, audit, settings.gate(article.source)).verdict is not Verdict.BLOCK:
        return None
    post = {"source": article.source, "post": article.id, "modified": article.modified.isoformat(), "audit": audit}
    return add_job(connection, "quarantine", post, owner=urlsplit(ghost.url).netloc)


def quarantine(settings: Settings, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Put the post back to draft, if it is still the one that was audited. Raises GhostError, Hopeless."""
    ghost = settings.ghosts.get(payload["source"])
    if ghost is None or not ghost.quarantine:
        raise Hopeless("the settings of the source ask for no quarantine any more")
    try:
        admin = GhostAdmin(ghost.url, read_secret(ghost.key, settings.folder))
    except SecretError as error:
        raise Hopeless(str(error)) from None
    outcome = withdraw(admin, payload["post"].removeprefix(NAME), datetime.fromisoformat(payload["modified"]))
    return {"outcome": outcome, "audit": payload["audit"]}


def withdraw(admin: GhostAdmin, post: str, modified: datetime) -> str:
    """What became of the post: `drafted`, or why it was left alone. Raises GhostError.

    A newer version has its own delivery and its own audit.
    """
    found = admin.read_post(post)
    if found is None:
        return "gone"
    if found["status"] != "published":
        return f"{found['status']} already"
    if datetime.fromisoformat(found["updated_at"]) != modified:
        return "changed since"
    return "drafted" if admin.unpublish(post, found["updated_at"]) else "changed since"
