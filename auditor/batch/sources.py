"""Stages `weigh` and `sources`: what every article adds to its source, and the rows of sources.jsonl.

Sources are dealt into buckets, so that a process holds those of one at a time. What a score is measured by takes all
of them: each bucket is weighed before the first is scored.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from auditor.batch.frames import FrameWriter, read_frame, read_frames
from auditor.batch.pages import OVERVIEW, SITE
from auditor.batch.reading import Tell
from auditor.batch.task import Task
from auditor.finding import Finding, Report, Severity
from auditor.render.record import evidence_record
from auditor.render.site import Overview, article_page, write_source
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
from auditor.score.source import Constants, count_once, fit_constants
from auditor.sources import source_of
from auditor.text.wording import wording_key

ARTICLES_PER_BUCKET = 2_000
"""Articles whose sources are scored at a time, some 5 kB each; a source that is larger than that is scored alone."""
MAX_PASSAGES = 1_000
"""Passages of one source that its row holds, the dearest first; reports.jsonl has them all."""
CHECKED, INDEX, WEIGHTS, ROWS = "checked.bin", "checked.npy", "weights.bin", "sources.jsonl"
_PLACE = np.dtype([("bucket", "<u4"), ("place", "<u8")])


class Checked(NamedTuple):
    """An article as its source's bucket holds it."""

    source: str
    name: str
    """What the article is called in the run."""
    article: CheckedArticle


class Measure(NamedTuple):
    """What a score is measured by, from all sources of the batch."""

    constants: Constants
    typical: Mapping[str, float]


class BucketWriter:
    """Deals the articles of one part by their sources, and writes them bucket by bucket."""

    def __init__(self, buckets: int, today: date) -> None:
        self._number, self._today = buckets, today
        self._buckets: dict[int, list[Checked]] = defaultdict(list)

    def add(self, name: str, report: Report) -> None:
        """Take in an article, unless its source is unknown."""
        source = source_of(report.article)
        if source is not None:
            bucket = zlib.crc32(source.encode("utf-8", "surrogatepass")) % self._number
            self._buckets[bucket].append(Checked(source, name, checked_article(report, self._today)))

    def write(self, folder: Path) -> None:
        """Write what came by, and an index of it."""
        with FrameWriter(folder / CHECKED) as frames:
            places = [(bucket, frames.write(self._buckets[bucket])) for bucket in sorted(self._buckets)]
        np.save(folder / INDEX, np.array(places, dtype=_PLACE))


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


def weigh_sources(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the loads and rates of each source of `bucket` in the folders `parts`; how many sources."""
    found = _by_source(read_bucket(map(Path, task.facts["parts"]), task.facts["bucket"]))
    with FrameWriter(folder / WEIGHTS) as frames:
        for number, articles in enumerate(found.values()):
            tell(number)
            checked = [one.article for one in articles]
            loads = array("d", (article.load for article in count_once(count_loads(checked, {}))))
            frames.write((loads, finding_rates(checked, {})))
    return {"sources": len(found)}


def read_bucket(folders: Iterable[Path], bucket: int) -> Iterator[Checked]:
    """The articles of a bucket, in the order of the input."""
    for folder in folders:
        index = np.load(folder / INDEX)
        for place in index["place"][index["bucket"] == bucket].tolist():
            with (folder / CHECKED).open("rb") as stream:
                stream.seek(place)
                yield from read_frame(stream)


def _by_source(bucket: Iterable[Checked]) -> dict[str, list[Checked]]:
    found: dict[str, list[Checked]] = defaultdict(list)
    for one in bucket:
        found[one.source].append(one)
    return found


def measure_sources(weighed: Iterable[Path]) -> Measure:
    """What the sources are measured by that were weighed into these folders; takes 8 bytes of memory an article."""
    loads, rates = [], []
    for folder in weighed:
        for load, rate in read_frames(folder / WEIGHTS):
            loads.append(load)
            rates.append(rate)
    return Measure(fit_constants(loads, {}), typical_rates(rates))


def write_sources(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the rows of the sources of `bucket` in the folders `parts`, by `measure`, and with `pages` their pages."""
    found = _by_source(read_bucket(map(Path, task.facts["parts"]), task.facts["bucket"]))
    overview, today = Overview(), task.facts["today"]
    with (folder / ROWS).open("w", encoding="utf-8", newline="") as rows:
        for number, source in enumerate(sorted(found)):
            tell(number)
            profile = profile_source(source, [one.article for one in found[source]], today, *task.facts["measure"])
            rows.write(json.dumps(source_row(profile), ensure_ascii=False) + "\n")
            if task.facts["pages"]:
                line = overview.add_source(profile)
                write_source(Path(task.work) / SITE / line.href, profile, _pages(found[source]).get)
    if task.facts["pages"]:
        with FrameWriter(folder / OVERVIEW) as frames:
            frames.write(overview)
    return {"sources": len(found)}


def _pages(articles: Sequence[Checked]) -> dict[object, str]:
    """The pages of articles by their ids; of two with one id, that of the first."""
    return {one.article.audit: article_page(one.name) for one in reversed(articles) if one.article.audit is not None}


def source_row(profile: SourceProfile) -> dict[str, Any]:
    """The row of a source in sources.jsonl."""
    row = source_record(profile)
    left_out = len(row["passages"]) - MAX_PASSAGES
    return {**row, "passages": row["passages"][:MAX_PASSAGES], "passages_left_out": left_out} if left_out > 0 else row
