"""The pages of a site that lists lead to, each written on its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from auditor.finding import Report
from auditor.render.desk import Link
from auditor.render.html import Frame, IndexRow, render_report
from auditor.render.site.overview import SHEETS, StoryLine, ToldStory
from auditor.render.source import render_source
from auditor.render.story import StoryArticle, render_story
from auditor.score.profile import SourceProfile

FOLDERS = ("articles", "sources", "stories")


def make_frame(top: str) -> Frame:
    """What stands around a page that is no article; `top` leads to the top of the site."""
    names = (("index.html", "Overview"), ("articles.html", "Articles"), ("sources.html", "Sources"))
    menu = [Link(text, f"{top}{name}") for name, text in (*names, ("stories.html", "Stories"))]
    return Frame(menu=menu, inline=SHEETS)


def write_page(path: Path, html: str) -> None:
    """Write a page as it is on every system. Raises OSError."""
    path.write_text(html, encoding="utf-8", newline="")


def write_article(path: Path, report: Report) -> None:
    """Write the page of a report. Raises OSError."""
    write_page(path, render_report(report, Frame(home="../index.html")))


def write_story(path: Path, story: ToldStory, line: StoryLine, rows: Mapping[str, IndexRow]) -> None:
    """Write the page of a story, whose articles have these lines in lists. Raises OSError."""
    articles = {telling.key: _story_article(rows[telling.key]) for telling in story.tellings}
    write_page(path, render_story((f"Story {story.name}", line.headline), story.tellings, articles, make_frame("../")))


def write_source(path: Path, profile: SourceProfile, href_of: Callable[[object], str | None]) -> None:
    """Write the page of a source; `href_of` gives the address of an article's page from the top. Raises OSError."""

    def href(name: object) -> str | None:
        found = href_of(name)
        return f"../{found}" if found else None

    write_page(path, render_source(profile, (), make_frame("../"), href_of=href))


def _story_article(row: IndexRow) -> StoryArticle:
    day = row.published.isoformat() if row.published else ""
    return StoryArticle(name=row.name, href=f"../{row.href}", source=row.source, published=day, score=row.score)
