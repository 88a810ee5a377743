"""Years that the sentence around them does not allow."""

from __future__ import annotations
from collections.abc import Iterator
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.rule import Rule


def find_implausible_years(document: Document, rule: Rule) -> Iterator[Hit]:
    """Years."""
    yield from ()
