"""Kinds that a block's form shows without a cue: a byline by its names, a contact line by its address, a separator."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.boilerplate.conditions import Blocks
from auditor.boilerplate.words import EDGES, load_classes
from auditor.knowledge.words import load_person_names

BYLINE = "byline"
CONTACT = "contact-line"
MARKER = "layout-marker"
MAX_FORM_WORDS = 12
"""Longer blocks are no lines of names or addresses."""
NAME_WORDS = 2
"""Words behind "by" that are a name; an outlet and a date may follow."""
MAX_NAME_WORDS = 8
MAX_SURNAME_WORDS = 3
MAX_OUTLET_WORDS = 5
NO_NAME = ("?", "!", ")")
"""What a byline does not end in; one without "by" neither in a stop or a colon."""
_ADDRESS = re.compile(r"\S@\w+\.\w|^@\w+$|^(?:follow|e-?mail|twitter|facebook|instagram)\b.*(?:@|twitter|https?:)")
_BY = re.compile(r"(?:\S+ ){0,2}by ", re.IGNORECASE)
"""As in "By" and "Guest post by"."""


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
    return BYLINE if _names_writer(text) or (top and _is_name(text, above == BYLINE)) else ""


def _names_writer(text: str) -> bool:
    """Whether a line says by whom the article is, in capitals; an outlet and a date may follow the name."""
    by = _BY.match(text)
    return by is not None and not text.endswith(NO_NAME) and _are_capital(text[by.end() :].split()[:NAME_WORDS])


def _is_name(text: str, below_name: bool) -> bool:
    """Whether a line is names of persons or, below them, of an outlet; a slash is of credits of pictures."""
    words = text.split()
    if text.endswith((*NO_NAME, ".", ":")) or not _are_capital(words):
        return False
    if below_name and len(words) <= MAX_OUTLET_WORDS:
        return True
    return 1 < len(words) <= MAX_NAME_WORDS and "/" not in text and _has_known_name(words)


def _has_known_name(words: Sequence[str]) -> bool:
    """Whether words begin with a known given name or, if they are few, end in a known surname."""
    names = load_person_names()
    first, last = (word.strip(EDGES).lower() for word in (words[0], words[-1]))
    return first in names.given or (len(words) <= MAX_SURNAME_WORDS and last in names.family)


def _are_capital(tokens: Sequence[str]) -> bool:
    """Whether there are words, and all are capitalised but those that join names."""
    words = [word for token in tokens if (word := token.strip(EDGES))]
    classes = load_classes()
    joins = classes.column("function")[classes.rows_of(map(str.lower, words))].tolist()
    return bool(words) and all(word[0].isupper() or join for word, join in zip(words, joins, strict=True))
