"""What is too large or too deep: audited in time, or refused at once; tests/worst measures how time grows."""

import io

import pytest

from auditor import Article, Auditor, Report
from auditor.ingest.errors import InputError
from auditor.ingest.html import read_page
from auditor.ingest.item import WHOLE
from auditor.ingest.text import read_text
from tests.growth import clocked, too_steep
from tests.performance.clock import slowness

AUDITOR = Auditor()


def test_five_megabytes_of_prose() -> None:
    text = ("The harbour board met on Tuesday to talk about the new ferry of Port Lemmer. " * 8 + "\n") * 8_400
    assert len(text) > 5_000_000
    reports: list[Report] = []
    assert clocked(lambda: reports.append(AUDITOR.audit(Article(text=text)))) < 60 * slowness()
    assert reports[0].complete


def test_deeply_nested_page_is_read_fast() -> None:
    def read(depth: int) -> None:
        text = read_page(f"<html><body>{'<div>' * depth}One boat left.</body></html>", "page", {}).text
        assert text == "One boat left."

    assert too_steep(lambda depth: {"page": clocked(lambda: read(depth))}, 5_000, 50_000) == {}


def test_too_large_a_text_is_refused() -> None:
    with pytest.raises(InputError, match="at most"):
        [item.read() for item in read_text(io.BytesIO(b"a" * ((8 << 20) + 1)), "large.txt", WHOLE)]
