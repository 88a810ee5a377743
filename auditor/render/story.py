"""The page of a story: when its articles came, and a table of what each says of the same things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auditor.render.html import Frame, render_page
from auditor.story.table import Cell, Row, TimelineEntry, make_claim_table, make_timeline
from auditor.story.telling import Telling

KINDS: Mapping[str, str] = {
    "office": "Office", "administration": "Administration", "number": "Number", "strength": "How firm",
    "date": "When", "place": "Where", "person": "Who", "status": "Dead or alive", "quotation": "Quoted words",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryArticle:
    """An article of the story as its page names it."""

    name: str
    href: str
    source: str = ""
    published: str = ""
    score: float | None = None
    waiting: int = 0
    """Findings that wait for a decision."""


class ShownCell(NamedTuple):
    """A passage in its sentence."""

    before: str
    shown: str
    after: str


class ShownRow(NamedTuple):
    """What the articles say of one thing, a column an article; a column may hold several passages, or none."""

    kind: str
    subject: str
    differs: bool
    columns: tuple[tuple[ShownCell, ...], ...]


class Dated(NamedTuple):
    """An independent article with the articles that repeat it."""

    key: str
    article: StoryArticle
    copies: tuple[StoryArticle, ...]


def render_story(
    names: tuple[str, str],
    tellings: Sequence[Telling],
    articles: Mapping[str, StoryArticle],
    frame: Frame | None = None,
) -> str:
    """The page of the story that `tellings` tell; `articles` names each by its key.

    `names` are what the story is called by and the headline that lists of stories show.
    """
    title, headline = names
    entries = make_timeline(tellings)
    timeline = [_dated(entry, articles) for entry in entries]
    rows = make_claim_table(tellings)
    columns = [dated for dated in timeline if any(cell.article == dated.key for row in rows for cell in row.cells)]
    return render_page(
        "story.html", frame or Frame(), title=title, headline=headline, timeline=timeline, columns=columns,
        rows=[_shown(row, columns) for row in rows], total=len(articles),
    )  # fmt: skip


def _dated(entry: TimelineEntry, articles: Mapping[str, StoryArticle]) -> Dated:
    return Dated(entry.article, articles[entry.article], tuple(articles[copy] for copy in entry.copies))


def _shown(row: Row, columns: Sequence[Dated]) -> ShownRow:
    cells = (tuple(_cell(cell) for cell in row.cells if cell.article == column.key) for column in columns)
    return ShownRow(KINDS.get(row.kind, row.kind), row.subject, row.differs, tuple(cells))


def _cell(cell: Cell) -> ShownCell:
    start, end = cell.span.start - cell.sentence.start, cell.span.end - cell.sentence.start
    return ShownCell(cell.quote[:start], cell.shown, cell.quote[end:])
