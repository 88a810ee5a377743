"""`/v1/stories`: articles on one event."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE
from werkzeug.exceptions import NotFound

from auditor.store.queries import get_story, list_stories
from auditor.store.stories import story_tellings
from auditor.store.timeline import story_members
from auditor.story.table import Cell, Row, make_claim_table

from .access import current_caller, needs
from .paging import INTEGER, LINK_HEADER, next_page, read_page
from .schemas.queries import PageSchema
from .schemas.stories import StoriesSchema, ToldStorySchema
from .services import services

blueprint = Blueprint("stories", __name__, url_prefix="/v1/stories", description="Articles on one event")
MAX_MEMBERS = 500


@blueprint.route("")
class Stories(MethodView):
    """All stories."""

    @needs("read")
    @blueprint.arguments(PageSchema, location="query", unknown=RAISE)
    @blueprint.response(200, StoriesSchema, headers=LINK_HEADER)
    def get(self, query: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """List stories, the newest first; `/v1/audits?story=` has the articles of one.

        A key that is bound to sources sees their articles in it, and no others.
        """
        page = read_page(query, INTEGER)
        with services().store.reading() as connection:
            found = list_stories(connection, page, current_caller().reach)
        address, headers = next_page(found, page)
        return {"stories": found.rows, "next": address}, headers


@blueprint.route("/<int:story>")
class Story(MethodView):
    """One story."""

    @needs("read")
    @blueprint.response(200, ToldStorySchema)
    def get(self, story: int) -> dict[str, Any]:
        """Read one story: its articles, which of them are copies, and what each says of the same things.

        Of a long story the first 500 articles stand here; `/v1/audits?story=` has all.
        """
        reach = current_caller().reach
        with services().store.reading() as connection:
            row = get_story(connection, story, reach)
            if row is None:
                raise NotFound(f"No story has the id {story}.")
            members = story_members(connection, story, MAX_MEMBERS, reach)
            tellings = story_tellings(connection, story, reach)
        table = make_claim_table(tellings)
        return row | {"members": [member._asdict() for member in members], "claims": [_claim(line) for line in table]}


def _claim(line: Row) -> dict[str, Any]:
    """What the articles of a story say of one thing."""
    said = [_passage(cell) for cell in line.cells]
    return {"kind": line.kind, "subject": line.subject, "differs": line.differs, "said": said}


def _passage(cell: Cell) -> dict[str, Any]:
    place = {"audit": int(cell.article), "field": cell.field, "start": cell.span.start, "end": cell.span.end}
    return place | {"quote": cell.shown, "sentence": cell.quote}
