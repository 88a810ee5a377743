"""Kind `odd-one-out`: a lone nation stands where the article otherwise has another of the same part of the world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.nation_slots import (
    DEMONYM_SIGNS,
    PLACE_FEATURES,
    PLACE_SIGNS,
    SLOT_FEATURES,
    Slot,
    find_slots,
    kindred_sentences,
)
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.focus import Focus
from auditor.mentions.place_names import Demonym
from auditor.rule import Rule
from auditor.text.counted import counted, join_words

SCOPE = Scope.ARTICLE
VALUES = frozenset({"nation", "rivals"})
MAX_KINDRED = 2
"""Sentences of each rival that are shown as evidence."""


class Params(Schema):
    """`finds`: a lone place, or a lone demonym before an office."""

    finds = fields.Str(validate=validate.OneOf(["place", "demonym"]), required=True)


def propose(names_people: bool, document: Document, rule: Rule) -> Iterator[Slot]:
    """Nations that the article names once: by their people's name or adjective, or by a place's name."""
    return (slot for slot in document.layer(find_slots) if isinstance(slot.mention, Demonym) is names_people)


def choose(slots: Sequence[Slot]) -> Iterable[Slot]:
    """Of each nation the one of the likeliest rival."""
    return {slot.nation: slot for slot in reversed(slots)}.values()


def tell(slot: Slot, rule: Rule) -> Hit:
    """The lone nation, with the sentences of its rivals that are most like its own."""
    document = slot.window.document
    rivals = [each for each in document.layer(find_slots) if each.nation == slot.nation]
    named = [f"{_name(each.rival, slot.focus)} ({counted(slot.focus.count(each.rival), 'mention')})" for each in rivals]
    values = {"nation": document.text[slice(*slot.mention.span)], "rivals": join_words(named)}
    return Hit(rule, slot.mention.span, values=values, evidence=tuple(_evidence(rivals)))


def _evidence(rivals: Sequence[Slot]) -> Iterator[Evidence]:
    """The sentences of each rival that are most like that of the lone nation."""
    for slot in rivals:
        for span in kindred_sentences(slot, MAX_KINDRED):
            quote = slot.window.document.text[slice(*span)]
            yield Evidence(f"names {_name(slot.rival, slot.focus)}", span=span, quote=quote)


def _name(nation: str, focus: Focus) -> str:
    """What the article calls `nation` most often: "Gaza", "Iraqi"."""
    return Counter(mention.key for mention in focus.mentions[nation]).most_common(1)[0][0].replace(" - ", "-")


DETECTORS: Mapping[str, Detector[Any]] = {
    "place": Detector(partial(propose, False), tell, PLACE_FEATURES, choose, PLACE_SIGNS, "odd-one-out"),
    "demonym": Detector(partial(propose, True), tell, SLOT_FEATURES, choose, DEMONYM_SIGNS, "odd-demonym"),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
