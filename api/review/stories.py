"""Stories: when the articles on one event came, and what each says of the same things."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import NotFound

from auditor.render.html import render_page
from auditor.render.story import StoryArticle, render_story
from auditor.store.stories import story_tellings
from auditor.store.timeline import StoryMember, list_stories_told, story_members

from ..routes import page_of, story_page
from ..services import services
from .room import known_id, page_blueprint, page_frame

blueprint = page_blueprint("stories")
ROWS_PER_PAGE = 100


@blueprint.get("/stories")
def index() -> str:
    """Stories of two articles and more, the newest first."""
    before = request.args.get("before", type=int)
    with services().store.reading() as connection:
        rows = list_stories_told(connection, ROWS_PER_PAGE + 1, known_id(before) if before is not None else None)
    shown = rows[:ROWS_PER_PAGE]
    following = f"/stories?before={shown[-1].story}" if len(rows) > ROWS_PER_PAGE else None
    return render_page("stories.html", page_frame("/stories"), rows=shown, page_of=story_page, next=following)


@blueprint.get("/stories/<int:story>")
def show(story: int) -> str:
    """One story."""
    with services().store.reading() as connection:
        members = story_members(connection, known_id(story))
        tellings = story_tellings(connection, story)
    if not members:
        raise NotFound(f"No story has the id {story}.")
    articles = {str(member.audit): _article(member) for member in members}
    return render_story(f"Story {story}", tellings, articles, page_frame("/stories"))


def _article(member: StoryMember) -> StoryArticle:
    return StoryArticle(
        name=member.headline,
        href=page_of(member.audit),
        source=member.source_name or "",
        published=member.published[:10] if member.published else "",
        score=member.score,
        waiting=member.waiting,
    )
