"""Names of a table that stand right before a passage or right behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from auditor.document import Document
from auditor.mentions.people import name_tokens
from auditor.mentions.phrases import Phrases
from auditor.window import Window

Item = TypeVar("Item")


class NamesBeside(NamedTuple, Generic[Item]):
    """What each name of a table may mean, by its first token and by its last."""

    by_first: Phrases[tuple[Item, ...]]
    by_last: Phrases[tuple[Item, ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Item]]) -> NamesBeside[Item]:
        """The index of names and what they mean; a name may mean several."""
        meanings: dict[tuple[str, ...], tuple[Item, ...]] = {}
        for name, item in pairs:
            tokens = tuple(name_tokens(name))
            meanings[tokens] = (*meanings.get(tokens, ()), item)
        return cls(Phrases.of(meanings, 0), Phrases.of(meanings, -1))

    def behind(self, document: Document, at: int) -> tuple[Window, tuple[Item, ...]] | None:
        """The name with a capital that begins at token `at` of the text, and what it may mean."""
        found = self.by_first.at(document.tokens.folded, at)
        return _written(Window(document, at, found[0]), found[1]) if found else None

    def before(self, document: Document, end: int) -> tuple[Window, tuple[Item, ...]] | None:
        """The same for the name that ends before token `end`."""
        found = self.by_last.before(document.tokens.folded, end) if end else None
        return _written(Window(document, found[0], end), found[1]) if found else None


def _written(name: Window, items: tuple[Item, ...]) -> tuple[Window, tuple[Item, ...]] | None:
    return (name, items) if name.tokens.words[name.first][0].isupper() else None
