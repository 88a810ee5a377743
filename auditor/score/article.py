"""Findings to an article's load of points, and the load to its score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.finding import Severity

POINTS = {Severity.INFO: 0.0, Severity.MINOR: 1.0, Severity.MODERATE: 3.0, Severity.MAJOR: 8.0, Severity.CRITICAL: 20.0}
MAX_LOAD = 40.0
HALVING_LOAD = 10.0
"""Points that halve a score."""
WORDS_PER_UNIT = 500
"""Up to this length every article bears its findings whole: a rate per 1,000 words mostly measures length."""
MAX_UNITS = 4
ONCE_TOPICS = frozenset({"title", "date", "boilerplate", "metadata"})
"""Topics charged once an article, whatever its length."""
QUOTATION_TOPIC = "quotation"
"""Rules of this topic check quotations themselves; all others leave quoted words to their speaker."""
EXTRACTION_TOPIC = "boilerplate"
"""What rules of this topic find may have been left in by whoever cut the text out of its page."""
MIN_DECISIONS = 20
UNREVIEWED_WEIGHT = 0.5


class Status(StrEnum):
    """What became of a finding."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    FIXED = "fixed"
    CORRECTED = "corrected"
    """The passage was published and is gone from a later revision."""


SHARES = {Status.ACCEPTED: 1.0, Status.CORRECTED: 0.5, Status.DISMISSED: 0.0, Status.FIXED: 0.0}
"""How much of its points a finding costs once somebody decided; until then, the weight of its rule."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One finding as the score sees it."""

    rule: str
    severity: Severity
    status: Status = Status.OPEN
    quoted: bool = False
    """Whether it stands in somebody's quoted words."""
    extracted: bool = False
    """Whether somebody else cut the text out of its page, so that remains of the page are not the publisher's."""

    @property
    def topic(self) -> str:
        """The part of the rule's id before the slash."""
        return self.rule.partition("/")[0]


def rule_weight(accepted: int, dismissed: int) -> float:
    """How much an undecided finding counts, by what editors decided on others of its rule.

    That is the rule's precision by Laplace's rule of succession, at most one half until MIN_DECISIONS were made.
    A rule that was dismissed more often than accepted costs nothing.
    """
    precision = (1 + accepted) / (2 + accepted + dismissed)
    if accepted + dismissed < MIN_DECISIONS:
        precision = min(precision, UNREVIEWED_WEIGHT)
    return precision if precision >= 0.5 else 0.0


def charge_points(charge: Charge, weights: Mapping[str, float]) -> float:
    """The points of one finding on its own; `weights` are those of rules that editors decided on."""
    if (charge.quoted and charge.topic != QUOTATION_TOPIC) or (charge.extracted and charge.topic == EXTRACTION_TOPIC):
        return 0.0
    share = SHARES.get(charge.status)
    return POINTS[charge.severity] * (weights.get(charge.rule, UNREVIEWED_WEIGHT) if share is None else share)


def charged_points(charges: Sequence[Charge], words: int, weights: Mapping[str, float]) -> list[float]:
    """What each of an article's findings costs, in order of `charges`.

    Repeats of a rule count half of the one before, so that all of them cost at most twice the worst; findings in
    running text are spread over the article's length, from WORDS_PER_UNIT on.
    """
    units = min(max(words / WORDS_PER_UNIT, 1), MAX_UNITS)
    costs = [0.0] * len(charges)
    by_rule: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for index, charge in enumerate(charges):
        by_rule[charge.rule].append((charge_points(charge, weights), index))
    for points in by_rule.values():
        spread = 1.0 if charges[points[0][1]].topic in ONCE_TOPICS else units
        for rank, (value, index) in enumerate(sorted(points, key=lambda point: (-point[0], point[1]))):
            costs[index] = value / 2**rank / spread
    return costs


def article_load(charges: Sequence[Charge], words: int, weights: Mapping[str, float]) -> float:
    """All points of an article, 0 to MAX_LOAD; the order of `charges` does not matter."""
    return min(sum(sorted(charged_points(charges, words, weights))), MAX_LOAD)


def load_score(load: float) -> float:
    """The score of a load: 100 for none, halved by every HALVING_LOAD points."""
    return float(100 * 2 ** (-load / HALVING_LOAD))


def article_score(charges: Sequence[Charge], words: int, weights: Mapping[str, float] | None = None) -> float:
    """A score from 0 to 100 of an article of `words` words."""
    return load_score(article_load(charges, words, weights or {}))
