"""A batch: every article of the inputs audited, every report written, nothing lost without a line that says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.batch.grouping import STORIES, split_windows
from auditor.batch.hand import Watch
from auditor.batch.local import Engine
from auditor.batch.manifest import WORK, Manifest, begin_run, read_slices, resume_run, run_day
from auditor.batch.merging import BLOCKS_TABLE, NAMES_TABLE, ReadPart, deal_words, list_parts, merge_parts, words_file
from auditor.batch.neighbours import bases_file
from auditor.batch.output import MAX_PAGES, BatchResult, Finished, write_output
from auditor.batch.pack import Pack
from auditor.batch.parquet import require_parquet
from auditor.batch.reading import ARTICLES
from auditor.batch.receipts import Receipt, read_receipt
from auditor.batch.sources import ARTICLES_PER_BUCKET
from auditor.batch.task import BatchError, Task

Begin = Callable[[str, int, int], Watch]
"""Called before each stage with its name, its weight and how much of it is done; what it gives is called with the
task and item that a process has come to, and with the task and its weight once it is done."""


def show_nothing(title: str, total: int, done: int) -> Watch:
    """The progress of a run that nobody watches."""
    return lambda task, item: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a batch is run; none of them changes a report."""

    shard_size: int = 1_000
    """Articles a shard."""
    deadline: float = 60.0
    """Seconds that one article may take."""
    resume: bool = False
    """Go on with the run whose work lies in the folder."""
    table: bool = False
    """Write the reports as Parquet too."""
    pages: bool = True
    """Write HTML pages, for runs that are not too long for it."""
    begin: Begin = show_nothing
    """Shows the progress."""


def run_batch(inputs: Sequence[str], out: Path, pack: Pack, engine: Engine, options: Options) -> BatchResult:
    """Audit `inputs` into folder `out`: one report an article, in order, and what they say of stories and sources.

    Writes reports.jsonl, stories.jsonl, sources.jsonl, quarantine.jsonl, run.json and pages. Until all is done, the
    work lies in `out`/work, and a run that was broken off can be gone on with. Raises BatchError, OSError.
    """
    if options.table:
        require_parquet()
    work = (out / WORK).absolute()
    if work.exists() and not options.resume:
        raise BatchError(f"{work} holds a run that did not finish; --resume goes on with it, deleting it starts anew")
    prepare = resume_run if work.exists() else begin_run
    run = _Run(work, prepare(work, inputs, pack, options.shard_size), engine, options)
    finished = run.finish()
    result = write_output(finished, out)
    shutil.rmtree(work)
    return result


@dataclass(frozen=True, slots=True)
class _Run:
    """The stages of one batch."""

    work: Path
    manifest: Manifest
    engine: Engine
    options: Options

    def finish(self) -> Finished:
        """Do all stages that were not done before."""
        read = self._read()
        parts = list_parts(self.work, read)
        merge_parts(parts, self.work / "merged")
        audited = self._audit(parts)
        folders = [str(self.work / receipt.task) for receipt in audited]
        grouped = self._group(folders)
        stories = [
            self.work / receipt.task / STORIES.format(number)
            for receipt in grouped
            for number in range(receipt.counts["files"])
        ]
        compared = self._compare(stories, folders)
        deal_words([self.work / receipt.task for receipt in compared], self.work / "words")
        ended = self._finish(parts, folders)
        pages = self.options.pages and sum(receipt.counts["reports"] for receipt in ended) <= MAX_PAGES
        if pages:
            self._write_pages(parts, folders)
        bases = [part.base for part in parts]
        return Finished(self.work, self.manifest, pages, read, audited, bases, stories, ended)

    def _read(self) -> list[Receipt]:
        size = self.options.shard_size
        tasks = [self._task("read", n, slice=part, size=size) for n, (part, _) in enumerate(read_slices(self.work))]
        return self._do("reading", tasks)

    def _audit(self, parts: Sequence[ReadPart]) -> list[Receipt]:
        merged = self.work / "merged"
        tables = {"names": str(merged / NAMES_TABLE), "blocks": str(merged / BLOCKS_TABLE)}
        tasks = [
            self._task(
                "audit", n, part.count, articles=str(part.file(ARTICLES)), base=part.base,
                bases=str(merged / bases_file(n)), **tables,
            )
            for n, part in enumerate(parts)
        ]  # fmt: skip
        return self._do("auditing", tasks)

    def _group(self, folders: list[str]) -> list[Receipt]:
        windows = split_windows(folders)
        tasks = [
            self._task("group", n, parts=folders, first=first, last=last) for n, (first, last) in enumerate(windows)
        ]
        return self._do("finding stories", tasks)

    def _compare(self, stories: Sequence[Path], folders: list[str]) -> list[Receipt]:
        tasks = [self._task("compare", n, stories=str(path), parts=folders) for n, path in enumerate(stories)]
        return self._do("comparing stories", tasks)

    def _finish(self, parts: Sequence[ReadPart], folders: Sequence[str]) -> list[Receipt]:
        facts = {
            "buckets": 1 + sum(part.count for part in parts) // ARTICLES_PER_BUCKET,
            "today": run_day(self.manifest),
            "table": self.options.table,
        }
        words = self.work / "words"
        tasks = [
            self._task("finish", n, part.count, audited=folder, hits=str(words / words_file(n)), **facts)
            for n, (part, folder) in enumerate(zip(parts, folders, strict=True))
        ]
        return self._do("writing", tasks)

    def _write_pages(self, parts: Sequence[ReadPart], folders: Sequence[str]) -> None:
        tasks = [
            self._task(
                "pages", n, part.count, audited=folder, hits=str(self.work / "words" / words_file(n)), base=part.base
            )
            for n, (part, folder) in enumerate(zip(parts, folders, strict=True))
        ]
        self._do("writing pages", tasks)

    def _task(self, stage: str, number: int, weight: int = 1, **facts: Any) -> Task:
        pack, deadline = self.manifest.pack, self.options.deadline
        return Task(stage, number, str(self.work), pack, facts, weight=weight, deadline=deadline)

    def _do(self, title: str, tasks: Sequence[Task]) -> list[Receipt]:
        """The receipts of all tasks, in their order; those with a valid one are not done again."""
        receipts = {task.name: receipt for task in tasks if (receipt := read_receipt(task.folder)) is not None}
        waiting = [task for task in tasks if task.name not in receipts]
        done = sum(task.weight for task in tasks if task.name in receipts)
        watch = self.options.begin(title, sum(task.weight for task in tasks), done)
        weights = {task.name: task for task in waiting}
        for receipt in self.engine(waiting, watch) if waiting else ():
            receipts[receipt.task] = receipt
            watch(weights[receipt.task], weights[receipt.task].weight)
        return [receipts[task.name] for task in tasks]
