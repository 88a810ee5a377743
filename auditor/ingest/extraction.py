"""Which blocks of a page are the article's own: trafilatura says so; lost ones among them are brought back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.article import LayoutBlock
from auditor.ingest.layout import PageBlock, fragment_blocks, page_blocks, parse_fragment, parse_page
from auditor.ingest.nesting import count_blocks

BETWEEN = "\n\n"
"""What parts the blocks of the extracted text: a blank line, so that no two lines are taken for one wrapped."""
MAX_BLOCKS = 3_000
"""Blocks over which trafilatura does without its second opinion (justext), whose time grows with their square. Of 213
news pages, the one of most blocks has 1,400."""
MIN_KIN = 3
"""Blocks of the article that a lost one must have beside it in the same element."""
MIN_LOST_CHARACTERS = 30
"""Shorter blocks that the extractor left out are markers and buttons more often than text."""


class Extract(NamedTuple):
    """The article's text in pieces, and the blocks of the page that they came from."""

    pieces: Sequence[tuple[str, int | None, bool]]
    """Text, number of its block if that is known, and whether it is the article's own."""
    blocks: Sequence[PageBlock]

    @property
    def text(self) -> str:
        """The pieces, parted by a blank line."""
        return BETWEEN.join(text for text, _, _ in self.pieces)

    def placed(self) -> Iterator[tuple[int, str, int, bool]]:
        """The pieces whose block is known, each after its offset in the text."""
        start = 0
        for text, block, main in self.pieces:
            if block is not None:
                yield start, text, block, main
            start += len(text) + len(BETWEEN)

    def layout(self) -> tuple[LayoutBlock, ...]:
        """Where the pieces stand in the page."""
        return tuple(
            LayoutBlock(start, start + len(text), self.blocks[block].path, main)
            for start, text, block, main in self.placed()
        )


def extract_article(html: str) -> Extract:
    """What of a page is the article."""
    import trafilatura  # noqa: PLC0415 - 0.1 s that only a page needs

    plain = count_blocks(html) > MAX_BLOCKS
    extracted = trafilatura.extract(html, fast=plain, include_comments=False, include_tables=True) or ""
    lines = [line for line in extracted.split("\n") if line.strip()]
    tree = parse_page(html)
    if tree is None or not lines:
        return Extract([(line, None, True) for line in lines], ())
    blocks = page_blocks(tree)
    places = align(lines, blocks)
    main = [place for place in places if place is not None]
    lost = lost_blocks(blocks, main, extracted)
    pieces: list[tuple[str, int | None, bool]] = []
    for line, place in zip(lines, places, strict=True):
        while place is not None and lost and lost[0] < place:
            number = lost.pop(0)
            pieces.append((blocks[number].text, number, False))
        pieces.append((line, place, True))
    return Extract(pieces, blocks)


def extract_whole(html: str) -> Extract:
    """A fragment, all of it."""
    tree = parse_fragment(html)
    blocks = fragment_blocks(tree) if tree is not None else []
    return Extract([(block.text, number, not block.foreign) for number, block in enumerate(blocks)], blocks)


def align(lines: Sequence[str], blocks: Sequence[PageBlock]) -> list[int | None]:
    """For each line of an extract the number of the page's block that it came from, if one reads the same."""
    places: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        places.setdefault(_key(block.text), []).append(number)
    for found in places.values():
        found.reverse()
    aligned: list[int | None] = []
    for line in lines:
        found = places.get(_key(line), [])
        aligned.append(found.pop() if len(found) > 1 else found[0] if found else None)
    return aligned


def lost_blocks(blocks: Sequence[PageBlock], main: Sequence[int], extract: str) -> list[int]:
    """Numbers of the blocks that the extractor left out, though they stand among the article's own as their like.

    Their like: of the same tag, in the same element. `main` are the numbers of the article's own blocks, `extract` is
    their text.
    """
    kin = Counter(blocks[number].family for number in set(main))
    known, have = set(main), set(_key(line) for line in extract.split("\n"))
    return [
        number
        for number in range(min(known, default=0), max(known, default=0))
        if number not in known
        and not blocks[number].foreign
        and kin[blocks[number].family] >= MIN_KIN
        and len(blocks[number].text) >= MIN_LOST_CHARACTERS
        and _key(blocks[number].text) not in have
    ]


def _key(text: str) -> str:
    """`text` as both readers give it: bullets, bars between cells and white space left out."""
    return "".join(text.replace("|", " ").split()).lstrip("-•*").lower()
