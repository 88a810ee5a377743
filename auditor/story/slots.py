"""The places of a sentence that a fact stands in: a number, a day, a place, a person, an office."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.numbers import Number, find_numbers
from auditor.mentions.offices import office_index
from auditor.mentions.people import find_people
from auditor.mentions.places import find_places
from auditor.mentions.times import Time, find_times

NUMBERS = frozenset({"count", "money", "percent", "measure", "fraction", "vague", "label", "year", "age"})
CALENDAR = ("year", "month", "day", "weekday")
Value = tuple[str, ...]


class Slot(NamedTuple):
    """A passage over tokens `first` to before `last` that states a fact of one kind."""

    first: int
    last: int
    kind: str
    """number, date, place, person or office."""
    value: Value
    """What it states: see the finder of each kind."""
    span: Span


def find_slots(document: Document) -> list[Slot]:
    """The slots of the text by their first token; those of one kind do not overlap."""
    times = document.layer(find_times)
    timed = {at for time in times for at in range(time.first, time.last)}
    found = [_date(time) for time in times]
    found += [
        _number(number)
        for number in document.layer(find_numbers)
        if number.kind in NUMBERS and number.tokens[0] not in timed
    ]
    found += _places(document)
    taken = {at for slot in found for at in range(slot.first, slot.last)}
    found += [slot for slot in _people(document) if slot.last - 1 not in taken]
    found += _offices(document)
    return sorted(found, key=lambda slot: (slot.first, -slot.last))


def _date(time: Time) -> Slot:
    """Its value: year, month, day and weekday as written, "" for what it leaves out."""
    parts = tuple("" if (part := getattr(time, name)) is None else str(part) for name in CALENDAR)
    return Slot(time.first, time.last, "date", parts, time.span)


def _number(number: Number) -> Slot:
    """Its value: the amount, kind, unit, noun and comparator."""
    value = (str(number.value), number.kind, number.unit, number.noun, number.comparator)
    return Slot(*number.tokens, "number", value, number.span)


def _places(document: Document) -> Iterator[Slot]:
    """Their value: city, area or demonym, the place's name, country and division."""
    places = document.layer(find_places)
    for toponym in places.toponyms:
        place = toponym.place
        value = ("city" if place.kind == "city" else "area", place.name, place.country, place.division)
        yield Slot(toponym.first, toponym.last, "place", value, toponym.span)
    for demonym in places.demonyms:
        yield Slot(
            demonym.first, demonym.last, "place", ("demonym", demonym.country, demonym.country, ""), demonym.span
        )


def _people(document: Document) -> Iterator[Slot]:
    """Their value: the words of the name."""
    people = document.layer(find_people)
    for mention in people.by_first.values():
        yield _name(document, mention.first, mention.last)
    for at in people.surnames:
        yield _name(document, at, at + 1)


def _name(document: Document, first: int, last: int) -> Slot:
    tokens = document.tokens
    words = tuple(word.removesuffix("'s") for word in tokens.folded[first:last] if word[0].isalpha())
    return Slot(first, last, "person", words, Span(tokens.starts[first], tokens.ends[last - 1]))


def _offices(document: Document) -> Iterator[Slot]:
    """Titles before a name; their value: the roles that the title may mean."""
    tokens, index = document.tokens, office_index(document.knowledge.offices)
    after = 0
    for at in compress(range(len(tokens)), map(index.phrases.lengths.__contains__, tokens.folded)):
        match = index.phrases.at(tokens.folded, at) if at >= after else None
        if match is None:
            continue
        after, phrase = match
        end = after + (tokens.folded[after : after + 1] == ["."])
        if tokens.words[end : end + 1] and tokens.words[end][0].isupper():
            roles = tuple(sorted(role.id for role in index.roles[phrase]))
            yield Slot(at, end, "office", roles, Span(tokens.starts[at], tokens.ends[after - 1]))
