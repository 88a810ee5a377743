"""Kind `quotation`: quotation marks that do not pair, and one quotation given in two wordings."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.prose import find_prose
from auditor.rule import Rule
from auditor.text.blocks import Block
from auditor.text.fold import fold
from auditor.text.tokens import find_tokens

SCOPE = "article"
VALUES = frozenset({"here", "there"})
_OPENING = frozenset('“"')
_CLOSING = ("”", '"', "’’", "''")
"""What closes a curly opening mark; texts from many hands mix the styles."""
_OTHER_MARKS = ("”", "’’", "''")
_INCHES = re.compile(r'\d"')
SHINGLE_WORDS = 4
MIN_WORDS = 8
"""Shorter quotations are often one phrase used twice."""
MAX_WORDS = 80
MAX_CHANGED_WORDS = 3
MAX_PARTNERS = 8
"""Quotations compared with one; a text that quotes one formula all over stays cheap."""


class Params(Schema):
    """`finds`: unbalanced or differs. `min_shared`: the share of the shorter quotation that both must have."""

    finds = fields.Str(validate=validate.OneOf(["unbalanced", "differs"]), required=True)
    min_shared = fields.Float(load_default=0.75, validate=validate.Range(0.5, 1))


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [_check(rule) for rule in rules]


def _check(rule: Rule) -> Check:
    find = FINDS[rule.params["finds"]]
    return Check([rule], lambda document: find(document, rule))


def _find_unbalanced(document: Document, rule: Rule) -> Iterator[Hit]:
    """An opening mark whose paragraph ends without its partner and is not continued by the next."""
    text = document.text
    blocks = document.layer(find_prose)
    for index, block in enumerate(blocks):
        opened = _open_at_end(text, block)
        following = text[blocks[index + 1].start] if index + 1 < len(blocks) else ""
        if opened is not None and following not in _OPENING:
            yield Hit(rule, Span(opened, max(document.sentence_at(opened).end, opened + 1)))


def _open_at_end(text: str, block: Block) -> int | None:
    """Where the quotation mark stands that is still open at the end of `block`; None if none is."""
    last = text.rfind("“", block.start, block.end)
    if last >= 0:
        closed = any(text.find(mark, last + 1, block.end) >= 0 for mark in _CLOSING)
        return None if closed else last
    paragraph = text[block.start : block.end]
    if paragraph.count('"') % 2 == 0 or any(mark in paragraph for mark in _OTHER_MARKS) or _INCHES.search(paragraph):
        return None
    place = block.start + paragraph.rindex('"')
    return place if _opens(text, place, block) else None


def _opens(text: str, place: int, block: Block) -> bool:
    """Whether a straight mark stands where an opening one does: after a space, before a word."""
    before = place == block.start or text[place - 1].isspace() or text[place - 1] in "([—–-"
    return before and place + 1 < block.end and not text[place + 1].isspace()


class _Words(NamedTuple):
    """A quotation by its folded words, and where they stand in the text."""

    span: Span
    words: list[str]
    starts: list[int]
    ends: list[int]


def _find_differing(document: Document, rule: Rule) -> Iterator[Hit]:
    """Two quotations that share most of their words, with a few in the middle exchanged."""
    quotations = [words for quotation in document.quotations if (words := _words(document.text, quotation.span))]
    for earlier, later in _alike(quotations):
        change = _change(earlier, later, rule.params["min_shared"])
        if change and document.block_index_at(earlier.span.start) != document.block_index_at(later.span.start):
            here, there = change
            quotes = [document.text[s.start : s.end] for s in (here, there)]
            note = "the same quotation in other words"
            evidence = Evidence(note, span=earlier.span, quote=document.text[earlier.span.start : earlier.span.end])
            yield Hit(rule, here, values={"here": quotes[0], "there": quotes[1]}, evidence=(evidence,))


def _words(text: str, span: Span) -> _Words | None:
    quoted = text[span.start : span.end]
    if "[" in quoted or "…" in quoted or ".." in quoted:
        return None  # the writer shows what was changed
    tokens = find_tokens(quoted, fold(quoted))
    kept = [i for i, word in enumerate(tokens.folded) if word[0].isalnum()][:MAX_WORDS]
    if len(kept) < MIN_WORDS:
        return None
    return _Words(
        span,
        [tokens.folded[i] for i in kept],
        [span.start + tokens.starts[i] for i in kept],
        [span.start + tokens.ends[i] for i in kept],
    )


def _alike(quotations: list[_Words]) -> Iterator[tuple[_Words, _Words]]:
    """Pairs of quotations that share a run of four words."""
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, quotation in enumerate(quotations):
        words = quotation.words
        shingles = {tuple(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)}
        partners = {earlier for shingle in shingles for earlier in seen[shingle]}
        for earlier in sorted(partners)[:MAX_PARTNERS]:
            yield quotations[earlier], quotation
        for shingle in shingles:
            if len(seen[shingle]) < MAX_PARTNERS:
                seen[shingle].append(index)


def _change(earlier: _Words, later: _Words, min_shared: float) -> tuple[Span, Span] | None:
    """Where the later quotation has other words than the earlier, in one place only, and those of the earlier."""
    matcher = SequenceMatcher(None, earlier.words, later.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks)
    if shared < max(MIN_WORDS - 2, min_shared * min(len(earlier.words), len(later.words))) or len(blocks) != 2:
        return None
    left, right = blocks
    gap = (left.a + left.size, right.a), (left.b + left.size, right.b)
    if not all(0 < end - start <= MAX_CHANGED_WORDS for start, end in gap) or min(left.size, right.size) < 2:
        return None
    (a, a_end), (b, b_end) = gap
    return Span(later.starts[b], later.ends[b_end - 1]), Span(earlier.starts[a], earlier.ends[a_end - 1])


FINDS: dict[str, Callable[[Document, Rule], Iterator[Hit]]] = {
    "unbalanced": _find_unbalanced,
    "differs": _find_differing,
}
