"""The entities of a text: whom and what it names, each span settled once, with what it resolves to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.name_runs import NameRun, find_name_runs
from auditor.mentions.names import is_acronym, is_common_capital
from auditor.mentions.numbers import Number, find_numbers
from auditor.mentions.offices import find_claims
from auditor.mentions.people import PersonMention, find_people
from auditor.mentions.place_names import Demonym
from auditor.mentions.places import Toponym, find_places
from auditor.mentions.times import Time, find_times
from auditor.text.grouped import grouped
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window, settle

PERSON, PLACE, NATION, BODY, OFFICE, NUMBER, TIME, NAME = (
    "person", "place", "nation", "body", "office", "number", "time", "name",
)  # fmt: skip
KINDS = (TIME, NUMBER, PERSON, OFFICE, PLACE, NATION, BODY, NAME)
"""Of two spans of one length the kind that comes first here is settled; a longer span comes before a shorter."""
Mention = Time | Number | PersonMention | Toponym | Demonym | NameRun


class Entity(NamedTuple):
    """One settled span."""

    kind: str
    """One of KINDS; a name that nothing resolves is a `name`."""
    window: Window
    key: str
    """What it stands for: entities of one key are one referent. Countries and their peoples have the country's code."""
    mention: Mention | None
    """What its own finder knows of it; None for an office."""

    @property
    def words(self) -> tuple[str, ...]:
        """As written, without a possessive ending."""
        return NameRun(self.window.first, self.window.end).words(self.window.tokens)


class Entities:
    """The entities of one text, in text order; no two overlap."""

    def __init__(self, settled: Sequence[Entity]) -> None:
        self.settled = settled

    @cached_property
    def _at(self) -> Mapping[int, Entity]:
        return {at: each for each in self.settled for at in range(each.window.first, each.window.end)}

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], Sequence[Entity]]:
        return grouped(((_family(each.kind), each.key), each) for each in self.settled)

    def at(self, token: int) -> Entity | None:
        """The entity that a token belongs to."""
        return self._at.get(token)

    def of(self, *kinds: str) -> list[Entity]:
        """Those of some kinds."""
        return [each for each in self.settled if each.kind in kinds]

    def aliases(self, entity: Entity) -> Sequence[Entity]:
        """Every entity of the same referent, itself among them: by surname, by acronym, by the people of a country."""
        return self._by_key[_family(entity.kind), entity.key]


def is_short_form(window: Window) -> bool:
    """Whether a passage of the text or its title stands for a longer name that the text has: a surname, or letters."""
    return " ".join(map(bare, window.words)) in window.document.layer(find_longer_forms)


def _family(kind: str) -> str:
    """Kinds that may share a referent have one family."""
    return PLACE if kind == NATION else NAME if kind in (BODY, NAME) else kind


def find_entities(document: Document) -> Entities:
    """The entities of the text: what tables and finders know first, then what is left of names."""
    runs, keys = document.layer(find_name_runs), document.layer(find_longer_forms)
    rank = {kind: number for number, kind in enumerate(KINDS)}
    proposed = [*_found(document), *_bodies(document, runs, keys)]
    settled = settle(sorted(proposed, key=lambda e: (e.window.first - e.window.end, rank[e.kind], e.window.first)))
    taken = frozenset(at for each in settled for at in range(each.window.first, each.window.end))
    names = [_name(document, left, keys) for run in runs for left in _left(document, run, taken)]
    return Entities(sorted(settled + names, key=lambda each: each.window.first))


def _found(document: Document) -> Iterator[Entity]:
    """What the finders of one kind each know."""
    for time in document.layer(find_times):
        yield Entity(TIME, Window(document, time.first, time.last), document.text[slice(*time.span)].lower(), time)
    for number in document.layer(find_numbers):
        yield Entity(NUMBER, Window(document, *number.tokens), f"{number.value} {number.unit or number.noun}", number)
    places = document.layer(find_places)
    for toponym in places.toponyms:
        yield Entity(PLACE, Window(document, toponym.first, toponym.last), _place_key(toponym), toponym)
    for demonym in places.demonyms:
        yield Entity(NATION, Window(document, demonym.first, demonym.last), demonym.country, demonym)
    yield from _people(document)
    yield from _offices(document)


def _place_key(toponym: Toponym) -> str:
    place = toponym.place
    return place.country if place.kind == "country" else f"{place.name}, {place.division}"


def _people(document: Document) -> Iterator[Entity]:
    """Persons of the table by their full names, and by the surnames of those that the text names in full."""
    people = document.layer(find_people)
    for mention in people.by_first.values():
        yield Entity(PERSON, Window(document, mention.first, mention.last), " or ".join(mention.people), mention)
    for name in (Window(document, at, at + 1) for at in people.surnames):
        called = people.by_surname(name)
        if called:
            yield Entity(PERSON, name, " or ".join(called.people), called)


def _offices(document: Document) -> Iterator[Entity]:
    """The titles that the text gives to persons, without their names."""
    for title in (claim.title for claim in document.layer(find_claims)):
        if title.window.field == "text":
            yield Entity(OFFICE, title.noun, title.phrase, None)


def _bodies(document: Document, runs: Sequence[NameRun], keys: Mapping[str, str]) -> Iterator[Entity]:
    """The names of bodies in `runs`: told by a word such as "Council", or letters that stand for words of the text."""
    for run in runs:
        if _is_acronym_of(run.words(document.tokens), keys):
            yield _name(document, run, keys, BODY)
        body = _body_of(document.tokens.folded, run)
        if body is not None:
            yield _name(document, body, keys, BODY)


def _body_of(folded: Sequence[str], run: NameRun) -> NameRun | None:
    """The part of a run that names a body: to its last such word, all of it where "of" or "the" follows that word."""
    heads = [at for at in range(run.first, run.end) if folded[at] in words("names/body heads")]
    if not heads:
        return None
    last = heads[-1] + 1
    end = run.end if last < run.end and folded[last] in words("names/links of bodies") else last
    return NameRun(run.first, end) if end - run.first > 1 else None


def _parts(document: Document, run: NameRun) -> Iterable[NameRun]:
    """The names that a run holds by itself: a body's, or those between titles and "of"."""
    body = _body_of(document.tokens.folded, run)
    return [body] if body is not None else _left(document, run, frozenset())


def _is_acronym_of(named: tuple[str, ...], keys: Mapping[str, str]) -> bool:
    return len(named) == 1 and is_acronym(named[0]) and named[0].lower() in keys


def _left(document: Document, run: NameRun, taken: frozenset[int]) -> Iterator[NameRun]:
    """The parts of a run that are not `taken`, without titles and links at their ends; "of" ends a person's name."""
    folded, apart = document.tokens.folded, words("names/titles") | words("names/links of bodies")
    kept = groupby(range(run.first, run.end), lambda at: at not in taken and folded[at] not in apart)
    for part in (list(group) for is_kept, group in kept if is_kept):
        capitals = [at for at in part if document.tokens.words[at][0].isupper()]
        if not all(is_common_capital(folded[at]) for at in capitals):
            yield NameRun(capitals[0], capitals[-1] + 1)


def _name(document: Document, run: NameRun, keys: Mapping[str, str], kind: str = NAME) -> Entity:
    folded = " ".join(run.words(document.tokens)).lower()
    return Entity(kind, run.window(document), keys.get(folded, folded), run)


def find_longer_forms(document: Document) -> dict[str, str]:
    """By the last word of a name of several words, and by its first letters, the whole of the first that has them."""
    found: dict[str, str] = {}
    names = (part for run in document.layer(find_name_runs) for part in _parts(document, run))
    for written in (part.words(document.tokens) for part in names if part.end - part.first > 1):
        whole, last = " ".join(written).lower(), written[-1].lower()
        found.setdefault("".join(word[0] for word in filter(is_capitalised, written)).lower(), whole)
        if not is_common_capital(last):
            found.setdefault(last, whole)
    return found
