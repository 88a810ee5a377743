"""Notes on writers, told by their form: a name that the article does not know, and what its bearer is."""

from __future__ import annotations

import re

from auditor.boilerplate.words import EDGES
from auditor.document import Document

LAST_BLOCKS = 3
"""Notes on writers stand among so many blocks at the end of a text, or first of all."""
MAX_CHARACTERS = 500
_NAME_WORD = r"[A-ZÀ-Þ][\w.'’-]*"
_NOTE = re.compile(
    rf"[•*–—-]?\s*(?:(?:Dr|Prof|Rev)\.? )?(?P<name>{_NAME_WORD}(?: (?:{_NAME_WORD}|de|van|von|bin|al)){{1,3}})"
    r"(?:, [^.;]{1,90},)? (?:(?:is|was|has been) (?:also |currently |now )?(?:an? |the )?"
    r"(?:[\w&'’-]+ ){0,7}?(?:reporter|writer|editor|correspondent|columnist|contributor|journalist|author|blogger|"
    r"professor|fellow|director|lecturer|physician|attorney|lawyer|economist|historian|scientist|educator|dean|"
    r"president|chairman|co-founder|founder|analyst|consultant|critic|novelist|teacher|researcher|producer|freelancer)"
    r"\b|(?:writes|reports) (?:on|about|for)\b|covers\b|teaches\b|can be (?:reached|followed|contacted)\b)"
)


def is_bio(document: Document, index: int) -> bool:
    """Whether a block introduces somebody whom no other block names, first of all or at the end of a text."""
    block = document.blocks[index]
    if block.end - block.start > MAX_CHARACTERS:
        return False
    note = _NOTE.match(document.text, block.start, block.end)
    if note is None:
        return False
    name = document.folded[slice(*note.span("name"))].split()[-1].strip(EDGES)
    return document.folded.count(name) == document.folded.count(name, block.start, block.end)
