"""Reports as CSV for spreadsheets: a line an article, and a line a finding."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from auditor.finding import Finding, Report, Severity

ARTICLE_COLUMNS = (
    "article", "title", "source", "published", "url", "score", "not_judged", "language", "words", "complete",
    *(s.label for s in Severity), "page",
)  # fmt: skip
FINDING_COLUMNS = (
    "article", "source", "published", "rule", "severity", "confidence", "field", "start", "end", "quote", "message",
    "fix", "page",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""With these a cell is a formula to spreadsheets, which then run what an article says."""


class CsvWriter:
    """Writes the two tables as reports come by; offsets are code points."""

    def __init__(self, articles: TextIO, findings: TextIO) -> None:
        self._articles, self._findings = csv.writer(articles), csv.writer(findings)

    def write_heads(self) -> None:
        """The names of the columns."""
        self._articles.writerow(ARTICLE_COLUMNS)
        self._findings.writerow(FINDING_COLUMNS)

    def add(self, name: str, report: Report, page: str) -> None:
        """The lines of `report`, whose article is called `name` and has its page at `page`."""
        article = report.article
        counts = [sum(finding.severity == severity for finding in report.findings) for severity in Severity]
        day = article.published_on.isoformat() if article.published_on else ""
        known = (name, article.title, article.source or "", day, article.url or "")
        self._articles.writerow(cells((*known, *_outcome(report), report.complete, *counts, page)))
        for finding in report.findings:
            self._findings.writerow(cells((name, article.source or "", day, *_finding(finding), page)))


def _outcome(report: Report) -> tuple[object, ...]:
    """The score, or why there is none, and what was judged."""
    obstacle, judged = report.judged.obstacle, report.judged
    score = "" if report.score is None else f"{report.score:.1f}"
    return score, obstacle.reason.value if obstacle else "", judged.language or "", judged.words


def _finding(finding: Finding) -> tuple[object, ...]:
    return (
        finding.rule, finding.severity.label, round(finding.confidence, 3), finding.field, finding.span.start,
        finding.span.end, finding.quote, finding.message, finding.fix or "",
    )  # fmt: skip


def cells(values: Iterable[object]) -> list[object]:
    """`values` with an apostrophe before text that a spreadsheet would take for a formula."""
    return [f"'{v}" if isinstance(v, str) and v.lstrip(" \n").startswith(FORMULA_STARTS) else v for v in values]
