"""Names of a table that stand right before a passage or right behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from auditor.mentions.people import name_tokens, plain_words
from auditor.mentions.phrases import BothEnds
from auditor.window import Window

Item = TypeVar("Item")
Named = tuple[Window, tuple[Item, ...]]
"""A name, and all that it may mean."""


def index_names(pairs: Iterable[tuple[str, Item]]) -> BothEnds[Item]:
    """The index of names and what they mean."""
    return BothEnds.of((tuple(name_tokens(name)), item) for name, item in pairs)


def name_behind(names: BothEnds[Item], window: Window) -> Named[Item] | None:
    """The name with a capital that begins right behind a passage of the text."""
    found = names.by_first.at(window.document.layer(plain_words), window.end)
    return (window._replace(first=window.end, end=found[0]), found[1]) if found and window.capital_behind else None


def name_before(names: BothEnds[Item], window: Window) -> Named[Item] | None:
    """The name with a capital that ends right before a passage of the text."""
    found = None if window.opens else names.by_last.before(window.document.layer(plain_words), window.first)
    name = window._replace(first=found[0], end=window.first) if found else window
    return (name, found[1]) if found and name.tokens.words[name.first][0].isupper() else None
