"""Writes the pages, tables and exports of a site while reports come by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import TextIO, TypeVar

from auditor.finding import Report
from auditor.render.desk import Link
from auditor.render.html import Frame, IndexRow, Listing, render_index, render_page, render_report
from auditor.render.sarif import sarif_log
from auditor.render.site.names import list_name, page_name
from auditor.render.site.overview import SHEETS, Overview, ToldStory
from auditor.render.site.tables import CsvWriter
from auditor.render.source import render_source
from auditor.render.story import StoryArticle, render_story
from auditor.rule import Rule
from auditor.score.profile import SourceProfile

ARTICLES = "articles"
FOLDERS = (ARTICLES, "sources", "stories")
"""Where the pages lie that lists lead to."""
ROWS_PER_PAGE = 500
Line = TypeVar("Line")


class SiteWriter:
    """A folder of pages. First all reports, then stories and sources, then `finish`. Raises OSError."""

    def __init__(self, folder: Path, rules: Sequence[Rule] = ()) -> None:
        """Write into `folder`; `rules` are described in report.sarif."""
        self.overview = Overview()
        self._folder = folder
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        self._files = ExitStack()
        articles, findings, sarif = (self._open(name) for name in ("articles.csv", "findings.csv", "report.sarif"))
        self._csv = CsvWriter(articles, findings)
        self._sarif = _SarifWriter(sarif, rules)

    def _open(self, name: str) -> TextIO:
        return self._files.enter_context((self._folder / name).open("w", encoding="utf-8", newline=""))

    def add(self, name: str, report: Report, page: str = "") -> None:
        """Write the page and the lines of a report; `name` is the article's in the run, and like no other.

        The page is called after `page`, which is to stay from run to run; by default it is the name.
        """
        write_article(self._folder, name, report, page)
        self.note(name, report, page)

    def note(self, name: str, report: Report, page: str = "") -> None:
        """Write the lines of a report whose page `write_article` has written."""
        row = self.overview.add(name, report, page)
        self._csv.add(name, report, row.href)
        self._sarif.add(report)

    def add_story(self, story: ToldStory) -> None:
        """Write the page of a story; articles that had no report are left out."""
        known = [telling for telling in story.tellings if telling.key in self.overview.rows]
        if known:
            line = self.overview.add_story(ToldStory(story.name, known))
            articles = {telling.key: _story_article(self.overview.rows[telling.key]) for telling in known}
            names = f"Story {story.name}", line.headline
            self._write(line.href, render_story(names, known, articles, _frame("../")))

    def add_source(self, profile: SourceProfile) -> None:
        """Write the page of a source; the articles of its passages are named as in `add`."""
        line = self.overview.add_source(profile)
        self._write(line.href, render_source(profile, (), _frame("../"), href_of=self._article_href))

    def _article_href(self, name: object) -> str | None:
        """The address of an article's page from a page of a source."""
        row = self.overview.rows.get(str(name))
        return f"../{row.href}" if row else None

    def finish(self) -> None:
        """Write the first page and the lists, and close the exports."""
        self._write_articles(self.overview.articles())
        self._write_list("sources", "sources.html", self.overview.sources())
        self._write_list("stories", "site_stories.html", self.overview.stories())
        self._write("index.html", self.overview.page(_frame("")))
        self._sarif.close()
        self._files.close()

    def _write_articles(self, rows: Sequence[IndexRow]) -> None:
        pages = max(1, -(-len(rows) // ROWS_PER_PAGE))
        for page, shown in _pages(rows):
            listing = Listing(
                total=len(rows),
                order="the lowest score first",
                position=f"page {page} of {pages}" if pages > 1 else "",
                previous=list_name("articles", page - 1) if page > 1 else None,
                next=list_name("articles", page + 1) if page < pages else None,
            )
            self._write(list_name("articles", page), render_index(shown, listing, _frame("")))

    def _write_list(self, kind: str, template: str, rows: Sequence[object]) -> None:
        for page, shown in _pages(rows):
            following = list_name(kind, page + 1) if page * ROWS_PER_PAGE < len(rows) else None
            self._write(list_name(kind, page), render_page(template, _frame(""), rows=shown, next=following))

    def _write(self, href: str, html: str) -> None:
        (self._folder / href).write_text(html, encoding="utf-8", newline="")


def _pages(rows: Sequence[Line]) -> Iterator[tuple[int, Sequence[Line]]]:
    """The pages of a list, numbered from 1; an empty list has one."""
    for page, start in enumerate(range(0, max(len(rows), 1), ROWS_PER_PAGE), 1):
        yield page, rows[start : start + ROWS_PER_PAGE]


def _frame(top: str) -> Frame:
    """What stands around a page; `top` leads to the top of the site."""
    names = (("index.html", "Overview"), ("articles.html", "Articles"), ("sources.html", "Sources"))
    menu = [Link(text, f"{top}{name}") for name, text in (*names, ("stories.html", "Stories"))]
    return Frame(menu=menu, inline=SHEETS)


def _story_article(row: IndexRow) -> StoryArticle:
    day = row.published.isoformat() if row.published else ""
    return StoryArticle(name=row.name, href=f"../{row.href}", source=row.source, published=day, score=row.score)


class _SarifWriter:
    """One SARIF run, a result at a time."""

    def __init__(self, stream: TextIO, rules: Sequence[Rule]) -> None:
        empty = json.dumps(sarif_log([], rules, version("article-auditor")), ensure_ascii=False)
        head, mark, self._tail = empty.rpartition('"results": [')
        self._stream, self._between = stream, ""
        stream.write(head + mark)

    def add(self, report: Report) -> None:
        """The results of a report."""
        for result in sarif_log([report], (), "")["runs"][0]["results"]:
            self._stream.write(f"{self._between}\n{json.dumps(result, ensure_ascii=False)}")
            self._between = ","

    def close(self) -> None:
        """End the run."""
        self._stream.write(self._tail)


def write_article(folder: Path, name: str, report: Report, page: str = "") -> None:
    """Write the page of a report into the site in `folder`, named as in `SiteWriter.add`. Raises OSError."""
    path = folder / page_name(ARTICLES, page or name)
    path.write_text(render_report(report, Frame(home="../index.html")), encoding="utf-8", newline="")


def write_site(
    reports: Iterable[tuple[str, Report]],
    folder: Path,
    stories: Iterable[ToldStory] = (),
    sources: Iterable[SourceProfile] = (),
    rules: Sequence[Rule] = (),
) -> None:
    """Write the whole site of named reports into `folder`; each iterable is read once, in this order.

    Raises OSError.
    """
    site = SiteWriter(folder, rules)
    for name, report in reports:
        site.add(name, report)
    for story in stories:
        site.add_story(story)
    for profile in sources:
        site.add_source(profile)
    site.finish()
