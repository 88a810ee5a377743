"""The first page of a site, gathered while reports come by; of each article one line is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from auditor.finding import Report
from auditor.render.html import Frame, IndexRow, index_row, render_page
from auditor.render.site.names import article_page, page_name
from auditor.render.site.totals import Totals, in_words
from auditor.score.profile import SourceProfile
from auditor.score.source import SourceScore
from auditor.story.telling import Telling

ROWS_SHOWN = 20
"""Lines of each table on the first page, the worst first."""
SUMMARY_ROWS = 10
"""Lines of each table in a summary, so that it fits into a message."""
SHEETS = ("views.css", "review.css", "site.css")
"""What pages that are no articles carry beside report.css."""


class ToldStory(NamedTuple):
    """A story with what its articles tell; their keys are the names under which their reports came."""

    name: str
    tellings: Sequence[Telling]


class SourceLine(NamedTuple):
    """A source in a table."""

    key: str
    href: str
    articles: int
    unjudged: int
    score: SourceScore | None


class StoryLine(NamedTuple):
    """A story in a table."""

    headline: str
    href: str
    articles: int
    first: str
    """The day of its first article, if any has one."""


class Overview:
    """What all reports, stories and sources of a run come to."""

    def __init__(self) -> None:
        self.rows: dict[str, IndexRow] = {}
        """The line of each article by its name in the run."""
        self._totals = Totals()
        self._sources: list[SourceLine] = []
        self._stories: list[StoryLine] = []

    def add(self, name: str, report: Report, page: str = "") -> IndexRow:
        """Count the report of the article called `name`; its line, with the address of its page."""
        self._totals.add(report)
        row = self.rows[name] = index_row(report, article_page(page or name))
        return row

    def add_story(self, story: ToldStory, rows: Mapping[str, IndexRow]) -> StoryLine:
        """Count a story, whose articles have these lines."""
        told = [rows[telling.key] for telling in story.tellings]
        titled = [row.name for row, one in zip(told, story.tellings, strict=True) if row.name != one.key]
        days = sorted(row.published.isoformat() for row in told if row.published)
        line = StoryLine((titled or [told[0].name])[0], page_name("stories", story.name), len(told), "".join(days[:1]))
        self._stories.append(line)
        return line

    def add_source(self, profile: SourceProfile) -> SourceLine:
        """Count a source."""
        href = page_name("sources", profile.source)
        line = SourceLine(profile.source, href, profile.articles, profile.unjudged, profile.score)
        self._sources.append(line)
        return line

    def extend(self, other: Overview) -> None:
        """Count what another overview has counted."""
        self.rows |= other.rows
        self._totals.extend(other._totals)
        self._sources += other._sources
        self._stories += other._stories

    def articles(self) -> list[IndexRow]:
        """The articles, the lowest score first, those without one last."""
        return sorted(self.rows.values(), key=lambda row: (row.score is None, row.score or 0.0, row.href))

    def sources(self) -> list[SourceLine]:
        """The sources, the lowest score first, those without one last."""
        return sorted(self._sources, key=lambda it: (it.score is None, it.score.score if it.score else 0.0, it.key))

    def stories(self) -> list[StoryLine]:
        """The stories, those of the most articles first."""
        return sorted(self._stories, key=lambda line: (-line.articles, line.href))

    def page(self, frame: Frame) -> str:
        """The first page of a site."""
        return self._render(frame, ROWS_SHOWN, linked=True)

    def summary(self) -> str:
        """One small page without links, to send as a message."""
        return self._render(Frame(inline=SHEETS), SUMMARY_ROWS, linked=False)

    def _render(self, frame: Frame, limit: int, *, linked: bool) -> str:
        topics, scores = self._totals.topics(), self._totals.scores()
        return render_page(
            "overview.html", frame, totals=self._totals, topics=topics, scores=scores, linked=linked,
            topics_text=in_words(topics, "finding"),
            scores_text=in_words(scores, "article"),
            rows=self.articles()[:limit],
            sources=self.sources()[:limit], source_count=len(self._sources),
            stories=self.stories()[:limit], story_count=len(self._stories),
        )  # fmt: skip
