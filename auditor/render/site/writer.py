"""Writes the pages, tables and exports of a site while reports come by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from auditor.finding import Report
from auditor.render.html import IndexRow, Listing, render_index, render_page
from auditor.render.site.exports import Exports
from auditor.render.site.names import list_name
from auditor.render.site.overview import Overview, ToldStory
from auditor.render.site.pages import FOLDERS, make_frame, write_article, write_page, write_source, write_story
from auditor.rule import Rule
from auditor.score.profile import SourceProfile

ROWS_PER_PAGE = 500
Line = TypeVar("Line")


class SitePart:
    """Some articles of a site: their pages in `folder`, their lines of the exports in `exports`. Raises OSError."""

    def __init__(self, folder: Path, exports: Path) -> None:
        self.overview = Overview()
        self.exports = Exports(exports)
        self._folder = folder

    def add(self, name: str, report: Report, page: str = "") -> None:
        """Write the page and the lines of a report; `name` is the article's in the run, and like no other.

        The page is called after `page`, which is to stay from run to run; by default it is the name.
        """
        row = self.overview.add(name, report, page)
        write_article(self._folder / row.href, report)
        self.exports.add(name, report, row.href)


class SiteWriter:
    """A folder of pages. First all reports, then stories and sources, then `finish`. Raises OSError."""

    def __init__(self, folder: Path, rules: Sequence[Rule] = ()) -> None:
        """Write into `folder`; `rules` are described in report.sarif."""
        self._folder = folder
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        self._articles = SitePart(folder, folder)
        self._articles.exports.begin(rules)
        self.overview = self._articles.overview

    def add(self, name: str, report: Report, page: str = "") -> None:
        """Write the page and the lines of a report, as `SitePart.add`."""
        self._articles.add(name, report, page)

    def add_part(self, exports: Path, overview: Overview) -> None:
        """Put in what a `SitePart` wrote whose pages lie in the folder of the site."""
        self.overview.extend(overview)
        self._articles.exports.append(exports)

    def add_story(self, story: ToldStory) -> None:
        """Write the page of a story; articles that had no report are left out."""
        known = [telling for telling in story.tellings if telling.key in self.overview.rows]
        if known:
            story = ToldStory(story.name, known)
            line = self.overview.add_story(story, self.overview.rows)
            write_story(self._folder / line.href, story, line, self.overview.rows)

    def add_source(self, profile: SourceProfile) -> None:
        """Write the page of a source; the articles of its passages are named as in `add`."""
        line = self.overview.add_source(profile)
        write_source(self._folder / line.href, profile, self._href_of)

    def _href_of(self, name: object) -> str | None:
        row = self.overview.rows.get(str(name))
        return row.href if row else None

    def finish(self) -> None:
        """Write the first page and the lists, and close the exports."""
        self._write_articles(self.overview.articles())
        self._write_list("sources", "sources.html", self.overview.sources())
        self._write_list("stories", "site_stories.html", self.overview.stories())
        write_page(self._folder / "index.html", self.overview.page(make_frame("")))
        self._articles.exports.end()

    def _write_articles(self, rows: Sequence[IndexRow]) -> None:
        pages = max(1, -(-len(rows) // ROWS_PER_PAGE))
        unjudged = sum(row.score is None for row in rows)
        for page, shown in _pages(rows):
            listing = Listing(
                total=len(rows),
                order=f"the lowest score first{', what was not judged last' if unjudged else ''}",
                unjudged=unjudged,
                position=f"page {page} of {pages}" if pages > 1 else "",
                previous=list_name("articles", page - 1) if page > 1 else None,
                next=list_name("articles", page + 1) if page < pages else None,
            )
            write_page(self._folder / list_name("articles", page), render_index(shown, listing, make_frame("")))

    def _write_list(self, kind: str, template: str, rows: Sequence[object]) -> None:
        for page, shown in _pages(rows):
            following = list_name(kind, page + 1) if page * ROWS_PER_PAGE < len(rows) else None
            html = render_page(template, make_frame(""), rows=shown, next=following)
            write_page(self._folder / list_name(kind, page), html)


def _pages(rows: Sequence[Line]) -> Iterator[tuple[int, Sequence[Line]]]:
    """The pages of a list, numbered from 1; an empty list has one."""
    for page, start in enumerate(range(0, max(len(rows), 1), ROWS_PER_PAGE), 1):
        yield page, rows[start : start + ROWS_PER_PAGE]


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
