"""How many audits of ten findings a second the store takes: `python tests/performance/store_writes.py [FOLDER|URL]`.

Without a URL: SQLite in a new folder in FOLDER (default: that of temporary files), with one writer and with four
processes; `postgresql` starts a server of its own. Every audit is a transaction of its own that is on the disk when its
id comes back, so no rate can be above that of the disk's fdatasync, which is told first; then the same with
TOGETHER audits a transaction. The processor's time is told too: it hardly depends on who else uses the machine.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from auditor import Article, Finding, Report, Span
from auditor.finding import Evidence, Severity
from auditor.store import Store
from tests.postgresql import running

AUDITS = 2_000
PROCESSES = 4
FINDINGS = 10
WORDS = 400
TOGETHER = 50
SYNCS = 200


def reports(writer: int, count: int) -> Iterator[Report]:
    """Reports on articles of WORDS words, each of another text."""
    for number in range(count):
        text = " ".join(f"word{writer}x{number}y{n}" for n in range(WORDS))
        article = Article(text=text, title=f"Report {number}", url=f"https://w{writer}.example.org/{number}")
        findings = tuple(_finding(text, n) for n in range(FINDINGS))
        yield Report(article, findings, 50.0, "0123456789abcdef")


def _finding(text: str, number: int) -> Finding:
    span = Span(number * 20, number * 20 + 12)
    evidence = (Evidence("what the reference has", reference="a table", as_of=None),)
    quote = text[span.start : span.end]
    message = f"The text says {quote}; the reference has something else."
    return Finding(
        f"office/rule-{number}",
        Severity.MODERATE,
        0.9,
        "text",
        span,
        quote,
        message,
        "It matters.",
        evidence,
        f"{number:016x}",
    )


class Written(NamedTuple):
    """What one writer did."""

    seconds: float
    cpu: float
    waits: list[float]
    """Milliseconds of each transaction."""


def write(url: str, writer: int, count: int, together: int) -> Written:
    """Store `count` audits, `together` in one transaction."""
    store = Store(url)
    ready = list(reports(writer, count))
    store.add(ready.pop())  # what is loaded and compiled once is not counted
    started, cpu, waits = time.perf_counter(), time.process_time(), []
    for first in range(0, len(ready), together):
        before = time.perf_counter()
        intakes = [store.prepare(report) for report in ready[first : first + together]]
        with store.writing() as connection:
            for intake in intakes:
                store.keep(connection, intake)
        waits.append((time.perf_counter() - before) * 1000)
    return Written(time.perf_counter() - started, time.process_time() - cpu, waits)


def measure(url: str, writers: int, together: int) -> None:
    """Print one line: audits a second, how long a transaction takes, and the processor's time for an audit."""
    Store(url).close()
    count = AUDITS // writers
    with multiprocessing.get_context("spawn").Pool(writers) as pool:
        done = pool.starmap(write, [(url, writers * 1000 + together * 10 + n, count, together) for n in range(writers)])
    waits = sorted(wait for each in done for wait in each.waits)
    rate = sum((count - 1) / each.seconds for each in done)
    cpu = sum(each.cpu for each in done) / (writers * (count - 1)) * 1000
    middle, late = waits[len(waits) // 2], waits[len(waits) * 99 // 100]
    sys.stdout.write(
        f"{url.partition(':')[0]:10} {writers} writers, {together:2} a transaction: {rate:7,.0f} audits/s, "
        f"p50 {middle:.2f} ms, p99 {late:.1f} ms, max {waits[-1]:.0f} ms; {cpu:.2f} ms CPU an audit\n"
    )


def measure_disk(folder: Path) -> None:
    """Print how often a second the disk says that 4 kB are on it."""
    path = folder / "sync"
    with path.open("wb") as file:
        started = time.perf_counter()
        for _ in range(SYNCS):
            file.write(b"x" * 4096)
            file.flush()
            os.fdatasync(file.fileno())
        rate = SYNCS / (time.perf_counter() - started)
    sys.stdout.write(f"{folder}: {rate:,.0f} fdatasync/s; load of the machine {os.getloadavg()[0]:.1f}\n")


@contextmanager
def database(asked: str, folder: Path) -> Iterator[str]:
    """The URL of a new database, or the one that was asked for."""
    if asked == "postgresql":
        with running(()) as server:
            yield server.url
    else:
        yield asked if "://" in asked else f"sqlite:///{folder}/audits.db"


def main(asked: str) -> None:
    """Measure one kind of database."""
    with tempfile.TemporaryDirectory(dir=asked if Path(asked).is_dir() else None) as name:
        folder = Path(name)
        measure_disk(folder)
        with database(asked, folder) as url:
            for together in (1, TOGETHER):
                for writers in (1, PROCESSES):
                    measure(url, writers, together)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else tempfile.gettempdir())
