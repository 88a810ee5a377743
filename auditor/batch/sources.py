"""The sources of a batch: what every article adds to its source, and the rows of sources.jsonl."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from auditor.finding import Finding, Report, Severity
from auditor.render.record import evidence_record
from auditor.render.source import source_record
from auditor.score.article import Charge
from auditor.score.profile import (
    CheckedArticle,
    Passage,
    count_loads,
    finding_rates,
    profile_source,
    typical_rates,
)
from auditor.score.source import count_once, fit_constants
from auditor.sources import source_of
from auditor.text.wording import wording_key


class SourceTally:
    """Reports by source; of each only what its source's score and page need."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._articles: dict[str, list[CheckedArticle]] = defaultdict(list)

    def add(self, report: Report) -> None:
        """Count a report to its source, if it has one; an article without a date is of today."""
        key = source_of(report.article)
        if key is not None:
            self._articles[key].append(_checked(report, self._today))

    def counting(self, reports: Iterable[Report]) -> Iterator[Report]:
        """`reports`, each counted as it goes by."""
        for report in reports:
            self.add(report)
            yield report

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row of sources.jsonl for each source, in order of their keys, measured by the sources of this batch."""
        loads = [[a.load for a in count_once(count_loads(found, {}))] for found in self._articles.values()]
        constants = fit_constants(loads, {})
        typical = typical_rates(finding_rates(found, {}) for found in self._articles.values())
        for key in sorted(self._articles):
            yield source_record(profile_source(key, self._articles[key], self._today, constants, typical))


def _checked(report: Report, today: date) -> CheckedArticle:
    article = report.article
    extracted = not article.layout
    return CheckedArticle(
        day=article.published_on or today,
        words=article.words,
        wording=wording_key(article.text),
        ruleset=report.ruleset,
        passages=[_passage(f, extracted=extracted) for f in report.findings if f.severity > Severity.INFO],
        title=article.title,
        audit=article.id,
    )


def _passage(finding: Finding, *, extracted: bool) -> Passage:
    return Passage(
        Charge(finding.rule, finding.severity, quoted=finding.quoted, extracted=extracted),
        finding.field,
        finding.span.start,
        finding.span.end,
        finding.quote,
        finding.message,
        [evidence_record(evidence) for evidence in finding.evidence],
    )
