"""Audits within a time limit: a process of its own that is killed when the time is over, and is kept warm."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

from auditor.article import Article
from auditor.audit import Auditor
from auditor.diff import ParagraphChange, diff_texts
from auditor.finding import Finding, Report
from auditor.garbage import collect_seldom
from auditor.ingest.errors import InputError
from auditor.ingest.record import article_of
from auditor.story.align import Difference, Site, find_differences
from auditor.story.telling import Telling, make_telling

INLINE_BYTES = 20_000
"""Articles up to this size are audited where they are: prose takes 0.03 s, and nothing but names 0.2 s, the
most of all that tests/test_worst_inputs.py has."""


WARMING: Mapping[str, Any] = {
    "title": "Mayor Anna Lund opens ferry to France",
    "html": "<p>Mayor Anna Lund opened the ferry to France on Tuesday, 3 March 2026, and Lemmer paid half "
    "of its $4 million. “It sails in all winds,” she said, and recieved a bell. Sign up for our newsletter.</p>",
    "published": "2026-03-04",
}
"""An article that most rules look at, with a word misspelt: whoever audited it has loaded what they need."""


class Aligned(NamedTuple):
    """Two articles beside each other."""

    tellings: Sequence[Telling]
    differences: Mapping[Site, Sequence[Difference]]
    """What like sentences say otherwise, as `find_differences`."""


class _Process(NamedTuple):
    process: BaseProcess
    pipe: Connection


class BoundedAuditor:
    """Audits in this process what is small, and in one process beside it what is not.

    The process starts when it is first needed (or by `start`), judges one article at a time, and is replaced when it
    was killed for its time or died. Safe to use from many threads.
    """

    def __init__(self, auditor: Auditor) -> None:
        self._auditor = auditor
        self._lock = threading.Lock()
        self._running: _Process | None = None
        self._ready = False

    def audit(self, article: Article, seconds: float, today: date | None = None) -> Report:
        """The report on `article` on the day `today`. Raises TimeoutError if it is not there after `seconds`."""
        if _size(article.title, article.text) <= INLINE_BYTES:
            return self._auditor.audit(article, today)
        report: Report = self._ask("audit", (article, today), seconds)
        return report

    def read(self, row: Mapping[str, Any], seconds: float) -> Article:
        """The article that an input row describes. Raises InputError, and TimeoutError after `seconds`."""
        if _size(row.get("html") or "") <= INLINE_BYTES:
            return read_row(row)
        article: Article = self._ask("read", dict(row), seconds)
        return article

    @property
    def process_id(self) -> int | None:
        """The process beside this one; None if none was started."""
        return self._running.process.pid if self._running else None

    def diff(self, old: str, new: str, seconds: float) -> list[ParagraphChange]:
        """What changed between two texts. Raises TimeoutError if it is not known after `seconds`."""
        if _size(old, new) <= INLINE_BYTES:
            return diff_texts(old, new)
        changes: list[ParagraphChange] = self._ask("diff", (old, new), seconds)
        return changes

    def revise(self, old: Article, new: Article, seconds: float, today: date | None = None) -> list[Finding]:
        """What the rules on revisions find on `new`. Raises TimeoutError if it is not known after `seconds`."""
        if _size(old.text, new.text) <= INLINE_BYTES:
            return _revise(self._auditor, old, new, today)
        findings: list[Finding] = self._ask("revise", (old, new, today), seconds)
        return findings

    def align(self, old: Article, new: Article, seconds: float, today: date | None = None) -> Aligned:
        """What two articles tell, and where they differ. Raises TimeoutError if it is not known after `seconds`."""
        if _size(old.text, new.text) <= INLINE_BYTES:
            return _align(self._auditor, old, new, today)
        aligned: Aligned = self._ask("align", (old, new, today), seconds)
        return aligned

    def start(self) -> None:
        """Start the process, so that the first large article need not wait for it."""
        with self._lock:
            self._spawn()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._kill()

    def _ask(self, job: str, value: Any, seconds: float) -> Any:
        """What the process makes of `value`; its errors are raised here."""
        ends = time.monotonic() + seconds
        if not self._lock.acquire(timeout=seconds):
            raise TimeoutError(f"other articles took the {seconds:g} s that this one had")
        try:
            answer = self._exchange(job, value, ends)
        finally:
            self._lock.release()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _exchange(self, job: str, value: Any, ends: float) -> Any:
        pipe = self._spawn()
        try:
            if not self._ready:
                if not pipe.poll(_left(ends)):
                    raise TimeoutError("the process that audits large articles is still starting")
                self._ready = pipe.recv()
            pipe.send((job, value))
            if pipe.poll(_left(ends)):
                return pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self._kill()
            raise RuntimeError("the process that audits large articles died") from None
        self._kill()
        self._spawn()
        raise TimeoutError("the article took longer than it may")

    def _spawn(self) -> Connection:
        """The pipe to the process, which is started if it does not run."""
        if self._running is not None and not self._running.process.is_alive():
            self._kill()
        if self._running is None:
            context = multiprocessing.get_context("spawn")  # a fork would copy locks that other threads hold
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, self._auditor.parts()), daemon=True)
            process.start()
            theirs.close()
            self._running, self._ready = _Process(process, ours), False
        return self._running.pipe

    def _kill(self) -> None:
        if self._running is not None:
            self._running.process.kill()
            self._running.process.join()
            self._running.process.close()
            self._running.pipe.close()
            self._running = None


def read_row(row: Mapping[str, Any]) -> Article:
    """The article that an input row describes, named by the row only. Raises InputError."""
    return article_of(row, "article")


def warm_up(auditor: Auditor) -> None:
    """Load what the first audit would, while nobody waits for it: tables and patterns, 1.5 s of a processor.

    A gate gives an audit 2 s, and on a busy machine the first one took 10.
    """
    auditor.audit(read_row(WARMING))


def _revise(auditor: Auditor, old: Article, new: Article, today: date | None) -> list[Finding]:
    before, after = (auditor.read(article, today) for article in (old, new))
    return list(auditor.audit_revision(before, after)[0])


def _align(auditor: Auditor, old: Article, new: Article, today: date | None) -> Aligned:
    tellings = [make_telling(auditor.read(article, today), str(n)) for n, article in enumerate((old, new))]
    return Aligned(tellings, find_differences(tellings))


def _size(*texts: str) -> int:
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)


def _left(ends: float) -> float:
    return max(0.0, ends - time.monotonic())


def _serve(pipe: Connection, parts: tuple[Any, ...]) -> None:
    """Answer what comes through `pipe` until the other end is gone."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the service, which ends this process
    auditor = Auditor(*parts)
    jobs: Mapping[str, Callable[[Any], Any]] = {
        "audit": lambda given: auditor.audit(*given),
        "read": read_row,
        "diff": lambda texts: diff_texts(*texts),
        "revise": lambda given: _revise(auditor, *given),
        "align": lambda given: _align(auditor, *given),
    }
    pipe.send(True)
    warm_up(auditor)
    while True:
        try:
            job, value = pipe.recv()
        except EOFError:
            return
        pipe.send(_outcome(jobs[job], value))


def _outcome(job: Callable[[Any], Any], value: Any) -> Any:
    """What `job` gives or raises, in a shape that passes through a pipe."""
    try:
        return job(value)
    except InputError as error:
        return error
    except Exception as error:
        return RuntimeError(f"{type(error).__name__} in the process that audits large articles")
