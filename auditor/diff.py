"""Two revisions of one article: paragraphs aligned, words compared, moves recognised."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from auditor.article import Span
from auditor.text.blocks import find_blocks, find_lines
from auditor.text.fold import fold

MAX_DISPLAY_WORDS = 400
"""Where more than this differs between two common ends, rapidfuzz compares: difflib's time grows with the product."""
MAX_COMPARED_WORDS = 5_000
"""Where more than this differs between two common ends, it is told as replaced: rapidfuzz's time grows with the product
too, 60 times slower."""
MAX_COMPARED_CHARACTERS = 20_000
"""So much of two paragraphs says whether one is the other, edited."""
MIN_SIMILARITY = 55.0
"""Below it two paragraphs are a deletion and an insertion rather than one that was edited (0 to 100)."""
MAX_CANDIDATES = 40
"""Paragraphs of the other side that one is compared with, nearest first."""
# A word takes the white space behind it along, so that spacing alone is no change.
_WORD = re.compile(r"(?:[^\W_]+|[^\w\s]|_)\s*")


Opcode = tuple[str, int, int, int, int]
"""What difflib calls one: equal, delete, insert or replace, from where to where in the old and in the new words."""


class WordChange(NamedTuple):
    """A run of words: equal, delete, insert or replace; spans count in the old and in the new text."""

    kind: str
    old: Span
    new: Span


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph: equal, moved, edited, deleted or inserted."""

    kind: str
    old: Span | None
    new: Span | None
    words: tuple[WordChange, ...] = ()


def diff_texts(old: str, new: str) -> list[ParagraphChange]:
    """The paragraphs of both texts in the order of `new`, deleted ones where they stood."""
    before, after = _paragraphs(old), _paragraphs(new)
    pairs, moved = _match(old, before, new, after)
    return list(_merge((old, before), (new, after), pairs, moved))


def _paragraphs(text: str) -> list[Span]:
    return [Span(block.start, block.end) for block in find_blocks(text, find_lines(text))]


def _key(text: str, span: Span) -> str:
    return " ".join(fold(text[span.start : span.end]).split())


def _match(old: str, before: list[Span], new: str, after: list[Span]) -> tuple[dict[int, int], set[int]]:
    """New index to old index of paragraphs that belong together, and the new indexes that were moved."""
    old_keys, new_keys = [_key(old, s) for s in before], [_key(new, s) for s in after]
    pairs = _in_order(old_keys, new_keys)
    moved = _moves(old_keys, new_keys, pairs)
    taken = set(pairs.values())
    for index in range(len(after)):
        if index not in pairs:
            best = _most_similar(index, new_keys, old_keys, pairs, taken)
            if best is not None:
                pairs[index] = best
                taken.add(best)
    return pairs, moved


def _in_order(old_keys: list[str], new_keys: list[str]) -> dict[int, int]:
    """Equal paragraphs that kept their order: a longest common subsequence."""
    return {
        code.dest_start + offset: code.src_start + offset
        for code in Indel.opcodes(old_keys, new_keys)
        if code.tag == "equal"
        for offset in range(code.src_end - code.src_start)
    }


def _moves(old_keys: list[str], new_keys: list[str], pairs: dict[int, int]) -> set[int]:
    """Pair equal paragraphs that changed their place; the new indexes of those."""
    taken, free = set(pairs.values()), defaultdict[str, list[int]](list)
    for index, key in enumerate(old_keys):
        if index not in taken:
            free[key].append(index)
    moved = set()
    for index, key in enumerate(new_keys):
        if index not in pairs and free[key]:
            pairs[index] = free[key].pop(0)
            moved.add(index)
    return moved


def _most_similar(
    index: int, new_keys: list[str], old_keys: list[str], pairs: dict[int, int], taken: set[int]
) -> int | None:
    """The free old paragraph most like new paragraph `index`, near the place of its neighbours."""
    anchor = pairs.get(index - 1, index - 1) + 1
    near = sorted((i for i in _around(anchor, len(old_keys)) if i not in taken), key=lambda i: abs(i - anchor))
    key = new_keys[index][:MAX_COMPARED_CHARACTERS]
    scored = [
        (fuzz.ratio(key, old_keys[i][:MAX_COMPARED_CHARACTERS], score_cutoff=MIN_SIMILARITY), -abs(i - anchor), i)
        for i in near
    ]
    best = max(scored, default=(0.0, 0, -1))
    return best[2] if best[0] > 0 else None


def _around(anchor: int, count: int) -> range:
    return range(max(0, anchor - MAX_CANDIDATES // 2), min(count, anchor + MAX_CANDIDATES // 2))


def _merge(
    before: tuple[str, list[Span]], after: tuple[str, list[Span]], pairs: dict[int, int], moved: set[int]
) -> Iterator[ParagraphChange]:
    old, old_spans = before
    new, new_spans = after
    deleted = iter(sorted(set(range(len(old_spans))) - set(pairs.values())))
    pending = next(deleted, None)
    for index, span in enumerate(new_spans):
        source = pairs.get(index)
        while pending is not None and source is not None and index not in moved and pending < source:
            yield ParagraphChange("deleted", old_spans[pending], None)
            pending = next(deleted, None)
        yield _paragraph(old, None if source is None else old_spans[source], new, span, index in moved)
    while pending is not None:
        yield ParagraphChange("deleted", old_spans[pending], None)
        pending = next(deleted, None)


def _paragraph(old: str, source: Span | None, new: str, span: Span, moved: bool) -> ParagraphChange:
    if source is None:
        return ParagraphChange("inserted", None, span)
    if moved:
        return ParagraphChange("moved", source, span)
    if old[source.start : source.end] == new[span.start : span.end]:
        return ParagraphChange("equal", source, span)
    return ParagraphChange("edited", source, span, tuple(diff_words(old, source, new, span)))


def diff_words(old: str, source: Span, new: str, target: Span) -> Iterator[WordChange]:
    """The runs of words that `old[source]` and `new[target]` share, and those that differ, in order."""
    before, after = _words(old, source), _words(new, target)
    for kind, a, b, c, d in compare([old[x:y].rstrip() for x, y in before], [new[x:y].rstrip() for x, y in after]):
        yield WordChange(kind, _cover(before, a, b, source), _cover(after, c, d, target))


def _words(text: str, span: Span) -> list[Span]:
    return [Span(*match.span()) for match in _WORD.finditer(text, span.start, span.end)]


def compare(before: Sequence[str], after: Sequence[str]) -> Iterator[Opcode]:
    """What two sequences share and where they differ, in order; never in more than bounded time for each element."""
    first, last = _shared_ends(before, after)
    if first:
        yield "equal", 0, first, 0, first
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    for tag, a, b, c, d in _differing(old, new):
        yield tag, a + first, b + first, c + first, d + first
    if last:
        yield "equal", len(before) - last, len(before), len(after) - last, len(after)


def _shared_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many words both begin with, and how many of the rest both end with: what an editor leaves alone."""
    shorter = min(len(before), len(after))
    first = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - first
    return first, next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[Opcode]:
    longest = max(len(old), len(new))
    if longest <= MAX_DISPLAY_WORDS:
        yield from difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    elif longest <= MAX_COMPARED_WORDS or not (old and new):
        for code in Indel.opcodes(old, new):
            yield code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end
    else:
        yield "replace", 0, len(old), 0, len(new)


def _cover(words: list[Span], first: int, last: int, whole: Span) -> Span:
    """From the start of word `first` to the end of the one before `last`; empty where none is between."""
    if first < last:
        return Span(words[first].start, words[last - 1].end)
    place = words[first].start if first < len(words) else whole.end
    return Span(place, place)
