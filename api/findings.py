"""`/v1/findings`: one finding, and what editors decide on it."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from sqlalchemy import Connection
from werkzeug.exceptions import Forbidden, NotFound, UnprocessableEntity

from auditor.store.decisions import Decision, DecisionError, decide, decisions_on
from auditor.store.log import record
from auditor.store.queries import get_finding

from .access import current_caller, needs
from .acting import calling
from .bodies import JsonBlueprint
from .schemas.findings import DecisionsSchema, NewDecisionSchema
from .schemas.lists import PlacedFindingSchema
from .services import services

blueprint = JsonBlueprint("findings", __name__, url_prefix="/v1/findings", description="Findings and decisions on them")


@blueprint.route("/<int:finding>")
class Finding(MethodView):
    """One finding."""

    @needs("read")
    @blueprint.response(200, PlacedFindingSchema)
    def get(self, finding: int) -> dict[str, Any]:
        """Read one finding."""
        with services().store.reading() as connection:
            return required_finding(connection, finding)


@blueprint.route("/<int:finding>/decisions")
class Decisions(MethodView):
    """The decisions on one finding."""

    @needs("read")
    @blueprint.response(200, DecisionsSchema)
    def get(self, finding: int) -> dict[str, Any]:
        """List what editors decided on a finding, the oldest first."""
        with services().store.reading() as connection:
            return decisions_record(connection, finding)

    @needs("review")
    @blueprint.arguments(NewDecisionSchema)
    @blueprint.response(201, DecisionsSchema)
    def post(self, row: dict[str, Any], finding: int) -> dict[str, Any]:
        """Decide on a finding: accept it, dismiss it for a reason, call it fixed, or open it again.

        A decision holds in every revision of the article that has the passage still. A critical finding is dismissed
        by two editors: it stays open after the first. A key decides in the name of its holder; to keep what others
        decided elsewhere, name them as `who`, which needs the scope admin.
        """
        made = Decision(row["verb"], deciding(row.get("who")), row.get("reason"), row.get("note"))
        with services().store.writing() as connection:
            required_finding(connection, finding)
            try:
                status = decide(connection, finding, made)
            except DecisionError as error:
                raise UnprocessableEntity(str(error)) from None
            details = {"verb": made.verb, "reason": made.reason, "status": status.value, "for": made.who}
            record(connection, calling(), "finding decided", f"finding:{finding}", **details)
            return decisions_record(connection, finding)


def required_finding(connection: Connection, finding: int) -> dict[str, Any]:
    """The finding. Raises a 404 if there is none within the caller's reach."""
    row = get_finding(connection, finding, current_caller().reach)
    if row is None:
        raise NotFound(f"No finding has the id {finding}.")
    return row


def decisions_record(connection: Connection, finding: int) -> dict[str, Any]:
    """The state of a finding and all decisions on it."""
    status = required_finding(connection, finding)["status"]
    return {"finding": finding, "status": status, "decisions": decisions_on(connection, finding)}


def deciding(editor: str | None) -> str:
    """Who decides: the caller, or an editor by way of a caller who may speak for others. Raises a 403.

    Whoever could sign with any name could second their own dismissal of a critical finding.
    """
    caller = current_caller()
    named = caller.name if editor is None else " ".join(editor.split())
    if named == caller.name:
        return named
    if "admin" not in caller.scopes:
        raise Forbidden(f"The key of {caller.name} decides in that name only; `who` needs the scope 'admin'.")
    return f"{named} ({caller.name})"
