"""The worst that a careless or hostile sender can hand in: no crash, and time that grows with the text, not faster."""

import io
import time

import pytest

from auditor import Article, Auditor
from auditor.ingest.errors import InputError
from auditor.ingest.html import read_page
from auditor.ingest.item import WHOLE
from auditor.ingest.text import read_text

AUDITOR = Auditor()
PATTERNS = {
    "one letter": "a",
    "one word": "word ",
    "capitals": "Abc Def ",
    "capitals in a row": "ABC",
    "digits": "1",
    "numbers": "12 of 25 ",
    "money": "$1,000,000 ",
    "dates": "Monday, 31 June 2024 and ",
    "quotes": "“",
    "closed quotes": "“a” ",
    "straight quotes": '"a',
    "brackets": "(",
    "full stops": ".",
    "sentences": "He did. ",
    "lines": "Menu\n",
    "bullets": "- item\n",
    "paragraphs": "The harbour board met on Tuesday to talk about the new ferry.\n\n",
    "spaces": " ",
    "line breaks": "\n",
    "combining marks": "e\u0301",
    "commas": "a, ",
    "names": "Senator Marco Rubio of Florida, ",
    "places": "Doha, Kuwait, ",
    "dashes": "-",
    "emoji": "👩‍👩‍👧",
    "pipes": "Home | News | ",
}
SMALL, FACTOR = 12_500, 8
SLACK = 2.5
"""Linear work may take this many times its share on a busy machine; quadratic work would take 8."""


def cpu(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        report = AUDITOR.audit(Article(title="A title of some words", text=text))
        best = min(best, time.process_time() - begun)
        assert report.complete, report.failures
    return best


@pytest.mark.parametrize("name", PATTERNS)
def test_time_grows_with_the_text(name: str) -> None:
    piece = PATTERNS[name]
    for _ in range(3):  # another program may take the processor's cache away in one round
        small = cpu(piece * (SMALL // len(piece)))
        large = cpu(piece * (SMALL * FACTOR // len(piece)))
        if large < max(small, 0.004) * FACTOR * SLACK:
            return
    pytest.fail(f"{small:.4f} s, then {large:.4f} s for {FACTOR} times the text")


def test_five_megabytes_of_prose() -> None:
    text = ("The harbour board met on Tuesday to talk about the new ferry of Port Lemmer. " * 8 + "\n") * 8_400
    assert len(text) > 5_000_000
    begun = time.process_time()
    assert AUDITOR.audit(Article(text=text)).complete
    assert time.process_time() - begun < 60


def test_deeply_nested_page_is_refused_fast() -> None:
    begun = time.process_time()
    with pytest.raises(InputError, match="nested more than"):
        read_page("<div>" * 50_000 + "a" + "</div>" * 50_000, "page", {})
    assert time.process_time() - begun < 1


def test_too_large_a_text_is_refused() -> None:
    with pytest.raises(InputError, match="at most"):
        [item.read() for item in read_text(io.BytesIO(b"a" * ((8 << 20) + 1)), "large.txt", WHOLE)]
