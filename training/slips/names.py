"""Slips in the names of persons and places, and in the state and the party of law-makers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from auditor.article import Article, Span
from auditor.knowledge.offices import Role, Term, load_offices
from training.slips.offices import find_named
from training.slips.places import areas_like, find_towns, state_names
from training.slips.pool import Pool
from training.slips.slip import Site, site

MIN_LETTERS = 5
"""A shorter name is too near to others."""
LEAST_MENTIONS = 3
"""Of a name, so that one that is written otherwise stands against the rest."""
MAX_TITLE = 40
"""Characters before a name in which its title is looked for."""
VOWELS = "aeiou"
_LAST_NAME = re.compile(r"\b[A-Z][a-z'’-]+ (?P<name>[A-Z][a-z]{4,})\b")
_SEAT = re.compile(r",? \(?(?P<party>[RD])-(?P<state>[A-Z][a-z]+\.|[A-Z][a-z]{3,}|[A-Z]\.[A-Z]\.)")
"""What stands behind a law-maker: "(R-Ohio)", ", D-Calif."."""
_PARTIES = {"R": "D", "D": "R"}


def holder_misspelt(article: Article, _: Pool) -> Iterator[Site]:
    """The last name of a person behind the title of an office that the person holds, with a letter wrong."""
    for name, _person in find_titled(article):
        last = article.text.rfind(" ", *name) + 1
        yield Site("text", last, name.end, misspellings(article.text[last : name.end], _all_names()))


def first_name_wrong(article: Article, _: Pool) -> Iterator[Site]:
    """A first name of the same letter that the person behind the title of an office does not have."""
    for name, person in find_titled(article):
        first = article.text[name.start : article.text.find(" ", *name)]
        own = {word for each in load_offices().names(person) for word in each.split()}
        choices = [other for other in _first_names() if other[0] == first[0] and other not in own]
        yield Site("text", name.start, name.start + len(first), choices)


def name_two_ways(article: Article, _: Pool) -> Iterator[Site]:
    """One mention of a last name that stands often, with a letter wrong."""
    names = {match["name"] for match in _LAST_NAME.finditer(article.text)}
    for name in sorted(names):
        mentions = list(re.finditer(rf"\b{name}\b", article.text))
        if len(mentions) >= LEAST_MENTIONS:
            for match in mentions[1:]:
                yield site(match, misspellings(name, frozenset()))


def place_misspelt(article: Article, _: Pool) -> Iterator[Site]:
    """A town beside its state or country, with a letter of its last word wrong."""
    for match in find_towns(article):
        start = match.start("town") + match["town"].rfind(" ") + 1
        yield Site("text", start, match.end("town"), misspellings(article.text[start : match.end("town")], frozenset()))


def lawmaker_state(article: Article, _: Pool) -> Iterator[Site]:
    """Another state behind a law-maker."""
    for match in _find_seats(article):
        yield site(match, list(areas_like(match["state"])), "state")


def lawmaker_party(article: Article, _: Pool) -> Iterator[Site]:
    """The other party behind a law-maker."""
    for match in _find_seats(article):
        yield site(match, [_PARTIES[match["party"]]], "party")


def _find_seats(article: Article) -> Iterator[re.Match[str]]:
    """Party and state behind the names of members of Congress."""
    for name, person in find_titled(article):
        seat = _SEAT.match(article.text, name.end)
        sits = any(_role(term).lawmaker for term in load_offices().by_person[person])
        if seat and sits and seat["state"] in {*state_names(), *state_names().values()}:
            yield seat


def find_titled(article: Article) -> Iterator[tuple[Span, str]]:
    """Full names behind a title of an office that the person has when the article appears, and the person's key."""
    day = article.published_on
    for name, person in find_named(article) if day else ():
        before = article.text[max(0, name.start - MAX_TITLE) : name.start].lower()
        terms = [term for term in load_offices().by_person.get(person, ()) if day and term.surely_covers(day, day)]
        if any(before.endswith(f"{phrase} ") for term in terms for phrase in _titles(term)):
            yield name, person


def _role(term: Term) -> Role:
    return load_offices().roles[term.office.role]


def _titles(term: Term) -> Iterator[str]:
    for phrase in _role(term).phrases:
        yield phrase
        yield f"{phrase}."


def misspellings(word: str, taken: frozenset[str]) -> Sequence[str]:
    """`word` with a letter left out, doubled, swapped with the next or, a vowel, changed; never the first or the last.

    None for a short word, and none that is `taken`.
    """
    if len(word) < MIN_LETTERS or not word.isalpha():
        return []
    made = []
    for at, (one, two) in enumerate(pairwise(word[1:-1]), 1):
        made += [word[:at] + word[at + 1 :], word[:at] + one + word[at:], word[:at] + two + one + word[at + 2 :]]
        made += [word[:at] + vowel + word[at + 1 :] for vowel in VOWELS if one in VOWELS]
    return [other for other in dict.fromkeys(made) if other != word and other not in taken]


@cache
def _all_names() -> frozenset[str]:
    """Every word of a name of the table: what is near to one person's name may be another's."""
    table = load_offices()
    return frozenset(word for person in table.by_person for name in table.names(person) for word in name.split())


@cache
def _first_names() -> Sequence[str]:
    """First names of the table, of five letters or more."""
    table = load_offices()
    firsts = (term.name.split()[0] for term in table.terms)
    return sorted({first for first in firsts if len(first) >= MIN_LETTERS and first.isalpha() and first.isascii()})
