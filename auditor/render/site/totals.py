"""What the reports of a run come to: counts by topic, rule and score, and the pictures of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from auditor.finding import Report, Severity
from auditor.judged import Reason
from auditor.render.judged import reasons_in_words
from auditor.text.counted import counted

BAR_WIDTH = 300
"""Length of the longest bar, in the picture's own units."""
SCORE_STEP = 10
MAX_RULES = 15


class Part(NamedTuple):
    """A piece of a bar: findings of one severity."""

    level: str
    number: int
    x: float
    width: float


class Bar(NamedTuple):
    """A line of a bar chart."""

    label: str
    total: int
    parts: tuple[Part, ...]


class Column(NamedTuple):
    """A column of the histogram of scores."""

    label: str
    number: int
    share: float
    """Of the highest column, 0 to 1."""


class Totals:
    """Counts reports as they come by."""

    def __init__(self) -> None:
        self.articles = 0
        self.incomplete = 0
        self.flagged = 0
        """Articles with a finding above advice."""
        self._topics: dict[str, Counter[Severity]] = {}
        self._rules: Counter[tuple[str, Severity]] = Counter()
        self._scores: Counter[int] = Counter()
        self._unjudged: Counter[Reason] = Counter()

    def add(self, report: Report) -> None:
        """Count one report."""
        self.articles += 1
        self.incomplete += not report.complete
        self.flagged += any(finding.severity > Severity.INFO for finding in report.findings)
        if (obstacle := report.judged.obstacle) is not None:
            self._unjudged[obstacle.reason] += 1
        if report.score is not None:
            self._scores[min(int(report.score) // SCORE_STEP, 100 // SCORE_STEP - 1)] += 1
        for finding in report.findings:
            self._topics.setdefault(finding.rule.partition("/")[0], Counter())[finding.severity] += 1
            self._rules[finding.rule, finding.severity] += 1

    def extend(self, other: Totals) -> None:
        """Count what another has counted."""
        self.articles += other.articles
        self.incomplete += other.incomplete
        self.flagged += other.flagged
        self._scores.update(other._scores)
        self._unjudged.update(other._unjudged)
        self._rules.update(other._rules)
        for topic, counts in other._topics.items():
            self._topics.setdefault(topic, Counter()).update(counts)

    @property
    def unjudged(self) -> int:
        """Articles that were not judged as a whole, and so have no score."""
        return self._unjudged.total()

    @property
    def reasons(self) -> str:
        """Why they were not, in words."""
        return reasons_in_words(self._unjudged)

    @property
    def severities(self) -> list[tuple[str, int]]:
        """Findings by severity, the gravest first."""
        counts = sum(self._topics.values(), Counter[Severity]())
        return [(severity.label, counts[severity]) for severity in reversed(Severity) if counts[severity]]

    @property
    def rules(self) -> list[tuple[str, str, int]]:
        """The rules that flagged most above advice: id, severity, findings."""
        above = [(rule, level, count) for (rule, level), count in self._rules.items() if level > Severity.INFO]
        above.sort(key=lambda row: (-row[2], row[0]))
        return [(rule, level.label, count) for rule, level, count in above[:MAX_RULES]]

    def topics(self) -> list[Bar]:
        """Findings by topic, the most above advice first."""
        longest = max((counts.total() for counts in self._topics.values()), default=1)
        bars = [_bar(topic, counts, BAR_WIDTH / longest) for topic, counts in self._topics.items()]
        return sorted(bars, key=lambda bar: (-sum(p.number for p in bar.parts if p.level != "info"), -bar.total))

    def scores(self) -> list[Column]:
        """How many of the articles that were judged have which score, in steps of ten."""
        highest = max(self._scores.values(), default=1)
        steps = range(100 // SCORE_STEP)
        return [Column(_step(at), self._scores[at], self._scores[at] / highest) for at in steps]


def _bar(topic: str, counts: Counter[Severity], unit: float) -> Bar:
    parts: list[Part] = []
    x = 0.0
    for severity in reversed(Severity):
        if counts[severity]:
            width = counts[severity] * unit
            parts.append(Part(severity.label, counts[severity], round(x, 1), round(width, 1)))
            x += width
    return Bar(topic, counts.total(), tuple(parts))


def _step(at: int) -> str:
    last = 100 if at == 100 // SCORE_STEP - 1 else (at + 1) * SCORE_STEP - 1
    return f"{at * SCORE_STEP} to {last}"


def in_words(columns: Iterable[Column | Bar], what: str) -> str:
    """A chart for who cannot see it; `what` is the singular of what it counts."""
    numbers = [(c.label, c.number if isinstance(c, Column) else c.total) for c in columns]
    return "; ".join(f"{label}: {counted(number, what)}" for label, number in numbers)
