"""Kinds that a block's form shows without a cue: a byline by its names, a contact line by its address, a separator."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.boilerplate.conditions import Blocks
from auditor.boilerplate.words import EDGES, load_classes
from auditor.knowledge.words import load_person_names

BYLINE, CONTACT, MARKER = "byline", "contact-line", "layout-marker"
MAX_FORM_WORDS = 12
"""Longer blocks are no lines of names or addresses."""
MAX_BEFORE_BY = 2
"""Words before the "by" of a byline, as in "Guest post by"."""
NAME_WORDS = 2
"""Words behind "by" that are a name; an outlet and a date may follow."""
MAX_NAME_WORDS = 8
MAX_SURNAME_WORDS = 3
MAX_OUTLET_WORDS = 5
NO_NAME = ("?", "!", ")")
"""What a byline does not end in; one without "by" neither in a stop or a colon."""
_ADDRESS = re.compile(
    r"\S@\w+\.\w|^@\w+$|^(?:also )?(?:follow|e-?mail|twitter|facebook|instagram)\b.*(?:@|twitter|https?:)"
)


def find_form(blocks: Blocks, index: int, above: str) -> str:
    """The kind that a foreign block's form shows, or nothing; `above` is the kind of the foreign block above it."""
    features, block = blocks.features, blocks.document.blocks[index]
    text = blocks.document.text[block.start : block.end]
    if not any(map(str.isalnum, text)):
        return MARKER
    if features.words[index] > MAX_FORM_WORDS or features.reporting[index]:
        return ""
    if _ADDRESS.search(blocks.document.folded[block.start : block.end]):
        return CONTACT
    top = not features.surroundings("prose_before")[index]
    return BYLINE if not text.endswith(NO_NAME) and _is_byline(text, top, above == BYLINE) else ""


def _is_byline(text: str, top: bool, below_name: bool) -> bool:
    """Whether a line says who wrote the article or, below a name, for whom; a slash is of credits of pictures."""
    words = [word for token in text.split() if (word := token.strip(EDGES))]
    folded = [word.lower() for word in words]
    if "by" in folded[: MAX_BEFORE_BY + 1]:
        return _are_capital(words[folded.index("by") + 1 :][:NAME_WORDS])
    if not top or text.endswith((".", ":")) or not _are_capital(words):
        return False
    names = load_person_names()
    given = len(words) <= MAX_NAME_WORDS and folded[0] in names.given
    family = len(words) <= MAX_SURNAME_WORDS and folded[-1] in names.family
    return (len(words) > 1 and (given or family) and "/" not in text) or (below_name and len(words) <= MAX_OUTLET_WORDS)


def _are_capital(words: Sequence[str]) -> bool:
    """Whether there are words, and all are capitalised but those that join names."""
    classes = load_classes()
    joins = classes.column("function")[classes.rows_of(map(str.lower, words))].tolist()
    return bool(words) and all(word[0].isupper() or join for word, join in zip(words, joins, strict=True))
