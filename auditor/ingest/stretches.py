"""Where the text that was extracted from a file stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import NamedTuple
from unicodedata import normalize

from auditor.article import Stretch
from auditor.ingest.lines import HIDDEN

OPAQUE_TAGS = frozenset({
    "button", "iframe", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title",
})  # fmt: skip
"""Elements whose content is no text of the page, as the blocks of a page have it."""
MAX_SKIPPED_CHARACTERS = 10_000
"""How much of a page may stand between two of its blocks: what one parser hides and the other shows."""
MIN_HEAD_CHARACTERS = 24
"""So many characters in a row are found in one place only, near where they are looked for."""
MAX_UNSEEN_CHARACTERS = 200
"""How much may be hidden in a block at a time."""
MAX_MISSES = 200
"""Blocks that are looked for in vain before the rest is given up; with the line above it keeps the time linear."""
_MARKUP = re.compile(r"""<(?:!--|[/!?]|(?=[a-z]))""", re.IGNORECASE)
_TAG = re.compile(r"""<([a-z][a-z0-9]*+)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>?""", re.IGNORECASE)
_WORD = re.compile(rf"&(?:#\w{{1,10}}|\w{{1,32}});?|[^\s&{HIDDEN}]+|&")
_HIDDEN = re.compile(f"[{HIDDEN}]")
_PUT_IN = re.compile("[“”‘’]")
"""What a page may mean by `q`."""


class Piece(NamedTuple):
    """A block of the extracted text."""

    text: str
    start: int
    """Its first code point in the text."""
    block: int
    """Which of the page's blocks it came from."""


class _Page(NamedTuple):
    """A page without its markup and white space."""

    characters: str
    starts: Sequence[int]
    """Where each of its words begins in `characters`."""
    offsets: Sequence[int]
    """Where each of its words stands in the page; -1 for a character that is written as an entity."""


def find_stretches(text: str, pieces: Iterable[Piece], blocks: Iterable[str], html: str) -> tuple[Stretch, ...]:
    """The stretches of `text` that stand in `html`; `blocks` are the visible blocks of the page, in its order.

    What cannot be found, or is written with entities, is left out.
    """
    page = _read_page(html)
    places = _find_blocks(page.characters, blocks)
    return make_stretches(_copied(pieces, places, page), text, html)


def make_stretches(copied: Iterable[tuple[int, int, int]], text: str, source: str) -> tuple[Stretch, ...]:
    """The stretches of what was copied from `source` into `text`: offset in the text, in the source, length."""
    lines = [0, *(match.end() for match in re.finditer("\n", source))]
    stretches = []
    for start, offset, length in _merged(copied, text, source):
        line = bisect_right(lines, offset)
        stretches.append(Stretch(start, start + length, line, offset - lines[line - 1] + 1))
    return tuple(stretches)


def _read_page(html: str) -> _Page:
    words: list[str] = []
    starts: list[int] = []
    offsets: list[int] = []
    length = 0
    for begin, end in _texts(html):
        for match in _WORD.finditer(html, begin, end):
            word = _written(unescape(match.group()))
            words.append(word)
            starts.append(length)
            offsets.append(match.start() if word == match.group() else -1)
            length += len(word)
    return _Page("".join(words), starts, offsets)


def _texts(html: str) -> Iterator[tuple[int, int]]:
    """The spans of `html` between its tags, comments, programs and the like."""
    position = 0
    while match := _MARKUP.search(html, position):
        yield position, match.start()
        position = _after(html, match)
    yield position, len(html)


def _after(html: str, match: re.Match[str]) -> int:
    """Where the markup ends that begins with `match`, the content of an opaque element taken with it."""
    if match.group() != "<":
        closing = "-->" if match.group() == "<!--" else ">"
        end = html.find(closing, match.end())
        return end + len(closing) if end >= 0 else len(html)
    tag = _TAG.match(html, match.start())
    if tag is None:
        return match.end()
    if tag.group(1).lower() not in OPAQUE_TAGS:
        return tag.end()
    closed = re.compile(f"</{tag.group(1)}", re.IGNORECASE).search(html, tag.end())
    return closed.start() if closed else len(html)


def _find_blocks(characters: str, blocks: Iterable[str]) -> list[int | None]:
    """Where each block begins in the characters of the page; None for one that is not found."""
    places: list[int | None] = []
    reached = misses = 0
    for block in blocks:
        span = _find(characters, _written(block), reached) if misses < MAX_MISSES else None
        misses += span is None
        reached = span[1] if span else reached
        places.append(span[0] if span else None)
    return places


def _find(characters: str, wanted: str, reached: int) -> tuple[int, int] | None:
    """Where a block stands behind `reached`; where it is not there in whole, as far as it is known to go.

    A page has no quotation marks where elements stand for them, and has hidden text and numbers of notes in a block.
    """
    bare = _PUT_IN.sub("", wanted)
    for text in dict.fromkeys((wanted, bare, bare[:MIN_HEAD_CHARACTERS])):
        found = characters.find(text, reached, reached + len(text) + MAX_SKIPPED_CHARACTERS) if text else -1
        if found >= 0:
            return found, found + len(text)
    return None


def _written(text: str) -> str:
    """`text` without white space and hidden characters, its accents composed."""
    text = "".join(text.split())
    return text if text.isascii() else normalize("NFC", _HIDDEN.sub("", text))


def _copied(pieces: Iterable[Piece], places: Sequence[int | None], page: _Page) -> Iterator[tuple[int, int, int]]:
    """What of the pieces stands in the page word by word: offset in the text, offset in the page, length."""
    for piece in pieces:
        at = places[piece.block]
        if at is None:
            continue
        for match in re.finditer(r"\S+", piece.text):
            at = _catch_up(piece.text, match, page.characters, at)
            for start, length in _runs(match.group(), page.characters, at):
                yield from _words(piece.start + match.start() + start, at, length, page)
                at += length


def _catch_up(text: str, word: re.Match[str], characters: str, at: int) -> int:
    """Where a word of `text` stands from `at` on, if the page has something there that is no text."""
    if characters.startswith(word.group(), at):
        return at
    ahead = _written(text[word.start() : word.start() + MIN_HEAD_CHARACTERS])
    found = characters.find(ahead, at, at + len(ahead) + MAX_UNSEEN_CHARACTERS) if ahead else -1
    return max(at, found)


def _runs(word: str, characters: str, at: int) -> Iterator[tuple[int, int]]:
    """The parts of `word` that follow from `at` on, each with its length; bullets and bars were put in and do not."""
    if characters.startswith(word, at):
        yield 0, len(word)
        return
    for start, character in enumerate(word):
        if characters.startswith(character, at):
            yield start, 1
            at += 1


def _words(start: int, at: int, length: int, page: _Page) -> Iterator[tuple[int, int, int]]:
    """The `length` characters of the page from `at` on, cut where its words end; entities are left out."""
    end = at + length
    while at < end:
        number = bisect_right(page.starts, at) - 1
        stop = page.starts[number + 1] if number + 1 < len(page.starts) else len(page.characters)
        taken = min(stop, end) - at
        if page.offsets[number] >= 0:
            yield start, page.offsets[number] + at - page.starts[number], taken
        start, at = start + taken, at + taken


def _merged(copied: Iterable[tuple[int, int, int]], text: str, source: str) -> Iterator[tuple[int, int, int]]:
    """Neighbours made one where what stands between them is the same in the text and in its source."""
    held: tuple[int, int, int] | None = None
    for start, offset, length in copied:
        if held is not None:
            text_gap, page_gap = start - held[0] - held[2], offset - held[1] - held[2]
            same = text_gap == page_gap >= 0
            if same and text[start - text_gap : start] == source[offset - page_gap : offset]:
                held = held[0], held[1], start + length - held[0]
                continue
            yield held
        held = start, offset, length
    if held is not None:
        yield held
