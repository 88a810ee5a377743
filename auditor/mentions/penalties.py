"""What a span or an amount is of: years in prison, a ban, a contract or a term, a fine, damages."""

from __future__ import annotations

from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import Number, phrase_of
from auditor.vocabulary import words
from auditor.window import Window

REACH = 3
"""Tokens on either side of the figure among which stands what it is of: "sentenced to at least 12 years"."""


class _Cue(NamedTuple):
    """Words behind a number of a kind, or before it, that say what it is of."""

    penalty: str
    kind: str
    listed: str
    behind: bool

    def holds(self, phrase: Window) -> bool:
        """Whether one of the words stands there."""
        beside = phrase.after(REACH) if self.behind else phrase.before(REACH)
        return not words(self.listed).isdisjoint(beside)


CUES = (
    _Cue("prison", "measure", "penalties/behind years", behind=True),
    _Cue("ban", "measure", "penalties/behind a ban", behind=True),
    _Cue("contract", "measure", "penalties/behind a contract", behind=True),
    _Cue("prison", "measure", "penalties/before years", behind=False),
    _Cue("ban", "measure", "penalties/before a ban", behind=False),
    _Cue("contract", "measure", "penalties/before a contract", behind=False),
    _Cue("term", "measure", "penalties/behind a term", behind=True),
    _Cue("term", "measure", "penalties/before a term", behind=False),
    _Cue("fine", "money", "penalties/behind a fine", behind=True),
    _Cue("fine", "money", "penalties/before a fine", behind=False),
    _Cue("damages", "money", "penalties/behind damages", behind=True),
    _Cue("damages", "money", "penalties/before damages", behind=False),
)
"""The surest first: who "gets a two-year ban" is not in prison, who "gets a two-year term" may be."""


def penalty_of(document: Document, number: Number, field: str = "text") -> str:
    """What the first of the `CUES` that hold says a span or an amount of the text or title is of, or nothing."""
    if number.kind == "measure" and number.unit not in load_number_words().hours:
        return ""
    phrase = phrase_of(document, number, field)
    return next((cue.penalty for cue in CUES if cue.kind == number.kind and cue.holds(phrase)), "")
