"""Firms of the table that a text names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.firms import Firm, Firms
from auditor.mentions.capitals import find_capitals
from auditor.mentions.entities import BODY, NAME, find_entities
from auditor.mentions.names import is_ordinary
from auditor.mentions.phrases import Phrases
from auditor.text.fold import fold
from auditor.text.tokens import find_tokens
from auditor.window import Window


class FirmIndex(NamedTuple):
    """The names of a table of firms."""

    names: Phrases[Firm]
    """By their first token; ordinary words are among them."""
    founded: dict[str, int]
    """By that token as written, of names that are no ordinary word, the latest year in which a firm was founded."""


class FirmName(NamedTuple):
    """A name of the text, and its firm."""

    window: Window
    firm: Firm


@lru_cache(maxsize=4)
def firm_index(table: Firms) -> FirmIndex:
    """The names of `table`; made once a table. Of names that several firms bear the oldest firm's stands."""
    names: dict[tuple[str, ...], Firm] = {}
    founded: dict[str, int] = {}
    for firm in sorted(table.rows, key=lambda firm: -firm.founded):
        for name in (firm.name, *firm.forms):
            written = find_tokens(name).words
            folded = tuple(map(fold, written))
            names[folded] = firm
            if _is_telling(folded):
                founded[written[0]] = max(firm.founded, founded.get(written[0], 0))
    return FirmIndex(Phrases.of(names, 0), founded)


def _is_telling(folded: Sequence[str]) -> bool:
    """Whether a name is no ordinary word."""
    return len(folded) > 1 or not is_ordinary(folded[0])


def find_firm_names(document: Document) -> list[FirmName]:
    """Names that are no ordinary words, in order, towns and parts of longer names among them."""
    index, folded = firm_index(document.knowledge.firms), document.tokens.folded
    firsts = (at for at, _ in document.layer(find_capitals).among(index.founded.keys()))
    found = ((first, match) for first in firsts if (match := index.names.at(folded, first)))
    return [FirmName(Window(document, first, match[0]), match[1]) for first, match in found]


def is_firm(name: FirmName) -> bool:
    """Whether the text settles it as no town, no person and no part of a longer name; agencies it does not settle."""
    entity = name.window.document.layer(find_entities).at(name.window.first)
    return entity is None or (entity.kind in (BODY, NAME) and entity.window.first == name.window.first)
