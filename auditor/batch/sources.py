"""Stages `weigh` and `sources`: what every article adds to its source, and the rows of sources.jsonl.

Sources are dealt into buckets, each a task, which holds one source at a time. What a score is measured by takes all of
them: each bucket is weighed before the first is scored.
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
    count_loads,
    finding_rates,
    profile_source,
    typical_rates,
)
from auditor.score.source import Constants, count_once, fit_constants
from auditor.sources import source_of
from auditor.text.wording import wording_key

ARTICLES_PER_BUCKET = 2_000
"""Articles of the sources that one task scores; those of one source are in memory together, some 6 kB each."""
CHECKED, INDEX, WEIGHTS, ROWS = "checked.bin", "checked.npy", "weights.bin", "sources.jsonl"
_PLACE = np.dtype([("source", "<u4"), ("place", "<u8")])


class Checked(NamedTuple):
    """An article as it is kept for its source."""

    name: str
    """What the article is called in the run."""
    article: CheckedArticle


class Measure(NamedTuple):
    """What a score is measured by, from all sources of the batch."""

    constants: Constants
    typical: Mapping[str, float]


class SourceNotes:
    """What the articles of one part add to their sources, noted one article after the other."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._sources: dict[str, list[Checked]] = defaultdict(list)

    def add(self, name: str, report: Report) -> None:
        """Note an article, unless its source is unknown."""
        source = source_of(report.article)
        if source is not None:
            self._sources[source].append(Checked(name, checked_article(report, self._today)))

    def write(self, folder: Path) -> None:
        """Write what was noted, source by source, and an index of it."""
        with FrameWriter(folder / CHECKED) as frames:
            places = [(_number(source), frames.write((source, notes))) for source, notes in self._sources.items()]
        np.save(folder / INDEX, np.array(places, dtype=_PLACE))


def _number(source: str) -> int:
    """A number for a source, by which it has its bucket and its turn in it."""
    return zlib.crc32(source.encode("utf-8", "surrogatepass"))


def read_sources(folders: Iterable[Path], bucket: int, buckets: int) -> Iterator[tuple[str, list[Checked]]]:
    """The sources of a bucket, one at a time, with their articles in an order of their own: that of the input says
    nothing of a source."""
    places: dict[int, list[tuple[Path, int]]] = defaultdict(list)
    for folder in folders:
        index = np.load(folder / INDEX)
        for number, place in index[index["source"] % buckets == bucket].tolist():
            places[number].append((folder, place))
    for number in sorted(places):
        found: dict[str, list[Checked]] = defaultdict(list)
        for folder, place in places.pop(number):
            with (folder / CHECKED).open("rb") as stream:
                stream.seek(place)
                source, notes = read_frame(stream)
                found[source] += notes
        for source, notes in found.items():
            yield source, sorted(notes, key=_order)


def _order(note: Checked) -> tuple[date, str, str, str]:
    article = note.article
    return article.day, article.title, article.wording, note.name


def checked_article(report: Report, today: date) -> CheckedArticle:
    """What the score and the page of its source need of a report; an article without a date is of today."""
    article = report.article
    extracted = not article.layout
    return CheckedArticle(
        day=article.published_on or today,
        words=report.judged.words or article.words,
        wording=wording_key(article.text),
        ruleset=report.ruleset,
        passages=[_passage(f, extracted=extracted) for f in report.findings if f.severity > Severity.INFO],
        title=article.title,
        audit=article.id,
        judged=report.judged.whole,
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
    """Write the loads and rates of each source of `bucket`, one of `buckets`, in the folders `parts`; how many
    sources."""
    count = 0
    with FrameWriter(folder / WEIGHTS) as frames:
        for count, (_, notes) in enumerate(_sources(task), 1):
            tell(count)
            checked = [note.article for note in notes]
            loads = array("d", (article.load for article in count_once(count_loads(checked, {}))))
            frames.write((loads, finding_rates(checked, {})))
    return {"sources": count}


def _sources(task: Task) -> Iterator[tuple[str, list[Checked]]]:
    return read_sources(map(Path, task.facts["parts"]), task.facts["bucket"], task.facts["buckets"])


def measure_sources(weighed: Iterable[Path]) -> Measure:
    """What the sources are measured by that were weighed into these folders; takes 8 bytes of memory an article."""
    loads, rates = [], []
    for folder in weighed:
        for load, rate in read_frames(folder / WEIGHTS):
            loads.append(load)
            rates.append(rate)
    return Measure(fit_constants(loads, {}), typical_rates(rates))


def write_sources(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the rows of the sources that `weigh_sources` weighed, by `measure`, and with `pages` their pages."""
    overview, count, today = Overview(), 0, task.facts["today"]
    with (folder / ROWS).open("w", encoding="utf-8", newline="") as rows:
        for count, (source, notes) in enumerate(_sources(task), 1):
            tell(count)
            profile = profile_source(source, [note.article for note in notes], today, *task.facts["measure"])
            rows.write(json.dumps(source_record(profile), ensure_ascii=False) + "\n")
            if task.facts["pages"]:
                line = overview.add_source(profile)
                write_source(Path(task.work) / SITE / line.href, profile, _pages(notes).get)
    if task.facts["pages"]:
        with FrameWriter(folder / OVERVIEW) as frames:
            frames.write(overview)
    return {"sources": count}


def _pages(articles: Sequence[Checked]) -> dict[object, str]:
    """The pages of articles by their ids; of two with one id, that of the first."""
    return {one.article.audit: article_page(one.name) for one in reversed(articles) if one.article.audit is not None}
