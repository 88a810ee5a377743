"""A batch: every article of the inputs audited, every report written, nothing lost without a line that says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from auditor.batch.grouping import STORIES
from auditor.batch.hand import Watch
from auditor.batch.local import Engine
from auditor.batch.manifest import WORK, Manifest, Terms, begin_run, read_slices, resume_run, run_day
from auditor.batch.merging import (
    BLOCKS_TABLE,
    NAMES_TABLE,
    ReadPart,
    deal_words,
    list_parts,
    merge_parts,
    order_articles,
    words_file,
)
from auditor.batch.neighbours import stretches_file
from auditor.batch.ordering import ORDER, cut_windows, read_order
from auditor.batch.output import MAX_PAGES, BatchResult, Finished, write_output
from auditor.batch.pack import Pack
from auditor.batch.pages import SITE
from auditor.batch.parquet import require_parquet
from auditor.batch.reading import ARTICLES
from auditor.batch.receipts import Receipt, new_folder, read_receipt
from auditor.batch.sources import ARTICLES_PER_BUCKET, measure_sources
from auditor.batch.task import BatchError, Task
from auditor.ingest.defaults import NO_DEFAULTS, Defaults
from auditor.render.site import FOLDERS

SOURCE_SECONDS = 3_600.0
"""What one source may take: one of a million articles takes minutes."""
Begin = Callable[[str, int, int], Watch]
"""Called before each stage with its name, its weight and how much of it is done; what it gives is called with the
task and item that a process has come to, and with the task and its weight once it is done."""


def show_nothing(title: str, total: int, done: int) -> Watch:
    """The progress of a run that nobody watches."""
    return lambda task, item: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a batch is run; none of them but `defaults` changes a report."""

    shard_size: int = 1_000
    """Articles a shard."""
    deadline: float = 60.0
    """Seconds that one article may take."""
    resume: bool = False
    """Go on with the run whose work lies in the folder."""
    table: bool = False
    """Write the reports as Parquet too."""
    defaults: Defaults = NO_DEFAULTS
    """What is said of articles that come without."""
    pages: bool = True
    """Write HTML pages, for runs that are not too long for it."""
    begin: Begin = show_nothing
    """Shows the progress."""

    @property
    def terms(self) -> Terms:
        """What a run is gone on with by only if it is the same."""
        kinds = " ".join(kind for kind, wanted in (("HTML", self.pages), ("Parquet", self.table)) if wanted)
        return Terms(self.shard_size, kinds, self.defaults)


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
    run = _Run(work, prepare(work, inputs, pack, options.terms), engine, options)
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
        folders = self._folders(audited)
        grouped = self._group(folders)
        stories = [
            self.work / receipt.task / STORIES.format(number)
            for receipt in grouped
            for number in range(receipt.counts["files"])
        ]
        compared = self._compare(stories, folders)
        deal_words([self.work / receipt.task for receipt in compared], self.work / "words")
        articles = sum(receipt.counts["audited"] for receipt in audited)
        pages = self.options.pages and 0 < articles <= MAX_PAGES
        if pages:
            self._make_site()
        ended = self._finish(parts, folders, pages)
        finished = self._folders(ended)
        scored = self._score(finished, articles, pages)
        if pages:
            told = [*self._tell(stories, folders, finished), *scored]
            self._do("writing lists", [self._task("lists", 0, ended=finished, told=self._folders(told))])
        return Finished(self.work, self.manifest, pages, read, audited, stories, ended, scored)

    def _read(self) -> list[Receipt]:
        facts: dict[str, Any] = {"size": self.options.shard_size, "defaults": self.options.defaults}
        tasks = [self._task("read", n, slice=part, **facts) for n, (part, _) in enumerate(read_slices(self.work))]
        return self._do("reading", tasks)

    def _audit(self, parts: Sequence[ReadPart]) -> list[Receipt]:
        merged = self.work / "merged"
        tables = {"names": str(merged / NAMES_TABLE), "blocks": str(merged / BLOCKS_TABLE)}
        today = run_day(self.manifest)
        tasks = [
            self._task(
                "audit", n, part.count, articles=str(part.file(ARTICLES)), base=part.base,
                stretches=str(merged / stretches_file(n)), today=today, **tables,
            )
            for n, part in enumerate(parts)
        ]  # fmt: skip
        return self._do("auditing", tasks)

    def _group(self, folders: list[str]) -> list[Receipt]:
        order_articles([Path(folder) for folder in folders], self.work / "order")
        order = self.work / "order" / ORDER
        tasks = [
            self._task("tie", n, window.last - window.first, window=window, order=str(order), parts=folders)
            for n, window in enumerate(cut_windows(read_order(order)["day"]))
        ]
        tied = self._folders(self._do("finding stories", tasks))
        return self._do("grouping stories", [self._task("group", 0, tied=tied, order=str(order), parts=folders)])

    def _compare(self, stories: Sequence[Path], folders: list[str]) -> list[Receipt]:
        tasks = [self._task("compare", n, stories=str(path), parts=folders) for n, path in enumerate(stories)]
        return self._do("comparing stories", tasks)

    def _make_site(self) -> None:
        """Make the folders of pages once: the last step of a run moves them away."""
        if not (self.work / SITE).exists():
            with new_folder(self.work / SITE) as site:
                for name in FOLDERS:
                    (site / name).mkdir()

    def _finish(self, parts: Sequence[ReadPart], folders: Sequence[str], pages: bool) -> list[Receipt]:
        words = self.work / "words"
        facts = {"today": run_day(self.manifest), "table": self.options.table, "pages": pages}
        tasks = [
            self._task("finish", n, part.count, audited=folder, hits=str(words / words_file(n)), **facts)
            for n, (part, folder) in enumerate(zip(parts, folders, strict=True))
        ]
        return self._do("writing", tasks)

    def _score(self, finished: list[str], articles: int, pages: bool) -> list[Receipt]:
        """Weigh the sources of all buckets, then score them."""
        buckets = 1 + articles // ARTICLES_PER_BUCKET
        facts: dict[str, Any] = {"parts": finished, "buckets": buckets}
        weighed = self._do("weighing sources", [self._bucket_task("weigh", n, facts) for n in range(buckets)])
        measure = measure_sources(self.work / receipt.task for receipt in weighed)
        facts |= {"measure": measure, "today": run_day(self.manifest), "pages": pages}
        return self._do("scoring sources", [self._bucket_task("sources", n, facts) for n in range(buckets)])

    def _bucket_task(self, stage: str, bucket: int, facts: Mapping[str, Any]) -> Task:
        return replace(self._task(stage, bucket, bucket=bucket, **facts), deadline=SOURCE_SECONDS)

    def _tell(self, stories: Sequence[Path], folders: list[str], finished: list[str]) -> list[Receipt]:
        tasks = [
            self._task("stories", n, stories=str(path), parts=folders, ended=finished) for n, path in enumerate(stories)
        ]
        return self._do("writing stories", tasks)

    def _folders(self, receipts: Iterable[Receipt]) -> list[str]:
        """Where the tasks of these receipts left their files."""
        return [str(self.work / receipt.task) for receipt in receipts]

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
