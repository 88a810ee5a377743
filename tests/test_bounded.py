"""Audits within a time limit."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor import Article, Auditor
from auditor.bounded import INLINE_BYTES, BoundedAuditor
from auditor.ingest import InputError
from auditor.ingest.html import MAX_HTML_CHARACTERS
from tests.performance.clock import slowness

SEEDS = Path(__file__).parents[1] / "seeds"

SENTENCE = "The harbour board met on Tuesday to talk about the new ferry, which is to cost $48 million.\n\n"
SMALL = Article(text=SENTENCE)
LARGE = Article(text=SENTENCE * (INLINE_BYTES // len(SENTENCE) + 1))
TOO_LARGE = Article(text=SENTENCE * 60_000)
"""Takes seconds to audit."""


@pytest.fixture(scope="module")
def bounded() -> Iterator[BoundedAuditor]:
    made = BoundedAuditor(Auditor())
    made.start()
    made.audit(LARGE, 60)
    yield made
    made.close()


def test_both_ways_say_the_same(bounded: BoundedAuditor) -> None:
    auditor = Auditor()
    for article in (SMALL, LARGE):
        assert bounded.audit(article, 60) == auditor.audit(article)


def test_a_small_article_needs_no_process() -> None:
    bounded = BoundedAuditor(Auditor())
    bounded.audit(SMALL, 60)
    assert bounded.process_id is None


@pytest.mark.alone
def test_what_takes_too_long_is_stopped_and_the_next_is_audited(bounded: BoundedAuditor) -> None:
    before = bounded.process_id
    begun = time.monotonic()
    with pytest.raises(TimeoutError, match="longer than it may"):
        bounded.audit(TOO_LARGE, 0.3)
    assert time.monotonic() - begun < 3 * slowness(time.monotonic)
    assert bounded.process_id != before
    assert bounded.audit(LARGE, 60).article == LARGE


def test_a_process_that_died_is_replaced(bounded: BoundedAuditor) -> None:
    before = bounded.process_id
    assert before is not None
    os.kill(before, signal.SIGKILL)
    os.waitid(
        os.P_PID, before, os.WEXITED | os.WNOWAIT
    )  # until all its threads have ended: then it is known to be dead
    assert bounded.audit(LARGE, 60).article == LARGE
    assert bounded.process_id != before


def test_who_waits_too_long_for_others_is_told(bounded: BoundedAuditor) -> None:
    with bounded._lock, pytest.raises(TimeoutError, match="other articles"):  # as another thread would have it
        bounded.audit(LARGE, 0.1)


def test_a_page_is_read_within_the_limit_too(bounded: BoundedAuditor) -> None:
    page = f"<html><body><article><p>{SENTENCE}</p></article></body></html>"
    large = {"html": page.replace("</article>", f"<p>{SENTENCE * 300}</p></article>"), "id": "p1"}
    for row in ({"html": page, "id": "p1"}, large):
        article = bounded.read(row, 60)
        assert SENTENCE.strip() in article.text
        assert article.id == "p1"
    with pytest.raises(InputError, match="at most"):
        bounded.read({"html": "<p>".ljust(MAX_HTML_CHARACTERS + 1, "x")}, 60)


def test_it_ends_with_its_owner() -> None:
    bounded = BoundedAuditor(Auditor())
    bounded.start()
    process = bounded.process_id
    assert process is not None
    bounded.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


COLD = """
import sys, time
from auditor import Article, Auditor
from auditor.bounded import warm_up
auditor = Auditor()
spent = [time.process_time()]
warm_up(auditor)
spent.append(time.process_time())
auditor.audit(Article(text=sys.stdin.read()))
spent.append(time.process_time())
print(spent[1] - spent[0], spent[2] - spent[1])
"""


def test_who_warmed_up_makes_nobody_wait_for_what_is_loaded_once() -> None:
    """In a process of its own, as in this one nothing is cold any more."""
    text = (SEEDS / "004_7d9cd8c081115684.txt").read_text(encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", COLD], input=text, capture_output=True, text=True, check=True)
    warming, first = map(float, done.stdout.split())
    assert first < warming / 3, done.stdout
