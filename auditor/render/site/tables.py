"""Reports as CSV for spreadsheets: a line an article, and a line a finding."""

from __future__ import annotations

import csv
import re
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
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of the machine and shows every dash and accent as two letters."""
SEPARATORS = ";|\t\r\n"
"""What parts cells and lines where a spreadsheet does not take the comma: in half of Europe, or by the choice of who
opens the file. Quotes around a cell mean nothing then."""
STARTS = r"=+\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
"""With these a cell is a formula to spreadsheets, which then run what an article says. Source: OWASP, CSV injection."""
_FORMULA = re.compile(rf"(?<![\s\"'{SEPARATORS}])([\s\"'{SEPARATORS}]*+)(?=[{STARTS}])")
"""All the space, quotes and separators that stand before one."""


class CsvWriter:
    """Writes the two tables as reports come by; offsets are code points."""

    def __init__(self, articles: TextIO, findings: TextIO) -> None:
        self._files = (articles, findings)
        self._articles, self._findings = (csv.writer(file, quoting=csv.QUOTE_ALL) for file in self._files)

    def write_heads(self) -> None:
        """What the files begin with: the mark of their encoding, and the names of the columns."""
        for file in self._files:
            file.write(BYTE_ORDER_MARK)
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
    """`values` with an apostrophe wherever a spreadsheet would take what follows in a text for a formula."""
    return [_FORMULA.sub(_tamed, value) if isinstance(value, str) else value for value in values]


def _tamed(match: re.Match[str]) -> str:
    """What stands before a formula, with an apostrophe where a cell may begin: at the start, or behind a separator."""
    before = match[1]
    begins = match.start() == 0 or not set(SEPARATORS).isdisjoint(before)
    return f"{before}'" if begins else before
