"""Reports made by hand, so that pages are tested whatever the rules find."""

from collections.abc import Callable

import pytest

from auditor.article import Article, Span
from auditor.finding import Evidence, Finding, Report, Severity

Made = Callable[..., Finding]


@pytest.fixture
def flag() -> Made:
    """Makes a finding on the passage of an article that reads `quote`."""

    def make(article: Article, quote: str, severity: str = "major", **values: object) -> Finding:
        field = str(values.pop("field", "text"))
        start = article.field(field).index(quote)
        given: dict[str, object] = {
            "rule": "number/disagrees",
            "confidence": 0.92,
            "message": "Two figures differ.",
            "why": "One of them is wrong.",
            "evidence": (),
            "fingerprint": "f",
        }
        return Finding(
            severity=Severity.parse(severity),
            field=field,
            span=Span(start, start + len(quote)),
            quote=quote,
            **{**given, **values},  # type: ignore[arg-type]
        )

    return make


@pytest.fixture
def passage() -> Callable[..., Evidence]:
    """Makes evidence of the passage of an article that reads `quote`."""

    def make(article: Article, quote: str, note: str = "The text says") -> Evidence:
        start = article.text.index(quote)
        return Evidence(note, "text", Span(start, start + len(quote)), quote)

    return make


@pytest.fixture
def report() -> Callable[..., Report]:
    """Makes a report of findings, in any order."""

    def make(article: Article, *findings: Finding, **values: object) -> Report:
        ordered = tuple(sorted(findings, key=lambda finding: (finding.field != "title", finding.span)))
        return Report(article, ordered, **{"score": 70.0, "ruleset": "0123", **values})  # type: ignore[arg-type]

    return make
