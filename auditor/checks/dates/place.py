"""Where on the page a time stands."""

from auditor.boilerplate.runs import find_boilerplate
from auditor.document import Document
from auditor.mentions.prose import PROSE_KINDS, find_prose
from auditor.mentions.times.tense import has_credit
from auditor.window import Window

CAPTIONS = frozenset({"caption", "photo-credit"})


def is_own(window: Window) -> bool:
    """Whether a time is the article's own: in its prose, a caption or a line too short to be prose.

    Weekdays, days and ranges that cannot be are judged everywhere; what is dated after publication is not: links to
    later articles and readers' comments are.
    """
    document = window.document
    block = document.blocks[document.block_index_at(window.span.start)]
    short = block.kind not in PROSE_KINDS
    return short or block.start in document.layer(_own_starts) or has_credit(window)


def _own_starts(document: Document) -> frozenset[int]:
    """Where the article's prose and its captions begin: what a caption dates was seen."""
    captions = (run.blocks for run in document.layer(find_boilerplate).runs if run.category in CAPTIONS)
    own = {document.blocks[index].start for blocks in captions for index in blocks}
    return frozenset(own.union(block.start for block in document.layer(find_prose)))
