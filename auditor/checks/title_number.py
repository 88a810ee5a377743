"""Kind `title-number`: a number of the title that the text does not bear out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, islice, pairwise
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks.contrast import tell
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.body import find_body_numbers, find_years_since, first_sentences
from auditor.mentions.number_fit import (
    ABOVE,
    BELOW,
    MAX_PARTS,
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
    find_title_numbers,
    phrase_of,
    window_of,
)
from auditor.mentions.title_sentences import told_share
from auditor.mentions.title_swaps import is_swapped
from auditor.mentions.tolls import fates_of, toll_of
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
COUNTED = frozenset({"count", "money", "measure", "percent"})
"""Kinds of numbers that stand for one thing in a text."""
JUDGED = COUNTED | {"age"}
SIDE_REACH = 2
"""Tokens behind a unit, with a hyphen, among which stands what is measured."""
BESIDE_REACH = 4
"""Tokens before a number of the dead in which somebody of none stands: "a young officer and"."""
DECADE = 10
"""Years."""
MAX_NUMBERS = 20
"""Numbers of a title, and of a sentence for sums, that are looked at."""
MAX_SENTENCES = 40
"""Sentences with numbers that are looked at for sums."""
MAX_NAMED = 5
"""So many dead may be named one by one: "a woman and her two children"."""
FIRST_NUMBERS = 4
"""Numbers of the text that tell what the title tells; later ones are mostly of something else."""
MIN_TOLD = 0.2
"""Of what the title's words tell, the share that the words of a sentence tell if it is of the same matter. Where titles
of the development articles have a number that their texts lack, the rival's sentence told as much three times, each an
error; the others (4) told less or had spans of time. Of 45 slips with a rival 33 had one that told as much."""
LEAD_SENTENCES = 6
"""At the beginning of a text."""
OPPOSITES = {"over": BELOW | {"about"}, "nearly": ABOVE, "under": ABOVE, "up to": frozenset({"over"})}
"""For each bound of a title those of the text that say otherwise."""
ONE_YEAR = 1
"""Between two years lie so many more or less, as the days of the year fall."""


class Params(Schema):
    """`finds`: a number that the text has otherwise, not at all or bounded otherwise, or one of the dead that is in the
    text that of the hurt, too."""

    finds = fields.Str(validate=validate.OneOf(["value", "absent", "bound", "dead"]), required=True)


class Mismatch(NamedTuple):
    """A number of the title, and those of the text that it should be, if there are any."""

    window: Window
    number: Number
    numbers: Sequence[Number]
    """Those of the text."""
    same: str
    """What the rivals have in common with the number: "things", "fate", "penalty" or "nothing"."""
    rivals: Sequence[Number]
    """All numbers of the text that have that in common with it, the likeliest first."""

    @property
    def document(self) -> Document:
        """That of both."""
        return self.window.document

    @property
    def rival(self) -> Number:
        """The likeliest."""
        return self.rivals[0]

    @property
    def told(self) -> Window:
        """Where it stands, with what it counts."""
        return phrase_of(self.document, self.rival)

    @property
    def told_share(self) -> float:
        """Of what the title's words tell, the share that its sentence tells."""
        return told_share(self.document, self.rival.span.start)

    @property
    def unanimous(self) -> bool:
        """Whether the text has one value for what both have in common."""
        return _have_one_value(self.rivals)

    @property
    def early(self) -> bool:
        """Whether it is among the first numbers of the text, and its sentence has one value for that."""
        beside = [each for each in self.rivals if self.told.shares_sentence(window_of(self.document, each))]
        return self.rival in self.numbers[:FIRST_NUMBERS] and _have_one_value(beside)

    @property
    def set_apart(self) -> bool:
        """Whether its sentence tells of something beside the news."""
        return window_of(self.document, self.rival).has(words("numbers/set apart"))

    @property
    def same_fate(self) -> bool:
        """Whether both count the dead, or the hurt."""
        return toll_of(self.document, self.number, "title") == toll_of(self.document, self.rival) != ""

    @property
    def of_time(self) -> bool:
        """Whether it is a span of time; an age is told in one way only."""
        return self.number.kind == "measure" and self.number.unit in load_number_words().hours


def propose_absent(document: Document, rule: Rule) -> Iterator[Mismatch]:
    """Amounts of the title that no number of the text equals or rounds to."""
    told = {number.value for number in document.layer(find_title_numbers)}
    for number in _titled(document):
        numbers = document.layer(find_body_numbers)
        if numbers and not any(map(partial(bears_out, number), numbers)):
            yield _mismatch(document, number, numbers, [other for other in numbers if other.value not in told])


def _titled(document: Document) -> list[Number]:
    """The numbers of the title that state an amount of several: of one thing a text need not say how many it is."""
    numbers = document.layer(find_title_numbers)[:MAX_NUMBERS]
    return [number for number in numbers if number.kind in JUDGED and number.value > 1]


def propose_values(document: Document, rule: Rule) -> Iterator[Mismatch]:
    """Those of which the text has the like."""
    return (found for found in propose_absent(document, rule) if found.rivals)


def _mismatch(document: Document, number: Number, numbers: Sequence[Number], others: Sequence[Number]) -> Mismatch:
    """The number with those that have something in common with it, the likeliest first: by their sentence, by value."""
    same, rivals = find_kin(document, number, others)
    likeliest = sorted(rivals, key=lambda rival: (-told_share(document, rival.span.start), times_apart(number, rival)))
    return Mismatch(window_of(document, number, "title"), number, numbers, same, likeliest)


def _have_one_value(numbers: Iterable[Number]) -> bool:
    return len({number.value for number in numbers}) == 1


def _shared_words(found: Mismatch) -> int:
    """Content words that the title and the likeliest rival's sentence share, with what is counted."""
    titled = content_words(found.window)
    return sum(len(titled & content_words(window_of(found.document, rival))) for rival in found.rivals[:1])


def _lead_share(found: Mismatch) -> float:
    """Of what the title's words tell, the share that one of the first sentences of the text tells."""
    lead = first_sentences(found.document, LEAD_SENTENCES)
    return max((told_share(found.document, sentence.start) for sentence in lead), default=0.0)


def _is_since(found: Mismatch) -> bool:
    """Whether so many years lie between one that the text names and its own: "60 years after the flood", "At 102"."""
    return any(abs(since - float(found.number.value)) <= ONE_YEAR for since in found.document.layer(find_years_since))


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


def _is_total(found: Mismatch) -> bool:
    """Whether the title counts two or three things before it, and numbers of the text add up to it."""
    first = found.number.tokens[0]
    earlier = (each for each in found.document.layer(find_title_numbers) if each.tokens[1] <= first and each.noun)
    counted = any(each.kind == "count" and SEVERAL <= each.value <= MAX_PARTS for each in earlier)
    return counted and add_up_to(found.number, found.numbers[:MAX_NUMBERS])


def _shares(found: Mismatch) -> Iterator[tuple[Number, Number]]:
    """Counts of which one is told as a part of the other: "2,000 of 2,700 boats", "of 2,700 boats 2,000"."""
    counts = [number for number in found.numbers if number.kind == "count"]
    led = {number: window_of(found.document, number).word_before == "of" for number in counts}
    return (pair for pair in pairwise(counts) if any(map(led.__getitem__, pair)))


def _has_same_figure(found: Mismatch) -> bool:
    """Whether the text has the figure with another word of its size: "10 or 15 crore" for "Rs 15"."""
    figures = {word for word in found.window.words if word[0].isdigit()}
    alike = (window_of(found.document, each) for each in found.numbers if each.kind == found.number.kind)
    return any(not figures.isdisjoint(each.words) for each in alike if found.told.shares_sentence(each))


def _is_topped_up(found: Mismatch) -> bool:
    """Whether the text counts as many persons, or "two more", as one of the rivals wants to make the title's number."""
    sorts = counted_persons()
    others = {other.value for other in found.numbers if other.kind == "count" and other.noun in sorts}
    return any(found.number.value - rival.value in others for rival in found.rivals)


def _is_of_other_side(found: Mismatch) -> bool:
    """Whether one is how deep a thing is and the other how wide."""
    return _side(phrase_of(found.document, found.number, "title")) != _side(found.told)


def _has_one_beside(found: Mismatch) -> bool:
    """Whether somebody of no number is joined to those of the likeliest rival: "an officer and two soldiers"."""
    *earlier, before = found.told.before(BESIDE_REACH) or [""]
    return before in words("grammar/conjunctions") and not words("grammar/indefinite").isdisjoint(earlier)


def _side(phrase: Window) -> str:
    """Which of its sides a measure is of: "16-foot-deep", "39 feet wide"."""
    return next((word for word in phrase.after(SIDE_REACH) if word in words("numbers/sides")), "")


def _is_year(found: Mismatch) -> bool:
    """Whether it is written as a year is: four figures without a comma and a unit."""
    return "".join(found.window.words).isdecimal() and found.number.value in YEARS


def _tell_absent(found: Mismatch, rule: Rule) -> Hit:
    return Hit(rule, found.window.span, found.document.title_field)


def propose_bounds(document: Document, rule: Rule) -> Iterator[Mismatch]:
    """Numbers of the title that the text has with a bound on the other side only: "over 25" for "about 25"."""
    for number in (number for number in _titled(document) if number.comparator in OPPOSITES):
        same = list(filter(partial(count_same, number), document.layer(find_body_numbers)))
        equal = [other for other in same if other.value == number.value]
        comparators = {other.comparator for other in equal}
        if comparators and comparators <= OPPOSITES[number.comparator]:
            yield Mismatch(phrase_of(document, number, "title"), number, same, "things", equal)


def _has_beyond(found: Mismatch) -> bool:
    """Whether the text has another number of the same things on the side that the title claims."""
    above, value = found.number.comparator in ABOVE, found.number.value
    return any(other.value > value if above else other.value < value for other in found.numbers)


def propose_dead(document: Document, rule: Rule) -> Iterator[Mismatch]:
    """Numbers of the dead in the title that the text has for those who died and those who were hurt, and only so."""
    for number in _titled(document):
        numbers = document.layer(find_body_numbers) if fates_of(document, number, "title") == {"dead"} else ()
        equal = list(filter(partial(bears_out, number), numbers))
        if {len(fates_of(document, other)) for other in equal} == {SEVERAL}:
            yield Mismatch(phrase_of(document, number, "title"), number, numbers, "fate", equal)


def _has_fewer_dead(found: Mismatch) -> bool:
    """Whether the text says how many of them died."""
    fewer = (other for other in found.numbers if 0 < other.value < found.number.value)
    return any(toll_of(found.document, other) == "dead" for other in fewer)


ONE_MATTER: Mapping[str, Callable[[Mismatch], bool]] = {
    "told": lambda found: bool(found.rivals),
    "of one kind": lambda found: found.same == "penalty" or (found.number.kind in COUNTED and not found.of_time),
    "exclusive": lambda found: not may_both_hold(found.number, found.rival),
    "of many": lambda found: found.same != "fate" or found.number.value > MAX_NAMED,
    "of one value": lambda found: found.unanimous or (found.same == "things" and found.early),
    "in its words": lambda found: found.same != "things" or found.same_fate or found.told_share >= MIN_TOLD,
    "of nothing beside": lambda found: found.same == "fate" or not found.set_apart,
}
"""All that must hold where the text plainly tells the same with another number. Spans of time and shares stand for many
things at once, but for years in prison; five dead may be named one by one; a sentence of something beside the news
tells of other things."""
FEATURES_OF_NUMBERS: Mapping[str, Feature] = {
    "swapped": lambda found: is_swapped(found.window),
    "one-matter": lambda found: all(sign(found) for sign in ONE_MATTER.values()),
    "years-since": _is_since,
    "of-score": _is_of_score,
    "made": _is_made,
    "total": _is_total,
    "topped-up": _is_topped_up,
    "year": _is_year,
    "same-figure": _has_same_figure,
    "glued": lambda found: found.window.touching[1][:1].isalnum(),
    "figure": lambda found: "".join(found.window.words),
    "kind": lambda found: found.number.kind,
    "noun": lambda found: found.number.noun,
    "unit": lambda found: found.number.unit,
    "of-time": lambda found: found.of_time,
    "same": lambda found: found.same,
    "value": lambda found: float(found.number.value),
    "shared": _shared_words,
    "lead": _lead_share,
    "more": lambda found: float(found.number.value - max((each.value for each in found.rivals), default=0)),
    "one-more": lambda found: not words("numbers/one more").isdisjoint(found.document.tokens.counts),
}
FEATURES_OF_RIVALS: Mapping[str, Feature] = {
    "other-noun": lambda found: frozenset({found.rival.noun}) - {found.number.noun},
    "goes-on": lambda found: found.told.word_after,
    "one-beside": _has_one_beside,
    "other-side": _is_of_other_side,
    "in-tens": lambda found: found.number.value % DECADE == 0,
    "decades": lambda found: not words("numbers/decades").isdisjoint(found.document.tokens.counts),
}
DETECTORS: Mapping[str, Detector[Any]] = {
    "value": Detector(propose_values, tell, {**FEATURES_OF_NUMBERS, **FEATURES_OF_RIVALS}),
    "absent": Detector(propose_absent, _tell_absent, FEATURES_OF_NUMBERS),
    "bound": Detector(propose_bounds, tell, {"beyond": _has_beyond}),
    "dead": Detector(propose_dead, tell, {"fewer-dead": _has_fewer_dead}),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
