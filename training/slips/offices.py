"""Slips in offices and who holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from auditor.article import Article, Span
from auditor.knowledge.offices import Office, Term, load_offices
from training.slips.pool import Pool
from training.slips.slip import Site, site

PRESIDENT = Office("US", "president")
LONG_AGO = timedelta(400)
"""Who held an office within these days of the publication may still be called by it."""
MAX_APART = timedelta(20 * 365)
"""Terms farther apart than this nobody mixes up."""
_WORD = r"[A-Z][\w-]*(?:['’][A-Z][\w-]*)?\.?"
_NAME = re.compile(rf"\b(?=(?P<name>{_WORD}(?: {_WORD}){{1,2}}))[A-Z]")
"""Two or three words in capitals, from each of them on."""
_JUNIOR = re.compile(r",? [JS]r\b")
_TITLES = {
    "vice-president": "Vice President",
    "secretary-of-state": "Secretary of State",
    "defense-secretary": "Defense Secretary",
    "treasury-secretary": "Treasury Secretary",
    "attorney-general": "Attorney General",
    "fbi-director": "FBI Director",
    "house-speaker": "House Speaker",
    "senate-majority-leader": "Senate Majority Leader",
}
"""What federal office holders of the United States are called instead."""
_FOREIGN_TITLES = {
    "president": "President",
    "prime-minister": "Prime Minister",
    "foreign-minister": "Foreign Minister",
    "defence-minister": "Defense Minister",
}
MAX_TITLE = 60
"""Characters before a name in which its office is looked for."""
_ADMINISTRATION = re.compile(
    r"\b(?P<name>[A-Z][a-z]+) administration (?:is|has|says|said|will|wants|plans|announced|continues)\b"
)
_CALLED_PRESIDENT = re.compile(
    r"(?<!former )(?<!Vice )(?<!ex-)\bPresident (?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b(?! [A-Z])"
)


class Holder(NamedTuple):
    """A person named behind the office that the person holds."""

    title: Span
    name: Span
    term: Term


def holder_swap(article: Article, _: Pool) -> Iterator[Site]:
    """An office holder's predecessor or successor under the office's title; presidents have a kind of their own."""
    for holder in find_holders(article):
        others = _other_holders(holder.term.office, article.published_on)
        choices = [other.name for other in others if other.name.split()[-1] not in article.text]
        yield Site("text", *holder.name, choices)


def office_swap(article: Article, _: Pool) -> Iterator[Site]:
    """Another office than the one that its holder has."""
    for holder in find_holders(article):
        titles = _TITLES if holder.term.office.place == "US" else _FOREIGN_TITLES
        held = _roles_around(holder.term.person, article.published_on)
        yield Site("text", *holder.title, [title for role, title in titles.items() if role not in held])


def administration(article: Article, _: Pool) -> Iterator[Site]:
    """The administration of another president, in a sentence of what one does now."""
    yield from _other_presidents(article, _ADMINISTRATION)


def president_swap(article: Article, _: Pool) -> Iterator[Site]:
    """Another president under the title."""
    yield from _other_presidents(article, _CALLED_PRESIDENT)


def _other_presidents(article: Article, pattern: re.Pattern[str]) -> Iterator[Site]:
    now, others = _terms_on(PRESIDENT, article.published_on), _other_holders(PRESIDENT, article.published_on)
    absent = [term for term in others if _surname(term) not in article.text]
    for written in (_surname, _full_name):
        choices, names = sorted(set(map(written, absent))), set(map(written, now))
        yield from (site(match, choices, "name") for match in pattern.finditer(article.text) if match["name"] in names)


def find_holders(article: Article) -> Iterator[Holder]:
    """Persons named behind an office that they hold when the article appears; not presidents of the United States."""
    for name, person in find_named(article) if article.published_on else ():
        yield from _titled(article, name, person)


def find_named(article: Article) -> Iterator[tuple[Span, str]]:
    """Full names that one person of the table has, and the person's key."""
    for match in _NAME.finditer(article.text):
        words = match["name"].rstrip(".").split(" ")
        name = next((name for name in (" ".join(words), " ".join(words[:2])) if name in _persons()), None)
        if name and not _JUNIOR.match(article.text, match.start() + len(name)):
            yield Span(match.start(), match.start() + len(name)), _persons()[name]


def _titled(article: Article, name: Span, person: str) -> Iterator[Holder]:
    before = article.text[max(0, name.start - MAX_TITLE) : name.start].lower()
    for term in load_offices().by_person.get(person, ()):
        title = next((title for words, title in _phrases(term.office) if _ends_in(before, words)), None)
        if title and term in _terms_on(term.office, article.published_on):
            yield Holder(Span(name.start - len(title) - 1, name.start - 1), name, term)


def _ends_in(before: str, words: str) -> bool:
    start = len(before) - len(words) - 1
    return before.endswith(f"{words} ") and not before[max(0, start - 1) : start].isalnum()


@cache
def _phrases(office: Office) -> list[tuple[str, str]]:
    """What stands before the name of who holds an office, and the title in it: "french prime minister"; in lower case.

    The longest first; none of a town's or a state's, nor of an office that several hold.
    """
    table = load_offices()
    role, place = table.roles[office.role], table.places.get(office.place)
    if "-" in office.place or place is None or not role.single or office == PRESIDENT:
        return []
    nations = [""] if office.place == "US" else [f"{form.lower()} " for form in place.forms]
    titles = sorted(role.phrases, key=len, reverse=True)
    return [(nation + title, title) for title in titles for nation in nations]


@cache
def _persons() -> dict[str, str]:
    """The key of a person by each of the names that only one has."""
    table = load_offices()
    names = [(name, person) for person in table.by_person for name in table.names(person)]
    by_name: dict[str, set[str]] = {}
    for name, person in names:
        by_name.setdefault(name, set()).add(person)
    return {name: next(iter(persons)) for name, persons in by_name.items() if len(persons) == 1}


def _terms_on(office: Office, day: date | None) -> list[Term]:
    return load_offices().holders(office, day, day) if day else []


def _other_holders(office: Office, day: date | None) -> list[Term]:
    """Terms of an office that are surely none of `day`, and no generation away from it."""
    if day is None:
        return []
    terms = [term for term in load_offices().by_office.get(office, ()) if term.may_cover(day, day, MAX_APART)]
    return [term for term in terms if not term.may_cover(day, day, LONG_AGO)]


def _roles_around(person: str, day: date | None) -> set[str]:
    terms = load_offices().by_person[person]
    return {term.office.role for term in terms if day and term.may_cover(day, day, LONG_AGO)}


def _full_name(term: Term) -> str:
    return term.name


def _surname(term: Term) -> str:
    return term.name.split()[-1]
