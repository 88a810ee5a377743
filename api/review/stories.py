"""Stories: when the articles on one event came, and what each says of the same things."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import NotFound

from auditor.render.html import render_page
from auditor.render.story import StoryArticle, render_story
from auditor.store.queries import Page, get_story, list_stories
from auditor.store.stories import story_tellings
from auditor.store.timeline import StoryMember, story_members

from ..routes import page_of, read_id, story_page
from ..services import services
from .room import page_blueprint, page_frame, reach

blueprint = page_blueprint("stories")
ROWS_PER_PAGE = 100


@blueprint.get("/stories")
def index() -> str:
    """Stories of two articles and more, the newest first."""
    before = request.args.get("before", type=read_id)
    with services().store.reading() as connection:
        found = list_stories(connection, _page(before), reach())
    following = f"/stories?before={found.last[0]}" if found.last else None
    return render_page("stories.html", page_frame("/stories"), rows=found.rows, page_of=story_page, next=following)


@blueprint.get("/stories/<int:story>")
def show(story: int) -> str:
    """One story."""
    with services().store.reading() as connection:
        members = story_members(connection, story, reach=reach())
        tellings = story_tellings(connection, story, reach())
        kept = get_story(connection, story, reach())
    if not members or kept is None:
        raise NotFound(f"No story has the id {story}.")
    articles = {str(member.audit): _article(member) for member in members}
    return render_story((f"Story {story}", kept["headline"]), tellings, articles, page_frame("/stories"))


def _page(before: int | None) -> Page:
    return Page(ROWS_PER_PAGE, after=() if before is None else (before,))


def _article(member: StoryMember) -> StoryArticle:
    return StoryArticle(
        name=member.headline,
        href=page_of(member.audit),
        source=member.source_name or "",
        published=member.published[:10] if member.published else "",
        score=member.score,
        waiting=member.waiting,
    )
