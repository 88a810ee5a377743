"""Numbers that count the dead or the hurt: "12 people were killed", "kills 12", "12 dead", "toll rises to 12"."""

from __future__ import annotations

from itertools import dropwhile

from auditor.document import Document
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import Number, phrase_of

AFTER_REACH = 4
"""Tokens after the counted noun among which its fate is looked for, past the words that lead to it."""
TOLL_REACH = 8
"""Tokens before the figure among which "toll" is looked for."""


def toll_of(document: Document, number: Number, field: str = "text") -> str:
    """ "dead" or "hurt", as the words around a number of the text or title have those whom it counts, or nothing."""
    table, phrase = load_number_words(), phrase_of(document, number, field)
    if number.kind != "count" or number.noun not in table.anybody | table.states:
        return ""
    if "toll" in phrase.before(TOLL_REACH):
        return "dead"
    before = table.fates.get(number.noun) or table.harms.get(phrase.word_before)
    return before or table.fates.get(next(dropwhile(table.leads.__contains__, phrase.after(AFTER_REACH)), ""), "")
