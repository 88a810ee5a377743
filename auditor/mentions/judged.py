"""Where facts are judged: in the article's own prose and captions, and not in what it quotes."""

from auditor.document import Document
from auditor.mentions.prose import find_prose

CAPTION_CHARACTERS = 80
"""A line of this length that is no sentence is a caption rather than a heading."""


def is_judged(document: Document, offset: int) -> bool:
    """Whether `offset` stands in the article's own prose and outside quotations."""
    return in_prose(document, offset) and document.quotation_at(offset) is None


def in_prose(document: Document, offset: int) -> bool:
    """Whether `offset` stands in the article's own prose, its quotations included."""
    return document.block_index_at(offset) in document.layer(_prose_blocks)


def is_in_caption(document: Document, offset: int) -> bool:
    """Whether `offset` stands in a long line that is neither prose nor a heading: most often a caption."""
    index = document.block_index_at(offset)
    block = document.blocks[index]
    if index in document.layer(_prose_blocks):
        return False
    return block.start >= document.body_start and block.end - block.start >= CAPTION_CHARACTERS


def _prose_blocks(document: Document) -> frozenset[int]:
    return frozenset(document.block_index_at(block.start) for block in document.layer(find_prose))
