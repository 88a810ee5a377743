"""`GET /healthz`: whether the service can do its work."""

from __future__ import annotations

from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from .services import services

blueprint = Blueprint("health", __name__, description="Whether the service can do its work")


class HealthSchema(Schema):
    """The rules that judge, and what the store holds."""

    status = fields.Str(required=True)
    rules = fields.Int(required=True)
    ruleset = fields.Str(required=True)
    audits = fields.Int(required=True)


@blueprint.route("/healthz")
class Health(MethodView):
    """The service's health."""

    @blueprint.response(200, HealthSchema)
    def get(self) -> dict[str, object]:
        """The rules are compiled and the store answers."""
        auditor, store = services().auditor, services().store
        ruleset = auditor.ruleset
        return {"status": "ok", "rules": len(ruleset.rules), "ruleset": ruleset.digest, "audits": store.count()}
