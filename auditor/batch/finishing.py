"""Stage `finish`: a part's reports with what their stories say, as lines and pages, and what their sources need."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from auditor.batch.auditing import INDEX, REPORTS
from auditor.batch.comparing import StoryWord
from auditor.batch.frames import FrameWriter, read_frames
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
    """Write the lines of the part `audited`, whose stories speak in the file `hits`; counts of them and their findings.

    With `pages`, writes the page of every report and its lines of the site; with `table`, Parquet.
    """
    work, facts = Path(task.work), task.facts
    site = SitePart(work / SITE, folder) if facts["pages"] else None
    sources = SourceNotes(facts["today"])
    count, severities, unjudged = 0, Counter[str](), Counter[str]()
    with (folder / LINES).open("w", encoding="utf-8", newline="") as lines:
        for report in _final_reports(task):
            tell(count)
            count += 1
            name = report.article.id or ""
            severities.update(finding.severity.label for finding in report.findings)
            unjudged.update([obstacle.reason.value] if (obstacle := report.judged.obstacle) else [])
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
    return {"reports": count, "severities": dict(severities), "unjudged": dict(unjudged)}


def _final_reports(task: Task) -> Iterator[Report]:
    """The reports of the part in order, with the findings that their stories gave."""
    work, audited = Path(task.work), Path(task.facts["audited"])
    auditor = open_auditor(str(work / FILE), task.pack)
    words = _by_row(Path(task.facts["hits"]))
    rows = np.load(audited / INDEX)["row"].tolist()
    for row, report in zip(rows, read_frames(audited / REPORTS), strict=True):
        found: Report = report
        for word in words.get(row, ()):
            found = auditor.add_story(found, list[Hit](word.hits), word.failures, task.facts["today"])
        yield found


def _by_row(hits: Path) -> Mapping[int, list[StoryWord]]:
    words: dict[int, list[StoryWord]] = defaultdict(list)
    for word in read_frames(hits):
        words[word.row].append(word)
    return words
