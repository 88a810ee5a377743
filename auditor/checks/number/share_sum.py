"""Shares of one whole that are more than all of it: "52 percent of the vote, Bos 31 percent and Vos 24 percent"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, combinations, pairwise
from typing import NamedTuple

from auditor.checks.detector import Detector
from auditor.checks.number.parts import MAX_TRIED, ONE_BY_ONE, amount_of, gaps_of, parts_after
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.figures import find_figures, is_rest
from auditor.mentions.number_words import singular
from auditor.mentions.numbers import Number, phrase_of, window_of
from auditor.mentions.rounding import half_unit
from auditor.rule import Rule
from auditor.text.figures import spell_number
from auditor.vocabulary import words
from auditor.window import Window

WHOLE = 100
"""Per cent."""
MAX_OF = 3
"""Tokens behind a share in which its whole stands: "of the vote"."""
MAX_ANSWER = 5
"""Tokens behind a share in which its answer stands: "said they were undecided"."""


class Shares(NamedTuple):
    """A list of shares of one whole."""

    window: Window
    parts: Sequence[Number]

    @property
    def document(self) -> Document:
        """Where they stand."""
        return self.window.document

    @property
    def amount(self) -> Fraction:
        """What they make."""
        return amount_of(self.parts)

    @property
    def room(self) -> Fraction:
        """How far rounding may take the sum from a hundred: half a unit of the last place of each."""
        return sum((half_unit(self.document, part) or ONE_BY_ONE for part in self.parts), Fraction(0))

    @property
    def gaps(self) -> Sequence[Sequence[str]]:
        """The words between each share and the next."""
        return gaps_of(self.document, self.parts)

    @property
    def answers(self) -> str:
        """The words behind each share, in which an answer may stand."""
        behind = (" ".join(phrase_of(self.document, part).after(MAX_ANSWER)) for part in self.parts)
        return f" {' / '.join(behind)} "

    @property
    def wholes(self) -> frozenset[str]:
        """What they are shares of, where they say it."""
        told = (_whole_of(window_of(self.document, part)) or part.noun for part in self.parts)
        return frozenset(filter(None, told))

    @property
    def by_place(self) -> bool:
        """Whether places or groups part the shares: "in Oldport"."""
        around = [*self.window.before(2, written=True), *self.window.tokens.words[self.window.first : self.window.end]]
        named = pairwise([*around, *self.window.after(2, written=True)])
        return any(one.lower() in words("sums/in places") and other[0].isupper() for one, other in named)

    @property
    def made_otherwise(self) -> bool:
        """Whether some of them are all there is, so that the others are of something else."""
        values, room = [part.value for part in self.parts[:MAX_TRIED]], self.room
        some = chain.from_iterable(combinations(values, size) for size in range(2, len(values)))
        return any(abs(Fraction(sum(few)) - WHOLE) <= room for few in some)


def _whole_of(share: Window) -> str:
    """The noun that a share is of, in the singular, as far as one word tells: "vote" behind "of the vote"."""
    of, *behind = (*share.after(MAX_OF), "")
    if not words("sums/of the vote").isdisjoint((" ".join([of, *behind[:1]]), " ".join([of, *behind[:2]]))):
        return "vote"
    nouns = (word for word in behind if word not in words("numbers/determiners"))
    return singular(next(nouns, "")) if of == "of" else ""


def propose_share_sums(document: Document, rule: Rule) -> Iterator[Shares]:
    """Lists of shares that are more than a hundred per cent."""
    for figures in document.layer(find_figures):
        if sum(number.value for number in figures if number.kind == "percent") > WHOLE:
            yield from filter(_is_excessive, _lists_of(document, figures))


def _lists_of(document: Document, figures: Sequence[Number]) -> Iterator[Shares]:
    """The lists that the figures of a sentence stand in."""
    at = 0
    while at < len(figures):
        parts = parts_after(document, figures, at)
        at += len(parts)
        yield Shares(Window(document, parts[0].tokens[0], parts[-1].tokens[1]), parts)


def _is_excessive(found: Shares) -> bool:
    """Whether it is a list of percentages that are more than a hundred, rounded as they are."""
    return found.parts[0].kind == "percent" and len(found.parts) > 1 and found.amount > WHOLE + found.room


def _says(found: Shares, *lists: str) -> bool:
    """Whether one of the phrases of each list stands behind one of the shares."""
    return all(any(f" {phrase} " in found.answers for phrase in words(name)) for name in lists)


def _tell_shares(found: Shares, rule: Rule) -> Hit:
    figures = (spell_number(part.value) for part in found.parts)
    return Hit(rule, found.window.span, values={"parts": " + ".join(figures), "sum": spell_number(found.amount)})


DETECTOR = Detector(
    propose_share_sums,
    _tell_shares,
    {
        "bounded": lambda found: any(part.comparator for part in found.parts),
        "made-otherwise": lambda found: found.made_otherwise,
        "by-place": lambda found: found.by_place,
        "between-parts": lambda found: frozenset(chain.from_iterable(found.gaps)),
        "rest": lambda found: is_rest(found.document, found.parts[-1]),
        "no-answer": lambda found: _says(found, "sums/no answer"),
        "opposed": lambda found: _says(found, "sums/for", "sums/against"),
        "of-the-vote": lambda found: _says(found, "sums/of the vote"),
        "widest-gap": lambda found: max(map(len, found.gaps)),
        "of-several": lambda found: len(found.wholes) > 1,
    },
)
