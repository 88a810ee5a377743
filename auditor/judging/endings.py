"""How a text ends: as a whole, at a wall that lets only some readers on, or in mid-sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from auditor.article import Span
from auditor.boilerplate.runs import find_boilerplate
from auditor.document import Document
from auditor.judged import Gap, Part, Reason
from auditor.judging.patterns import says
from auditor.text.blocks import Block

MAX_TAIL_BLOCKS = 12
"""How many blocks from the end on are looked through for a wall: the notice itself and what it offers."""
MAX_WALL_WORDS = 40
"""A longer block is no notice."""
MAX_STUB_WORDS = 300
"""A longer text is taken for whole unless something says that its own rest is elsewhere: pages of whole articles ask
readers to sign in "to keep reading", too, and cut the teasers of other articles short."""
MIN_PROSE_SPACES = 9
"""A block with fewer is a line, not a sentence."""
CUT_CHARACTERS = 150
"""How far from the end of a block the mark of a break is looked for."""
DOTS = ("…", "...")
WALL = "The text ends where the page asks readers to subscribe or to sign in; the rest was not there to judge."
DECLARED = "The page says that not all may read all of it, and the text is short; the rest was not there to judge."
BREAK = "The text breaks off in mid-sentence; the rest was not there to judge."
ANY_LENGTH = ("walls", "cuts")
WHERE_SHORT = ("walls", "cuts", "doors", "trails", "onward")


def find_ending(document: Document) -> Gap | None:
    """What of the text did not come: the rest behind a wall, or after a break; None where it ends as a whole."""
    tail = document.blocks[-MAX_TAIL_BLOCKS:]
    short = document.words <= MAX_STUB_WORDS
    if says(document.folded[tail[0].start :], *(WHERE_SHORT if short else ANY_LENGTH)):
        end = _last_sentence(document)
        rest = [block for block in tail if block.start >= end]
        gap = _find_wall(document, rest, end, short=short) or _find_cut(document, rest, short=short)
        if gap:
            return gap
    declared = short and document.article.free is False
    return Gap(Part.REST, Reason.BEHIND_WALL, DECLARED) if declared else None


def _find_wall(document: Document, rest: Sequence[Block], end: int, *, short: bool) -> Gap | None:
    """The gap behind a wall: a notice below the article's last sentence, which begins at `end`."""
    names = ("walls", "doors") if short else ("walls",)
    wall = next((block for block in rest if block.start > end and _is_wall(document, block, names)), None)
    return Gap(Part.REST, Reason.BEHIND_WALL, WALL, Span(wall.start, rest[-1].end)) if wall else None


def _find_cut(document: Document, rest: Sequence[Block], *, short: bool) -> Gap | None:
    """The gap after a break: a last sentence that has no end, by its mark, its last word or the line below."""
    names = ("cuts", "trails") if short else ("cuts",)
    cut = [block for block in rest if _breaks_off(document, block, names)]
    if short:
        cut += [upper for upper, lower in pairwise(rest) if _is_led_on(document, upper, lower)]
    return Gap(Part.REST, Reason.CUT, BREAK, document.sentence_at(max(cut).end - 1)) if cut else None


def _folded(document: Document, block: Block) -> str:
    return document.folded[block.start : block.end]


def _is_wall(document: Document, block: Block, names: Sequence[str]) -> bool:
    """Whether a block is a page's word to its readers, short and nobody's quoted words, that lets only some on."""
    short = document.text.count(" ", block.start, block.end) < MAX_WALL_WORDS
    quoted = any(document.quotation_at(at) for at in (block.start + 1, block.end - 2))
    return short and not quoted and says(_folded(document, block), *names)


def is_sentence(document: Document, block: Block) -> bool:
    """Whether a block is as long as a sentence."""
    return document.text.count(" ", block.start, block.end) >= MIN_PROSE_SPACES


def _last_sentence(document: Document) -> int:
    """Where the last block of the article's own sentences begins; -1 if there is none."""
    foreign = document.layer(find_boilerplate).foreign
    for index in range(len(document.blocks) - 1, -1, -1):
        block = document.blocks[index]
        own = index not in foreign and is_sentence(document, block)
        if own and not says(_folded(document, block), "walls", "doors", "asking"):
            return block.start
    return -1


def _breaks_off(document: Document, block: Block, names: Sequence[str]) -> bool:
    last = document.folded[max(block.start, block.end - CUT_CHARACTERS) : block.end]
    return is_sentence(document, block) and says(last, *names)


def _is_led_on(document: Document, upper: Block, lower: Block) -> bool:
    """Whether a sentence without an end stands above a line that leads to the rest of it."""
    text = document.text[upper.start : upper.end]
    open_end = text.endswith(DOTS) or (text[-1].islower() and upper.kind == "paragraph")
    return open_end and is_sentence(document, upper) and says(_folded(document, lower), "onward")
