"""Percentages that are more than all there can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.numbers import Number, find_prose_numbers, window_of
from auditor.rule import Rule
from auditor.window import Window

WHOLE = 100
"""Per cent."""


class Share(NamedTuple):
    """A percentage above a hundred."""

    window: Window
    number: Number
    rule: Rule

    @property
    def of(self) -> bool:
        """Whether it is a share of something."""
        return self.window.word_after == "of"

    @property
    def whole(self) -> bool:
        """Whether that is a whole of which no more than all can be."""
        return self.number.noun in self.rule.params["nouns"] or self.window.leads("of", "all")

    @property
    def falls(self) -> bool:
        """Whether something falls by it."""
        return not set(self.rule.params["falls"]).isdisjoint(self.window.before(2))


def propose_shares(document: Document, rule: Rule) -> Iterator[Share]:
    """Shares of more than a hundred per cent, and falls by more than there was."""
    for number in document.layer(find_prose_numbers):
        if number.kind == "percent" and number.value > WHOLE:
            share = Share(window_of(document, number), number, rule)
            if share.of or share.falls:
                yield share


def _tell_share(share: Share, rule: Rule) -> Hit:
    return Hit(rule, share.window.span)


DETECTOR = Detector(
    propose_shares,
    _tell_share,
    {
        "whole": lambda share: share.whole,
        "of": lambda share: share.of,
        "bounded": lambda share: bool(share.number.comparator),
    },
)
