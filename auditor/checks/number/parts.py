"""A whole and its parts: the figures of one sentence, which of them stand in one list, and what they make together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import chain, combinations, pairwise, takewhile
from typing import NamedTuple

from auditor.article import Span
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.figures import MAX_ITEM, between, is_part
from auditor.mentions.numbers import Number, phrase_of, quote_figure
from auditor.mentions.rounding import half_unit
from auditor.rule import Rule
from auditor.text.figures import spell_number
from auditor.vocabulary import words
from auditor.window import Window

MAX_PARTS = 16
"""Of a list; more are a table."""
MAX_TRIED = 8
"""Figures of a sentence of which any two or more may make the whole."""
ONE_BY_ONE = Fraction(1, 2)
"""Half a unit of a whole figure without scale."""


class Sum(NamedTuple):
    """A whole and parts of it that do not make it."""

    window: Window
    """From the first of the figures to the last."""
    whole: Number
    parts: Sequence[Number]
    others: Sequence[Number] = ()
    """The figures of the sentence about the whole, the nearest first."""

    @property
    def document(self) -> Document:
        """Where it stands."""
        return self.window.document

    @property
    def amount(self) -> Fraction:
        """What the parts make."""
        return amount_of(self.parts)

    @property
    def rounded(self) -> bool:
        """Whether they make it as far as rounding tells: what is counted in ones exactly, "1.2 million" to a tenth."""
        halves = (half_unit(self.document, number) for number in (self.whole, *self.parts))
        return abs(self.amount - self.whole.value) <= sum(half for half in halves if half != ONE_BY_ONE)

    @property
    def made_otherwise(self) -> bool:
        """Whether some other figures of the sentence make the whole."""
        tried = [number.value for number in self.others[:MAX_TRIED]]
        some = chain.from_iterable(combinations(tried, size) for size in range(2, len(tried) + 1))
        return any(sum(values) == self.whole.value for values in some)

    @property
    def gaps(self) -> Sequence[Sequence[str]]:
        """The words between each part and the next."""
        return gaps_of(self.document, self.parts)

    @property
    def tail(self) -> Sequence[str]:
        """The words behind the last part, up to the whole, the end of the list or that of the sentence."""
        last = phrase_of(self.document, self.parts[-1])
        behind = between(self.document, self.parts[-1], self.whole) if self.whole > self.parts[-1] else last.after()
        behind = behind[:-3] if " ".join(behind[-3:]) in words("sums/total of") else behind
        return list(takewhile(lambda word: word not in words("sums/after parts"), behind))

    @property
    def open(self) -> bool:
        """Whether the list has items without a figure: "four pupils and a driver", "12 men, a boy and nine women"."""
        if any(map(_inner_words, self.gaps)) or not words("sums/goes on").isdisjoint(self.tail):
            return True
        behind_commas = {other for one, other in pairwise(self.tail) if one == ","}
        return not words("sums/uncounted").isdisjoint(behind_commas)

    @property
    def nested(self) -> bool:
        """Whether one part is told as part of another: "12 were sold, nine of them abroad", "12, including nine",
        "12 are shut, with nine of stone"."""
        of_them = any(" ".join(gap[:2]) in words("sums/of them") for gap in self.gaps[1:])
        with_them = any(gap[-1:] == ["with"] for gap in self.gaps)
        return of_them or with_them or not all(map(words("sums/includes").isdisjoint, self.gaps))

    @property
    def of_one_subject(self) -> bool:
        """Whether a second verb tells more of the same: "works in 20 towns and is even known in nine"."""
        behind_and = {other for gap in self.gaps for one, other in pairwise(gap) if one == "and"}
        return not words("sums/goes on to tell").isdisjoint(behind_and)

    @property
    def cut(self) -> bool:
        """Whether a figure of another kind goes on the list: "12, 25 and 35 percent"."""
        end = self.parts[-1].phrase[1]
        return any(number.phrase[0] in range(end, end + len(self.tail)) for number in self.others)


def amount_of(parts: Sequence[Number]) -> Fraction:
    """What figures make together."""
    return sum((Fraction(part.value) for part in parts), Fraction(0))


def gaps_of(document: Document, parts: Sequence[Number]) -> list[list[str]]:
    """The words between each figure of a list and the next."""
    return [between(document, *pair) for pair in pairwise(parts)]


def _inner_words(gap: Sequence[str]) -> frozenset[str]:
    """The words of a gap that stand between two of its commas and "and": an item that has no figure."""
    joints = [at for at, word in enumerate(gap) if word in words("sums/joins")]
    inner = gap[min(joints, default=0) : max(joints, default=0)]
    return frozenset(inner) - words("sums/joins")


FEATURES: dict[str, Feature] = {
    "rounded": lambda found: found.rounded,
    "bounded": lambda found: any(number.comparator for number in (found.whole, *found.parts)),
    "made-otherwise": lambda found: found.made_otherwise,
    "exceeds": lambda found: found.amount > found.whole.value,
    "one-exceeds": lambda found: any(part.value >= found.whole.value for part in found.parts),
    "ones": lambda found: all(part.value == 1 for part in found.parts),
    "open": lambda found: found.open,
    "cut": lambda found: found.cut,
    "beside": lambda found: frozenset([*found.window.words, *found.tail[:2]]),
    "nested": lambda found: found.nested,
    "of-one-subject": lambda found: found.of_one_subject,
    "before-parts": lambda found: frozenset(word for gap in found.gaps for word in gap[-1:]),
    "after-parts": lambda found: frozenset(found.tail[:1]),
}
"""What guards may ask of any sum."""


def sum_of(document: Document, figures: Sequence[Number], at: int, parts: Sequence[Number]) -> Sum:
    """The sum of `parts` over the passage from the first figure to the last; the whole is figure number `at`."""
    whole, others = figures[at], [*figures[max(0, at - MAX_PARTS) : at], *figures[at + 1 : at + 1 + MAX_PARTS]]
    others.sort(key=lambda number: abs(number.tokens[0] - whole.tokens[0]))
    involved = sorted((whole, *parts), key=lambda number: number.tokens)
    window = Window(document, involved[0].tokens[0], involved[-1].tokens[1])
    return Sum(window, whole, parts, others)


def parts_after(document: Document, figures: Sequence[Number], at: int) -> list[Number]:
    """The list of figures that begins with number `at` of a sentence, alone where it is so long that it is a table."""
    return _run(document, figures[at : at + MAX_PARTS + 1], stand_in_list)


def parts_before(document: Document, figures: Sequence[Number], end: int) -> list[Number]:
    """The list of figures that ends right before number `end` of a sentence, alone where it is a table."""
    backwards = figures[max(0, end - MAX_PARTS - 1) : end][::-1]
    return _run(document, backwards, lambda document, one, other: stand_in_list(document, other, one))[::-1]


def _run(
    document: Document, figures: Sequence[Number], joined: Callable[[Document, Number, Number], bool]
) -> list[Number]:
    """The first figure and those behind it of which each is joined to the one before."""
    pairs = takewhile(lambda pair: joined(document, *pair), pairwise(figures))
    run = [figures[0], *(number for _, number in pairs)]
    return run if len(run) <= MAX_PARTS else run[:1]


def stand_in_list(document: Document, one: Number, other: Number) -> bool:
    """Whether both are items of one list: near, parted by a comma or "and", and by nothing that ends a list."""
    gap = between(document, one, other)
    parted = not words("sums/joins").isdisjoint(gap) and words("sums/ends a list").isdisjoint(gap)
    return parted and len(gap) <= MAX_ITEM and is_part(one) and is_part(other) and are_alike(one, other)


def are_alike(one: Number, other: Number) -> bool:
    """Whether both are of one kind: "$5 million" and "$3 million", "17 points" and "21", "14 goats" and "11"."""
    if (one.kind, one.unit) == (other.kind, other.unit):
        return True
    elliptic = {"count", "measure"} == {one.kind, other.kind}
    counted = one if one.kind == "count" else other
    return elliptic and not counted.noun


def tell_sum(found: Sum, rule: Rule) -> Hit:
    """The hit over all figures of a sum."""
    document, parts = found.document, found.parts
    spans = {"the whole": found.whole.span, "the parts": Span(parts[0].span.start, parts[-1].span.end)}
    evidence = tuple(Evidence(note, span=span, quote=document.text[slice(*span)]) for note, span in spans.items())
    values = {
        "parts": " + ".join(quote_figure(document, part) for part in parts),
        "sum": spell_number(found.amount),
        "total": quote_figure(document, found.whole),
    }
    return Hit(rule, found.window.span, values=values, evidence=evidence)
