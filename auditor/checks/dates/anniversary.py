"""Counts of years that do not come out."""

from __future__ import annotations
from collections.abc import Iterator
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.rule import Rule


def find_wrong_counts(document: Document, rule: Rule) -> Iterator[Hit]:
    """Anniversaries, distances and ages that do not agree with the year beside them."""
    yield from ()
