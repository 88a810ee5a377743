"""Votes that are more than the members of the body that casts them: "the council of 20 voted 14 to 9"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import takewhile

from auditor.checks.detector import Detector
from auditor.checks.number.parts import FEATURES, Sum, parts_after, tell_sum
from auditor.document import Document
from auditor.mentions.figures import between, find_figures, is_part
from auditor.mentions.number_values import HYPHENS
from auditor.mentions.numbers import Number, find_prose_numbers, joint_of, phrase_of, window_of
from auditor.rule import Rule
from auditor.text.grouped import grouped
from auditor.vocabulary import load_lists, words
from auditor.window import Window

MAX_VOTE = 4
"""Tokens between a word for a vote and its figures."""
MAX_NAME = 4
"""Tokens behind "20-member" among which the body is named."""


def propose_votes(document: Document, rule: Rule) -> Iterator[Sum]:
    """Votes that are more than the members that the text gives for the same body."""
    for votes in _find_votes(document):
        size = _size_for(document, votes[0])
        cast = Window(document, votes[0].tokens[0], votes[-1].tokens[1])
        if size and size not in votes and sum(vote.value for vote in votes) > size.value:
            yield Sum(cast, size, votes)


def _find_votes(document: Document) -> Iterator[list[Number]]:
    """The figures of each vote beside a word for one."""
    for figures in document.layer(find_figures) if document.tokens.distinct & words("sums/voted") else ():
        yield from filter(None, (_votes_at(document, figures, at) for at in range(len(figures) - 1)))


@cache
def _bodies() -> Mapping[str, str]:
    """The body that each word for it or its members is for."""
    return {word: body for body, forms in load_lists("voting-bodies").items() for word in forms}


def find_sizes(document: Document) -> Mapping[str, Sequence[Number]]:
    """The numbers of members that the text gives for each body, the most last: "the 20-member council", "a council of
    20"."""
    numbers = sorted(filter(is_part, document.layer(find_prose_numbers)), key=_members)
    sizes = grouped((_body_of(document, number), number) for number in numbers)
    return {body: found for body, found in sizes.items() if body}


def _body_of(document: Document, number: Number) -> str:
    """The body of which a figure says how many sit in it; "" if it says nothing of the kind."""
    window, phrase = window_of(document, number), phrase_of(document, number)
    if window.word_after in HYPHENS:
        beside = phrase.after(MAX_NAME) if number.noun in words("sums/members") else []
    elif _are_voting(phrase):
        beside = phrase.after(MAX_VOTE)
    else:
        beside = _named_before(phrase.before(MAX_NAME), number, phrase.word_after)
    return next(filter(None, map(_bodies().get, beside)), "")


def _are_voting(phrase: Window) -> bool:
    """Whether all members are said to vote: "the 15 members of the board voted"."""
    all_members = phrase.follows("the") and phrase.leads("of", "the")
    return all_members and not words("sums/voted").isdisjoint(phrase.after(MAX_VOTE + 1))


def _named_before(before: list[str], number: Number, following: str) -> list[str]:
    """The word before ", which has" or "of" and a number of members; none if nothing of the kind stands there."""
    links = frozenset[str]()
    if number.noun in words("sums/seated"):
        links = words("sums/numbers its members") if following in words("sums/behind members") else links
    elif not number.noun:
        links = frozenset({"of"})
    link = list(takewhile(links.__contains__, reversed(before)))
    return [] if words("sums/has members").isdisjoint(link) else before[: len(before) - len(link)][-1:]


def _votes_at(document: Document, figures: Sequence[Number], at: int) -> list[Number]:
    """The figures of a vote that begins with number `at` of a sentence; none if none does."""
    one, other = figures[at : at + 2]
    behind = window_of(document, other)
    near = (one.noun, *window_of(document, one).before(MAX_VOTE), phrase_of(document, one).word_after)
    if words("sums/voted").isdisjoint((*near, behind.word_after)):
        return []
    if between(document, one, other) == ["to"] or joint_of(document, one, other) == "-":
        return [one, other]
    return parts_after(document, figures, at) if "against" in behind.after(2) else []


def _size_for(document: Document, vote: Number) -> Number | None:
    """The members of the bodies that the sentence of a vote names, or else of any in the text: the most."""
    sentence, sizes = window_of(document, vote).around(), document.layer(find_sizes)
    named = frozenset(map(_bodies().get, sentence)) - {None} or sizes.keys()
    known = [found[-1] for body, found in sizes.items() if body in named]
    if len(known) < max(1, len(named)):
        return None
    return max(known, key=_members)


def _members(size: Number) -> Fraction:
    """How many a figure counts."""
    return Fraction(size.value)


def _beside_whole(found: Sum) -> frozenset[str]:
    """The words near the number of members."""
    size = phrase_of(found.document, found.whole)
    return frozenset((*size.words, *size.around(MAX_NAME)))


def _count_sizes(found: Sum) -> int:
    """How many different numbers of members the text gives for that body."""
    sizes = found.document.layer(find_sizes)[_body_of(found.document, found.whole)]
    return len({size.value for size in sizes})


DETECTOR = Detector(propose_votes, tell_sum, {**FEATURES, "beside-whole": _beside_whole, "sizes": _count_sizes})
