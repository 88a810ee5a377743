"""What a batch leaves in its folder, put together from the parts; every file is there as a whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from auditor.batch.finishing import LINES, TABLE
from auditor.batch.frames import read_frames
from auditor.batch.manifest import Manifest
from auditor.batch.pages import SITE
from auditor.batch.reading import QUARANTINE
from auditor.batch.receipts import Receipt
from auditor.batch.sources import ROWS
from auditor.batch.stories import story_record

MAX_PAGES = 20_000
"""Articles of a run up to which each gets an HTML page; a folder of more is slow to list."""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch read and wrote."""

    read: int
    audited: int
    quarantined: int
    skipped: int
    """Records that are no articles, as pictures in a web archive."""
    pages: bool
    """Whether HTML pages were written."""
    severities: Mapping[str, int]
    """How many findings the reports have of each severity."""
    unjudged: Mapping[str, int]
    """How many articles were not judged as a whole, by the reason."""

    @property
    def balanced(self) -> bool:
        """Whether every record that was read is accounted for."""
        return self.read == self.audited + self.quarantined + self.skipped


@dataclass(frozen=True, slots=True)
class Finished:
    """A run with all its stages done."""

    work: Path
    manifest: Manifest
    pages: bool
    """Whether there are HTML pages."""
    read: Sequence[Receipt]
    audited: Sequence[Receipt]
    stories: Sequence[Path]
    ended: Sequence[Receipt]
    scored: Sequence[Receipt]
    """The buckets of sources."""

    def folders(self, receipts: Iterable[Receipt]) -> list[Path]:
        """Where the tasks of these receipts left their files."""
        return [self.work / receipt.task for receipt in receipts]


def write_output(run: Finished, out: Path) -> BatchResult:
    """Write all files of a batch, run.json last; what they hold, counted in the files themselves."""
    audited = _join(out / "reports.jsonl", [folder / LINES for folder in run.folders(run.ended)])
    quarantined = _write_quarantine(run, out / QUARANTINE)
    _write_rows(out / "stories.jsonl", (story_record(story) for path in run.stories for story in read_frames(path)))
    _join(out / "sources.jsonl", [folder / ROWS for folder in run.folders(run.scored)])
    _move_tables(run, out / TABLE)
    if run.pages:
        _move_site(run.work / SITE, out)
    read = sum(receipt.counts["read"] for receipt in run.read) + len(run.manifest.problems)
    skipped = sum(receipt.counts["skipped"] for receipt in run.read)
    severities, unjudged = _total(run.ended, "severities"), _total(run.ended, "unjudged")
    result = BatchResult(read, audited, quarantined, skipped, run.pages, severities, unjudged)
    _write_summary(out / "run.json", run.manifest, result)
    return result


def _total(receipts: Iterable[Receipt], name: str) -> Counter[str]:
    """The counts called `name` of all receipts together."""
    return sum((Counter(receipt.counts[name]) for receipt in receipts), Counter[str]())


def _move_site(made: Path, out: Path) -> None:
    """Put the pages of the run into its folder; a run that was broken off here has moved some of them."""
    for path in made.iterdir():
        shutil.rmtree(out / path.name, ignore_errors=True)
        path.replace(out / path.name)


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A new file in place of `path`, once it is all written."""
    temporary = path.with_name(f"{path.name}.tmp")
    with temporary.open("wb") as stream:
        yield stream
    temporary.replace(path)


def _join(path: Path, pieces: Iterable[Path]) -> int:
    """Write the lines of all pieces; how many they are."""
    count = 0
    with _whole(path) as stream:
        for piece in pieces:
            with piece.open("rb") as lines:
                for line in lines:
                    stream.write(line)
                    count += 1
    return count


def _write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    count = 0
    with _whole(path) as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def _write_quarantine(run: Finished, path: Path) -> int:
    """Write what could not be read, then what could not be audited; how many lines."""
    problems = run.work / "problems.jsonl"
    _write_rows(problems, ({"error": problem} for problem in run.manifest.problems))
    return _join(path, [problems, *(folder / QUARANTINE for folder in run.folders([*run.read, *run.audited]))])


def _move_tables(run: Finished, path: Path) -> None:
    """Put the Parquet files of all parts into one folder, which readers of Parquet take for one table."""
    tables = [(part, folder / TABLE) for part, folder in enumerate(run.folders(run.ended))]
    shutil.rmtree(path, ignore_errors=True)
    for part, table in tables:
        if table.exists():
            path.mkdir(exist_ok=True)
            shutil.copyfile(table, path / f"part-{part:06d}.parquet")


def _write_summary(path: Path, manifest: Manifest, result: BatchResult) -> None:
    """Say what ran: version, rules, counts and when it ended."""
    summary = {
        "version": version("article-auditor"),
        "ruleset": manifest.ruleset,
        "today": manifest.today,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "read": result.read,
        "audited": result.audited,
        "not_judged": dict(sorted(result.unjudged.items())),
        "quarantined": result.quarantined,
        "skipped": result.skipped,
    }
    path.write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
