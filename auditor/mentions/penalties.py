"""What a court or a regulator imposes, by a number: years in prison, a fine, damages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import Number, phrase_of
from auditor.vocabulary import words

BEFORE_REACH = 3
"""Tokens before the figure among which what imposes it is looked for: "sentenced to at least 12 years"."""
AFTER_REACH = 3
"""Tokens behind it: "12 years in state prison"."""


class _Cues(NamedTuple):
    """The words, by their lists, that stand before a penalty and behind it."""

    kind: str
    before: str
    after: str


PENALTIES: Mapping[str, _Cues] = {
    "prison": _Cues("measure", "penalties/before years", "penalties/behind years"),
    "fine": _Cues("money", "penalties/before a fine", "penalties/behind a fine"),
    "damages": _Cues("money", "penalties/before damages", "penalties/behind damages"),
}


def penalty_of(document: Document, number: Number, field: str = "text") -> str:
    """Which of `PENALTIES` a number of the text or title is, or nothing."""
    if number.kind == "measure" and number.unit not in load_number_words().hours:
        return ""
    phrase = phrase_of(document, number, field)
    for penalty, cues in PENALTIES.items():
        if number.kind == cues.kind and (
            not words(cues.before).isdisjoint(phrase.before(BEFORE_REACH))
            or not words(cues.after).isdisjoint(phrase.after(AFTER_REACH))
        ):
            return penalty
    return ""
