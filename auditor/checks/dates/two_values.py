"""One statement with two days: "must be handed in by April 2" and, further on, "must be handed in by April 9"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.times import Grain, Time, find_times
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

MIN_COMMON = 4
"""Tokens before both times that must be the same. With three, 30 pairs of untouched news were of two plans."""
REACH = 10
"""Tokens that are compared."""


class Pair(NamedTuple):
    """Two times behind the same words."""

    first: Time
    second: Time
    document: Document
    values: int
    """How many different times the article has behind these words."""

    @property
    def window(self) -> Window:
        """The second."""
        return self.second.window(self.document)

    @property
    def common(self) -> list[str]:
        """The words that both stand behind, the nearest last."""
        before = (time.window(self.document).before(REACH)[::-1] for time in (self.first, self.second))
        return [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(*before, strict=False))][::-1]

    @property
    def elsewhere(self) -> bool:
        """Whether each goes on with where, or for whom, it holds."""
        behind = {time.window(self.document).word_after for time in (self.first, self.second)}
        return words("dates/where").issuperset(behind)

    @property
    def sentences(self) -> frozenset[str]:
        """The words of both sentences."""
        windows = (time.window(self.document) for time in (self.first, self.second))
        return frozenset(word for window in windows for word in window.around())


def propose(document: Document, rule: Rule) -> Iterator[Pair]:
    """Each day or month behind words that stand before another one in an earlier sentence, and tell what is to be."""
    if not words("dates/standing").isdisjoint(document.tokens.counts):
        for times in document.layer(_by_words_before).values():
            different = {_value(time) for time in times}
            if len(different) > 1 and _stands(document, times[0]):
                pairs = ((times[0], other) for other in times[1:] if _differs(document, times[0], other))
                yield from (Pair(one, other, document, len(different)) for one, other in pairs)


def _by_words_before(document: Document) -> Mapping[tuple[str, ...], Sequence[Time]]:
    """Days and months by the words right before them."""
    found: dict[tuple[str, ...], list[Time]] = defaultdict(list)
    for time in document.layer(find_times):
        if time.grain <= Grain.MONTH and (time.month or time.weekday is not None):
            before = tuple(time.window(document).before(MIN_COMMON))
            if len(before) == MIN_COMMON:
                found[before].append(time)
    return found


def _value(time: Time) -> tuple[int | None, ...]:
    return (time.month, time.day) if time.month else (None, time.weekday)


def _stands(document: Document, time: Time) -> bool:
    """Whether the words before it tell what is to be, and are no mere function words and marks."""
    before = time.window(document).before(REACH)
    return not words("dates/standing").isdisjoint(before)


def _differs(document: Document, one: Time, other: Time) -> bool:
    """Whether two times of other sentences cannot be the same, nor of two years."""
    apart = not one.window(document).shares_sentence(other.window(document))
    if one.month and other.month:
        differ = one.month != other.month or None not in (one.day, other.day) and one.day != other.day
    else:
        differ = None not in (one.weekday, other.weekday) and one.weekday != other.weekday
    return apart and differ and (one.year == other.year or None in (one.year, other.year))


def _has_subject(pair: Pair) -> bool:
    """Whether the words that are the same begin before the verb that tells what is to be."""
    standing = words("dates/standing")
    at = next((at for at, word in enumerate(pair.common) if word in standing), 0)
    return any(word.isalpha() and word not in standing for word in pair.common[:at])


def tell(pair: Pair, rule: Rule) -> Hit:
    """Both times as they are written."""
    text = pair.document.text
    first, second = (" ".join(text[slice(*time.span)].split()) for time in (pair.first, pair.second))
    note = Evidence("the other time", span=pair.first.span, quote=text[slice(*pair.first.span)])
    values = {"date": second, "other": first, "found": " ".join(pair.common)}
    return Hit(rule, pair.window.span, values=values, evidence=(note,))


FEATURES = {
    "words": lambda pair: len(pair.common),
    "subject": _has_subject,
    "standing": lambda pair: not words("dates/standing").isdisjoint(pair.common),
    "elsewhere": lambda pair: pair.elsewhere,
    "sentences": lambda pair: pair.sentences,
    "values": lambda pair: pair.values,
}
DETECTOR = Detector(propose, tell, FEATURES)
