"""How far a person's name goes in a text, around a word that is known to be of one."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from string import ascii_uppercase
from typing import NamedTuple

from auditor.knowledge.name_forms import letters_of
from auditor.knowledge.words import load_person_names
from auditor.mentions.name_distance import Name
from auditor.mentions.names import is_ordinary
from auditor.text.fold import without_accents
from auditor.text.possessive import POSSESSIVES, bare
from auditor.text.tokens import Tokens
from auditor.vocabulary import words

MAX_TOKENS = 7
"""Tokens of a name, particles, initials and marks too."""


class WrittenNames(NamedTuple):
    """The names of one field."""

    source: str
    """Its text."""
    tokens: Tokens
    taken: Set[int]
    """Tokens of names that are known as they stand."""
    headline: bool
    """Whether ordinary words have capitals too."""

    def first(self, at: int) -> int:
        """The first word of the name that ends in token `at`; what is an ordinary word stands before it."""
        first = at
        while not self._is_half(first) and first > max(0, at - MAX_TOKENS) and self._is_before(first - 1):
            first -= 1
        return next(filter(self.is_word, range(first, at)), at)

    def end(self, at: int) -> int:
        """Past the last word of the name that begins in token `at`."""
        end, last = at + 1, min(len(self.tokens), at + MAX_TOKENS)
        while end < last and self._goes_to(end):
            end += 1
        return 1 + next(filter(self.is_word, range(end - 1, at, -1)), at)

    def begins(self, at: int) -> bool:
        """Whether a name may begin in token `at`: none goes on there."""
        return not (at and self.is_word(at - 1) and self._is_before(at - 1))

    def is_alone(self, at: int) -> bool:
        """Whether a word stands in token `at` that may be a name, and is all of it."""
        return self.is_word(at) and self.end(at) == at + 1 and not self.goes_on(at)

    def goes_on(self, at: int) -> bool:
        """Whether a name goes on behind the token taken for its last: "Sheila Jackson Lee", "Kim Dae-jung"."""
        if not self._joins(at):
            return False
        following = self.tokens.folded[at + 1]
        glued = following == "-" and self.tokens.ends[at] == self.tokens.starts[at + 1]
        return glued or following in words("persons/suffixes") or self._goes_to(at + 1)

    def name(self, first: int, end: int) -> Name:
        """The words of tokens `first` to before `end`."""
        plain = (letters_of(bare(without_accents(word))) for word in self.tokens.folded[first:end])
        return tuple(word for word in plain if len(word) > 1)

    def is_word(self, at: int) -> bool:
        """Whether a token may be a word of a name: it has a capital, and is no title, no day, no name that is known."""
        word = self.tokens.words[at]
        return (
            word[0].isupper()
            and len(word) > 1
            and at not in self.taken
            and self.tokens.folded[at] not in not_in_names()
        )

    def is_part(self, at: int) -> bool:
        """Whether a token may stand in a name: a word of one, a particle, an initial with its full stop."""
        particle = self.tokens.folded[at] in words("persons/particles")
        return particle or self._is_initial(at) or self.is_word(at)

    def _goes_to(self, at: int) -> bool:
        """Whether the name before token `at` goes on with it."""
        return self.is_part(at) and self._joins(at - 1) and not (self.headline and self._is_plain(at))

    def _is_before(self, at: int) -> bool:
        """Whether token `at` belongs to the name behind it."""
        return self.is_part(at) and self._joins(at) and not self._is_plain(at)

    def _joins(self, at: int) -> bool:
        """Whether a name may go on behind token `at`: it owns nothing, and no more than a space follows."""
        starts = self.tokens.starts[at + 1 : at + 2]
        owns = self.tokens.words[at].endswith(POSSESSIVES)
        return not owns and any(self.source[self.tokens.ends[at] : start] in ("", " ") for start in starts)

    def _is_half(self, at: int) -> bool:
        """Whether it is the second half of a double name: "Ellemann-Jensen", not "al-Assad"."""
        return self.tokens.folded[at - 1] == "-" and self.tokens.folded[at - 2] not in words("persons/particles")

    def _is_initial(self, at: int) -> bool:
        word = self.tokens.words[at - (self.tokens.words[at] == ".")]
        return len(word.rstrip(".")) == 1 and word[0].isupper()

    def _is_plain(self, at: int) -> bool:
        """Whether a capital alone makes no name of a word: an ordinary one that is no first name."""
        folded = self.tokens.folded[at]
        return is_ordinary(folded) and folded not in load_person_names().given


@cache
def not_in_names() -> frozenset[str]:
    """Words with a capital that stand beside names and belong to none."""
    return words("names/titles") | words("names/common capitals")


@cache
def name_links() -> frozenset[str]:
    """What may stand between a first name and the surname: particles, initials and their full stops."""
    return words("persons/particles") | frozenset(f"{ascii_uppercase}.")
