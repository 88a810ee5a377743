"""`POST /v1/check`: what an audit would find; with `mode=gate`, whether the article may be published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, request
from flask.views import MethodView
from marshmallow import RAISE, Schema, fields, validate

from auditor.finding import Report
from auditor.gate import Judgement, Level, Outcome, Policy, Verdict, judge
from auditor.render.editor import editor_lines, unaudited_line
from auditor.render.record import finding_record, report_record
from auditor.store.tables import DRAFT
from auditor.store.verdicts import judge_kept
from auditor.text.counted import plural

from .access import current_caller, needs
from .bodies import JsonBlueprint
from .bounded import AUDIT_SECONDS, audit_row
from .errors import PROBLEM_TYPE, ProblemSchema
from .reach import own_row
from .routes import page_of
from .schemas import MAX_NAME_CHARACTERS, ArticleSchema, CleanText, FailureSchema, FindingSchema, TextsSchema
from .schemas.audits import OutcomeSchema
from .services import services

blueprint = JsonBlueprint("check", __name__, url_prefix="/v1/check", description="Whether an article may be published")
PLAIN, GATE = "plain", "gate"
COPIED = ("score", "judged", "not_judged", "complete", "ruleset", "failures")
"""What the gate's answer takes over from the report."""


class CheckQuerySchema(Schema):
    """What is asked."""

    mode = fields.Str(load_default=PLAIN, validate=validate.OneOf([PLAIN, GATE]))
    source = CleanText(
        validate=validate.Length(1, MAX_NAME_CHARACTERS),
        metadata={"description": "Whose policy decides, by its name in auditor.toml; else the article's own source"},
    )


class CheckedFindingSchema(FindingSchema):
    """A finding, and what the gate makes of it."""

    level = fields.Str(validate=validate.OneOf(list(Level)))


class CheckSchema(OutcomeSchema):
    """What was found; the gate adds what becomes of the article."""

    complete = fields.Bool(required=True)
    ruleset = fields.Str()
    findings = fields.List(fields.Nested(CheckedFindingSchema), required=True)
    failures = fields.List(fields.Nested(FailureSchema))
    article = fields.Nested(TextsSchema)
    verdict = fields.Str(
        validate=validate.OneOf(list(Verdict)), metadata={"description": "What is to become of the article"}
    )
    outcome = fields.Str(
        validate=validate.OneOf(list(Outcome)),
        metadata={"description": "Whether there is a judgement; of an article that was not judged, `verdict` is what "
                  "the settings of its source say"},
    )  # fmt: skip
    messages = fields.List(fields.Str(), metadata={"description": "Plain lines for the editor inside the CMS"})
    review = fields.Str(allow_none=True, metadata={"description": "The page of the draft that was kept"})


class BlockedSchema(ProblemSchema, CheckSchema):
    """The same as a problem: the article may not be published."""


@blueprint.route("")
class Check(MethodView):
    """A question before publishing."""

    @needs("check")
    @blueprint.arguments(CheckQuerySchema, location="query", unknown=RAISE)
    @blueprint.arguments(ArticleSchema)
    @blueprint.response(200, CheckSchema)
    @blueprint.alt_response(
        422,
        schema=BlockedSchema(partial=True),
        content_type=PROBLEM_TYPE,
        description="Blocked, where `verdict` says so",
    )
    def post(self, query: dict[str, Any], row: dict[str, Any]) -> dict[str, Any] | Response:
        """Audit an article and keep nothing of it; with `mode=gate`, say whether it may be published.

        The gate keeps what it warns of or blocks as a draft, where the source's settings say so and the key has the
        scope audit too.
        """
        if query["mode"] == PLAIN:
            return report_record(audit_row(own_row(row), AUDIT_SECONDS), include_text=True)
        answer = ask_gate(own_row({**row, **({"source": query["source"]} if "source" in query else {})}))
        return blocked(answer) if answer["verdict"] is Verdict.BLOCK else answer


def ask_gate(row: Mapping[str, Any]) -> dict[str, Any]:
    """The gate's answer on an article, by the policy of its source."""
    policy = services().auditor.settings.gate(row.get("source"))
    store = services().store
    try:
        report = store.heed_mutes(audit_row(row, policy.seconds, needs_text=False))
    except TimeoutError:
        return unaudited(policy)
    judgement = judge(report, policy)
    keeps = policy.keep and "audit" in current_caller().scopes
    if judgement.verdict is Verdict.PASS or not keeps:
        return judged(report, judgement, policy)
    audit = store.add(report, origin=DRAFT)
    with store.reading() as connection:
        judgement = judge_kept(connection, audit, policy)
    return judged(report, judgement, policy) | {"review": review_page(audit)}


def unaudited(policy: Policy) -> dict[str, Any]:
    """The answer when the audit did not finish in time."""
    why = f"The audit did not finish within {policy.seconds:g} {plural('second', policy.seconds)}"
    return {
        "verdict": policy.unaudited, "outcome": Outcome.UNAUDITED, "messages": [unaudited_line(policy, why)],
        "findings": [], "score": None, "judged": None, "not_judged": [], "complete": False, "review": None,
    }  # fmt: skip


def judged(report: Report, judgement: Judgement, policy: Policy) -> dict[str, Any]:
    """The answer when it did: the findings that count, weightiest first."""
    record = report_record(report)
    return {
        "verdict": judgement.verdict,
        "outcome": judgement.outcome,
        "messages": editor_lines(judgement, policy),
        "findings": [{**finding_record(found), "level": level} for level, found in judgement.findings],
        "review": None,
        **{name: record[name] for name in COPIED if name in record},
    }


def blocked(answer: dict[str, Any]) -> Response:
    """`answer` as a problem."""
    problem = {
        "type": "about:blank",
        "title": "Publishing blocked",
        "status": 422,
        "detail": " ".join(answer["messages"]),
        "instance": request.path,
    }
    return Response(current_app.json.dumps(problem | answer), 422, mimetype=PROBLEM_TYPE)


def review_page(audit: int) -> str:
    """The page of an audit, as an editor can open it from inside the CMS."""
    base = services().auditor.settings.service_url or request.host_url.rstrip("/")
    return base + page_of(audit)
