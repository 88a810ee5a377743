"""The article's own prose: the blocks in which facts are judged."""

from auditor.document import Document
from auditor.text.blocks import Block

PROSE_KINDS = frozenset({"paragraph", "quotation", "list item"})


def find_prose(document: Document) -> list[Block]:
    """Blocks of running text below the title that are not boilerplate, in order."""
    return [b for b in document.blocks if b.kind in PROSE_KINDS and b.start >= document.body_start]
