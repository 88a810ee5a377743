"""A passage by its words alone: what two printings of it have in common, whatever marks stand between."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from auditor.window import Window


@dataclass(frozen=True)
class PlainWords:
    """The words of a passage, marks left out, and the numbers of their tokens."""

    window: Window
    words: list[str]
    """Folded."""
    places: list[int]

    @classmethod
    def of(cls, window: Window, most: int | None = None) -> PlainWords:
        """Those of a passage, at most so many."""
        folded = window.tokens.folded
        places = [at for at in range(window.first, window.end) if folded[at][0].isalnum()][:most]
        return cls(window, [folded[at] for at in places], places)

    @cached_property
    def line(self) -> str:
        """The words as one text, with a space on each side of each."""
        return f" {' '.join(self.words)} "

    def part(self, first: int, end: int) -> Window:
        """The passage of the words from `first` to before `end`."""
        return self.window._replace(first=self.places[first], end=self.places[end - 1] + 1)
