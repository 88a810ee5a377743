"""The article's own prose: the blocks in which facts are judged."""

from auditor.boilerplate.runs import find_boilerplate
from auditor.document import Document
from auditor.text.blocks import Block

PROSE_KINDS = frozenset({"paragraph", "quotation", "list item"})


def find_prose(document: Document) -> list[Block]:
    """Blocks of running text below the title that are not boilerplate, in order."""
    foreign = {index for run in document.layer(find_boilerplate).runs for index in run.blocks}
    return [
        block
        for index, block in enumerate(document.blocks)
        if block.kind in PROSE_KINDS and block.start >= document.body_start and index not in foreign
    ]
