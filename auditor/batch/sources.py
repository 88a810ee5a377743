"""The sources of a batch: what every article adds to its source, and the rows of sources.jsonl."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from auditor.batch.frames import read_frames
from auditor.finding import Finding, Report, Severity
from auditor.render.record import evidence_record
from auditor.render.source import source_record
from auditor.score.article import Charge
from auditor.score.profile import (
    CheckedArticle,
    Passage,
    SourceProfile,
    count_loads,
    finding_rates,
    profile_source,
    typical_rates,
)
from auditor.score.source import count_once, fit_constants
from auditor.text.wording import wording_key

ARTICLES_PER_BUCKET = 20_000
"""Articles whose sources are scored at a time; a source that is larger than that is scored alone."""
MAX_PASSAGES = 1_000
"""Passages of one source that its row holds, the dearest first; reports.jsonl has them all."""
Checked = dict[str, list[CheckedArticle]]
Bucket = Sequence[Path]
"""Files of one bucket: every article of a source is in the same one."""


def source_profiles(buckets: Sequence[Bucket], today: date) -> Iterator[SourceProfile]:
    """The profile of each source, measured by the sources of this batch; by bucket, in order of keys.

    Buckets are read twice, one at a time. Takes 8 bytes of memory an article beyond that.
    """
    loads, rates = [], []
    for bucket in buckets:
        for articles in _read_bucket(bucket).values():
            loads.append(array("d", (article.load for article in count_once(count_loads(articles, {})))))
            rates.append(finding_rates(articles, {}))
    constants, typical = fit_constants(loads, {}), typical_rates(rates)
    for bucket in buckets:
        found = _read_bucket(bucket)
        for key in sorted(found):
            yield profile_source(key, found[key], today, constants, typical)


def _read_bucket(files: Bucket) -> Checked:
    found: Checked = defaultdict(list)
    for path in files:
        for source, article in read_frames(path):
            found[source].append(article)
    return found


def source_row(profile: SourceProfile) -> dict[str, Any]:
    """The row of a source in sources.jsonl."""
    row = source_record(profile)
    left_out = len(row["passages"]) - MAX_PASSAGES
    return {**row, "passages": row["passages"][:MAX_PASSAGES], "passages_left_out": left_out} if left_out > 0 else row


def checked_article(report: Report, today: date) -> CheckedArticle:
    """What the score and the page of its source need of a report; an article without a date is of today."""
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
