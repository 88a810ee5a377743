"""`/v1/audits`: audit an article, read one audit in several forms, list them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, current_app
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from auditor.render.offsets import Unit, convert_findings
from auditor.store.answered import Answer, Repeatable
from auditor.store.jobs import add_job
from auditor.store.queries import Audited, count_audits, search_audits

from .access import current_caller, needs
from .bodies import REQUEST_BODY, read_article_row
from .bounded import AUDIT_SECONDS, audit_row, in_turn
from .forms import FORMS, Asked, audit_record, render_audit, wanted_form
from .pages import find_audit
from .paging import INTEGER, LINK_HEADER, MOMENT, next_page, read_page
from .reach import own_row
from .repeats import IDEMPOTENCY_KEY, find_made, make_once, read_repeatable
from .routes import job_of, record_of
from .rules import plain_fields
from .schemas import ArticleFactsSchema, AuditSchema
from .schemas.audits import AcceptedSchema, FindingsSchema
from .schemas.lists import AuditsSchema
from .schemas.queries import AuditsQuerySchema, FormSchema, OffsetsSchema
from .services import services

blueprint = Blueprint("audits", __name__, url_prefix="/v1/audits", description="Audits of articles")
KEYS = {"created": INTEGER, "score": (float, int)}
TEXT = {"type": "string"}
LOCATION = {"Location": {"schema": TEXT}}
SYNC_CHARACTERS = 100_000
"""What is audited while the client waits: 0.1 s on one core for common prose."""
ETAG = {"ETag": {"schema": TEXT, "description": "Names this state of the audit; send it as If-None-Match"}}


def gives_forms(view: Callable[..., Response]) -> Callable[..., Response]:
    """Say in the OpenAPI document that `view` gives one audit in all FORMS, or a 304."""
    for form in FORMS.values():
        given = {"schema": form.schema, "content_type": form.media_type, "headers": ETAG}
        view = blueprint.alt_response(200, success=True, **given)(view)
    return blueprint.alt_response(304, description="You have this state already")(view)  # type: ignore[no-any-return]


@blueprint.route("")
class Audits(MethodView):
    """All audits."""

    @needs("read")
    @blueprint.arguments(AuditsQuerySchema, location="query", unknown=RAISE)
    @blueprint.response(200, AuditsSchema, headers=LINK_HEADER)
    def get(self, query: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """List audits, the newest first."""
        names = ("source", "story", "article", "since", "until", "flagged")
        known = {name: query[name] for name in names if name in query}
        wanted = Audited(**known, reach=current_caller().reach)
        order = query["sort"].removeprefix("-")
        page = read_page(query, MOMENT if wanted.is_timed and order == "created" else KEYS[order])
        with services().store.reading() as connection:
            found = search_audits(connection, wanted, page)
            total = count_audits(connection, wanted)
        address, headers = next_page(found, page)
        rows = [{**row, "article_id": row["article"]} for row in found.rows]
        return {"audits": rows, "total": total, "next": address}, headers

    @needs("audit")
    @blueprint.arguments(ArticleFactsSchema, location="query", unknown=RAISE)
    @blueprint.doc(requestBody=REQUEST_BODY, parameters=[IDEMPOTENCY_KEY])
    @blueprint.response(201, AuditSchema, headers=LOCATION)
    @blueprint.alt_response(202, schema=AcceptedSchema, headers=LOCATION, description="A worker audits it")
    def post(self, facts: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]] | Response:
        """Audit an article and keep the report.

        The article comes as JSON, or as a page or plain text with what is known of it in the query. The same content
        under the same rules keeps its audit. An article of more than 100,000 characters is audited later: the answer
        names a job.
        """
        row = own_row(read_article_row(facts))
        given = read_repeatable()
        made = find_made(given) or (add_job_for(row, given) if is_large(row) else add_audit(row, given))
        if made.audit is None:
            address = job_of(made.job)
            return accepted({"job": made.job, "href": address}, address)
        return audit_record(find_audit(made.audit, current_caller().reach)), 201, {"Location": record_of(made.audit)}


def is_large(row: Mapping[str, Any]) -> bool:
    """Whether the article is audited later, by a worker."""
    return len(row.get("text") or row["html"]) > SYNC_CHARACTERS


def add_audit(row: Mapping[str, Any], given: Repeatable | None) -> Answer:
    """Audit the article now. Raises KeyReused."""
    store = services().store
    ready = store.prepare(audit_row(row, AUDIT_SECONDS))
    return make_once(given, lambda connection: Answer(audit=store.keep(connection, ready)))


def add_job_for(row: Mapping[str, Any], given: Repeatable | None) -> Answer:
    """Let a worker audit the article. Raises KeyReused, QueueFull."""
    payload = {"article": plain_fields(row), "origin": "page" if "html" in row else "text"}
    owner = current_caller().owner
    return make_once(given, lambda connection: Answer(job=add_job(connection, "audit", payload, owner=owner)))


def accepted(record: dict[str, Any], address: str) -> Response:
    """The answer to what is done later."""
    response = Response(current_app.json.dumps(record), 202, mimetype="application/json")
    response.headers["Location"] = address
    return response


@blueprint.route("/<int:audit>")
class Audit(MethodView):
    """One audit."""

    @needs("read")
    @blueprint.arguments(FormSchema, location="query", unknown=RAISE)
    @gives_forms
    @in_turn
    def get(self, query: dict[str, Any], audit: int) -> Response:
        """Read one audit in the form that `Accept` asks for: JSON, HTML, SARIF or W3C annotations."""
        return render_audit(Asked(audit, query["offsets"], query["part"], current_caller().reach), wanted_form())


@blueprint.route("/<int:audit>.<any(json, html, sarif, jsonld):form>")
class AuditForm(MethodView):
    """One audit in a form that its address names."""

    @needs("read")
    @blueprint.arguments(FormSchema, location="query", unknown=RAISE)
    @gives_forms
    @in_turn
    def get(self, query: dict[str, Any], audit: int, form: str) -> Response:
        """Read one audit in the form that the address ends with."""
        return render_audit(Asked(audit, query["offsets"], query["part"], current_caller().reach), form)


@blueprint.route("/<int:audit>/findings")
class AuditFindings(MethodView):
    """The findings of one audit."""

    @needs("read")
    @blueprint.arguments(OffsetsSchema, location="query", unknown=RAISE)
    @blueprint.response(200, FindingsSchema)
    @in_turn
    def get(self, query: dict[str, Unit], audit: int) -> dict[str, Any]:
        """List the findings of one audit in the order of the text."""
        row = find_audit(audit, current_caller().reach)
        texts = {"title": row["title"], "text": row["text"]}
        return {"findings": convert_findings(row["findings"], texts, query["offsets"])}
