"""Phrases of several tokens, found by the token that they begin or end in."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

Meaning = TypeVar("Meaning")


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
            known, length = lengths.get(tokens[at], ()), len(tokens)
            if length not in known:
                lengths[tokens[at]] = tuple(sorted((*known, length), reverse=True))
        return cls(meanings, lengths)

    def at(self, words: list[str], at: int) -> tuple[int, Meaning] | None:
        """Where the longest phrase that begins at token `at` ends, and what it means."""
        for length in self.lengths.get(words[at], ()):
            meaning = self.meanings.get(tuple(words[at : at + length]))
            if meaning is not None:
                return at + length, meaning
        return None

    def before(self, words: list[str], end: int) -> tuple[int, Meaning] | None:
        """Where the longest phrase that ends before token `end` begins, and what it means; it may be possessive."""
        last = words[end - 1]
        last = last[:-2] if last.endswith(("'s", "’s")) else last
        for length in self.lengths.get(last, ()):
            meaning = self.meanings.get((*words[end - length : end - 1], last)) if length <= end else None
            if meaning is not None:
                return end - length, meaning
        return None
