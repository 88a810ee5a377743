"""Parts that are more than their whole, or with its rest another: "of the 30, 12 walk, the other 16"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from auditor.checks.detector import Detector
from auditor.checks.number.parts import (
    FEATURES,
    MAX_ITEM,
    Sum,
    between,
    each_figure,
    is_part,
    is_rest,
    parts_after,
    stand_in_list,
    sum_of,
    tell_sum,
)
from auditor.document import Document
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import Number, phrase_of
from auditor.rule import Rule
from auditor.vocabulary import words


def propose_wholes(document: Document, rule: Rule) -> Iterator[Sum]:
    """ "Of the 4,200 tickets 2,900 were sold and 1,600 ...", "12 of the 30 walk, the other 16 ..."."""
    for figures, at in each_figure(document):
        whole, parts = figures[at], _parts_of(document, figures, at)
        if len(parts) > 1:
            found = sum_of(document, figures, at, parts)
            apart = found.amount - whole.value
            if apart > 0 or (apart < 0 and is_rest(document, parts[-1])):
                yield found


def _parts_of(document: Document, figures: Sequence[Number], at: int) -> list[Number]:
    """What a sentence counts of its figure number `at`: the one that is "of" it, and the list behind it."""
    if not _is_count(figures[at]):
        return []
    if at and _is_of(document, figures[at - 1], figures[at]):
        return [figures[at - 1], *_listed(document, figures, at, stand_in_list)]
    return _listed(document, figures, at, _leads_parts) or _listed(document, figures, at, _singles_out)


def _listed(
    document: Document, figures: Sequence[Number], at: int, leads: Callable[[Document, Number, Number], bool]
) -> list[Number]:
    """The list behind number `at` of a sentence, if that leads to its first figure."""
    if at + 1 == len(figures) or not leads(document, figures[at], figures[at + 1]):
        return []
    parts = parts_after(document, figures, at + 1)
    return parts if all(map(_is_count, parts)) else []


def _is_count(number: Number) -> bool:
    """Whether it counts, as a whole and its parts do."""
    return number.kind == "count" and is_part(number)


def _is_of(document: Document, part: Number, whole: Number) -> bool:
    """Whether a figure is told as a part of the next: "twelve of the 30"."""
    if part.noun or not _is_count(part):
        return False
    link = between(document, part, whole)
    return link[:1] == ["of"] and load_number_words().determiners.issuperset(link[1:])


def _leads_parts(document: Document, whole: Number, part: Number) -> bool:
    """Whether a clause opens with the whole and goes on to its parts: "of the 30 pupils, 12"."""
    before = phrase_of(document, whole).before(4)
    while before and before[-1] in load_number_words().determiners:
        before.pop()
    if not before or before[-1] not in words("sums/of which"):
        return False
    lead = between(document, whole, part)
    near = len(lead) <= MAX_ITEM and words("sums/ends a list").isdisjoint(lead)
    return near and words("sums/opens").issuperset(before[-2:-1])


def _singles_out(document: Document, whole: Number, part: Number) -> bool:
    """Whether kinds of the whole follow it: "24 passengers, including 11 women", "27 animals, 14 of them goats"."""
    lead = between(document, whole, part)
    if lead[:1] == [","]:
        opening = " ".join(lead[1:] or phrase_of(document, part).after(2))
        return opening in words("sums/of them") | words("sums/among them")
    return len(lead) == 1 and lead[0] in words("sums/includes")


def _are_included(found: Sum) -> bool:
    """Whether the whole is said to include the parts, so that one may be two of them."""
    return not words("sums/includes").isdisjoint(between(found.document, found.whole, found.parts[0]))


DETECTOR = Detector(
    propose_wholes,
    tell_sum,
    {
        **FEATURES,
        "rest": lambda found: is_rest(found.document, found.parts[-1]),
        "included": _are_included,
        "by-kind": lambda found: {part.noun for part in found.parts} <= words("sums/kinds of people"),
    },
)
