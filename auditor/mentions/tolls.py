"""Numbers that count the dead or the hurt: "12 people were killed", "kills 12", "12 dead", "toll rises to 12"."""

from __future__ import annotations

from bisect import bisect_right

from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import Number
from auditor.text.tokens import Tokens

ANYBODY = frozenset({"", "person", "other", "victim", "death", "fatality", "casualty", "life", "body"})
"""Nouns that say nothing of who they were; those of states, as in "12 killed", do not either."""
AFTER_REACH = 4
"""Tokens after the counted noun among which its fate is looked for, past the words that lead to it."""
TOLL_REACH = 5
"""Tokens before the figure among which "toll" is looked for."""


def toll_of(tokens: Tokens, number: Number) -> str:
    """ "dead" or "hurt", as the words around a number have those whom it counts, or nothing."""
    table = load_number_words()
    if number.kind != "count" or (number.noun not in ANYBODY and number.noun not in table.states):
        return ""
    if fate := table.fates.get(number.noun):
        return fate
    return _before(tokens, number) or _after(tokens, number)


def _before(tokens: Tokens, number: Number) -> str:
    """The fate that a verb or "toll" before the figure tells of: "killing at least 12"."""
    table, folded = load_number_words(), tokens.folded
    start = number.tokens[0]
    if number.comparator_span and number.comparator_span.start < number.span.start:
        start = bisect_right(tokens.starts, number.comparator_span.start) - 1
    if not start:
        return ""
    if "toll" in folded[max(0, start - TOLL_REACH) : start]:
        return "dead"
    return table.harms.get(folded[start - 1], "")


def _after(tokens: Tokens, number: Number) -> str:
    """The fate told after the counted noun: "12 people have died"."""
    table, folded = load_number_words(), tokens.folded
    end = number.tokens[1]
    if number.noun_span and number.noun_span.start >= number.span.end:
        end = bisect_right(tokens.starts, number.noun_span.start)
    for word in folded[end : end + AFTER_REACH]:
        if word in table.fates:
            return table.fates[word]
        if word not in table.leads:
            return ""
    return ""
