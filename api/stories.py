"""`/v1/stories`: articles on one event."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import RAISE
from werkzeug.exceptions import NotFound

from auditor.store.queries import get_story, list_stories

from .access import needs
from .paging import INTEGER, LINK_HEADER, next_page, read_page
from .routes import MAX_ID
from .schemas.kept import StoriesSchema, StorySchema
from .schemas.queries import PageSchema
from .services import services

blueprint = Blueprint("stories", __name__, url_prefix="/v1/stories", description="Articles on one event")


@blueprint.route("")
class Stories(MethodView):
    """All stories."""

    @needs("read")
    @blueprint.arguments(PageSchema, location="query", unknown=RAISE)
    @blueprint.response(200, StoriesSchema, headers=LINK_HEADER)
    def get(self, query: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """List stories, the newest first; `/v1/audits?story=` has the articles of one."""
        page = read_page(query, INTEGER)
        with services().store.reading() as connection:
            found = list_stories(connection, page)
        address, headers = next_page(found, page)
        return {"stories": found.rows, "next": address}, headers


@blueprint.route("/<int:story>")
class Story(MethodView):
    """One story."""

    @needs("read")
    @blueprint.response(200, StorySchema)
    def get(self, story: int) -> dict[str, Any]:
        """Read one story; `/v1/audits?story=` has its articles."""
        with services().store.reading() as connection:
            row = get_story(connection, story) if story <= MAX_ID else None
        if row is None:
            raise NotFound(f"No story has the id {story}.")
        return row
