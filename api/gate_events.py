"""`/v1/gate`: what was held back, warned of, published against the gate, or went past it, and who was told."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from auditor.store.gate_queries import GateFilter, search_gate

from .access import current_caller, needs
from .paging import INTEGER, LINK_HEADER, next_page, read_page
from .schemas.gate_events import GateEventsSchema
from .schemas.queries import GateQuerySchema
from .services import services

blueprint = Blueprint("gate", __name__, url_prefix="/v1/gate", description="What came of questions to the gate")
FILTERS = ("kind", "source", "article", "since", "until")


@blueprint.route("")
class GateEvents(MethodView):
    """What came of questions to the gate."""

    @needs("read")
    @blueprint.arguments(GateQuerySchema, location="query", unknown=RAISE)
    @blueprint.response(200, GateEventsSchema, headers=LINK_HEADER)
    def get(self, query: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """List who was told what of which article, by which way it was to be published, and what came of it.

        The newest first. `kind=past` lists what was public although the gate would have held it back.
        """
        page = read_page(query, INTEGER)
        known = {name: query[name] for name in FILTERS if name in query}
        with services().store.reading() as connection:
            found = search_gate(connection, GateFilter(**known, reach=current_caller().reach), page)
        address, headers = next_page(found, page)
        return {"events": found.rows, "next": address}, headers
