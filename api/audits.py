"""`/v1/audits`: audit an article, read one audit, list them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE
from werkzeug.exceptions import UnprocessableEntity, UnsupportedMediaType

from auditor.ingest.errors import InputError
from auditor.ingest.record import article_of
from auditor.render.record import body
from auditor.render.restore import read_report

from .access import needs
from .bounded import AUDIT_SECONDS, audit_bounded
from .errors import PROBLEM_TYPE, ProblemSchema, wants_page
from .pages import audit_page, find_audit
from .routes import record_of
from .schemas import ArticleSchema, AuditSchema, AuditsQuerySchema, AuditsSchema
from .services import services

blueprint = Blueprint("audits", __name__, url_prefix="/v1/audits", description="Audits of articles")


@blueprint.before_request
def refuse_forms() -> None:
    """Read nothing but JSON: what a form or a script of another site can send without asking is not JSON."""
    if request.method == "POST" and not request.is_json:
        raise UnsupportedMediaType("Send the article as application/json.")


@blueprint.route("")
class Audits(MethodView):
    """All audits."""

    @needs("read")
    @blueprint.arguments(AuditsQuerySchema, location="query", unknown=RAISE)
    @blueprint.response(200, AuditsSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List audits, the newest first."""
        store, source, limit = services().store, query.get("source"), query["limit"]
        rows = store.list(source=source, limit=limit + 1, after=query.get("after"))
        shown, following = rows[:limit], None
        if len(rows) > limit:
            known = {"source": source} if source else {}
            following = f"/v1/audits?{urlencode({**known, 'limit': limit, 'after': shown[-1]['audit']})}"
        return {"audits": shown, "total": store.count(source=source), "next": following}

    @needs("audit")
    @blueprint.arguments(ArticleSchema)
    @blueprint.response(201, AuditSchema, headers={"Location": {"schema": {"type": "string"}}})
    def post(self, row: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
        """Audit an article and keep the report; the same content under the same rules keeps its audit."""
        store = services().store
        try:
            article = replace(article_of(row, "article"), id=row.get("id"))
        except InputError as error:
            raise UnprocessableEntity(str(error)) from None
        if not article.text.strip():
            raise UnprocessableEntity("There is no text to audit.")
        audit = store.add(audit_bounded(article, AUDIT_SECONDS))
        return audit_record(find_audit(audit)), 201, {"Location": record_of(audit)}


@blueprint.route("/<int:audit>")
class Audit(MethodView):
    """One audit."""

    @needs("read")
    @blueprint.response(200, AuditSchema)
    @blueprint.alt_response(
        200, schema={"type": "string"}, content_type="text/html", description="The report as a page"
    )
    @blueprint.alt_response(404, schema=ProblemSchema, content_type=PROBLEM_TYPE, description="No audit has this id")
    def get(self, audit: int) -> tuple[dict[str, Any], int, dict[str, str]] | Response:
        """Read one audit: as JSON, or as the article's page where `Accept` asks for text/html."""
        row = find_audit(audit)
        return audit_page(row) if wants_page() else (audit_record(row), 200, {"Vary": "Accept"})


def audit_record(row: dict[str, Any]) -> dict[str, Any]:
    """The audit kept as `row`, as the API gives it."""
    texts = {"title": row["title"], "text": row["text"], "body": body(read_report(row))}
    return {**row, "article": texts}
