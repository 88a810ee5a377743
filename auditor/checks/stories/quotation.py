"""One quotation that two articles give in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from auditor.article import Span
from auditor.checks.protocol import StoryHit
from auditor.checks.stories.verdict import Passage, is_older, make_hit, weigh
from auditor.mentions.spellings import load_spellings
from auditor.rule import Rule
from auditor.story.claim import Claim
from auditor.story.telling import Telling
from auditor.text.tokens import find_tokens

SHINGLE = 3
MIN_EDGE = 3
"""Words that both have in a row on either side of what differs."""
MIN_SHARED = 8
"""Words that both have, from the first such row to the last."""
MIN_SHARE = 0.6
"""The part of the shorter quotation that both have; less is a phrase that two speakers use."""
MAX_CHANGED = 3
MAX_PARTNERS = 12
"""Quotations of other articles that one is compared with."""
MIN_WORD = 4


class _Quotation(NamedTuple):
    telling: Telling
    claim: Claim
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    """Of each word, in the article."""


class _Difference(NamedTuple):
    """Where `one` has other words than `other`; word numbers."""

    one: range
    other: range


def find_quotation_hits(rule: Rule, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on words of a quotation that others give otherwise, where fewer voices stand with the article."""
    quotations = [quotation for telling in tellings for quotation in _quotations(telling)]
    partners = _partners(quotations)
    for number, mine in enumerate(quotations):
        others = [quotations[n] for n in partners[number]]
        found = [(other, change) for other in others if (change := _difference(mine, other)) is not None]
        if not found:
            continue
        same = [other.telling for other in others if _agrees(mine, other)]
        balance = weigh([mine.telling, *same], [other.telling for other, _ in found])
        if balance < 0 or (balance == 0 and is_older(found[0][0].telling, mine.telling)):
            continue
        passage = _passage(mine, found[0][1].one)
        if passage is not None:
            yield make_hit(rule, passage, [_whole(other, change.other) for other, change in found], {})


def _quotations(telling: Telling) -> Iterator[_Quotation]:
    for claim in telling.claims:
        if claim.kind == "quotation":
            tokens = find_tokens(claim.shown)
            kept = [n for n, word in enumerate(tokens.folded) if word[0].isalnum()]
            start = claim.span.start
            spans = tuple(Span(start + tokens.starts[n], start + tokens.ends[n]) for n in kept)
            yield _Quotation(telling, claim, tuple(_bare(tokens.folded[n]) for n in kept), spans)


def _bare(word: str) -> str:
    """A folded word without the ending of an owner, which styles write in two ways."""
    return word.removesuffix("'s").removesuffix("'")


def _partners(quotations: Sequence[_Quotation]) -> list[list[int]]:
    """For each quotation those of other voices that share most runs of three words with it, a few at most."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, quotation in enumerate(quotations):
        for run in dict.fromkeys(_runs(quotation)):
            places[run].append(number)
    found = []
    for quotation in quotations:
        shared: dict[int, int] = defaultdict(int)
        for run in dict.fromkeys(_runs(quotation)):
            for other in places[run][: 4 * MAX_PARTNERS]:
                if quotations[other].telling.voice != quotation.telling.voice:
                    shared[other] += 1
        found.append(sorted(shared, key=lambda n: (-shared[n], n))[:MAX_PARTNERS])
    return found


def _runs(quotation: _Quotation) -> Iterator[tuple[str, ...]]:
    return zip(*(quotation.words[at:] for at in range(SHINGLE)), strict=False)


def _agrees(one: _Quotation, other: _Quotation) -> bool:
    """Whether the shorter stands word for word in the longer."""
    short, long = sorted((one.words, other.words), key=len)
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _difference(one: _Quotation, other: _Quotation) -> _Difference | None:
    """The only words that differ in what both quote; what one leaves out at either end is no difference."""
    speakers = {one.claim.subject, other.claim.subject} - {""}
    steps = [
        step for step in Indel.opcodes(one.words, other.words) if step.tag != "equal" or step.src_end > step.src_start
    ]
    rows = [n for n, step in enumerate(steps) if step.tag == "equal" and step.src_end - step.src_start >= MIN_EDGE]
    if len(rows) < 2 or len(speakers) > 1:
        return None
    inner = steps[rows[0] : rows[-1] + 1]
    shared = sum(step.src_end - step.src_start for step in inner if step.tag == "equal")
    enough = max(MIN_SHARED, MIN_SHARE * min(len(one.words), len(other.words)))
    if len(rows) != 2 or shared < enough or any(step.tag == "equal" for step in inner[1:-1]):
        return None
    change = _Difference(range(inner[0].src_end, inner[-1].src_start), range(inner[0].dest_end, inner[-1].dest_start))
    return change if max(len(change.one), len(change.other)) <= MAX_CHANGED and _matters(one, other, change) else None


def _matters(one: _Quotation, other: _Quotation, change: _Difference) -> bool:
    """Whether a word of some length or a figure differs, and not in its spelling only."""
    ours, theirs = ([q.words[n] for n in places] for q, places in ((one, change.one), (other, change.other)))
    spellings = load_spellings()
    if len(ours) == len(theirs) and all(a == b or spellings.get(a) == b for a, b in zip(ours, theirs, strict=True)):
        return False
    if "".join(ours).replace("'", "") == "".join(theirs).replace("'", ""):
        return False
    return any(len(word) >= MIN_WORD or word.isdigit() or word in ("no", "not") for word in {*ours} ^ {*theirs})


def _passage(quotation: _Quotation, words: range) -> Passage | None:
    """The words that differ, or the two around the gap where words are missing."""
    places = words or range(words.start - 1, words.start + 1)
    span = Span(quotation.spans[places[0]].start, quotation.spans[places[-1]].end)
    return _shown(quotation, span)


def _whole(quotation: _Quotation, words: range) -> Passage:
    first, last = max(0, words.start - MIN_EDGE), min(len(quotation.spans), words.stop + MIN_EDGE) - 1
    return _shown(quotation, Span(quotation.spans[first].start, quotation.spans[last].end))


def _shown(quotation: _Quotation, span: Span) -> Passage:
    claim = quotation.claim
    shown = claim.shown[span.start - claim.span.start : span.end - claim.span.start]
    return Passage(quotation.telling, claim.field, span, shown, claim.sentence, claim.quote)
