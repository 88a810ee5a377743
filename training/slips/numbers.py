"""Slips in figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from auditor.article import Article
from training.slips.pool import Pool
from training.slips.slip import Site, site

FIGURE = re.compile(r"(?<![\w.,:/-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w:/-]|[.,]\d)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NEXT = re.compile(r"[ -]*([a-z]{3,})")
LEAST_DIGITS = 3
"""With fewer significant digits, only a figure before the same noun can be told for the same."""


def number_digit(article: Article, _: Pool) -> Iterator[Site]:
    """A figure that stands twice or more, with one digit changed in one place."""
    matches = [match for match in FIGURE.finditer(article.text) if not is_year(match.group())]
    stands = Counter(match.group() for match in matches)
    nouns = Counter((match.group(), _noun(article.text, match)) for match in matches)
    for match in matches:
        figure, noun = match.group(), _noun(article.text, match)
        same_noun = bool(noun) and nouns[figure, noun] > 1
        if stands[figure] > 1 and (_significant(figure) >= LEAST_DIGITS or (same_noun and _significant(figure) > 1)):
            yield site(match, [other for other in one_digit_off(figure) if other not in article.text])


def one_digit_off(figure: str) -> list[str]:
    """`figure` with each digit changed to each other; none begins with 0."""
    return [
        f"{figure[:place]}{digit}{figure[place + 1 :]}"
        for place, old in enumerate(figure)
        for digit in ("123456789" if place == 0 else "0123456789")
        if old.isdigit() and digit != old
    ]


def is_year(figure: str) -> bool:
    """Whether a figure may be a year."""
    return bool(_YEAR.fullmatch(figure))


def _significant(figure: str) -> int:
    return len(figure.replace(",", "").replace(".", "").strip("0"))


def _noun(text: str, match: re.Match[str]) -> str:
    found = _NEXT.match(text, match.end())
    return found[1] if found else ""
