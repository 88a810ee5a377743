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
from auditor.mentions.times import Time, find_times
from auditor.rule import Rule
from auditor.text.possessive import bare
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
    def windows(self) -> tuple[Window, Window]:
        """Both."""
        return self.first.window(self.document), self.window

    @property
    def common(self) -> list[str]:
        """The words that both stand behind, the nearest last."""
        before = (window.before(REACH)[::-1] for window in self.windows)
        return [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(*before, strict=False))][::-1]

    @property
    def subject(self) -> list[str]:
        """Of these the words before the verb that tells what is to be."""
        before = takewhile(lambda word: word not in words("dates/standing"), self.common)
        return [word for word in before if word.isalpha() and word not in words("grammar/be")]

    @property
    def owned(self) -> bool:
        """Whether a possessive stands before them at both times: "Lund's hearing", and "Brandt's hearing"."""
        behind = len(self.common) + 1
        owners = [window.before(behind)[:1] for window in self.windows if len(window.before(behind)) == behind]
        return len(owners) == len(self.windows) and all(bare(word) != word for [word] in owners)


def propose(document: Document, rule: Rule) -> Iterator[Pair]:
    """Each day or month behind words that stand before another one, and tell what is to be."""
    if not words("dates/standing").isdisjoint(document.tokens.counts):
        for first, *others in document.layer(_by_words_before).values():
            values = {_value(time) for time in (first, *others)}
            yield from (Pair(first, other, document, len(values)) for other in others if _differ(first, other))


def _by_words_before(document: Document) -> Mapping[tuple[str, ...], Sequence[Time]]:
    """Days and months by the words right before them."""
    found: dict[tuple[str, ...], list[Time]] = defaultdict(list)
    folded = document.tokens.folded
    for time in document.layer(find_times):
        if time.month or time.weekday is not None:
            found[tuple(folded[max(0, time.first - MIN_COMMON) : time.first])].append(time)
    return found


def _value(time: Time) -> tuple[int | None, ...]:
    """What of it can be compared: a date with another date, a weekday with a weekday."""
    return (time.month, time.day, time.weekday)


def _differ(one: Time, other: Time) -> bool:
    """Whether two times cannot be the same."""
    parts = zip(_value(one), _value(other), strict=True)
    return any(part != value for part, value in parts if None not in (part, value))


def tell(pair: Pair, rule: Rule) -> Hit:
    """Both times as they are written."""
    first, second = pair.windows
    note = Evidence("the other time", span=first.span, quote=first.quote)
    values = {"date": second.on_one_line, "other": first.on_one_line, "found": " ".join(pair.common)}
    return Hit(rule, second.span, values=values, evidence=(note,))


FEATURES = {
    "words": lambda pair: len(pair.common),
    "subject": lambda pair: bool(pair.subject),
    "owned": lambda pair: pair.owned,
    "standing": lambda pair: not words("dates/standing").isdisjoint(pair.common),
    "elsewhere": lambda pair: words("dates/where").issuperset(window.word_after for window in pair.windows),
    "one-sentence": lambda pair: pair.window.shares_sentence(pair.windows[0]),
    "sentences": lambda pair: frozenset(word for window in pair.windows for word in window.around()),
    "values": lambda pair: pair.values,
    "lead": lambda pair: "".join(pair.common[-1:]),
    "dated": lambda pair: None not in (pair.first.year, pair.second.year),
}
DETECTOR = Detector(propose, tell, FEATURES)
