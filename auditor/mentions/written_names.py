"""How far a person's name goes in a text, around a word that is known to be of one."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from typing import NamedTuple

from auditor.knowledge.name_forms import letters_of
from auditor.knowledge.words import load_person_names
from auditor.mentions.name_distance import Name
from auditor.mentions.names import is_ordinary
from auditor.text.fold import without_accents
from auditor.text.possessive import bare
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
        return next(n for n in range(first, at + 1) if n == at or self.is_word(n))

    def end(self, at: int) -> int:
        """Past the last word of the name that begins in token `at`."""
        end, last = at + 1, min(len(self.tokens), at + MAX_TOKENS)
        while end < last and self._goes_to(end) and not self._is_owner(end - 1):
            end += 1
        return next(n for n in range(end, at, -1) if n == at + 1 or self.is_word(n - 1))

    def begins(self, at: int) -> bool:
        """Whether a name may begin in token `at`: none goes on there."""
        return self.is_word(at) and not self._asks(at) and not (at and self.is_word(at - 1) and self._is_before(at - 1))

    def is_alone(self, at: int) -> bool:
        """Whether a word stands in token `at` that may be a name, and is all of it."""
        return self.is_word(at) and self.end(at) == at + 1 and not self.goes_on(at)

    def goes_on(self, at: int) -> bool:
        """Whether a name goes on behind the token taken for its last: "Sheila Jackson Lee", "Kim Dae-jung"."""
        following = "".join(self.tokens.folded[at + 1 : at + 2])
        if not following or self._is_owner(at) or not self._touches(at):
            return False
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
        plain = self.headline and self._is_plain(at)
        return self.is_part(at) and self._touches(at - 1) and not plain

    def _is_before(self, at: int) -> bool:
        """Whether token `at` belongs to the name behind it."""
        apart = self._is_plain(at) or self._is_owner(at) or self._asks(at)
        return self.is_part(at) and self._touches(at) and not apart

    def _is_half(self, at: int) -> bool:
        """Whether it is the second half of a double name: "Ellemann-Jensen", not "al-Assad"."""
        return self.tokens.folded[at - 1] == "-" and self.tokens.folded[at - 2] not in words("persons/particles")

    def _is_initial(self, at: int) -> bool:
        word = self.tokens.words[at - (self.tokens.words[at] == ".")]
        return len(word.rstrip(".")) == 1 and word[0].isupper()

    def _asks(self, at: int) -> bool:
        """Whether a question begins with it: "Will Smith go?"."""
        opens = at == 0 or not self.tokens.words[at - 1][0].isalpha()
        return self.tokens.folded[at] in words("grammar/modals") and opens

    def _is_plain(self, at: int) -> bool:
        """Whether a capital alone makes no name of a word: an ordinary one that is no first name."""
        folded = self.tokens.folded[at]
        return is_ordinary(folded) and folded not in load_person_names().given

    def _is_owner(self, at: int) -> bool:
        return bare(self.tokens.words[at]) != self.tokens.words[at]

    def _touches(self, at: int) -> bool:
        """Whether nothing but a space parts a token from the next."""
        return self.source[self.tokens.ends[at] : self.tokens.starts[at + 1]] in ("", " ")


@cache
def not_in_names() -> frozenset[str]:
    """Words with a capital that stand beside names and belong to none."""
    return words("names/titles") | words("names/common capitals")
