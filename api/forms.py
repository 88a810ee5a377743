"""The forms that one audit is given in: JSON, a page, SARIF, W3C annotations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask import Response, current_app, request
from marshmallow import Schema
from werkzeug.exceptions import NotAcceptable

from auditor.render.annotations import annotation_page
from auditor.render.offsets import Unit, convert_findings, convert_gaps
from auditor.render.record import body
from auditor.render.restore import read_report
from auditor.render.sarif import COLUMN_KINDS, sarif_log
from auditor.store.reach import Reach

from .pages import audit_html, find_audit
from .schemas import AuditSchema
from .services import services

Row = Mapping[str, Any]


def audit_record(row: Row, unit: Unit = Unit.CODEPOINT) -> dict[str, Any]:
    """The audit kept as `row`, as the API gives it."""
    texts = {"title": row["title"], "text": row["text"]}
    return {
        **row,
        "article_id": row["article"],
        "findings": convert_findings(row["findings"], texts, unit),
        "not_judged": convert_gaps(row["not_judged"], row["text"], unit),
        "article": {**texts, "body": body(read_report(row))},
    }


class Asked(NamedTuple):
    """Which audit is to be given, and how."""

    audit: int
    unit: Unit
    part: int
    """Of a page: which part of the article."""
    reach: Reach
    """Of the caller."""


def _json(asked: Asked) -> str:
    return current_app.json.dumps(AuditSchema().dump(audit_record(find_audit(asked.audit, asked.reach), asked.unit)))


def _html(asked: Asked) -> str:
    return audit_html(asked.audit, asked.part, asked.reach)


def _sarif(asked: Asked) -> str:
    report = read_report(find_audit(asked.audit, asked.reach))
    found = {finding.rule for finding in report.findings}
    rules = [rule for rule in services().auditor.ruleset.rules if rule.id in found]
    return current_app.json.dumps(sarif_log([report], rules, asked.unit))


def _annotations(asked: Asked) -> str:
    return current_app.json.dumps(annotation_page(read_report(find_audit(asked.audit, asked.reach))))


class Form(NamedTuple):
    """How an audit is given."""

    media_type: str
    render: Callable[[Asked], str]
    units: tuple[Unit, ...]
    """What its offsets may count in."""
    schema: type[Schema] | Mapping[str, str]
    """What the OpenAPI document says of it."""


FORMS: Mapping[str, Form] = {
    "json": Form("application/json", _json, tuple(Unit), AuditSchema),
    "html": Form("text/html", _html, (Unit.CODEPOINT,), {"type": "string"}),
    "sarif": Form("application/sarif+json", _sarif, tuple(COLUMN_KINDS), {"type": "object"}),
    "jsonld": Form("application/ld+json", _annotations, (Unit.CODEPOINT,), {"type": "object"}),
}


def wanted_form() -> str:
    """The form that `Accept` prefers, JSON if it takes anything. Raises a 406 if it takes none of FORMS."""
    by_type = {form.media_type: name for name, form in FORMS.items()}
    if not request.accept_mimetypes:
        return "json"
    best = request.accept_mimetypes.best_match(list(by_type))
    if best is None:
        raise NotAcceptable(f"An audit is given as {', '.join(by_type)}.")
    return by_type[best]


def render_audit(asked: Asked, name: str) -> Response:
    """An audit in the form called `name`, or a 304 for a client that has it. Raises a 404 if there is none.

    Offsets count in the unit asked for if the form has it (SARIF knows no bytes, W3C annotations count code points),
    else in code points.
    """
    form = FORMS[name]
    text = form.render(asked if asked.unit in form.units else asked._replace(unit=Unit.CODEPOINT))
    response = Response(text, mimetype=form.media_type)
    response.vary.add("Accept")
    response.add_etag()
    response.make_conditional(request)
    return response
