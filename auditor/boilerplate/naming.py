"""What kind of boilerplate each foreign block is: named where wording, form or place shows it, else left-over text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from auditor.boilerplate.bios import is_bio
from auditor.boilerplate.categories import BIO, CATEGORIES, DONATION, FOREIGN_TEXT, MAX_EDGE_WORDS, find_appeal
from auditor.boilerplate.conditions import Blocks
from auditor.boilerplate.cues import AT_EDGE, EDGE_CHARACTERS, INSIDE, WHOLE, WHOLE_SHARE, Passage, load_cues
from auditor.boilerplate.forms import find_form
from auditor.boilerplate.told import find_captioned, find_told
from auditor.document import Document
from auditor.vocabulary import words

LISTS = {"related-links": 2, "tags": 1, "comments-prompt": 2}
"""Kinds whose heading names the lines below it, with the least words of such a line."""
CAPTION = "caption"
MENUS = ("navigation", "search-box")
"""Kinds of labels, of which one alone may be anything's."""
LABELLED = (*MENUS, "widget")
"""Kinds that labels alone do not name for sure: an article has a heading "Results", too."""
NAMED = frozenset(CATEGORIES) - {FOREIGN_TEXT}
MAX_LABEL_WORDS = 4
MIN_MENU_CUES, MIN_MENU_SHARE = 2, 1 / 3
"""How many labels of a menu, and what share of them, are at least wording of menus."""


class Wording(NamedTuple):
    """A kind that a block's cues speak for; the greatest names it."""

    strength: int
    """INSIDE, AT_EDGE or WHOLE; 0 without cues."""
    characters: int
    sure: bool
    """Whether that is enough to name it."""
    kind: str


NO_WORDING = Wording(0, 0, False, FOREIGN_TEXT)


def name_blocks(blocks: Blocks, stretch: range) -> list[str]:
    """The kind of each block of a stretch of neighbouring foreign blocks."""
    appeal = find_appeal(blocks.features, blocks.votes, stretch)
    told = blocks.document.layer(find_told_kinds)
    wordings = [find_wording(blocks, index) for index in stretch]
    kinds = [FOREIGN_TEXT]
    for index, wording in zip(stretch, wordings, strict=True):
        name = _name(blocks, index, wording, appeal, kinds[-1])
        kinds.append(name if name == BIO else told.get(index, name))
    del kinds[0]
    if appeal in kinds:
        _join(kinds, wordings, appeal)
    _fold_menus(kinds, wordings, _labels(blocks, stretch))
    return kinds


def find_told_kinds(document: Document) -> dict[int, str]:
    """The kinds of the blocks that are told by their wording: that of most of the told characters of each."""
    counts: dict[int, Counter[str]] = {}
    for sentence in document.layer(find_told):
        counts.setdefault(sentence.block, Counter())[sentence.kind] += sentence.span.end - sentence.span.start
    kinds = {index: count.most_common(1)[0][0] for index, count in counts.items()}
    return dict.fromkeys(document.layer(find_captioned), CAPTION) | kinds


def _name(blocks: Blocks, index: int, wording: Wording, appeal: str, above: str) -> str:
    """The kind of a block by itself, by the appeal that its stretch makes, or by the kind of the block above it."""
    if appeal and wording.strength < WHOLE and blocks.features.appealing[index]:
        return appeal
    if is_bio(blocks.document, index):
        return BIO
    if wording.sure and (wording.kind != DONATION or _asks(blocks, index)):
        return wording.kind
    listed = blocks.features.words[index] >= LISTS.get(above, math.inf) and not blocks.features.is_sentence(index)
    return find_form(blocks, index, above) or (above if listed else FOREIGN_TEXT)


def _asks(blocks: Blocks, index: int) -> bool:
    """Whether a block asks readers for gifts, not reports that others give: by a label, an order or in person."""
    columns = blocks.features.columns
    label = blocks.features.words[index] <= MAX_LABEL_WORDS
    return bool(label or columns["ours"][index] or columns["imperative"][index])


def find_wording(blocks: Blocks, index: int) -> Wording:
    """The kind that the cues of a block name; of those that stand there alike the one that covers most."""
    table, passages = load_cues(), dict[str, list[Passage]]()
    for passage in blocks.features.cues.within(index, index + 1):
        kind = table.names.get(passage[4], table.families[passage[1]])
        passages.setdefault(kind, []).append(passage)
    return max((_weigh(blocks, index, kind, passages[kind]) for kind in passages.keys() & NAMED), default=NO_WORDING)


def _weigh(blocks: Blocks, index: int, kind: str, passages: Sequence[Passage]) -> Wording:
    """What `passages` of a block, all of one kind, say for it."""
    block = blocks.document.blocks[index]
    covered, apart, reached = 0, 0, 0
    for _, _, start, end, _ in sorted(passages, key=lambda passage: passage[2:4]):
        apart += start >= reached
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    first = min(passage[2] for passage in passages)
    strength = AT_EDGE if min(first - block.start, block.end - reached) <= EDGE_CHARACTERS else INSIDE
    if blocks.features.words[index] > MAX_EDGE_WORDS:
        strength = INSIDE
    elif covered >= WHOLE_SHARE * (block.end - block.start):
        strength = WHOLE
    sure = apart > 1 or _is_sure(kind, strength, {row[4] for row in passages})
    return Wording(strength, covered, sure, kind)


def _is_sure(kind: str, strength: int, phrases: set[int]) -> bool:
    """Whether one cue, or several that overlap, is enough to name a kind."""
    table = load_cues()
    if kind in LABELLED:
        return any(phrase < table.labels_from for phrase in phrases)
    return strength > INSIDE or kind in words("left-overs/sure inside") or not table.sure.isdisjoint(phrases)


def _join(kinds: list[str], wordings: Sequence[Wording], appeal: str) -> None:
    """Count what stands between two parts of an appeal to it."""
    between = slice(kinds.index(appeal), len(kinds) - kinds[::-1].index(appeal))
    pairs = zip(kinds[between], wordings[between], strict=True)
    kinds[between] = [appeal if wording.strength < WHOLE else kind for kind, wording in pairs]


def _labels(blocks: Blocks, stretch: range) -> list[bool]:
    """Which blocks of a stretch are labels: a few words and no sentence."""
    columns = blocks.features.columns
    labels = (blocks.features.words <= MAX_LABEL_WORDS) & ~columns["stop"] & (columns["breaks"] == 0)
    held: list[bool] = labels[stretch.start : stretch.stop].tolist()
    return held


def _fold_menus(kinds: list[str], wordings: Sequence[Wording], labels: Sequence[bool]) -> None:
    """Count labels in a row to a menu, if enough of them are wording of menus."""
    free = [label and kind in (*MENUS, FOREIGN_TEXT) for label, kind in zip(labels, kinds, strict=True)]
    start = 0
    for held, group in groupby(free):
        row = slice(start, start + sum(1 for _ in group))
        start, size = row.stop, row.stop - row.start
        cues = sum(wording.kind in MENUS for wording in wordings[row])
        if held and cues >= max(MIN_MENU_CUES, MIN_MENU_SHARE * size):
            kinds[row] = [MENUS[0]] * size
