"""What kind of boilerplate each foreign block is: named where wording, form or place shows it, else left-over text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from auditor.boilerplate.categories import CATEGORIES, FOREIGN_TEXT, MAX_EDGE_WORDS, find_appeal
from auditor.boilerplate.conditions import Blocks
from auditor.boilerplate.cues import AT_EDGE, EDGE_CHARACTERS, INSIDE, WHOLE, WHOLE_SHARE, Passage, load_cues
from auditor.boilerplate.forms import find_form

LISTS = {"related-links": 2, "tags": 1, "comments-prompt": 2}
"""Kinds whose heading names the lines below it, with the least words of such a line."""
MENUS = ("navigation", "search-box")
"""Kinds of labels, of which one alone may be anything's."""
SURE_INSIDE = ("caption", "photo-credit", "copyright-line", "byline", "related-links", "tags", "cookie-notice")
"""Kinds that one cue names wherever it stands in a block; the others need it at an edge, or two of them."""
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
    wordings = [find_wording(blocks, index) for index in stretch]
    kinds: list[str] = []
    for index, wording in zip(stretch, wordings, strict=True):
        if appeal and wording.strength < WHOLE and blocks.features.appealing[index]:
            kinds.append(appeal)
        else:
            kinds.append(wording.kind if wording.sure else _unworded(blocks, index, kinds[-1] if kinds else ""))
    if appeal:
        _join(kinds, wordings, appeal)
    _fold_menus(kinds, wordings, [_is_label(blocks, index) for index in stretch])
    return kinds


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
    if kind in MENUS:
        return any(phrase < table.labels_from for phrase in phrases)
    return strength > INSIDE or kind in SURE_INSIDE or not table.sure.isdisjoint(phrases)


def _unworded(blocks: Blocks, index: int, above: str) -> str:
    """The kind of a block by its form, or by the kind of the block above it if that is a list's heading or line."""
    form = find_form(blocks, index, above)
    if form or above not in LISTS:
        return form or FOREIGN_TEXT
    listed = blocks.features.words[index] >= LISTS[above] and not blocks.features.is_sentence(index)
    return above if listed else FOREIGN_TEXT


def _join(kinds: list[str], wordings: Sequence[Wording], appeal: str) -> None:
    """Count what stands between two parts of an appeal to it."""
    places = [offset for offset, kind in enumerate(kinds) if kind == appeal]
    for offset in range(places[0], places[-1]) if places else ():
        if wordings[offset].strength < WHOLE:
            kinds[offset] = appeal


def _is_label(blocks: Blocks, index: int) -> bool:
    return bool(blocks.features.words[index] <= MAX_LABEL_WORDS) and not blocks.features.is_sentence(index)


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
