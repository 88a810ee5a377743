"""What a text calls the capital of what: "the Qatari capital, Doha", "Doha, the capital of Qatar"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Generic, NamedTuple, Protocol, TypeVar

from auditor.document import Document
from auditor.vocabulary import words
from auditor.window import Window


class Named(Protocol):
    """A name by its tokens."""

    @property
    def first(self) -> int:
        """Its first token."""

    @property
    def last(self) -> int:
        """The token past its last."""


Name = TypeVar("Name", bound=Named)


class CapitalClaim(NamedTuple, Generic[Name]):
    """A name called the capital of another."""

    window: Window
    """Both names and the word between them, or behind them."""
    area: Name
    city: Name
    form: str
    """Which of them stands last: "city", "area" or, as in "Doha, the Qatari capital", "capital"."""

    @property
    def enclosed(self) -> bool:
        """Whether the city stands between marks, as what the words before or behind it explain, and no list goes on."""
        city = Window(self.window.document, self.city.first, self.city.last)
        mark, then, *_ = (*city.after(written=True), ".", "")
        return mark in words("places/closing") and then not in words("places/list joints") and then == then.lower()


def find_capital_claims(
    document: Document, firsts: Mapping[int, Name], lasts: Mapping[int, Name]
) -> Iterator[CapitalClaim[Name]]:
    """Each capital with what it is told to be the capital of; `firsts` and `lasts` are names by where they stand."""
    for at in document.tokens.at({"capital"}):
        capital = Window(document, at, at + 1)
        kind = capital.word_before in words("places/kinds of capital")
        for area, city, form in _names(capital, at - kind, firsts, lasts):
            first, last = min(area.first, city.first), max(area.last, city.last, at + 1 if form == "capital" else 0)
            yield CapitalClaim(Window(document, first, last), area, city, form)


def _names(
    capital: Window, first: int, firsts: Mapping[int, Name], lasts: Mapping[int, Name]
) -> Iterator[tuple[Name, Name, str]]:
    """Area, city and form of what is told around "capital", whose words begin at `first`."""
    joint = takewhile(words("places/behind capital").__contains__, capital.after())
    before, behind = lasts.get(first), firsts.get(capital.end + len([*joint]))
    if before and behind:
        yield before, behind, "city"
    elif before:
        yield from ((before, city, "capital") for city in _city_before(capital.document, before.first, lasts))
    elif capital.leads("of"):
        area = firsts.get(capital.end + (2 if capital.leads("of", "the") else 1))
        yield from ((area, city, "area") for city in _city_before(capital.document, first, lasts) if area)


def _city_before(document: Document, end: int, lasts: Mapping[int, Name]) -> Iterator[Name]:
    """The city of "Doha, the", "Doha," and "Doha is the" before token `end`."""
    before = Window(document, end, end)
    joint = end - (2 if before.word_before == "the" else 1)
    city = lasts.get(joint)
    if city and not words("places/before capital").isdisjoint(Window(document, joint, joint + 1).words):
        yield city
