"""What numbers of a text have in common with one of its title: a penalty, the things that both count, or a fate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from auditor.document import Document
from auditor.mentions.number_fit import count_same
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import Number, window_of
from auditor.mentions.penalties import penalty_of
from auditor.mentions.tolls import toll_of
from auditor.vocabulary import words

SEVERAL = 2
NOTHING = "nothing"


def find_kin(document: Document, number: Number, others: Sequence[Number]) -> tuple[str, list[Number]]:
    """The first of `IN_COMMON` that a number of the title has with some of the text, and those; or "nothing"."""
    kin = ((same, find(document, number, others)) for same, find in IN_COMMON.items())
    return next(((same, rivals) for same, rivals in kin if rivals), (NOTHING, []))


def counted_persons() -> frozenset[str]:
    """The nouns that count persons, by their sort or without."""
    return load_number_words().anybody | load_number_words().states | words("numbers/victims")


def _of_one_penalty(document: Document, number: Number, others: Sequence[Number]) -> list[Number]:
    """The numbers of the text that are years in prison where the title's are, or a fine, or damages."""
    penalty = penalty_of(document, number, "title")
    return [other for other in others if penalty_of(document, other) == penalty] if penalty else []


def _of_one_thing(document: Document, number: Number, others: Sequence[Number]) -> list[Number]:
    """The numbers of the text that count the same."""
    return [other for other in others if count_same(number, other) and not _is_part(document, other)]


def _of_one_fate(document: Document, number: Number, others: Sequence[Number]) -> list[Number]:
    """The numbers of the text that count the dead where the title's does, or the hurt."""
    fate = toll_of(document, number, "title")
    return list(filter(partial(_has_fate, document, number, fate), others)) if fate else []


def _has_fate(document: Document, number: Number, fate: str, other: Number) -> bool:
    """Whether a number of the text counts several of those whom the title's counts, with that fate."""
    alone = words("numbers/added").isdisjoint(other.modifiers) and other.value >= SEVERAL
    return alone and _may_be_same_victims(number, other) and toll_of(document, other) == fate


def _may_be_same_victims(number: Number, other: Number) -> bool:
    """Whether both count persons, not of two sorts."""
    nouns = {number.noun, other.noun}
    return counted_persons().issuperset(nouns) and len(nouns & words("numbers/victims")) < SEVERAL


def _is_part(document: Document, number: Number) -> bool:
    """Whether a number of the text counts a part of the things: "three of its bread machines"."""
    return window_of(document, number).word_after == "of"


IN_COMMON: Mapping[str, Callable[[Document, Number, Sequence[Number]], list[Number]]] = {
    "penalty": _of_one_penalty,
    "things": _of_one_thing,
    "fate": _of_one_fate,
}
"""What a number of the text may have in common with one of the title, the surest first."""
