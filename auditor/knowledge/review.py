"""What in a table of office holders cannot be, is out of date, or soon will be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from auditor.knowledge.offices import OfficeTable, Term

HANDOVER = timedelta(days=40)
"""How long two holders of one seat may overlap: sources differ on the day of election, oath and taking over."""
LONGEST = timedelta(days=75 * 365)


def find_impossible(table: OfficeTable) -> Iterator[str]:
    """A line for each term that ends before it begins, lasts too long, or overlaps another of the same seat."""
    for term in table.terms:
        end = term.end or term.as_of
        if end < term.start or end - term.start > LONGEST:
            yield f"{describe(table, term)}: from {term.start} to {end}"
    for office, terms in table.by_office.items():
        if table.roles[office.role].single:
            yield from _overlaps(table, [term for term in terms if not term.acting])


def _overlaps(table: OfficeTable, terms: list[Term]) -> Iterator[str]:
    ordered = sorted(terms, key=lambda term: (term.start, term.end or date.max))
    for one, two in pairwise(ordered):
        end = one.end or date.max
        if end > two.start and end - two.start > HANDOVER and not one.approximate and not two.approximate:
            yield f"{describe(table, one)} until {one.end or 'now'}, yet {two.name} from {two.start}"


def find_stale(table: OfficeTable, before: date) -> list[Term]:
    """Terms that last, as far as is known, and were checked last before a day; the oldest first."""
    open_terms = [term for term in table.terms if term.end is None and term.as_of < before]
    return sorted(open_terms, key=lambda term: term.as_of)


def find_ending(table: OfficeTable, first: date, last: date) -> list[Term]:
    """Terms that end from `first` to `last`, in order."""
    ending = [(term.end, term) for term in table.terms if term.end is not None and first <= term.end <= last]
    return [term for _, term in sorted(ending, key=lambda pair: pair[0])]


def describe(table: OfficeTable, term: Term) -> str:
    """As "Mark Warner, US vice chair of the Senate Intelligence Committee"."""
    return f"{term.name}, {table.label(term.office)}"
