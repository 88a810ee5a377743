"""Kind `title-number`: a number of the title that the text does not bear out."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import groupby, islice, pairwise
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.number_fit import (
    ABOVE,
    BELOW,
    add_up_to,
    bears_out,
    count_same,
    is_share,
    may_both_hold,
    times_apart,
)
from auditor.mentions.number_kin import SEVERAL, counted_persons, find_kin
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import (
    YEARS,
    Number,
    content_words,
    find_numbers,
    find_title_numbers,
    phrase_of,
    window_of,
)
from auditor.mentions.times import find_document_date, find_times
from auditor.mentions.title_sentences import find_told
from auditor.mentions.title_swaps import is_swapped
from auditor.mentions.tolls import toll_of
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
JUDGED = frozenset({"count", "money", "percent", "measure", "fraction", "age"})
SIDE_REACH = 2
"""Tokens behind a unit, with a hyphen, among which stands what is measured."""
DECADE = 10
"""Years."""
MAX_NUMBERS = 20
"""Numbers of a title, and of a sentence for sums, that are looked at."""
MAX_SENTENCES = 40
"""Sentences with numbers that are looked at for sums."""
YEAR_KINDS = frozenset({"count", "measure"})
"""What a year is taken for before a noun: "Advent of Code 2025 week 2"."""
COUNTED = frozenset({"count", "money", "measure", "percent"})
"""Kinds of numbers that stand for one thing in a text."""
MAX_NAMED = 5
"""So many dead may be named one by one: "a woman and her two children"."""
LAST_PLACE = 3
"""Numbers of the text, from 0 on, that tell what the title tells; later ones are mostly of something else."""
MIN_TOLD = 0.2
"""Of what the title's words tell, the share that the words of a sentence tell if it is of the same matter. Where titles
of the development articles have a number that their texts lack, the rival's sentence told as much three times, each an
error; the others (4) told less or had spans of time. Of 45 slips with a rival 33 had one that told as much."""
LEAD_SENTENCES = 6
"""At the beginning of a text."""
OPPOSITES = {"over": BELOW | {"about"}, "nearly": ABOVE, "under": ABOVE, "up to": frozenset({"over"})}
"""For each bound of a title those of the text that say otherwise."""


class Params(Schema):
    """`finds`: a number that the text has otherwise, one that it has not at all, or one that it bounds otherwise."""

    finds = fields.Str(validate=validate.OneOf(["value", "absent", "bound"]), required=True)


class Mismatch(NamedTuple):
    """A number of the title, and the one of the text that it should be, if there is one."""

    window: Window
    number: Number
    numbers: Sequence[Number]
    """Those of the text."""
    rival: Number | None
    same: str
    """What rival and number have in common: "things", "fate", "penalty" or "nothing"."""
    rivals: Sequence[Number]
    """All numbers of the text that have that in common with it."""

    @property
    def document(self) -> Document:
        """That of both."""
        return self.window.document

    @property
    def shared(self) -> int:
        """Content words that the title and the rival's sentence share, with what is counted."""
        return len(content_words(self.window) & content_words(self.told)) if self.told else 0

    @property
    def told(self) -> Window | None:
        """Where the rival stands."""
        return window_of(self.document, self.rival) if self.rival else None

    @property
    def told_share(self) -> float:
        """Of what the title's words tell, the share that the rival's sentence tells."""
        return _told_share(self.document, self.rival) if self.rival else 0.0

    @property
    def early(self) -> bool:
        """Whether the rival is among the first numbers of the text."""
        return self.rival in self.numbers[: LAST_PLACE + 1]

    @property
    def set_apart(self) -> bool:
        """Whether the rival's sentence tells of something beside the news."""
        return self.told is not None and self.told.has(words("numbers/set apart"))

    @property
    def unanimous(self) -> bool:
        """Whether the text has one value for what both have in common."""
        return len({each.value for each in self.rivals}) == 1

    @property
    def undivided(self) -> bool:
        """Whether the rival's sentence has one value for that."""
        return len({each.value for each in self.rivals if self._is_beside(each)}) == 1

    def _is_beside(self, other: Number) -> bool:
        """Whether a number of the text stands in the rival's sentence."""
        sentences = {self.document.sentence_at(each.span.start) for each in (other, self.rival) if each}
        return len(sentences) == 1

    @property
    def same_fate(self) -> bool:
        """Whether both count the dead, or the hurt."""
        fate = toll_of(self.document, self.number, "title")
        return self.rival is not None and fate != "" and fate == toll_of(self.document, self.rival)


def propose_values(document: Document, rule: Rule) -> Iterator[Mismatch]:
    """Amounts of the title that no number of the text equals or rounds to."""
    titled = document.layer(find_title_numbers)[:MAX_NUMBERS]
    numbers = _body_numbers(document) if titled else []
    told = {number.value for number in titled}
    for number in filter(_is_judged, titled if numbers else ()):
        if not any(map(partial(bears_out, number), numbers)):
            yield _mismatch(document, number, numbers, [other for other in numbers if other.value not in told])


def _is_judged(number: Number) -> bool:
    """Whether it states an amount of several."""
    return number.kind in JUDGED and number.value > 1


def propose_rivals(document: Document, rule: Rule) -> Iterator[Mismatch]:
    """Those of which the text has the like."""
    return (found for found in propose_values(document, rule) if found.rival)


def _body_numbers(document: Document) -> Sequence[Number]:
    """The numbers below the title, in order."""
    numbers = document.layer(find_numbers)
    return numbers[bisect_left(numbers, document.body_start, key=lambda number: number.span.start) :]


def _mismatch(document: Document, number: Number, numbers: Sequence[Number], others: Sequence[Number]) -> Mismatch:
    """The number with the nearest of those that have something in common with it, by the first of `IN_COMMON`."""
    same, rivals = find_kin(document, number, others)
    likeliest = min(rivals, key=partial(_unlikeness, document, number), default=None)
    return Mismatch(window_of(document, number, "title"), number, numbers, likeliest, same, rivals)


def _unlikeness(document: Document, number: Number, rival: Number) -> tuple[float, float]:
    """The less, the likelier the rival is told of the same matter: by its sentence, then by its value."""
    return -_told_share(document, rival), times_apart(number, rival)


def _told_share(document: Document, number: Number) -> float:
    """Of what the title's words tell, the share that the sentence of a number of the text tells."""
    return document.layer(find_told).get(document.sentence_at(number.span.start), 0.0)


def _lead_share(found: Mismatch) -> float:
    """The same of the first sentences of the text, the one that tells most."""
    document = found.document
    first = bisect_left(document.sentences, document.body_start, key=lambda span: span.start)
    told = document.layer(find_told)
    return max((told.get(span, 0.0) for span in document.sentences[first : first + LEAD_SENTENCES]), default=0.0)


def _is_of_time(found: Mismatch) -> bool:
    """Whether it is a span of time; an age is told in one way only."""
    return found.number.kind == "measure" and found.number.unit in load_number_words().hours


def _is_since(found: Mismatch) -> bool:
    """Whether so many years lie between one that the text names and its own: "60 years after the flood", "At 102"."""
    number, day = found.number, found.document.layer(find_document_date).day
    bare = number.kind == "count" and not number.noun
    if day is None or not (number.unit == "year" or number.kind == "age" or bare):
        return False
    years = {time.year for time in found.document.layer(find_times)} - {None}
    since = day.year - Fraction(number.value)
    return not years.isdisjoint(range(math.ceil(since) - 1, math.floor(since) + 2))


def _is_of_score(found: Mismatch) -> bool:
    """Whether a score of the text has so much together or between its sides: a "six-goal derby" ends 3-3 or 5-1."""
    sides = pairwise(other.value for other in found.numbers if other.kind == "score")
    return any(found.number.value in (one + other, abs(one - other)) for one, other in sides)


def _is_made(found: Mismatch) -> bool:
    """Whether numbers of one sentence make the title's, as a sum or a difference, or one is such a share of another."""
    sentences = groupby(found.numbers, key=lambda number: window_of(found.document, number).sentence)
    groups = [list(islice(group, MAX_NUMBERS)) for _, group in islice(sentences, MAX_SENTENCES)]
    dead = [found.rivals[:MAX_NUMBERS]] if found.same == "fate" else []
    return any(map(partial(add_up_to, found.number), groups + dead)) or is_share(found.number, _shares(found))


def _is_topped_up(found: Mismatch) -> bool:
    """Whether the text counts as many persons, or "two more", as one of the rivals wants to make the title's number."""
    sorts = counted_persons()
    others = {other.value for other in found.numbers if other.kind == "count" and other.noun in sorts}
    return any(found.number.value - rival.value in others for rival in found.rivals)


def _is_list(found: Mismatch) -> bool:
    """Whether it may be the number of things that the text lists one by one: "6 boats for beginners"."""
    before = found.window.word_before
    heads = before == "" or before in words("numbers/before a list")
    return heads and found.same == "things" and found.number.noun not in words("numbers/victims")


def _is_of_other_side(found: Mismatch) -> bool:
    """Whether one is how deep a thing is and the other how wide."""
    rival = [found.rival] if found.rival else []
    phrases = [phrase_of(found.document, found.number, "title"), *(phrase_of(found.document, each) for each in rival)]
    return len({_side(phrase) for phrase in phrases}) > 1


def _side(phrase: Window) -> str:
    """Which of its sides a measure is of: "16-foot-deep", "39 feet wide"."""
    return next((word for word in phrase.after(SIDE_REACH) if word in words("numbers/sides")), "")


def _names_others(found: Mismatch) -> bool:
    """Whether the text goes on to others behind the rival, which counts one sort: "17 guests and the cook"."""
    rival = found.rival
    if rival is None or rival.noun not in words("numbers/victims") - {found.number.noun}:
        return False
    return phrase_of(found.document, rival).word_after in words("grammar/conjunctions")


def _is_decades(found: Mismatch) -> bool:
    """Whether it is years that the text may tell by the decade."""
    tens = found.number.unit == "year" and found.number.value % DECADE == 0
    return tens and not words("numbers/decades").isdisjoint(found.document.tokens.counts)


def _shares(found: Mismatch) -> Iterator[tuple[Number, Number]]:
    """Counts of which one is told as a part of the other: "2,000 of 2,700 boats", "of 2,700 boats 2,000"."""
    counts = list(filter(_is_of_several, found.numbers))
    led = {number for number in counts if window_of(found.document, number).word_before == "of"}
    return (pair for pair in pairwise(counts) if not led.isdisjoint(pair))


def _is_of_several(number: Number) -> bool:
    return number.kind == "count" and number.value >= SEVERAL


def _is_year(found: Mismatch) -> bool:
    """Whether it is written as a year is."""
    written = "".join(found.window.words)
    return found.number.kind in YEAR_KINDS and found.number.value in YEARS and written.isdecimal()


def _is_glued(found: Mismatch) -> bool:
    """Whether letters stand right against it: "5G", "v2"."""
    text, (start, end) = found.document.title_text, found.number.span
    return text[end : end + 1].isalnum() or text[start - 1 : start].isalpha()


def _tell(found: Mismatch, rule: Rule) -> Hit:
    rival = found.rival
    assert rival is not None
    phrase = phrase_of(found.document, rival).span
    evidence = Evidence("the text", "text", phrase, found.document.text[slice(*phrase)])
    values = {"other": " ".join(evidence.quote.split())}
    return Hit(rule, found.window.span, found.document.title_field, values, (evidence,))


def _tell_absent(found: Mismatch, rule: Rule) -> Hit:
    return Hit(rule, found.window.span, found.document.title_field)


def propose_bounds(document: Document, rule: Rule) -> Iterator[Mismatch]:
    """Numbers of the title that the text has with a bound on the other side only: "over 25" for "about 25"."""
    for number in filter(_is_judged, document.layer(find_title_numbers)[:MAX_NUMBERS]):
        opposites = OPPOSITES.get(number.comparator, frozenset())
        same = list(filter(partial(count_same, number), _body_numbers(document))) if opposites else []
        equal = [other for other in same if other.value == number.value]
        if equal and opposites.issuperset(other.comparator for other in equal):
            yield Mismatch(phrase_of(document, number, "title"), number, same, equal[0], "things", equal)


def _has_beyond(found: Mismatch) -> bool:
    """Whether the text has another number of the same things on the side that the title claims."""
    above, value = found.number.comparator in ABOVE, found.number.value
    return any(other.value > value if above else other.value < value for other in found.numbers)


ONE_MATTER: Mapping[str, Callable[[Mismatch], bool]] = {
    "told": lambda found: found.told is not None,
    "of one kind": lambda found: found.same == "penalty" or (found.number.kind in COUNTED and not _is_of_time(found)),
    "exclusive": lambda found: found.rival is not None and not may_both_hold(found.number, found.rival),
    "of many": lambda found: found.same != "fate" or found.number.value > MAX_NAMED,
    "of one value": lambda found: found.unanimous or (found.same == "things" and found.early and found.undivided),
    "in its words": lambda found: found.same != "things" or found.same_fate or found.told_share >= MIN_TOLD,
    "of nothing beside": lambda found: found.same == "fate" or not found.set_apart,
}
"""All that must hold where the text plainly tells the same with another number. Spans of time and shares stand for many
things at once, but for years in prison; five dead may be named one by one; a sentence of something beside the news
tells of other things."""
VALUE_FEATURES: Mapping[str, Feature] = {
    "swapped": lambda found: is_swapped(found.document, found.number.span),
    "one-matter": lambda found: all(sign(found) for sign in ONE_MATTER.values()),
    "years-since": _is_since,
    "of-score": _is_of_score,
    "decades": _is_decades,
    "list": _is_list,
    "made": _is_made,
    "names-others": _names_others,
    "topped-up": _is_topped_up,
    "year": _is_year,
    "glued": _is_glued,
    "figure": lambda found: "".join(found.window.words),
    "kind": lambda found: found.number.kind,
    "noun": lambda found: found.number.noun,
    "of-other-side": _is_of_other_side,
    "of-time": _is_of_time,
    "same": lambda found: found.same,
    "value": lambda found: float(found.number.value),
    "shared": lambda found: float(found.shared),
    "lead": _lead_share,
    "more": lambda found: float(found.number.value - max((each.value for each in found.rivals), default=0)),
    "one-more": lambda found: not words("numbers/one more").isdisjoint(found.document.tokens.counts),
}
DETECTORS: Mapping[str, Detector[Any]] = {
    "value": Detector(propose_rivals, _tell, VALUE_FEATURES),
    "absent": Detector(propose_values, _tell_absent, VALUE_FEATURES),
    "bound": Detector(propose_bounds, _tell, {"beyond": _has_beyond}),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
