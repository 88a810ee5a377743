"""Features of kind `number-conflict`: whether two figures that differ in one digit stand for one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from auditor.checks import number_conflict as check
from auditor.document import Document
from training.evidence.candidate import Candidate

FEATURES = (
    "same_word_before", "same_word_after", "shared_words", "nothing_shared", "other_repeated", "other_mentions",
    "in_series", "money", "percent", "after_definite", "after_comparing", "same_sentence", "numbered_in_turn", "digits",
)  # fmt: skip
MAX_SHARED = 6
MAX_MENTIONS = 5
MAX_DIGITS = 5


def candidates(document: Document) -> Iterator[Candidate]:
    """Figures that stand once and differ in one digit from another, with what speaks loudest of its mentions."""
    for pair in islice(check._pairs(check._figures(document)), check.MAX_PAIRS):
        each = [_features(document, pair, other) for other in pair.others[: check.MAX_COMPARED]]
        best = {name: max(features[name] for features in each) for name in FEATURES}
        yield Candidate(pair.odd.number.span, "text", best)


def _features(document: Document, pair: check._Pair, other: check._Figure) -> Mapping[str, float]:
    odd = pair.odd
    sentences = (document.sentence_at(odd.number.span.start), document.sentence_at(other.number.span.start))
    before, after, shared = check._context(document, odd, other, sentences)
    same_noun = bool(odd.number.noun) and odd.number.noun == other.number.noun
    return {
        "same_word_before": before,
        "same_word_after": after or same_noun,
        "shared_words": min(shared, MAX_SHARED),
        "nothing_shared": not (before or after or same_noun or shared),
        "other_repeated": len(pair.others) > 1,
        "other_mentions": min(len(pair.others), MAX_MENTIONS) - 1,
        "in_series": min(pair.alike - 2, check.MAX_ALIKE),
        "money": odd.number.kind == "money",
        "percent": odd.number.kind == "percent",
        "after_definite": check._stands_after(document, odd, other, check._DEFINITE),
        "after_comparing": check._stands_after(document, odd, other, check._COMPARING),
        "same_sentence": sentences[0] == sentences[1],
        "numbered_in_turn": check._numbered_in_turn(pair, other),
        "digits": min(odd.significant, other.significant, MAX_DIGITS),
    }
