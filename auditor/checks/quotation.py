"""Kind `quotation`: quotation marks that do not pair, and one quotation given in two wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial
from itertools import chain, pairwise
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.plain_words import PlainWords
from auditor.mentions.prose import find_prose
from auditor.rule import Rule
from auditor.text.blocks import Block, wording_start
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"here", "there"})
_MARK = re.compile(r"(?P<opens>(?<![^\s(\[—–/“-])\"(?=\S)|(?<!\S)“|“(?=\S))|[“”\"]|’’|''")
"""Quotation marks of any style; texts from many hands mix them. One opens after a space and before a word, a curly one
wherever it does not close."""
SENTENCE_ENDS = (".", "!", "?", "…")
SPEAKER_WORDS = 5
"""Words behind a comma among which a verb of saying names the speaker: ", the men of Lund said"."""
SHINGLE_WORDS = 4
"""Words in a row that two wordings of one quotation have in common."""
MAX_WORDS = 80
"""Words of a quotation that are compared; a page between two marks stays cheap."""
MAX_PARTNERS = 8
"""Quotations compared with one; a text that quotes one formula all over stays cheap."""


class Params(Schema):
    """`finds`: unbalanced or differs."""

    finds = fields.Str(validate=validate.OneOf(["unbalanced", "differs"]), required=True)


class Unclosed(NamedTuple):
    """A mark that is still open where its paragraph ends, to the end of its sentence."""

    window: Window
    start: int
    block: Block
    below: str
    """The first character of the next paragraph, behind its bullet or number."""
    stray: bool
    """Whether a straight mark before it closes nothing."""


def _propose_unclosed(document: Document, rule: Rule) -> Iterator[Unclosed]:
    text, blocks = document.text, document.layer(find_prose)
    below = [*(text[wording_start(text, block)] for block in blocks[1:]), ""]
    for block, first in zip(blocks, below, strict=False):
        opened, stray = _read_marks(text, block)
        if opened:
            window = Window.over(document, Span(opened[0], document.sentence_at(opened[0]).end))
            yield Unclosed(window, opened[0], block, first, stray)


def _read_marks(text: str, block: Block) -> tuple[list[int], bool]:
    """The places of the marks that are open at the end of `block`, and whether a straight one closes nothing."""
    opened: list[int] = []
    stray = False
    for mark in () if _is_even(text, block) else _MARK.finditer(text, block.start, block.end):
        if _opens(mark):
            opened.append(mark.start())
        elif opened:
            opened.pop()
        else:
            stray = stray or mark.group() == '"'
    return opened, stray


def _is_even(text: str, block: Block) -> bool:
    """Whether as many marks close as open, if all stand where they should."""
    opening, closing, straight = (text.count(mark, block.start, block.end) for mark in '“”"')
    return opening == closing and not straight % 2


def _opens(mark: re.Match[str]) -> bool:
    return mark.lastgroup == "opens"


def _is_closed_below(unclosed: Unclosed) -> bool:
    """Whether the next mark of the text, in a paragraph below, closes."""
    mark = _MARK.search(unclosed.window.document.text, unclosed.block.end)
    return mark is not None and not _opens(mark)


def _sentence_before(unclosed: Unclosed) -> Window:
    """Of the quotation, the sentence behind which a mark opens again in the same paragraph; empty if none does."""
    document, start = unclosed.window.document, unclosed.start
    opening = map(re.Match.start, filter(_opens, _MARK.finditer(document.text, start + 1, unclosed.block.end)))
    again = next(filter(partial(_ends_sentence, document.text), opening), start)
    return Window.over(document, Span(max(start, document.sentence_at(again - 1).start), again))


def _behind_comma(unclosed: Unclosed) -> frozenset[str]:
    """The words of that sentence that follow a comma, where it would name a speaker: ", he said"."""
    written = _sentence_before(unclosed).written
    commas = (at for at, word in enumerate(written) if word == ",")
    return frozenset(chain.from_iterable(written[at + 1 : at + 1 + SPEAKER_WORDS] for at in commas))


def _ends_sentence(text: str, end: int) -> bool:
    return text[max(0, end - 4) : end].rstrip(" )]'’”\"").endswith(SENTENCE_ENDS)


def _has_low_mark(unclosed: Unclosed) -> bool:
    """Whether the paragraph quotes as in German: “ closes there, or opens a quotation inside of one."""
    return unclosed.window.document.text.find("„", unclosed.block.start, unclosed.block.end) >= 0


UNCLOSED = {
    "below": lambda unclosed: unclosed.below,
    "stray": lambda unclosed: unclosed.stray,
    "low-mark": _has_low_mark,
    "closed-below": _is_closed_below,
    "opens-again": lambda unclosed: _sentence_before(unclosed).words != [],
    "behind-comma": _behind_comma,
}


class Change(NamedTuple):
    """Words that a quotation has in place of others, and those that it has elsewhere in the article."""

    window: Window
    other: Window
    earlier: PlainWords
    later: PlainWords
    """The whole quotations."""
    shared: Sequence[int]
    """How many words both have before the change, and behind it."""

    @property
    def least(self) -> int:
        """The words of the shorter quotation."""
        return min(len(self.earlier.words), len(self.later.words))


def _propose_changes(document: Document, rule: Rule) -> Iterator[Change]:
    """Two quotations that share most of their words, with a few in the middle exchanged."""
    windows = (Window.over(document, quotation.span) for quotation in document.quotations)
    for earlier, later in _alike([PlainWords.of(window, MAX_WORDS) for window in windows]):
        yield from _find_change(earlier, later)


def _alike(quotations: Sequence[PlainWords]) -> Iterator[tuple[PlainWords, PlainWords]]:
    """Pairs of quotations that share a run of words: each with the first that had the run."""
    first: dict[tuple[str, ...], int] = {}
    for index, quotation in enumerate(quotations):
        runs = zip(*(quotation.words[at:] for at in range(SHINGLE_WORDS)), strict=False)
        partners = {first.setdefault(run, index) for run in runs}
        for earlier in sorted(partners - {index})[:MAX_PARTNERS]:
            yield quotations[earlier], quotation


def _find_change(earlier: PlainWords, later: PlainWords) -> Iterator[Change]:
    """Where the later quotation has other words than the earlier, if it has them in one place only."""
    matcher = SequenceMatcher(None, earlier.words, later.words, autojunk=False)
    same = [block for block in matcher.get_matching_blocks() if block.size]
    gaps = [(range(one.a + one.size, two.a), range(one.b + one.size, two.b)) for one, two in pairwise(same)]
    for there, here in gaps if len(gaps) == 1 else ():
        if there and here:
            windows = later.part(here.start, here.stop), earlier.part(there.start, there.stop)
            yield Change(*windows, earlier, later, [block.size for block in same])


def _tell_change(change: Change, rule: Rule) -> Hit:
    text = change.window.document.text
    here, there, earlier = (text[slice(*each.span)] for each in (change.window, change.other, change.earlier.window))
    evidence = Evidence("the same quotation in other words", span=change.earlier.window.span, quote=earlier)
    return Hit(rule, change.window.span, values={"here": here, "there": there}, evidence=(evidence,))


def _is_marked(change: Change) -> bool:
    """Whether the writer shows that words were left out or put in."""
    text = change.window.document.text
    quoted = "".join(text[slice(*each.window.span)] for each in (change.earlier, change.later))
    return any(mark in quoted for mark in ("[", "…", ".."))


def _shares_block(change: Change) -> bool:
    document = change.window.document
    earlier, later = (document.block_index_at(each.window.span.start) for each in (change.earlier, change.later))
    return earlier == later


CHANGE = {
    "marked": _is_marked,
    "same-paragraph": _shares_block,
    "words": lambda change: change.least,
    "share": lambda change: sum(change.shared) / change.least,
    "changed": lambda change: max(each.end - each.first for each in (change.window, change.other)),
    "edges": lambda change: min(change.shared),
}
DETECTORS: Mapping[str, Detector[Any]] = {
    "unbalanced": Detector(_propose_unclosed, lambda unclosed, rule: Hit(rule, unclosed.window.span), UNCLOSED),
    "differs": Detector(_propose_changes, _tell_change, CHANGE),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
