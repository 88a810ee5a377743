"""Which year the words put a name into: "X spoke in 1912", "In 1912, X", "a speech of 1912 by X"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, takewhile
from typing import NamedTuple

from auditor.checks.guards import Feature
from auditor.document import Document
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.times import Dated, find_years
from auditor.mentions.times.tense import is_past_verb
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

REACH = 14
"""Tokens between a name and its year. On the development articles nothing farther off was a year of the name."""
RELATIVE = (",", "who")
LEAD = 5
"""Tokens of titles and marks between "by" and a name, or between "by" and a year before it."""


class Bound(NamedTuple):
    """A name, and a year that the words put it into."""

    name: Window
    dated: Dated
    order: str
    """"behind" the name, "before" it, or "by": the year of what is done by the bearer of the name."""

    @property
    def window(self) -> Window:
        """From the first of both to the end of the last."""
        return self.name.through(self.dated.window)

    @property
    def between(self) -> list[str]:
        """The words between both."""
        return self.name.between(self.dated.window)

    @property
    def verbs(self) -> int:
        """How many verbs in the past stand between both; "had been elected" is one."""
        return sum(past for past, _ in groupby(self.between, is_past_verb))

    @property
    def reported(self) -> bool:
        """Whether a verb of saying or calling to mind stands between both, but not right before "in" and a year behind
        the name."""
        told = self.between[:-2] if self.order == "behind" else self.between
        return not words("dates/telling of").isdisjoint(told)


BOUND_FEATURES: Mapping[str, Feature] = {
    "order": lambda claim: claim.bound.order,
    "verbs": lambda claim: claim.bound.verbs,
    "reported": lambda claim: claim.bound.reported,
    "between": lambda claim: frozenset(claim.bound.between),
    "word-before": lambda claim: claim.bound.name.word_before,
    "next-word": lambda claim: claim.bound.name.word_after,
    "part-of-name": lambda claim: claim.bound.name.capital_behind,
}
"""What guards may ask of a candidate with a `bound`; more of the name with a capital behind it makes it another's."""


def find_years_by_first(document: Document) -> Mapping[int, Dated]:
    """Times that name a year, by their first token."""
    return {dated.first: dated for dated in document.layer(find_years)}


def find_years_by_end(document: Document) -> Mapping[int, Dated]:
    """The same by the token behind their last."""
    return {dated.window.end: dated for dated in document.layer(find_years)}


def find_names_beside_years(document: Document) -> list[tuple[int, frozenset[str]]]:
    """Each year that the text names, and the words with capitals of its sentence, without possessive endings."""
    return [(dated.year, frozenset(_capitals(dated.window))) for dated in document.layer(find_years)]


def names_year_before(document: Document, since: Mapping[str, int]) -> bool:
    """Whether beside a year stands a name of what is there only `since` a later one."""
    beside = document.layer(find_names_beside_years)
    return any(since[name] > year for year, names in beside for name in names & since.keys())


def _capitals(window: Window) -> Iterator[str]:
    first, end = window.sentence
    return map(bare, filter(is_capitalised, window.tokens.words[first:end]))


def bound_years(name: Window) -> Iterator[Bound]:
    """The years that the words put `name` into, at most one in each order."""
    for order, find in (("behind", _behind), ("before", _before), ("by", _by)):
        dated = find(name)
        if dated is not None:
            yield Bound(name, dated, order)


def _behind(name: Window) -> Dated | None:
    """The first year of the clause behind a name, if "in" or the like leads to it."""
    years, folded = name.document.layer(find_years_by_first), name.tokens.folded
    start = name.end + _passed_over(name)
    for at in range(start, min(name.sentence.end, start + REACH)):
        if at in years:
            return years[at] if folded[at - 1] in words("dates/before a year") else None
        if folded[at] in words("dates/new clause"):
            return None
    return None


def _passed_over(name: Window) -> int:
    """How many tokens right behind a name only lead on to what is told of its bearer: "(D-Ohio)", ", who"."""
    after = name.after(REACH)
    if after[:1] == ["("] and ")" in after:
        return after.index(")") + 1
    if tuple(after[: len(RELATIVE)]) == RELATIVE:
        return len(RELATIVE)
    return int(after[:1] == [","] and any(map(is_past_verb, after[1:2])))


def _before(name: Window) -> Dated | None:
    """The year that opens the clause of a name."""
    years, folded = name.document.layer(find_years_by_end), name.tokens.folded
    for end in range(name.first, max(name.sentence.first, name.first - REACH), -1):
        if end in years:
            return years[end] if _opens_clause(years[end].window) else None
        is_comma_behind = folded[end - 1] == "," and end - 1 in years
        if folded[end - 1] in words("dates/new clause") and not is_comma_behind:
            return None
    return None


def _opens_clause(year: Window) -> bool:
    """Whether nothing of its clause stands before a year but "in" or the like; a comma alone begins none."""
    before = year.before(2)
    led = not words("dates/before a year").isdisjoint(before[-1:])
    return led and words("dates/new clause").issuperset(before[:-1]) and before[:-1] != [","]


def _by(name: Window) -> Dated | None:
    """The year of what the bearer of a name did: "a law of 1806 signed by X", "a 1912 speech by X", "in 1912 by X"."""
    at = name.first - _titles_before(name) - 1
    by = Window(name.document, at, at + 1)
    if by.words != ["by"]:
        return None
    years = name.document.layer(find_years_by_end)
    reach = LEAD if by.word_before in words("dates/made") else 0
    ends = range(at, max(name.sentence.first, at - 1 - reach), -1)
    return next((years[end] for end in ends if end in years), None)


def _titles_before(name: Window) -> int:
    """How many words with capitals, and full stops of titles, stand right before a name."""
    before = name.before(LEAD, written=True)[::-1]
    return sum(1 for _ in takewhile(lambda word: word == "." or word[0].isupper(), before))
