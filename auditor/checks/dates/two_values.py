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
        first, second = (time.window(self.document) for time in (self.first, self.second))
        return frozenset([*first.around(), *second.around()])


def propose(document: Document, rule: Rule) -> Iterator[Pair]:
    """Each day or month behind words that stand before another one in an earlier sentence, and tell what is to be."""
    if not words("dates/standing").isdisjoint(document.tokens.counts):
        for first, *others in document.layer(_by_words_before).values():
            values = {_value(time) for time in (first, *others)}
            pairs = (Pair(first, other, document, len(values)) for other in others if len(values) > 1)
            yield from filter(_differs, pairs)


def _by_words_before(document: Document) -> Mapping[tuple[str, ...], Sequence[Time]]:
    """Days and months by the words right before them."""
    found: dict[tuple[str, ...], list[Time]] = defaultdict(list)
    folded = document.tokens.folded
    for time in document.layer(find_times):
        if time.grain <= Grain.MONTH and (time.month or time.weekday is not None):
            found[tuple(folded[max(0, time.first - MIN_COMMON) : time.first])].append(time)
    return found


def _value(time: Time) -> tuple[int | None, ...]:
    """What of it can be compared: a date with another date, a weekday with a weekday."""
    return (time.month, time.day, time.weekday)


def _differs(pair: Pair) -> bool:
    """Whether two times of other sentences cannot be the same, nor of two years."""
    one, other = pair.first, pair.second
    years = {one.year, other.year} - {None}
    parts = zip(_value(one), _value(other), strict=True)
    differ = any(part != value for part, value in parts if None not in (part, value))
    return differ and len(years) < len((one, other)) and not one.window(pair.document).shares_sentence(pair.window)


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
    "lead": lambda pair: "".join(pair.common[-1:]),
    "years": lambda pair: None not in (pair.first.year, pair.second.year),
}
DETECTOR = Detector(propose, tell, FEATURES)
