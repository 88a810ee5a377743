"""A whole that is not what its parts make: "12 men and 9 women, 23 in all", "of the 30, 12 walk, the other 16 ride"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.checks.detector import Detector
from auditor.checks.number.parts import FEATURES, Sum, are_alike, parts_after, parts_before, sum_of, tell_sum
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Severity
from auditor.mentions.figures import between, is_rest
from auditor.mentions.forms import Worded, find_worded
from auditor.mentions.numbers import Number, window_of
from auditor.rule import Rule
from auditor.vocabulary import words


def propose_wholes(document: Document, rule: Rule) -> Iterator[Sum]:
    """Wholes whose parts, by one of the rule's forms, make something else."""
    sums = {}
    for worded in find_worded(document, rule):
        whole, parts = worded.figures[worded.at["whole"]], _parts_of(document, worded)
        if len(parts) > 1 and all(are_alike(whole, part) for part in parts):
            sums[whole.tokens, parts[0].tokens] = sum_of(document, worded.figures, worded.at["whole"], parts)
    return (found for found in sums.values() if found.amount != found.whole.value)


def _parts_of(document: Document, worded: Worded) -> Sequence[Number]:
    """The list that ends, or begins, with the figure `parts` of a form, behind the `part` that it may name besides."""
    figures, at = worded
    if at["parts"] < at["whole"]:
        return parts_before(document, figures, at["whole"])
    alone = [figures[at["part"]]] if "part" in at else []
    return [*alone, *parts_after(document, figures, at["parts"])]


def _lead(found: Sum) -> Sequence[str]:
    """What stands between a whole and the list of its parts."""
    if found.whole < found.parts[0]:
        return between(found.document, found.whole, found.parts[0])
    return between(found.document, found.parts[-1], found.whole)


def _are_kinds_of_people(found: Sum) -> bool:
    """Whether the parts, and not the whole, are told by sex or age: nobody is in two of them."""
    kinds = words("sums/kinds of people")
    return {part.noun for part in found.parts} <= kinds and found.whole.noun not in kinds


def _are_placed(found: Sum) -> bool:
    """Whether each part is told by where or when it is."""
    return all(window_of(found.document, part).word_after in words("sums/where") for part in found.parts)


def _tells_events(found: Sum) -> bool:
    """Whether a list behind a total says of some what became of them: "12 boats: two capsized, three gave up"."""
    bare = [part for part in found.parts if part.kind == "count" and not part.noun]
    behind = {window_of(found.document, part).word_after for part in bare}
    return not behind <= words("sums/where") | words("sums/sorts")


def _exclude_each_other(found: Sum) -> bool:
    """Whether nobody and nothing can be in two of the parts: kinds of people, the rest, what only one can hold."""
    held = found.whole.noun in words("sums/held by one")
    return held or _are_kinds_of_people(found) or is_rest(found.document, found.parts[-1])


def _tell_parts(found: Sum, rule: Rule) -> Hit:
    """The same as of any sum; where the parts may overlap it is advice."""
    hit = tell_sum(found, rule)
    return hit if _exclude_each_other(found) else replace(hit, severity=Severity.INFO)


DETECTOR = Detector(
    propose_wholes,
    tell_sum,
    {
        **FEATURES,
        "events": _tells_events,
        "whole-first": lambda found: found.whole < found.parts[0],
        "lead": lambda found: " ".join(_lead(found)),
        "apart": lambda found: len(_lead(found)),
        "included": lambda found: not words("sums/includes").isdisjoint(_lead(found)),
        "by-kind": _are_kinds_of_people,
        "placed": _are_placed,
        "rest": lambda found: is_rest(found.document, found.parts[-1]),
    },
)
PARTS = replace(DETECTOR, tell=_tell_parts)
