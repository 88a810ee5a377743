"""Where facts are judged: in the article's own prose and captions, and not in what it quotes."""

from auditor.boilerplate.categories import CAPTIONS
from auditor.boilerplate.runs import find_boilerplate
from auditor.document import Document
from auditor.mentions.prose import find_prose
from auditor.window import Window


def in_prose(document: Document, offset: int) -> bool:
    """Whether `offset` stands in the article's own prose, its quotations included."""
    return document.block_index_at(offset) in document.layer(_prose_blocks)


def in_own_prose(window: Window) -> bool:
    """Whether a passage stands in the title, wherever that is, or in the article's own prose."""
    title, span = window.document.title, window.span
    titled = title is not None and title.field == "text" and title.span.contains(span)
    return window.field == "title" or titled or in_prose(window.document, span.start)


def in_caption(document: Document, offset: int) -> bool:
    """Whether `offset` stands in a picture's caption or credit."""
    return document.block_index_at(offset) in document.layer(_caption_blocks)


def _prose_blocks(document: Document) -> frozenset[int]:
    return frozenset(document.block_index_at(block.start) for block in document.layer(find_prose))


def _caption_blocks(document: Document) -> frozenset[int]:
    runs = document.layer(find_boilerplate).runs
    return frozenset(index for run in runs if run.category in CAPTIONS for index in run.blocks)
