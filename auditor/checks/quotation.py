"""Kind `quotation`: quotation marks that do not pair, and one quotation given in two wordings."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.prose import find_prose
from auditor.rule import Rule
from auditor.text.blocks import Block
from auditor.text.tokens import Tokens

SCOPE = Scope.ARTICLE
VALUES = frozenset({"here", "there"})
_OPENING = frozenset('“"')
_MARK = re.compile(r"[“”\"]|’’|''")
"""Quotation marks of any style; texts from many hands mix them."""
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
    """Where the quotation mark stands that is still open at the end of `block`; None if none is or who knows."""
    if text.find("„", block.start, block.end) >= 0:
        return None  # “ closes there, or it opens a quotation inside of one
    curly = text.count("“", block.start, block.end) == text.count("”", block.start, block.end)
    if curly and text.count('"', block.start, block.end) % 2 == 0:
        return None
    open_marks: list[int] = []
    for match in _MARK.finditer(text, block.start, block.end):
        if _opens(text, match, block):
            open_marks.append(match.start())
        elif open_marks:
            open_marks.pop()
        elif match.group() == '"':
            return None  # inches, or a quotation that began in a heading
    return open_marks[0] if open_marks else None


def _opens(text: str, match: re.Match[str], block: Block) -> bool:
    """Whether a mark opens a quotation: after a space and before a word, a curly one wherever it does not close."""
    before = text[match.start() - 1] if match.start() > block.start else " "
    after = text[match.end()] if match.end() < block.end else " "
    if match.group() != '"':
        return match.group() == "“" and (before.isspace() or not after.isspace())
    return (before.isspace() or before in "([—–-/“") and not after.isspace()


class _Words(NamedTuple):
    """A quotation by its folded words, and the numbers of their tokens."""

    span: Span
    words: list[str]
    places: list[int]

    def passage(self, first: int, end: int, tokens: Tokens) -> Span:
        """Where the words from `first` to before `end` stand."""
        return Span(tokens.starts[self.places[first]], tokens.ends[self.places[end - 1]])


def _find_differing(document: Document, rule: Rule) -> Iterator[Hit]:
    """Two quotations that share most of their words, with a few in the middle exchanged."""
    quotations = [words for quotation in document.quotations if (words := _words(document, quotation.span))]
    for earlier, later in _alike(quotations):
        change = _change(earlier, later, rule.params["min_shared"], document.tokens)
        if change and document.block_index_at(earlier.span.start) != document.block_index_at(later.span.start):
            here, there = change
            quotes = [document.text[s.start : s.end] for s in (here, there)]
            note = "the same quotation in other words"
            evidence = Evidence(note, span=earlier.span, quote=document.text[earlier.span.start : earlier.span.end])
            yield Hit(rule, here, values={"here": quotes[0], "there": quotes[1]}, evidence=(evidence,))


def _words(document: Document, span: Span) -> _Words | None:
    """The words of the quotation at `span`, or None if it is short or its writer shows what was changed."""
    tokens = document.tokens
    first, end = bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.end)
    if end - first < MIN_WORDS:
        return None
    quoted = document.text[span.start : span.end]
    if any(mark in quoted for mark in ("[", "…", "..")):
        return None
    kept = [i for i in range(first, end) if tokens.folded[i][0].isalnum()][:MAX_WORDS]
    if len(kept) < MIN_WORDS:
        return None
    return _Words(span, [tokens.folded[i] for i in kept], kept)


def _alike(quotations: list[_Words]) -> Iterator[tuple[_Words, _Words]]:
    """Pairs of quotations that share a run of four words: each with the first that had the run."""
    first: dict[tuple[str, ...], int] = {}
    for index, quotation in enumerate(quotations):
        runs = zip(*(quotation.words[i:] for i in range(SHINGLE_WORDS)), strict=False)
        partners = {first.setdefault(run, index) for run in runs}
        for earlier in sorted(partners - {index})[:MAX_PARTNERS]:
            yield quotations[earlier], quotation


def _change(earlier: _Words, later: _Words, min_shared: float, tokens: Tokens) -> tuple[Span, Span] | None:
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
    return later.passage(b, b_end, tokens), earlier.passage(a, a_end, tokens)


FINDS: dict[str, Callable[[Document, Rule], Iterator[Hit]]] = {
    "unbalanced": _find_unbalanced,
    "differs": _find_differing,
}
