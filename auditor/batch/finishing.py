"""Stage `finish`: a part's reports with what their stories say, as lines, and what their sources' scores need."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

from auditor.audit import Auditor
from auditor.batch.auditing import INDEX, REPORTS
from auditor.batch.comparing import StoryWord
from auditor.batch.frames import FrameWriter, read_frames
from auditor.batch.pack import FILE, open_auditor
from auditor.batch.parquet import write_table
from auditor.batch.reading import Tell
from auditor.batch.sources import checked_article
from auditor.batch.task import Task
from auditor.checks.protocol import Hit
from auditor.finding import Report
from auditor.render.record import report_record
from auditor.sources import source_of

LINES, TABLE = "reports.jsonl", "reports.parquet"
CHECKED = "checked-{:05d}.bin"


def finish_reports(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the lines of the part `audited`, whose stories speak in the file `hits`; how many, and of which buckets.

    What `SourceTally` needs goes to one of `buckets` files by its source. With `table`, writes Parquet too.
    """
    auditor = open_auditor(str(Path(task.work) / FILE), task.pack)
    count = 0
    with (folder / LINES).open("w", encoding="utf-8", newline="") as lines, ExitStack() as stack:
        buckets: dict[int, FrameWriter] = {}
        for _, report in final_reports(auditor, Path(task.facts["audited"]), Path(task.facts["hits"])):
            tell(count)
            count += 1
            lines.write(json.dumps(report_record(report, include_text=True), ensure_ascii=False) + "\n")
            source = source_of(report.article)
            if source is None:
                continue
            bucket = zlib.crc32(source.encode("utf-8", "surrogatepass")) % task.facts["buckets"]
            if bucket not in buckets:
                buckets[bucket] = stack.enter_context(FrameWriter(folder / CHECKED.format(bucket)))
            buckets[bucket].write((source, checked_article(report, task.facts["today"])))
    if task.facts["table"]:
        write_table(folder / LINES, folder / TABLE)
    return {"reports": count, "buckets": sorted(buckets)}


def final_reports(auditor: Auditor, audited: Path, hits: Path) -> Iterator[tuple[int, Report]]:
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
