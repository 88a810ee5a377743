"""`/healthz`, `/readyz` and `/metrics`: for those who run the service."""

from __future__ import annotations

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import Schema, fields
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from auditor.store.failures import database_reason
from auditor.store.schema import SchemaError, current_revision
from auditor.store.tables import SCHEMA_REVISION

from .access import needs, require_everything
from .errors import RETRY_AFTER_SECONDS
from .metrics import CONTENT_TYPE
from .services import services

blueprint = Blueprint("health", __name__, description="For those who run the service")


class HealthSchema(Schema):
    """The rules that judge."""

    status = fields.Str(required=True)
    rules = fields.Int(required=True)
    ruleset = fields.Str(required=True)


class ReadySchema(Schema):
    """The database that answers."""

    status = fields.Str(required=True)
    schema = fields.Str(required=True, metadata={"description": "The revision of its tables"})


@blueprint.route("/healthz")
class Health(MethodView):
    """Whether the process lives."""

    @blueprint.response(200, HealthSchema)
    @blueprint.doc(security=[])
    def get(self) -> dict[str, object]:
        """The process answers, and its rules are compiled; the database is not asked."""
        auditor = services().auditor
        return {"status": "ok", "rules": len(auditor.ruleset.rules), "ruleset": auditor.digest()}


@blueprint.route("/readyz")
class Ready(MethodView):
    """Whether requests can be answered."""

    @blueprint.response(200, ReadySchema)
    @blueprint.doc(security=[])
    def get(self) -> dict[str, object]:
        """The database answers, and its tables are of this program's version; else 503."""
        try:
            with services().store.reading() as connection:
                revision = current_revision(connection)
        except DBAPIError as error:
            raise ServiceUnavailable(f"The database does not do its part: {database_reason(error)}.") from None
        except (SQLAlchemyError, SchemaError):
            raise ServiceUnavailable("The database does not answer.", retry_after=RETRY_AFTER_SECONDS) from None
        if revision != SCHEMA_REVISION:
            why = f"The database is at revision {revision}, not at {SCHEMA_REVISION}."
            raise ServiceUnavailable(why, retry_after=RETRY_AFTER_SECONDS)
        return {"status": "ready", "schema": revision}


@blueprint.route("/metrics")
class Metrics(MethodView):
    """What is counted."""

    @needs("admin")
    @blueprint.response(200, {"type": "string"}, content_type="text/plain")
    def get(self) -> Response:
        """Read the counters of this process in the text format of Prometheus: they are of all sources."""
        require_everything("What is counted")
        return Response(services().metrics.text(), content_type=CONTENT_TYPE)
