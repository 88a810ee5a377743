"""A total that is not what its parts make: "12 men and 9 women, 23 in all", "23 people: 12 men and 9 women"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.checks.detector import Detector
from auditor.checks.number.parts import (
    FEATURES,
    MAX_ITEM,
    Sum,
    are_alike,
    between,
    each_figure,
    is_part,
    parts_after,
    parts_before,
    sum_of,
    tell_sum,
)
from auditor.document import Document
from auditor.mentions.numbers import Number, phrase_of, window_of
from auditor.rule import Rule
from auditor.vocabulary import words

MAX_NAMED = 3
"""Words of "a total of"."""
MAX_MARK = 2
"""Words of "in all"."""
MAX_LEAD = 8
"""Tokens between the last part and its total."""


def propose_totals(document: Document, rule: Rule) -> Iterator[Sum]:
    """Totals behind a list, told as such, or before one that says what they are made of."""
    for figures, at in each_figure(document):
        total, parts = figures[at], _parts_of(document, figures, at)
        if len(parts) > 1 and all(are_alike(total, part) for part in parts):
            found = sum_of(document, figures, at, parts)
            if found.amount != total.value:
                yield found


def _parts_of(document: Document, figures: Sequence[Number], at: int) -> list[Number]:
    """The list that the figure number `at` of a sentence sums up, or that spells it out; none if it does neither."""
    if not is_part(figures[at]) or figures[at].kind == "percent":
        return []
    if at > 1 and _sums_up(document, figures[at - 1], figures[at]):
        return parts_before(document, figures, at)
    if at + 2 >= len(figures) or not _opens_parts(document, figures[at], figures[at + 1]):
        return []
    parts = parts_after(document, figures, at + 1)
    apposed = between(document, figures[at], parts[0]) == [","]
    return parts if not apposed or _are_shares(document, figures[at], parts) else []


def _sums_up(document: Document, part: Number, total: Number) -> bool:
    """Whether a figure behind a part is told as a total: ", 23 in all", ", a total of 23", "making 23 in total"."""
    lead = between(document, part, total)
    if len(lead) > MAX_LEAD:
        return False
    named = _words_for_total(lead)
    if not named and not _is_marked(document, total):
        return False
    opening = lead[: len(lead) - named][-1:]
    return not words("sums/before a total").isdisjoint(opening)


def _words_for_total(lead: Sequence[str]) -> int:
    """How many words right before a figure say that it is a total: "a total of", "altogether"."""
    sizes = range(1, MAX_NAMED + 1)
    return next((size for size in sizes if " ".join(lead[-size:]) in words("sums/total of")), 0)


def _is_marked(document: Document, number: Number) -> bool:
    """Whether words behind it say that it is a total: "23 in all", "27 animals in all", "16 works in all"."""
    behind = phrase_of(document, number).after(MAX_MARK + 1)
    told = (" ".join(behind[first : first + size]) for first in (0, 1) for size in range(1, MAX_MARK + 1))
    return not words("sums/totals").isdisjoint(told)


def _opens_parts(document: Document, total: Number, part: Number) -> bool:
    """Whether what stands between a total and the first part may open a list of what it is made of."""
    opening = between(document, total, part)
    if opening[-1:] == [":"]:
        return len(opening) <= MAX_ITEM
    return opening == [","] or " ".join(opening) in words("sums/before parts")


def _are_shares(document: Document, total: Number, parts: Sequence[Number]) -> bool:
    """Whether a list behind a comma is one of kinds of persons, or of where and when: "six men and four women"."""
    people = {part.noun for part in parts} <= words("sums/kinds of people")
    if people:
        return bool(total.noun) and total.noun not in words("sums/kinds of people")
    where = all(window_of(document, part).word_after in words("sums/where") for part in parts)
    return where and bool(total.noun)


def _tells_events(found: Sum) -> bool:
    """Whether a list behind a total says of some what became of them: "12 boats: two capsized, three gave up"."""
    bare = [part for part in found.parts if part.kind == "count" and not part.noun]
    behind = {window_of(found.document, part).word_after for part in bare}
    return found.whole < found.parts[0] and not behind <= words("sums/where") | words("sums/sorts")


DETECTOR = Detector(propose_totals, tell_sum, {**FEATURES, "events": _tells_events})
