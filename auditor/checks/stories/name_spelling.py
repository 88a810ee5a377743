"""One person whom two articles spell otherwise by a letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from auditor.checks.protocol import StoryHit
from auditor.checks.stories.verdict import claim_passage, is_older, make_hit, weigh
from auditor.rule import Rule
from auditor.story.claim import Claim
from auditor.story.telling import Telling

MIN_LETTERS = 5
"""Shorter surnames that differ by a letter are often two persons'."""

Told = tuple[Telling, Claim]


def find_spelling_hits(rule: Rule, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on full names with one word alike and a letter of the other put in, left out, changed or swapped."""
    names = [_names(telling) for telling in tellings]
    variants = [frozenset(group) for group in rule.params["variants"]]
    by_word: dict[str, list[Told]] = defaultdict(list)
    for telling, own in zip(tellings, names, strict=True):
        for claim in own.values():
            for part, word in enumerate(claim.value):
                by_word[f"{part} {word.lower()}"].append((telling, claim))
    for telling, own in zip(tellings, names, strict=True):
        for claim in own.values():
            like = [told for part, word in enumerate(claim.value) for told in by_word[f"{part} {word.lower()}"]]
            against = [
                (other, rival)
                for other, rival in like
                if other.voice != telling.voice and _is_slip(claim, rival, variants) and rival.subject not in own
            ]
            same = [other for other, rival in like if rival.subject == claim.subject]
            if not against or any(claim.subject in _names(other) for other, _ in against):
                continue
            balance = weigh([telling, *same], [other for other, _ in against])
            if balance > 0 or (balance == 0 and not is_older(against[0][0], telling)):
                yield make_hit(rule, claim_passage(telling, claim), [claim_passage(*told) for told in against], {})


def _names(telling: Telling) -> dict[str, Claim]:
    return {claim.subject: claim for claim in telling.claims if claim.kind == "name"}


def _is_slip(one: Claim, other: Claim, variants: Sequence[frozenset[str]]) -> bool:
    """Whether two names have one word alike and the other but for a letter inside it."""
    pairs = [(a.lower(), b.lower()) for a, b in zip(one.value, other.value, strict=True)]
    unlike = [(a, b) for a, b in pairs if a != b]
    if len(unlike) != 1:
        return False
    a, b = unlike[0]
    if min(len(a), len(b)) < MIN_LETTERS or a[0] != b[0] or a[-1] != b[-1]:
        return False
    if any({a, b} <= group for group in variants):
        return False
    return OSA.distance(a, b, score_cutoff=1) == 1
