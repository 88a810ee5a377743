"""Stories: when the articles on one event came, and what each says of the same things."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from flask import request
from werkzeug.exceptions import NotFound

from auditor.audit import Auditor
from auditor.render.html import render_page
from auditor.render.restore import read_report
from auditor.render.story import StoryArticle, render_story
from auditor.store.reports import get_report
from auditor.store.timeline import StoryMember, list_stories_told, story_members
from auditor.story.match import MIN_COPY_LIKENESS
from auditor.story.signature import Signature, likeness, make_signature
from auditor.story.telling import Telling, make_telling

from ..routes import page_of, story_page
from ..services import services
from .room import known_id, page_blueprint, page_frame

blueprint = page_blueprint("stories")
ROWS_PER_PAGE = 100
MAX_ARTICLES = 40
"""As many as are compared with each other."""


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
    auditor, store, *_ = services()
    with store.reading() as connection:
        members = story_members(connection, known_id(story), MAX_ARTICLES)
        rows = [get_report(connection, member.audit) for member in members]
    if not members:
        raise NotFound(f"No story has the id {story}.")
    tellings = read_tellings(auditor, [(str(row["audit"]), row) for row in rows if row])
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


def read_tellings(auditor: Auditor, rows: list[tuple[str, dict[str, object]]]) -> list[Telling]:
    """What the articles of kept reports tell, under the keys given; later copies name the first of their text."""
    made: list[Telling] = []
    signatures: dict[str, Signature] = {}
    for key, row in rows:
        document = auditor.read(read_report(row).article)
        made.append(make_telling(document, key))
        signatures[key] = make_signature(document)
    originals: dict[str, str] = {}
    for (first, one), (second, other) in combinations(signatures.items(), 2):
        if first not in originals and second not in originals and likeness(one, other) >= MIN_COPY_LIKENESS:
            originals[second] = first
    return [replace(telling, copy_of=originals.get(telling.key)) for telling in made]
