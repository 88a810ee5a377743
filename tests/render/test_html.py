"""The article page and the list: the text as it came, marked, with each finding beside it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resiliparse.parse.html import HTMLTree

from auditor.article import Article, Span
from auditor.finding import Evidence, Failure, Finding, Report, Severity
from auditor.paths import data_folder
from auditor.render.html import Frame, IndexRow, Listing, render_index, render_report, render_reports
from auditor.render.view import report_name

AWKWARD = "<>&\"'{}% \r\n\0\t\x0c\x1b\x85\u2028\u200b\u202e\u2066\ufeff\ufffe"
FIELD_TEXT = st.text(st.sampled_from(AWKWARD) | st.characters(codec="utf-8"), max_size=80)


def all_of(html: str, selector: str) -> list[Any]:
    """The elements of the page that `selector` chooses; resiliparse's types do not know that they are elements."""
    tree: Any = HTMLTree.parse(html)
    return list(tree.document.query_selector_all(selector))


def text_of(html: str, selector: str) -> str:
    return "".join(node.text for node in all_of(html, selector))


@st.composite
def findings(draw: st.DrawFn, field: str, text: str) -> Finding:
    start = draw(st.integers(0, len(text)))
    span = Span(start, draw(st.integers(start, len(text))))
    other = draw(st.integers(0, len(text)))
    return Finding(
        rule=draw(st.sampled_from(["boilerplate/menu", "metadata/missing-date", "number/disagrees"])),
        severity=draw(st.sampled_from(Severity)),
        confidence=0.9,
        field=field,
        span=span,
        quote=text[span.start : span.end],
        message=draw(FIELD_TEXT),
        why="",
        evidence=(Evidence("note", field, Span(min(other, start), start), text[min(other, start) : start]),),
        fingerprint="",
        fix=draw(st.sampled_from([None, "delete", "replace: x"])),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    article = Article(title=draw(FIELD_TEXT), text=draw(FIELD_TEXT))
    in_title = draw(st.lists(findings("title", article.title), max_size=3))
    in_text = draw(st.lists(findings("text", article.text), max_size=5))
    ordered = sorted([*in_title, *in_text], key=lambda finding: (finding.field != "title", finding.span))
    return Report(article, tuple(ordered), 50.0, "")


@given(reports())
def test_the_text_of_the_page_is_the_text_of_the_article(report: Report) -> None:
    html = render_report(report)
    assert text_of(html, ".text .line") == report.article.text.replace("\0", "\ufffd")
    if report.article.title:
        assert text_of(html, "h1") == report.article.title.replace("\0", "\ufffd")


@given(reports())
def test_every_link_within_the_page_leads_somewhere_and_ids_stand_once(report: Report) -> None:
    html = render_report(report)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    missing = set(re.findall(r'href="#([^"]+)"', html)) - set(ids)
    empty = {f"passage-{n}" for n, f in enumerate(report.findings, 1) if not f.quote}
    proofs = {f"evidence-{n}-1" for n, f in enumerate(report.findings, 1) if not f.evidence[0].quote}
    assert missing <= empty | proofs


ARTICLE = Article(
    title="Seven Mayors Meet",
    text="Six mayors met.\nGive to us\nEvery gift helps\nThe barrier costs $48 million.",
    source="valley.example",
    published=date(2025, 10, 14),
    id="a1",
)


def test_findings_stand_beside_their_passages_in_text_order(
    flag: Callable[..., Finding], report: Callable[..., Report]
) -> None:
    late, early = flag(ARTICLE, "$48 million"), flag(ARTICLE, "Give to us\nEvery gift helps", "moderate", fix="delete")
    title = flag(ARTICLE, "Seven", field="title", rule="title/number")
    html = render_report(report(ARTICLE, late, early, title))
    assert [node.text.strip() for node in all_of(html, ".note .rule")] == [
        "title/number",
        "number/disagrees",
        "number/disagrees",
    ]
    assert [node.text for node in all_of(html, "h1 mark")] == ["Seven"]
    sections = all_of(html, ".text .passage")
    assert [len(section.query_selector_all(".note")) for section in sections] == [0, 1, 1]
    assert text_of(html, ".line.whole") == "Give to us\nEvery gift helps\n"


def test_a_note_says_all_that_the_finding_says(
    flag: Callable[..., Finding], passage: Callable[..., Evidence], report: Callable[..., Report]
) -> None:
    finding = flag(
        ARTICLE,
        "Seven",
        field="title",
        confidence=0.934,
        evidence=(
            passage(ARTICLE, "Six mayors"),
            Evidence("Members of the council", reference="Register 7", as_of=date(2025, 11, 1)),
        ),
        fix="replace: Six",
    )
    html = render_report(report(ARTICLE, finding))
    note = " ".join(text_of(html, "#finding-1").split())
    for said in (
        "major", "number/disagrees", "confidence 93 %", "Two figures differ.", "Why One of them is wrong.",
        "Flagged", "Seven Mayors Meet", "The text says", "Six mayors met.", "Members of the council",
        "(Register 7, as of 2025-11-01)", "Suggested fix write Six",
    ):  # fmt: skip
        assert said in note
    assert [node.text for node in all_of(html, ".text mark.evidence")] == ["Six mayors"]
    assert all_of(html, "#evidence-1-1")


def test_words_inside_the_passage_are_named_and_not_set_beside_it(
    flag: Callable[..., Finding], passage: Callable[..., Evidence], report: Callable[..., Report]
) -> None:
    signs = (passage(ARTICLE, "Give to us", "wording of an appeal"), Evidence("stands more than once"))
    html = render_report(report(ARTICLE, flag(ARTICLE, "Give to us\nEvery gift helps", evidence=signs)))
    assert [" ".join(sign.text.split()) for sign in all_of(html, ".signs li")] == [
        "wording of an appeal: Give to us",
        "stands more than once",
    ]
    assert not all_of(html, ".passages")
    assert not all_of(html, "mark.evidence")


def test_a_long_passage_is_quoted_by_its_ends(flag: Callable[..., Finding], report: Callable[..., Report]) -> None:
    text = "Mayors met again. " * 40 + "They parted."
    article = Article(title="Mayors", text=text)
    evidence = (Evidence("The title has", "title", Span(0, 6), "Mayors"),)
    html = render_report(report(article, flag(article, text, evidence=evidence)))
    quote = text_of(html, "#finding-1 figure:first-child mark")
    assert len(quote) <= 210
    assert quote.startswith("Mayors met again.")
    assert " … " in quote
    assert quote.endswith("They parted.")


def test_the_reason_of_a_rule_is_told_once(flag: Callable[..., Finding], report: Callable[..., Report]) -> None:
    html = render_report(report(ARTICLE, flag(ARTICLE, "Six"), flag(ARTICLE, "$48 million")))
    assert html.count("One of them is wrong.") == 1
    assert "the same as finding 1" in " ".join(text_of(html, "#finding-2").split())


def test_what_the_whole_article_lacks_marks_no_passage(
    flag: Callable[..., Finding], report: Callable[..., Report]
) -> None:
    html = render_report(
        report(ARTICLE, flag(ARTICLE, "Six mayors met.", "info", rule="newsroom/unsigned", whole=True))
    )
    assert not all_of(html, ".text mark")
    assert "newsroom/unsigned" in text_of(html, ".general")


def test_rules_that_could_not_finish_are_named(report: Callable[..., Report]) -> None:
    html = render_report(report(ARTICLE, failures=(Failure(("date/weekday",), "ValueError: year 0"),)))
    assert "date/weekday" in text_of(html, ".failure")


HOSTILE = (
    """</p><script>alert(1)</script><img src=x onerror=alert(1)> "' {{ 7 * 7 }} {% raw %} &amp; &#60;b&#62; ]]> <!--"""
)


def test_text_of_articles_is_text_everywhere(flag: Callable[..., Finding], report: Callable[..., Report]) -> None:
    article = Article(
        title=HOSTILE, text=HOSTILE, source=HOSTILE, id=HOSTILE, url="javascript:alert(1)", language='"><b>',
        authors=(HOSTILE,),
    )  # fmt: skip
    evidence = (Evidence(HOSTILE, quote=HOSTILE, reference=HOSTILE, article=HOSTILE), Evidence(HOSTILE))
    finding = flag(article, HOSTILE, message=HOSTILE, why=HOSTILE, evidence=evidence, fix=f"replace: {HOSTILE}")
    made = report(article, finding, failures=(Failure((HOSTILE,), HOSTILE),))
    row = IndexRow(name=HOSTILE, href="/audits/1", score=1, source=HOSTILE)
    for html in (render_report(made), render_index([row], Listing(total=1, order=HOSTILE))):
        for selector in ("script", "img", "b b", "[onerror]", '[href^="javascript:"]'):
            assert not all_of(html, selector)
    assert text_of(render_report(made), ".text .line") == HOSTILE


def test_templates_mark_nothing_safe_and_run_nothing() -> None:
    templates = list(data_folder("reports").glob("*.html"))
    assert templates
    for template in templates:
        source = template.read_text(encoding="utf-8")
        source = source.replace('<script src="{{ frame.script }}" defer></script>', "")  # of the service only
        assert not re.search(r"\|\s*safe|autoescape|<script|\bstyle=|\bon\w+=|javascript:", source), template.name


def test_a_page_alone_carries_its_style_and_one_of_the_service_does_not(report: Callable[..., Report]) -> None:
    alone = render_report(report(ARTICLE))
    assert "<style>" in alone
    assert "<link" not in alone
    frame = Frame(
        stylesheet="/static/report.css", home="/", record="/v1/audits/1", checked=datetime(2026, 1, 2, tzinfo=UTC)
    )
    served = render_report(report(ARTICLE), frame)
    assert "<style" not in served
    assert [node["href"] for node in all_of(served, "header a")] == ["/", "/v1/audits/1"]


def test_no_page_judges_the_publisher(report: Callable[..., Report]) -> None:
    pages = (render_report(report(ARTICLE)), render_index([], Listing(total=0, order="the newest first")))
    text = "".join(text_of(page, "header, main, footer") for page in pages).lower()
    assert "editorial consistency and text hygiene" in text
    assert not re.search(r"\b(trust|fake|false|lying|lie|unreliable|misinformation|fabricat)", text)


@pytest.mark.parametrize(
    ("article", "name"),
    [
        (Article(title="A \u202eTitle\u202c", text=""), "A Title"),
        (
            Article(text="Mayors of the Valley Meet Again\n" + "The mayors met to plan a barrier. " * 5),
            "Mayors of the Valley Meet Again",
        ),
        (Article(text="", id="x.txt"), "x.txt"),
        (Article(text=""), "Article without a title"),
        (Article(title="word " * 100, text=""), "word " * 31 + "word…"),
    ],
)
def test_an_article_is_named_by_its_title(article: Article, name: str) -> None:
    assert report_name(Report(article, (), 100.0, "")) == name


def test_several_articles_on_one_page_are_numbered_through(
    flag: Callable[..., Finding], report: Callable[..., Report]
) -> None:
    other = Article(title="Other", text="The cost is $84 million.", id="b2")
    html = render_reports(
        [report(ARTICLE, flag(ARTICLE, "Six"), flag(ARTICLE, "$48 million")), report(other, flag(other, "$84 million"))]
    )
    assert [node["id"] for node in all_of(html, ".note")] == ["finding-1", "finding-2", "finding-3"]
    assert text_of(html, ".text .line") == ARTICLE.text + other.text
    assert "<title>Audits of 2 articles</title>" in html
    assert "No article has been audited." in render_reports([])
