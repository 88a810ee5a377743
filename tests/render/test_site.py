"""A site of pages: every link leads somewhere, nothing runs, nothing is said twice in another number."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article
from auditor.document import Document
from auditor.finding import Finding, Report
from auditor.render.site import Overview, SiteWriter, ToldStory, write_site
from auditor.render.site.names import page_name
from auditor.render.site.tables import BYTE_ORDER_MARK, cells
from auditor.score.article import Charge
from auditor.score.profile import CheckedArticle, Passage, profile_source
from auditor.score.source import Constants
from auditor.story.telling import make_telling
from tests.render.test_html import all_of, text_of

TEXT = "Six mayors of the lower valley met on Tuesday. The barrier is to cost $48 million, they said in a statement. "
DAY = date(2026, 11, 2)


@pytest.fixture
def site(tmp_path: Path, flag: Callable[..., Finding], report: Callable[..., Report]) -> Path:
    """Three articles of one source, two of them on one event."""
    articles = [
        Article(title=f"=Article {n}", text=TEXT * 10, id=f"../{n}.txt", source="valley.example", published=DAY)
        for n in range(3)
    ]
    reports = [
        report(articles[0], score=90.0),
        report(articles[1], flag(articles[1], "$48 million"), flag(articles[1], "Six", "info"), score=10.0),
        report(articles[2], flag(articles[2], "Six", "minor", rule="title/number"), score=50.0),
    ]
    told = [make_telling(Document(article), article.id or "") for article in articles[:2]]
    checked = [
        CheckedArticle(DAY, 200, f"w{n}", "r", [Passage(Charge(f.rule, f.severity), quote=f.quote)], a.title, a.id)
        for n, (a, r) in enumerate(zip(articles, reports, strict=True))
        for f in r.findings[:1]
    ]
    profile = profile_source("valley.example", checked, DAY, Constants(0.9, 0.3, 6.0, {}))
    named = ((r.article.id or "", r) for r in reports)
    write_site(named, tmp_path, [ToldStory("story-1", told)], [profile])
    return tmp_path


def test_every_link_leads_to_a_page_or_a_file(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 3 + 1 + 1 + 4
    linked = {site / "index.html"}
    for page in pages:
        for link in all_of(page.read_text(encoding="utf-8"), "a[href], link[href]"):
            address, anchor = urldefrag(link["href"])
            target = (page.parent / address).resolve() if address else page
            assert target.is_file(), f"{page.name}: {link['href']}"
            linked.add(target)
            if anchor:
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8")
    assert {page.resolve() for page in pages} <= {page.resolve() for page in linked}, "every page is linked"


def test_pages_stand_alone(site: Path) -> None:
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not all_of(html, "script, link, img, iframe")
        assert "url(" not in html and "@import" not in html


def test_the_first_page_counts_what_the_reports_hold(site: Path) -> None:
    html = (site / "index.html").read_text(encoding="utf-8")
    totals = {pair.query_selector("dt").text: pair.query_selector("dd").text for pair in all_of(html, ".totals div")}
    assert totals == {"Articles": "3", "major": "1", "minor": "1", "info": "1"}
    assert text_of(html, "#topics-text") == "number: 2 findings; title: 1 finding"
    assert "10 to 19: 1 article;" in text_of(html, "#scores-text")
    names = [link.text for link in all_of(html, "tbody a") if "articles/" in link["href"]]
    assert names == ["=Article 1", "=Article 2", "=Article 0"], "the lowest score first"
    assert "Not enough evidence" in text_of(html, ".sources")


def test_links_stay_from_run_to_run(tmp_path: Path, report: Callable[..., Report]) -> None:
    for folder, ids in (("a", "one two three"), ("b", "two four")):
        write_site(((name, report(Article(text="Text.", id=name))) for name in ids.split()), tmp_path / folder)
    first, second = ({page.name for page in (tmp_path / folder / "articles").iterdir()} for folder in "ab")
    assert len(first & second) == 1


@given(st.text(), st.text())
def test_two_names_have_two_pages(one: str, other: str) -> None:
    assert (page_name("articles", one) == page_name("articles", other)) == (one == other)


def test_a_long_list_has_pages_of_500(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.render.site.pages.render_report", lambda *_: "")
    write_site(((str(n), Report(Article(title="t", text=""), (), 100.0, "")) for n in range(1001)), tmp_path)
    names = ("articles.html", "articles-2.html", "articles-3.html")
    assert [len(all_of((tmp_path / name).read_text(), "tbody tr")) for name in names] == [500, 500, 1]
    middle = (tmp_path / "articles-2.html").read_text()
    assert [link["href"] for link in all_of(middle, ".pages a")] == ["articles.html", "articles-3.html"]


def test_an_empty_site_says_so(tmp_path: Path) -> None:
    write_site([], tmp_path)
    assert "No article was audited." in (tmp_path / "index.html").read_text()


def test_tables_hold_every_article_and_finding(site: Path) -> None:
    with (site / "articles.csv").open(encoding="utf-8-sig", newline="") as stream:
        articles = list(csv.DictReader(stream))
    assert [row["score"] for row in articles] == ["90.0", "10.0", "50.0"]
    assert [row["title"] for row in articles] == ["'=Article 0", "'=Article 1", "'=Article 2"], "no formula"
    assert (articles[1]["major"], articles[1]["info"], articles[1]["minor"]) == ("1", "1", "0")
    with (site / "findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        findings = list(csv.DictReader(stream))
    assert [(row["article"], row["quote"]) for row in findings] == [
        ("../1.txt", "Six"), ("../1.txt", "$48 million"), ("../2.txt", "Six"),
    ]  # fmt: skip
    assert all((site / row["page"]).is_file() for row in findings)


FORMULA_STARTS = tuple(
    "=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)


@given(st.text(st.sampled_from([*FORMULA_STARTS, *" ;|\t\r\n\"'a1,\u00a0"]), max_size=12))
def test_no_cell_is_a_formula(text: str) -> None:
    """However a spreadsheet parts the line: by the comma and with quotes, or by something else and without."""
    (cell,) = cells([text])
    assert isinstance(cell, str)
    for start in (0, *(at + 1 for at, char in enumerate(cell) if char in ";|\t\r\n")):
        begun = cell[start:].lstrip()
        assert not begun.startswith(FORMULA_STARTS)
        assert (
            not begun.lstrip("\"' ").startswith(FORMULA_STARTS)
            or "'" in begun[: len(begun) - len(begun.lstrip("\"' "))]
        )
    assert cell.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", ["x - y", "Mayors: \u201cno\u201d - again", "a=b, c=d", "10-12 May", "me@a.example"])
def test_what_begins_no_cell_stays(text: str) -> None:
    assert cells([text]) == [text]


def test_tables_say_that_they_are_utf_8_and_quote_every_cell(site: Path) -> None:
    for name in ("articles.csv", "findings.csv"):
        text = (site / name).read_text(encoding="utf-8")
        assert text.startswith(f'{BYTE_ORDER_MARK}"article",')
        assert text.count(BYTE_ORDER_MARK) == 1


def test_sarif_holds_every_finding(site: Path) -> None:
    log: dict[str, Any] = json.loads((site / "report.sarif").read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == [
        "number/disagrees", "number/disagrees", "title/number",
    ]  # fmt: skip


def test_an_article_without_a_report_is_left_out_of_its_story(tmp_path: Path, report: Callable[..., Report]) -> None:
    article = Article(title="Here", text=TEXT, id="here")
    site = SiteWriter(tmp_path)
    site.add("here", report(article))
    site.add_story(ToldStory("s", [make_telling(Document(article), key) for key in ("here", "elsewhere")]))
    site.add_story(ToldStory("t", [make_telling(Document(article), "elsewhere")]))
    site.finish()
    (page,) = (tmp_path / "stories").iterdir()
    assert "1 article on one event" in page.read_text(encoding="utf-8")


def test_a_summary_is_small_and_leads_nowhere(report: Callable[..., Report]) -> None:
    overview = Overview()
    for n in range(300):
        overview.add(str(n), report(Article(title="A long title about the valley " * 5, text=TEXT, id=str(n))))
    html = overview.summary()
    assert len(html) < 100_000
    assert [link["href"] for link in all_of(html, "a[href]")] == ["#main"]
    assert len(all_of(html, "tbody tr")) == 10
