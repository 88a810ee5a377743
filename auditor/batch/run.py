"""A batch: every article of the inputs audited, every report written, nothing lost without a line that says so."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO

from auditor.audit import Auditor
from auditor.batch.sources import SourceTally
from auditor.batch.stories import StoryDesk, story_record
from auditor.finding import Report
from auditor.ingest import InputError
from auditor.ingest.readers import Row
from auditor.render.site import write_site
from auditor.render.record import report_record


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch read and wrote: `read == audited + quarantined`."""

    read: int
    audited: int
    quarantined: int


def run_batch(auditor: Auditor, rows: Iterable[Row], out: Path) -> BatchResult:
    """Audit `rows` into folder `out`: one report an article, in order, and what they say of stories and sources.

    Writes reports.jsonl, stories.jsonl, sources.jsonl, quarantine.jsonl and run.json, and index.html with a page an
    article. Raises OSError if the folder cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    tally = SourceTally(datetime.now(UTC).date())
    with tempfile.TemporaryFile() as spool:
        desk = StoryDesk(auditor, spool)
        with (out / "quarantine.jsonl").open("w", encoding="utf-8") as quarantine:
            _read_rows(desk, rows, quarantine, counts)
        with (out / "stories.jsonl").open("w", encoding="utf-8") as stories:
            for story in desk.compare():
                _write(stories, story_record(story))
        with (out / "reports.jsonl").open("w", encoding="utf-8") as reports:
            named = (
                (f"{number} {report.article.id}", report)
                for number, report in enumerate(_write_reports(desk.reports(), reports), 1)
            )
            write_site(named, out)
    with (out / "sources.jsonl").open("w", encoding="utf-8") as sources:
        for source in tally.rows():
            _write(sources, source)
    result = BatchResult(counts.total(), counts["audited"], counts["quarantined"])
    write_manifest(out / "run.json", auditor, result)
    return result


def _read_rows(desk: StoryDesk, rows: Iterable[Row], quarantine: TextIO, counts: Counter[str]) -> None:
    """Take every article to the desk; the stream says which rows could not be read."""
    for row in rows:
        if isinstance(row, InputError):
            counts["quarantined"] += 1
            _write(quarantine, {"error": str(row)})
        else:
            counts["audited"] += 1
            desk.add(desk.auditor.read(row))


def _write_reports(reports: Iterable[Report], stream: TextIO) -> Iterator[Report]:
    """The reports, each written to the stream."""
    for report in reports:
        _write(stream, report_record(report, include_text=True))
        yield report


def write_manifest(path: Path, auditor: Auditor, result: BatchResult) -> None:
    """Say what ran: version, rules, counts and when it ended."""
    manifest = {
        "version": version("article-auditor"),
        "ruleset": auditor.ruleset.digest,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "read": result.read,
        "audited": result.audited,
        "quarantined": result.quarantined,
    }
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _write(stream: TextIO, row: dict[str, Any]) -> None:
    stream.write(json.dumps(row, ensure_ascii=False) + "\n")
