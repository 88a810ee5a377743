"""Offsets as Java, JavaScript and office suites count them: in UTF-16 code units."""

from __future__ import annotations

from bisect import bisect_left


class Utf16Offsets:
    """Turns offsets of `text` in code points into UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [at for at, letter in enumerate(text) if letter > "\uffff"]

    def __getitem__(self, offset: int) -> int:
        """The code units before `offset`: characters outside the Basic Multilingual Plane take two."""
        return offset + bisect_left(self._astral, offset)
