"""What is made of the blocks of WordPress, Ghost and Wagtail: text, somebody's words, captions and cards, left-overs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.article import Article, Span
from auditor.audit import Auditor
from auditor.document import span_at
from auditor.finding import Severity
from auditor.ingest.record import article_of

BODIES = yaml.safe_load(Path(__file__).with_name("cms_bodies.yaml").read_text(encoding="utf-8"))
BEFORE = (
    "The harbour board put off its vote on the ferry. Its members want to hear from the keeper of the mill before they "
    "decide on the pier, which a storm took in the winter."
)
AFTER = "The board meets again in May, and the new ship is to sail a year later if nothing comes between, it said."


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor()


def read(html: str) -> Article:
    row = {
        "title": "Board puts off its vote",
        "html": f"<p>{BEFORE}</p>{html}<p>{AFTER}</p>",
        "published": "2025-03-08",
    }
    return article_of({**row, "authors": ["Ada Lund"]}, "row")


def lines_of(article: Article) -> list[str]:
    """The lines between both paragraphs, each behind the marks of what it is."""

    def marked(start: int, end: int, spans: Sequence[Span], mark: str) -> str:
        around = span_at(spans, start)
        return mark if around is not None and around.end >= end else ""

    return [
        marked(start, end, article.quoted, ">") + marked(start, end, article.apart, "~") + article.text[start:end]
        for start, end, _, _ in article.layout[1:-1]
    ]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body["what"])
def test_blocks_are_read_as_what_they_are(body: dict[str, Any], auditor: Auditor) -> None:
    article = read(body["html"])
    assert lines_of(article) == body["lines"]
    findings = [found for found in auditor.audit(article).findings if found.severity > Severity.INFO]
    assert [found.quote for found in findings if not found.quoted] == body.get("left", [])
    assert {found.rule for found in findings if found.quoted} <= {"date/weekday-differs"}


def test_a_wrong_day_is_found_in_a_caption_all_the_same(auditor: Auditor) -> None:
    caption = "<figure><figcaption>The pier on Friday, 6 March 2025.</figcaption></figure>"
    (found,) = auditor.audit(read(caption)).findings
    assert (found.rule, found.quoted) == ("date/weekday-differs", False)
