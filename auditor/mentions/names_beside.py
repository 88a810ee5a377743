"""Names of a table that stand right before a passage or right behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from auditor.document import Document
from auditor.mentions.people import name_tokens, plain_words
from auditor.mentions.phrases import BothEnds
from auditor.window import Window

Item = TypeVar("Item")
Named = tuple[Window, tuple[Item, ...]]
"""A name, and all that it may mean."""


def index_names(pairs: Iterable[tuple[str, Item]]) -> BothEnds[Item]:
    """The index of names and what they mean."""
    return BothEnds.of((tuple(name_tokens(name)), item) for name, item in pairs)


def name_behind(names: BothEnds[Item], document: Document, at: int) -> Named[Item] | None:
    """The name that begins at token `at` of the text."""
    found = names.by_first.at(document.layer(plain_words), at)
    return (Window(document, at, found[0]), found[1]) if found else None


def name_before(names: BothEnds[Item], document: Document, end: int) -> Named[Item] | None:
    """The name that ends before token `end` of the text."""
    found = names.by_last.before(document.layer(plain_words), end) if end else None
    return (Window(document, found[0], end), found[1]) if found else None
