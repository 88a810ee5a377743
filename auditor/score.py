"""Findings to an article's score: pure functions, no tables, no text."""

from collections.abc import Iterable, Mapping

from auditor.finding import Severity

POINTS = {Severity.INFO: 0.0, Severity.MINOR: 1.0, Severity.MODERATE: 3.0, Severity.MAJOR: 8.0, Severity.CRITICAL: 20.0}
MAX_LOAD = 40.0
HALVING_LOAD = 10.0
"""Points that halve a score."""
WORDS_PER_UNIT = 500
MAX_UNITS = 4
ONCE_TOPICS = frozenset({"title", "date", "boilerplate", "metadata"})
"""Topics charged once an article, whatever its length."""


def article_score(points: Mapping[str, Iterable[float]], words: int) -> float:
    """A score from 0 to 100 of an article of `words` words; `points` are those of each rule's findings.

    Repeats of a rule count half of the one before, so that n copies of one defect cost at most twice the first.
    """
    units = min(max(words / WORDS_PER_UNIT, 1), MAX_UNITS)
    load = 0.0
    for rule, hits in points.items():
        cost = sum(p * 0.5**i for i, p in enumerate(sorted(hits, reverse=True)))
        load += cost if rule.partition("/")[0] in ONCE_TOPICS else cost / units
    return float(100 * 2 ** (-min(load, MAX_LOAD) / HALVING_LOAD))
