"""How many audits of ten findings a second the store takes: `python tests/performance/store_writes.py [URL]`.

Without a URL: SQLite in a temporary folder, with one writer and with four processes. Every audit is a transaction
of its own that is on the disk when its id comes back.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator

from auditor import Article, Finding, Report, Span
from auditor.finding import Evidence, Severity
from auditor.store import Store

AUDITS = 2_000
PROCESSES = 4
FINDINGS = 10
WORDS = 400


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


def write(url: str, writer: int, count: int) -> tuple[float, list[float]]:
    """Store `count` audits; the time they took and the milliseconds of each."""
    store = Store(url)
    ready = list(reports(writer, count))
    started, waits = time.process_time(), []
    for report in ready:
        before = time.process_time()
        store.add(report)
        waits.append((time.process_time() - before) * 1000)
    return time.process_time() - started, sorted(waits)


def measure(url: str, writers: int) -> None:
    """Print one line: audits a second, and how long one takes."""
    Store(url).close()
    count = AUDITS // writers
    with multiprocessing.get_context("spawn").Pool(writers) as pool:
        done = pool.starmap(write, [(url, writers * 100 + n, count) for n in range(writers)])
    waits = sorted(wait for _, each in done for wait in each)
    rate = sum(count / seconds for seconds, _ in done)
    middle, late = waits[len(waits) // 2], waits[len(waits) * 99 // 100]
    sys.stdout.write(
        f"{url.partition(':')[0]:12} {writers} writers: {rate:7,.0f} audits/s, "
        f"p50 {middle:.2f} ms, p99 {late:.1f} ms, max {waits[-1]:.0f} ms\n"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for processes in (1, PROCESSES):
            measure(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/{processes}.db", processes)
