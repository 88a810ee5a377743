"""`/v1/log`: who did what to what, when and from where."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE

from auditor.store.log import LogFilter, search_log

from .access import needs, require_everything
from .paging import INTEGER, LINK_HEADER, next_page, read_page
from .schemas.log import LogSchema
from .schemas.queries import LogQuerySchema
from .services import services

blueprint = Blueprint("log", __name__, url_prefix="/v1/log", description="Who did what")
FILTERS = ("who", "action", "object", "since", "until")


@blueprint.route("")
class Log(MethodView):
    """The log."""

    @needs("admin")
    @blueprint.arguments(LogQuerySchema, location="query", unknown=RAISE)
    @blueprint.response(200, LogSchema, headers=LINK_HEADER)
    def get(self, query: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """List what people did by pages, keys and commands, the newest first.

        Nobody changes or deletes an entry: each has the digest of the one before.
        """
        require_everything("The log")
        page = read_page(query, INTEGER)
        wanted = LogFilter(**{name: query[name] for name in FILTERS if name in query})
        with services().store.reading() as connection:
            found = search_log(connection, wanted, page)
        address, headers = next_page(found, page)
        return {"entries": found.rows, "next": address}, headers
