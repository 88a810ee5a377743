"""Text with markup between its pieces, as editors of Markdown and LaTeX send it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from auditor.article import Span


class Piece(NamedTuple):
    """A piece of text, or of markup that is read as other text (`<p>` as a line break, most as nothing)."""

    whole: str
    """What stands in the editor."""
    read: str
    """What is audited in its place."""


class AnnotatedText:
    """The pieces as one text to audit, and where its passages stand among the markup."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        kept = list(pieces)
        self.whole = "".join(piece.whole for piece in kept)
        self.text = "".join(piece.read for piece in kept)
        self._read: list[int] = []
        self._whole: list[int] = []
        read = whole = 0
        for piece in kept:
            self._read.append(read)
            self._whole.append(whole)
            read += len(piece.read)
            whole += len(piece.whole)
        self._ends = (read, whole)

    def place(self, span: Span) -> tuple[int, int]:
        """Start and end, in code points of `whole`, of a passage of `text`."""
        return self._start(span.start), self._end(span.end)

    def read_offset(self, offset: int) -> int:
        """Where in `text` the character stands that is at `offset` of `whole`; in markup, where its piece begins."""
        index = bisect_right(self._whole, offset) - 1
        following = self._read[index + 1] if index + 1 < len(self._read) else self._ends[0]
        return min(self._read[index] + offset - self._whole[index], following) if index >= 0 else 0

    def _start(self, offset: int) -> int:
        """The place of the character at `offset`: markup before it stays outside."""
        index = bisect_right(self._read, offset) - 1
        return self._shift(index, offset) if index >= 0 else 0

    def _end(self, offset: int) -> int:
        """The place behind the character before `offset`: markup after it stays outside."""
        index = bisect_left(self._read, offset) - 1
        return self._shift(index, offset) if index >= 0 else 0

    def _shift(self, index: int, offset: int) -> int:
        """`offset` counted from the start of a piece; what markup is read as ends where the markup does."""
        following = self._whole[index + 1] if index + 1 < len(self._whole) else self._ends[1]
        return min(self._whole[index] + offset - self._read[index], following)
