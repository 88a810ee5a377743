"""Kind `result`: who won in one place of a text has lost in another, to the same side by the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.results import Result, find_scored_results
from auditor.rule import Rule
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
MAX_RESULTS = 40
"""Of one text that are held against each other; a text that has more is a table."""


class Params(Schema):
    """None."""


class Turned(NamedTuple):
    """A result, and an earlier one that has it the other way about."""

    window: Window
    """From the verb to the figures, or from the figures to the verb."""
    other: Window

    @property
    def around_both(self) -> frozenset[str]:
        """The words of the sentences of both."""
        return frozenset([*self.window.around(), *self.other.around()])


def propose(document: Document, rule: Rule) -> Iterator[Turned]:
    """Each result whose winner lost by the same figures to the same side elsewhere in the text."""
    found = document.layer(find_scored_results)[:MAX_RESULTS]
    for (one, first), (other, second) in combinations(found, 2):
        if first.figures == second.figures and len(first.figures) > 1 and _is_turned(one, other):
            yield Turned(_passage(other.window, second.window), _passage(one.window, first.window))


def _is_turned(one: Result, other: Result) -> bool:
    """Whether the winner of one is the loser of the other, and the other way about."""
    return not (one.winner.isdisjoint(other.loser) or one.loser.isdisjoint(other.winner))


def _passage(verb: Window, figures: Window) -> Window:
    return Window(verb.document, min(verb.first, figures.first), max(verb.end, figures.end))


def tell(turned: Turned, rule: Rule) -> Hit:
    """The later result, with the earlier one as evidence."""
    document, sentence = turned.window.document, turned.window.document.sentence_at(turned.other.span.start)
    quote = document.text[slice(*turned.other.span)]
    evidence = Evidence("the text elsewhere", "text", sentence, document.text[slice(*sentence)])
    return Hit(rule, turned.window.span, values={"other": quote}, evidence=(evidence,))


FEATURES: Mapping[str, Feature] = {"around-both": lambda turned: turned.around_both}
compile = Detector(propose, tell, FEATURES).compile
