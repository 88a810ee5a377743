"""How terms of office are told: in words for a message, and as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from auditor.finding import Evidence
from auditor.knowledge.offices import OfficeTable, Term
from auditor.window import Window


def spell(day: date) -> str:
    """As "January 5, 2011"."""
    return f"{day:%B} {day.day}, {day.year}"


def spell_term(term: Term) -> str:
    """As "from January 5, 2011, to about January 20, 2025", or "since January 5, 2011"."""
    about = "about " if term.approximate else ""
    if term.end is None:
        return f"since {spell(term.start)}"
    return f"from {spell(term.start)}, to {about}{spell(term.end)}"


def history(table: OfficeTable, terms: Sequence[Term]) -> str:
    """As "Ohio senator from January 5, 2011, to January 20, 2025; US secretary of state since January 21, 2025"."""
    return "; ".join(f"{table.label(term.office)} {spell_term(term)}" for term in terms)


def references(table: OfficeTable, terms: Sequence[Term]) -> Iterator[Evidence]:
    """The evidence of each term."""
    for term in terms:
        note = f"{term.name}: {table.label(term.office)} {spell_term(term)}"
        yield Evidence(note, reference=term.source, as_of=term.as_of)


def quote_elsewhere(window: Window) -> Evidence:
    """The evidence of another passage of the article."""
    span = window.bare_span
    quote = window.document.article.field(window.field)[span.start : span.end]
    return Evidence("the same article elsewhere", window.field, span, quote)
