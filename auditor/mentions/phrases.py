"""Phrases of several tokens, found by the token that they begin or end in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from auditor.text.grouped import grouped
from auditor.text.possessive import bare
from auditor.window import Window

Meaning = TypeVar("Meaning")
Item = TypeVar("Item")


class Phrases(NamedTuple, Generic[Meaning]):
    """Phrases as tuples of tokens, and how long those are that begin, or end, in a token."""

    meanings: dict[tuple[str, ...], Meaning]
    lengths: dict[str, tuple[int, ...]]
    """The longest first."""

    @classmethod
    def of(cls, meanings: dict[tuple[str, ...], Meaning], at: int) -> Phrases[Meaning]:
        """`meanings` by their first token (`at` 0) or their last (-1)."""
        lengths: dict[str, tuple[int, ...]] = {}
        for tokens in meanings:
            known = lengths.get(tokens[at], ())
            if len(tokens) not in known:
                lengths[tokens[at]] = tuple(sorted((*known, len(tokens)), reverse=True)) if known else (len(tokens),)
        return cls(meanings, lengths)

    def at(self, words: list[str], at: int) -> tuple[int, Meaning] | None:
        """Where the longest phrase that begins at token `at` ends, and what it means."""
        for length in self.lengths.get("".join(words[at : at + 1]), ()):
            tokens = tuple(words[at : at + length])
            if tokens in self.meanings:
                return at + len(tokens), self.meanings[tokens]
        return None

    def before(self, words: list[str], end: int) -> tuple[int, Meaning] | None:
        """Where the longest phrase that ends before token `end` begins, and what it means; it may be possessive."""
        last = bare("".join(words[max(0, end - 1) : end]))
        for length in self.lengths.get(last, ()):
            tokens = (*words[max(0, end - length) : end - 1], last)
            if tokens in self.meanings:
                return end - len(tokens), self.meanings[tokens]
        return None


class BothEnds(NamedTuple, Generic[Item]):
    """Phrases, each with all that it may mean, by their first token and by their last."""

    by_first: Phrases[tuple[Item, ...]]
    by_last: Phrases[tuple[Item, ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[tuple[str, ...], Item]]) -> BothEnds[Item]:
        """The phrases of `pairs` of tokens and meaning."""
        meanings = {tokens: tuple(items) for tokens, items in grouped(pairs).items()}
        return cls(Phrases.of(meanings, 0), Phrases.of(meanings, -1))

    def before(self, window: Window) -> tuple[Window, tuple[Item, ...]] | None:
        """A passage with the phrase right before it in its sentence, as written, and what that may mean."""
        found = None if window.opens else self.by_last.before(window.tokens.words, window.first)
        return (window._replace(first=found[0]), found[1]) if found else None

    def behind(self, window: Window) -> tuple[Window, tuple[Item, ...]] | None:
        """A passage with the phrase right behind it, as written, and what that may mean."""
        found = self.by_first.at(window.tokens.words, window.end)
        return (window._replace(end=found[0]), found[1]) if found else None
