"""Characters that a reader cannot see, or that make the text around them look other than it is."""

import re
from collections.abc import Iterator
from typing import NamedTuple

LATIN_END = "\u0250"
"""Joiners between letters below this do nothing but hide; elsewhere scripts and emoji need them."""
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{0,6}\\Z")
"""The flag of a region so far: tag characters spell its code."""
MAX_FLAG_CHARACTERS = 7
_SHORT_NAMES = {
    "\r": "carriage return",
    "\u00ad": "soft hyphen",
    "\u061c": "Arabic letter mark",
    "\u200b": "zero width space",
    "\u200c": "zero width non-joiner",
    "\u200d": "zero width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "end of embedding",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2060": "word joiner",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "first strong isolate",
    "\u2069": "end of isolate",
    "\ufeff": "byte order mark",
}
_CANDIDATE = re.compile(
    "(\r|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e007f])\\1*+"
)


class Piece(NamedTuple):
    """A run of plain text (`name` is empty), or a run of one character that is shown by its code point."""

    text: str
    name: str = ""

    @property
    def code(self) -> str:
        """The character's code point, as U+200B, and how often it stands."""
        times = f" ×{len(self.text)}" if len(self.text) > 1 else ""
        return f"U+{ord(self.text[0]):04X}{times}"

    @property
    def held(self) -> str:
        """`text` as HTML can hold it: no NUL, no half of a surrogate pair."""
        unfit = self.text[0] == "\0" or "\ud800" <= self.text[0] <= "\udfff"
        return "\ufffd" * len(self.text) if unfit else self.text

    @property
    def returns(self) -> int:
        """How many carriage returns it is: they are not shown, but HTML would turn bare ones into line feeds."""
        return len(self.text) if self.text[0] == "\r" else 0


def find_pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """`text[start:end]` in pieces; together they are that text."""
    last = start
    for match in _CANDIDATE.finditer(text, start, end):
        if not _is_harmless(text, *match.span()):
            if last < match.start():
                yield Piece(text[last : match.start()])
            yield Piece(match.group(), _SHORT_NAMES.get(match.group(1), "hidden character"))
            last = match.end()
    if last < end:
        yield Piece(text[last:end])


def _is_harmless(text: str, start: int, end: int) -> bool:
    """Whether the run of one character does what it is for: joins letters of another script, or spells a flag."""
    char = text[start]
    if char in "\u200c\u200d":
        return end == start + 1 and start > 0 and text[start - 1] >= LATIN_END and text[end : end + 1] >= LATIN_END
    if char >= "\U000e0000":
        return _FLAG.search(text, max(0, start - MAX_FLAG_CHARACTERS), start) is not None and end < start + 3
    return False


def visible(text: str) -> str:
    """`text` without characters that cannot be seen, on one line: for names of pages and of links."""
    return " ".join(_CANDIDATE.sub(" ", text).split())
