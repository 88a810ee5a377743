"""One quotation that two articles give in other words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, filterfalse, islice
from typing import Any, NamedTuple

from rapidfuzz.distance import Indel

from auditor.article import Span
from auditor.checks.excuses import Excuses, is_excused
from auditor.checks.stories.dispute import Comparison, Dispute, is_one_voice, is_outvoted
from auditor.checks.stories.told import Story, Told, find_told
from auditor.mentions.spellings import load_spellings
from auditor.text.possessive import bare
from auditor.text.tokens import find_tokens

MIN_EDGE = 3
"""Words that both have in a row on either side of what differs."""
MIN_SHARED = 8
"""Words that both have, in the row before what differs and the one behind it."""
MIN_SHARE = 0.6
"""The part of the shorter quotation that both have; less is a phrase that two speakers use."""
MAX_CHANGED = 3
MAX_PARTNERS = 12
"""Quotations of other articles that one is compared with."""
MAX_SHARING = 48
"""Quotations with one run of words among which they are looked for."""
MIN_WORD = 4
Words = tuple[str, ...]


@dataclass(frozen=True)
class _Quotation(Told):
    """What an article quotes: folded words without marks and endings of owners, which styles write in two ways."""

    words: Words
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The words, with a blank on either side."""
        return f" {' '.join(self.words)} "

    @property
    def runs(self) -> dict[Words, None]:
        """Each three words in a row, once."""
        return dict.fromkeys(zip(self.words, self.words[1:], self.words[2:], strict=False))

    def part(self, first: int, end: int) -> Told:
        """Its words `first` to before `end`, as far as it has them."""
        claim, spans = self.claim, self.spans[max(0, first) : end]
        span = Span(spans[0].start, spans[-1].end)
        shown = claim.shown[span.start - claim.span.start : span.end - claim.span.start]
        return Told(self.telling, claim._replace(span=span, shown=shown))


class _Change(NamedTuple):
    """Words of a quotation in whose place another has others."""

    mine: Told
    """The words that differ, or the two around the gap where words are missing."""
    rival: Told
    """What the other has, with some words on either side."""
    words: tuple[Words, Words]
    """What differs, on both sides."""
    speakers: frozenset[str]
    shared: int
    """How many words both have before and behind them."""
    length: int
    """Of the shorter quotation."""


def _quotation(told: Told) -> _Quotation:
    tokens, start = find_tokens(told.claim.shown), told.claim.span.start
    kept = [at for at, word in enumerate(tokens.folded) if word[0].isalnum()]
    words = tuple(bare(tokens.folded[at]).removesuffix("'") for at in kept)
    spans = tuple(Span(start + tokens.starts[at], start + tokens.ends[at]) for at in kept)
    return _Quotation(told.telling, told.claim, words, spans)


def _propose(story: Story) -> Iterator[tuple[_Quotation, Sequence[_Quotation]]]:
    """Each quotation with those of other voices that share most runs of words with it, a few at most."""
    quotations = list(map(_quotation, find_told(story, "quotation")))
    by_run: dict[Words, list[int]] = defaultdict(list)
    for number, quotation in enumerate(quotations):
        for run in quotation.runs:
            by_run[run].append(number)
    for quotation in quotations:
        shared = Counter(chain.from_iterable(by_run[run][:MAX_SHARING] for run in quotation.runs))
        likest = map(quotations.__getitem__, sorted(shared, key=lambda number: (-shared[number], number)))
        yield quotation, list(islice(filterfalse(partial(is_one_voice, quotation), likest), MAX_PARTNERS))


def _tell(dispute: Dispute[Any]) -> Dispute[Any]:
    """With the words that differ instead of whole quotations."""
    changes = list(filter(None, map(partial(_change, dispute.mine), dispute.against)))
    return replace(dispute, mine=changes[0].mine, against=[change.rival for change in changes])


def _change(mine: _Quotation, other: _Quotation) -> _Change | None:
    """The only words that differ in what both quote; what one leaves out at either end is no difference."""
    shared = [step for step in Indel.opcodes(mine.words, other.words) if step.tag == "equal"]
    rows = [number for number, step in enumerate(shared) if step.src_end - step.src_start >= MIN_EDGE]
    if not rows or rows != [rows[0], rows[0] + 1]:
        return None
    before, after = shared[rows[0]], shared[rows[1]]
    gap = int(before.src_end == after.src_start)
    change = _Change(
        mine=mine.part(before.src_end - gap, after.src_start + gap),
        rival=other.part(before.dest_end - MIN_EDGE, after.dest_start + MIN_EDGE),
        words=(mine.words[before.src_end : after.src_start], other.words[before.dest_end : after.dest_start]),
        speakers=frozenset({mine.claim.subject, other.claim.subject} - {""}),
        shared=before.src_end - before.src_start + after.src_end - after.src_start,
        length=min(len(mine.words), len(other.words)),
    )
    return None if is_excused(EXCUSES, change) else change


def _is_spelling(ours: Words, theirs: Words) -> bool:
    """Whether words are the same, or differ as British and American spelling do."""
    spellings = load_spellings()
    return len(ours) == len(theirs) and all(b in (a, spellings.get(a)) for a, b in zip(ours, theirs, strict=True))


def _has_weight(word: str) -> bool:
    """Whether it is of some length, a figure or a negation."""
    return len(word) >= MIN_WORD or word.isdigit() or word in ("no", "not")


EXCUSES: Excuses = {
    "two speakers": lambda change: len(change.speakers) > 1,
    "a phrase": lambda change: change.shared < max(MIN_SHARED, MIN_SHARE * change.length),
    "rewritten": lambda change: max(map(len, change.words)) > MAX_CHANGED,
    "spelled otherwise": lambda change: _is_spelling(*change.words),
    "only marks": lambda change: len({"".join(words).replace("'", "") for words in change.words}) == 1,
    "nothing of weight": lambda change: not any(map(_has_weight, {*change.words[0]} ^ {*change.words[1]})),
}
"""Why other words are no other quotation."""
QUOTATIONS = Comparison(
    propose=_propose,
    excuses={"no other words": lambda mine, other: _change(mine, other) is None},
    agree=lambda mine, other: mine.text in other.text or other.text in mine.text,
    loses=is_outvoted,
    tell=_tell,
)
