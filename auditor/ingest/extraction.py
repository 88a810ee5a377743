"""Which blocks of a page are the article's own: trafilatura chooses, and what it chose is put right.

Lost blocks among their like are brought back, foreign parts and copies left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any, NamedTuple

from auditor.article import LayoutBlock, Span
from auditor.ingest.choice import chosen_blocks
from auditor.ingest.layout import PageBlock, Source, fragment_blocks, page_blocks
from auditor.ingest.markup import Role
from auditor.ingest.parsing import parse_fragment
from auditor.ingest.parts import ForeignParts, clear_parts, holders, is_set_aside

BETWEEN = "\n\n"
"""What parts the blocks of the extracted text: a blank line, so that no two lines are taken for one wrapped."""
MIN_KIN = 3
"""Blocks of the article that a lost one must have beside it: of the same tag, in the same element. On 213 pages (95
scrapinghub, 73 wcxb, 45 fundus) 2 to 5 bring back the same; 1 brings back teasers too."""
MIN_LOST_CHARACTERS = 60
"""Shorter blocks that the extractor left out are headlines and buttons more often than text. On these pages, 30 to 150
bring back the same six paragraphs of news, all of them the article's."""
MIN_TABLE_SHARE = 1 / 3
"""Of a table's blocks that the extractor must have kept for the rest to be kept too; it loses lists in cells."""
MIN_REPEAT_CHARACTERS = 30
"""Shorter blocks may well stand twice: bylines of quotes, labels of a list."""
MAX_OWN_BOXES = 2
"""Boxes that may stand between a lost block that is all link and its like."""
_MARKUP = re.compile(r"</[a-z]|<(?:br|p)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…][\"')\]’”»]*$")


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

    def passages(self, role: Role) -> tuple[Span, ...]:
        """The pieces whose block has a role; neighbours are one passage."""
        placed = ((start, text) for start, text, block, _ in self.placed() if self.blocks[block].role & role)
        return joined(Span(start, start + len(text)) for start, text in placed)


def extract_article(tree: Any) -> Extract:
    """What of a parsed page is the article; `tree` is spoilt, and may be None for a page without an element."""
    if tree is None:
        return Extract((), ())
    _held = list(tree.iter())  # so that lxml makes one object of an element, not one each time that it is met
    clear_parts(tree)
    blocks = page_blocks(tree)
    chosen = chosen_blocks(tree, blocks)
    own = _corrected(chosen, blocks)
    return Extract([(blocks[number].text, number, number in chosen) for number in own], blocks)


def _corrected(chosen: set[int], blocks: Sequence[PageBlock]) -> list[int]:
    """The blocks of the article, in order, by those that the extractor chose."""
    foreign = ForeignParts()
    kept = chosen - foreign.among(chosen, dict(enumerate(blocks)))
    lost = {number for number in lost_blocks(blocks, kept) if not is_set_aside(blocks[number])}
    return without_copies(sorted(kept | {number for number in lost if not foreign.around(blocks[number])}), blocks)


def extract_whole(html: str) -> Extract:
    """A fragment, all of it."""
    tree = parse_fragment(html)
    blocks = fragment_blocks(tree) if tree is not None else []
    return Extract([(block.text, number, not block.foreign) for number, block in enumerate(blocks)], blocks)


def joined(quoted: Iterable[Span]) -> tuple[Span, ...]:
    """Passages in order, those that only a border of blocks parts as one."""
    spans: list[Span] = []
    for span in quoted:
        follows = bool(spans) and spans[-1].end + len(BETWEEN) == span.start
        spans.append(Span(spans.pop().start, span.end) if follows else span)
    return tuple(spans)


def extract_described(text: str) -> Extract:
    """An article's text as metadata has it, whose markup, if any, is taken away; it stands in no block of the page."""
    text = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    markup = unescape(text)
    pieces = [piece for piece, _, _ in extract_whole(markup).pieces] if _MARKUP.search(markup) else [text]
    return Extract([(piece, None, True) for piece in pieces], ())


def lost_blocks(blocks: Sequence[PageBlock], kept: set[int]) -> Iterator[int]:
    """Numbers of the blocks that the extractor left out, though they stand among the article's own as their like.

    Their like: prose of the same tag in the same element; or what stands in the same table.
    """
    kin = Counter(blocks[number].family for number in kept)
    tables = _own_tables(blocks, kept)
    for number in range(min(kept, default=0), max(kept, default=0)):
        block = blocks[number]
        if number in kept or block.foreign:
            continue
        if _table(block) in tables or (_is_prose(block) and any(kin[each] >= MIN_KIN for each in _families(block))):
            yield number


def _is_prose(block: PageBlock) -> bool:
    return len(block.text) >= MIN_LOST_CHARACTERS and _ENDS.search(block.text) is not None


def _families(block: PageBlock) -> Iterator[tuple[Any, str]]:
    """The family of a block, and of one that is all link those that it would have without the boxes around it.

    The extractor drops a box whose text is all link.
    """
    around, tag = block.family
    yield around, tag
    for _ in range(MAX_OWN_BOXES if all(map(_is_linked, block.sources)) else 0):
        around = around if around is None else around.getparent()
        yield around, tag


def _is_linked(source: Source) -> bool:
    """Whether a text of the tree is white space or part of a link."""
    return not getattr(*source).strip() or any(each.tag == "a" for each in holders(source))


def _own_tables(blocks: Sequence[PageBlock], kept: set[int]) -> set[Any]:
    """The tables of which the extractor kept a good part."""
    all_parts = Counter(_table(block) for block in blocks)
    parts = Counter(_table(blocks[number]) for number in kept)
    return {
        table for table, count in parts.items() if table is not None and count >= MIN_TABLE_SHARE * all_parts[table]
    }


def _table(block: PageBlock) -> Any:
    """The outermost table around a block, or None."""
    return next((each for each in reversed([*_around(block)]) if each.tag == "table"), None)


def _around(block: PageBlock) -> Iterator[Any]:
    """The elements around the text of a block, the innermost first."""
    yield block.element
    yield from block.element.iterancestors()


def without_copies(numbers: Iterable[int], blocks: Sequence[PageBlock]) -> list[int]:
    """The blocks without those that another part of the page had already, as a teaser or for a smaller screen.

    What is said twice in elements of one kind, as items of a list, is a repetition of the writer's.
    """
    firsts: dict[str, PageBlock] = {}
    own = []
    for number in numbers:
        block = blocks[number]
        first = firsts.setdefault(block.text, block)
        if first is block or len(block.text) < MIN_REPEAT_CHARACTERS or _shape(first) == _shape(block):
            own.append(number)
    return own


def _shape(block: PageBlock) -> tuple[tuple[str, ...], str]:
    """Which elements a block stands in, whichever of their kind they are, and the class of its own."""
    return tuple(each.tag for each in _around(block)), block.element.get("class", "")
