"""Stage `finish`: a part's reports with what their stories say, as lines and pages, and what their sources need."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from auditor.audit import Auditor
from auditor.batch.auditing import INDEX, REPORTS
from auditor.batch.comparing import StoryWord
from auditor.batch.frames import FrameWriter, read_frames
from auditor.batch.merging import NAMES_TABLE
from auditor.batch.names import Names
from auditor.batch.pack import FILE, open_auditor
from auditor.batch.pages import OVERVIEW, SITE
from auditor.batch.parquet import write_table
from auditor.batch.reading import Tell
from auditor.batch.sources import SourceNotes
from auditor.batch.task import Task
from auditor.checks.protocol import Hit
from auditor.finding import Report
from auditor.render.record import report_record
from auditor.render.site import SitePart

LINES, TABLE = "reports.jsonl", "reports.parquet"


def finish_reports(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the lines of the part `audited`, whose stories speak in the file `hits`; how many.

    `base` articles come before the part. With `pages`, writes the page of every report and its lines of the
    site; with `table`, Parquet.
    """
    work, facts = Path(task.work), task.facts
    site = SitePart(work / SITE, folder) if facts["pages"] else None
    sources = SourceNotes(facts["today"])
    count = 0
    with (folder / LINES).open("w", encoding="utf-8", newline="") as lines:
        for name, report in _named_reports(task):
            tell(count)
            count += 1
            lines.write(json.dumps(report_record(report, include_text=True), ensure_ascii=False) + "\n")
            sources.add(name, report)
            if site is not None:
                site.add(name, report)
    sources.write(folder)
    if site is not None:
        site.exports.end()
        with FrameWriter(folder / OVERVIEW) as frames:
            frames.write(site.overview)
    if facts["table"]:
        write_table(folder / LINES, folder / TABLE)
    return {"reports": count}


def _named_reports(task: Task) -> Iterator[tuple[str, Report]]:
    """The reports of the part in order, each with the name of its article in the run."""
    work, facts = Path(task.work), task.facts
    auditor, names = open_auditor(str(work / FILE), task.pack), Names(work / "merged" / NAMES_TABLE)
    for row, report in _final_reports(auditor, Path(facts["audited"]), Path(facts["hits"])):
        yield names.name(report.article, facts["base"] + row), report


def _final_reports(auditor: Auditor, audited: Path, hits: Path) -> Iterator[tuple[int, Report]]:
    """The reports of a part in order, each with its row and the findings that its stories gave."""
    words: Mapping[int, list[StoryWord]] = _by_row(hits)
    rows = np.load(audited / INDEX)["row"].tolist()
    for row, report in zip(rows, read_frames(audited / REPORTS), strict=True):
        found: Report = report
        for word in words.get(row, ()):
            found = auditor.add_story(found, list[Hit](word.hits), word.failures)
        yield row, found


def _by_row(hits: Path) -> dict[int, list[StoryWord]]:
    words: dict[int, list[StoryWord]] = defaultdict(list)
    for word in read_frames(hits):
        words[word.row].append(word)
    return words
