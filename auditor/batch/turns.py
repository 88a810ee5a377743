"""The turns of a run's articles: by what each says of itself, so that the order of the input decides nothing."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.article import Article
from auditor.story.match import UNDATED

Rows = NDArray[Any]
TURN = np.dtype([("day", "<i4"), ("second", "<u4"), ("brevity", "<u4"), ("mark", "<u8")])
MOST_WORDS = 0xFFFFFFFF


class Turn(NamedTuple):
    """When an article has its turn; of two, the lesser is first."""

    day: int
    """A proleptic ordinal, or UNDATED."""
    second: int
    """Of the day; 0 where the time is not known."""
    brevity: int
    """How many words it falls short of MOST_WORDS. Of one time the longest is first: it has the most in common with
    the others. Of ten orders of the five articles of seeds/, five part their one event into two stories; by length it
    is one."""
    mark: int
    """A number made of its id and its words, for articles of one time and length."""


def turn_of(article: Article) -> Turn:
    """The turn of an article; that of another is the same only if both have the same id and say the same."""
    published, day = article.published, article.published_on
    second = published.hour * 3600 + published.minute * 60 + published.second if isinstance(published, datetime) else 0
    named = (article.id, article.source, article.url, article.title, article.text)
    mark = hashlib.blake2b(repr(named).encode("utf-8", "surrogatepass"), digest_size=8)
    brevity = MOST_WORDS - article.words
    return Turn(day.toordinal() if day else UNDATED, second, brevity, int.from_bytes(mark.digest(), "little"))


def in_turn(rows: Rows, *before: str) -> Rows:
    """The places of rows with the fields of TURN in their order; the fields `before` come before all."""
    return np.lexsort([rows[name] for name in (*reversed(TURN.names or ()), *reversed(before))])
