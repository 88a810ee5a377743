"""`/v1/articles`: what is known of an article over its revisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE
from sqlalchemy import Connection
from werkzeug.exceptions import NotFound

from auditor.render.changes import change_record, finding_changes
from auditor.store.erasing import erase_article
from auditor.store.queries import get_article, get_revision, list_revisions
from auditor.store.reports import get_report

from .access import current_caller, needs
from .acting import calling
from .bounded import AUDIT_SECONDS, in_turn
from .paging import INTEGER, LINK_HEADER, next_page, read_page
from .schemas.kept import DiffSchema, KnownArticleSchema, RevisionsSchema
from .schemas.queries import DiffQuerySchema, ErasureSchema, PageSchema
from .services import services

blueprint = Blueprint("articles", __name__, url_prefix="/v1/articles", description="Articles and their revisions")


@blueprint.route("/<int:article>")
class Article(MethodView):
    """One article."""

    @needs("read")
    @blueprint.response(200, KnownArticleSchema)
    def get(self, article: int) -> dict[str, Any]:
        """Read what is known of an article; its text stands in its audits."""
        with services().store.reading() as connection:
            return required_article(connection, article)

    @needs("admin")
    @blueprint.arguments(ErasureSchema, location="query", unknown=RAISE)
    @blueprint.response(204)
    def delete(self, query: dict[str, str], article: int) -> None:
        """Erase an article for good: its revisions, audits, findings, notes, replies to them, and what quotes it.

        Work that would bring it back is deleted, and messages that tell of it. The log keeps its number, who erased it
        and the reason. A second time there is no such article: 404. What is sent later is another article.
        """
        store = services().store
        with store.reading() as connection:
            required_article(connection, article)
        if erase_article(store.database, article, calling(), query["reason"]) is None:
            raise NotFound(f"No article has the id {article}.")


@blueprint.route("/<int:article>/revisions")
class Revisions(MethodView):
    """The revisions of an article."""

    @needs("read")
    @blueprint.arguments(PageSchema, location="query", unknown=RAISE)
    @blueprint.response(200, RevisionsSchema, headers=LINK_HEADER)
    def get(self, query: dict[str, Any], article: int) -> tuple[dict[str, Any], dict[str, str]]:
        """List the revisions of an article, the oldest first."""
        page = read_page(query, INTEGER)
        with services().store.reading() as connection:
            required_article(connection, article)
            found = list_revisions(connection, article, page)
        address, headers = next_page(found, page)
        return {"revisions": found.rows, "next": address}, headers


@blueprint.route("/<int:article>/diff")
class Diff(MethodView):
    """Two revisions compared."""

    @needs("read")
    @blueprint.arguments(DiffQuerySchema, location="query", unknown=RAISE)
    @blueprint.response(200, DiffSchema)
    @in_turn
    def get(self, query: dict[str, int], article: int) -> dict[str, Any]:
        """Compare two revisions: paragraphs, words, and the findings that went, stayed and came.

        Without numbers, the newest revision is compared with the one before.
        """
        with services().store.reading() as connection:
            last = required_article(connection, article)["revisions"]
            new = query.get("new", last)
            old = query.get("old", max(1, new - 1))
            before, after = (required_revision(connection, article, number) for number in (old, new))
            reports = [report_of(connection, side["audit"]) for side in (before, after)]
        changes = services().bounded.diff(before["text"], after["text"], AUDIT_SECONDS)
        return {
            "old": {**before, **known_of(reports[0])},
            "new": {**after, **known_of(reports[1])},
            "paragraphs": [change_record(change) for change in changes],
            "findings": finding_changes(*map(findings_of, reports)),
        }


def required_article(connection: Connection, article: int) -> dict[str, Any]:
    """The article. Raises a 404 if there is none within the caller's reach."""
    row = get_article(connection, article, current_caller().reach)
    if row is None:
        raise NotFound(f"No article has the id {article}.")
    return row


def required_revision(connection: Connection, article: int, number: int) -> dict[str, Any]:
    """The revision of an article. Raises a 404 if there is none."""
    row = get_revision(connection, article, number)
    if row is None:
        raise NotFound(f"The article {article} has no revision {number}.")
    return row


def report_of(connection: Connection, audit: int | None) -> dict[str, Any]:
    """The report of an audit; an empty one where there is none within the caller's reach."""
    return (get_report(connection, audit, current_caller().reach) if audit is not None else None) or {}


def findings_of(report: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The findings of a report by fingerprint."""
    return {finding["fingerprint"]: finding for finding in report.get("findings", ())}


def known_of(report: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of what was judged and what was not."""
    return {"judged": report.get("judged"), "not_judged": report.get("not_judged", [])}
