"""`/v1/check`: what an audit would find, whether an article may be published, what its editor decides in the CMS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, request
from flask.views import MethodView
from marshmallow import RAISE
from sqlalchemy import Connection, select
from werkzeug.exceptions import NotFound, UnprocessableEntity

from auditor.article import Article
from auditor.gate import Verdict
from auditor.render.record import report_record
from auditor.store.decisions import Decision, DecisionError, decide
from auditor.store.log import record
from auditor.store.tables import finding

from .access import current_caller, needs, require
from .acting import calling
from .bodies import JsonBlueprint
from .bounded import AUDIT_SECONDS, audit_row
from .errors import PROBLEM_TYPE, ProblemSchema
from .gate import SPEAKS, Asked, ask_gate, is_known, keep_draft, look, pages_address
from .reach import own_row
from .schemas.gate import (
    GATE,
    PLAIN,
    CheckQuerySchema,
    CheckSchema,
    ConnectionSchema,
    DecidedQuestionSchema,
    DecidedSchema,
    NamedSourceSchema,
    QuestionSchema,
    SourceQuerySchema,
    policy_record,
)
from .services import services

blueprint = JsonBlueprint("check", __name__, url_prefix="/v1/check", description="Whether an article may be published")
OF_A_QUESTION = ("asked", "goes_live")
"""What only the gate reads of a body."""


class BlockedSchema(ProblemSchema, CheckSchema):
    """The same as a problem: the article may not be published."""


@blueprint.route("")
class Check(MethodView):
    """A question before publishing."""

    @needs("check")
    @blueprint.arguments(NamedSourceSchema, location="query", unknown=RAISE)
    @blueprint.response(200, ConnectionSchema)
    @blueprint.alt_response(404, schema=ProblemSchema, content_type=PROBLEM_TYPE, description="No source goes by it")
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Say how a source's gate and hook are set, and what the key may do: for a client that checks its set-up."""
        source: str = query["source"]
        with services().store.reading() as connection:
            is_own = current_caller().reach.takes(connection, Article(text="", source=source))
        if not is_own:
            raise NotFound(f"The key is not bound to a source {source!r}.")
        if not is_known(source):
            raise NotFound(f"No source is called {source!r}: it has no table in auditor.toml, and nothing was audited.")
        settings = services().auditor.settings
        hook = settings.hooks.get(source)
        return {
            "source": source,
            "sender": hook.sender if hook else None,
            "policy": policy_record(settings.gate(source)),
            "scopes": sorted(current_caller().scopes),
            "pages": pages_address(),
        }

    @needs("check")
    @blueprint.arguments(CheckQuerySchema, location="query", unknown=RAISE)
    @blueprint.arguments(QuestionSchema)
    @blueprint.response(200, CheckSchema)
    @blueprint.alt_response(
        422,
        schema=BlockedSchema(partial=True),
        content_type=PROBLEM_TYPE,
        description="Blocked, where `verdict` says so",
    )
    def post(self, query: dict[str, Any], row: dict[str, Any]) -> dict[str, Any] | Response:
        """Audit an article and keep nothing of it; with `mode=gate`, say whether it may be published.

        The gate keeps what it warns of or blocks as a draft with what was said to whom, where the source's settings
        say so and the key has the scope audit too. `mode=look` gives the same answer and keeps nothing.
        """
        if query["mode"] == PLAIN:
            if misplaced := [name for name in OF_A_QUESTION if name in row]:
                raise UnprocessableEntity(f"{' and '.join(misplaced)}: only mode=gate and mode=look read that.")
            return report_record(audit_row(own_row(row), AUDIT_SECONDS), include_text=True)
        article, asked = _question(query, row)
        answer = ask_gate(article, asked) if query["mode"] == GATE else look(article)
        return blocked(answer) if answer["verdict"] is Verdict.BLOCK and query["mode"] == GATE else answer


@blueprint.route("/decisions")
class Decisions(MethodView):
    """What editors decide inside their CMS."""

    @needs(SPEAKS)
    @blueprint.arguments(SourceQuerySchema, location="query", unknown=RAISE)
    @blueprint.arguments(DecidedQuestionSchema)
    @blueprint.response(201, DecidedSchema)
    @blueprint.alt_response(404, schema=ProblemSchema, content_type=PROBLEM_TYPE, description="No such finding")
    def post(self, query: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
        """Keep a draft with what one of its editors decided on one of its findings; what the gate would answer now.

        The decision is made in the name of the editor, by way of the key's holder. The key has the scope audit, too.
        """
        require("audit")
        chosen = row.pop("decision")
        article, _ = _question(query, row)
        who = f"{' '.join(chosen['editor'].split())} ({current_caller().name})"
        made = Decision(chosen["verb"], who, chosen.get("reason"), chosen.get("note"))
        audit = keep_draft(article)
        with services().store.writing() as connection:
            number = _required_finding(connection, audit, chosen["fingerprint"])
            try:
                status = decide(connection, number, made)
            except DecisionError as error:
                raise UnprocessableEntity(str(error)) from None
            details = {"verb": made.verb, "reason": made.reason, "status": status.value, "for": made.who}
            record(connection, calling(), "finding decided", f"finding:{number}", **details)
        return look(article) | {"status": status.value}


def _question(query: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[Mapping[str, Any], Asked]:
    """The article of a question within the caller's reach, and who asks. Raises a 403."""
    article = {name: value for name, value in row.items() if name != "asked"}
    source = {"source": query["source"]} if "source" in query else {}
    return own_row({**article, **source}), Asked(**row.get("asked", {}))


def _required_finding(connection: Connection, audit: int, fingerprint: str) -> int:
    """The finding of an audit. Raises a 404."""
    query = select(finding.c.id).where(finding.c.report_id == audit, finding.c.fingerprint == fingerprint)
    found: int | None = connection.execute(query).scalar()
    if found is None:
        raise NotFound(f"The text has no finding {fingerprint} any more.")
    return found


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
