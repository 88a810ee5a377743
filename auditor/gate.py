"""The gate: which findings stop an article from being published, by the policy of its source."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from auditor.finding import Finding, Report, Severity
from auditor.judged import Gap

NEVER = "never"
MAX_SECONDS = 30.0
"""An editor does not wait longer for a page to be saved; CMSs give up before."""


class Level(StrEnum):
    """What becomes of a finding, the weightiest first."""

    BLOCK = "block"
    WARN = "warn"
    INFORM = "inform"


class Outcome(StrEnum):
    """Whether there is a judgement on the article; what becomes of it in either case, its verdict says."""

    JUDGED = "judged"
    NOT_JUDGED = "not-judged"
    """It could not be judged as a whole: it is in another language, ends at a wall, has no text."""
    UNAUDITED = "unaudited"
    """The audit did not come to its end."""


class Verdict(StrEnum):
    """What becomes of the article, the weightiest last."""

    PASS = "pass"  # a verdict # nosec B105
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a finding must reach: how bad, and how sure."""

    severity: Severity
    confidence: float = 0.0

    def holds(self, finding: Finding) -> bool:
        """Whether `finding` reaches both."""
        return finding.severity >= self.severity and finding.confidence >= self.confidence


@dataclass(frozen=True, slots=True)
class Policy:
    """What a newsroom has decided on; by itself, the gate warns and blocks nothing."""

    block: Threshold | None = None
    warn: Threshold | None = Threshold(Severity.MODERATE, 0.8)
    inform: Threshold | None = Threshold(Severity.MINOR, 0.5)
    fail: str = "open"
    """Whether an article that could not be audited is published (`open`) or not (`closed`)."""
    not_judged: Verdict = Verdict.WARN
    """What becomes of an article that was not judged as a whole."""
    seconds: float = 2.0
    """How long an audit may take."""
    keep: bool = True
    """Whether an article that was warned of or blocked is kept as a draft, for editors to look at and decide on."""

    def level(self, finding: Finding) -> Level | None:
        """What becomes of `finding`; somebody's quoted words never hold an article up."""
        for level, threshold in ((Level.BLOCK, self.block), (Level.WARN, self.warn), (Level.INFORM, self.inform)):
            if threshold is not None and threshold.holds(finding):
                return Level.INFORM if finding.quoted else level
        return None

    @property
    def unaudited(self) -> Verdict:
        """The verdict on an article that could not be audited to its end."""
        return Verdict.BLOCK if self.fail == "closed" else Verdict.PASS


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one article, and the findings that count with what becomes of each, weightiest first."""

    verdict: Verdict
    findings: tuple[tuple[Level, Finding], ...]
    complete: bool = True
    """Whether every rule ran to its end."""
    obstacle: Gap | None = None
    """What kept the article from being judged as a whole."""

    @property
    def outcome(self) -> Outcome:
        """Whether this is a judgement at all."""
        if self.obstacle is not None:
            return Outcome.NOT_JUDGED
        return Outcome.JUDGED if self.complete else Outcome.UNAUDITED


def judge(report: Report, policy: Policy, dismissed: Set[str] = frozenset()) -> Judgement:
    """The verdict on the article of `report`; findings whose fingerprint is in `dismissed` do not count.

    What was found in an article that was not judged as a whole counts as elsewhere; the policy's `not_judged` counts
    beside it, and the weightier of the two is the verdict.
    """
    levels = [(policy.level(found), found) for found in report.findings if found.fingerprint not in dismissed]
    order = list(Level)
    marked = sorted(((level, found) for level, found in levels if level), key=lambda pair: order.index(pair[0]))
    weightiest = marked[0][0] if marked else None
    obstacle = report.judged.obstacle
    verdicts = [{Level.BLOCK: Verdict.BLOCK, Level.WARN: Verdict.WARN}.get(weightiest or Level.INFORM, Verdict.PASS)]
    if not report.complete:
        verdicts.append(policy.unaudited)
    if obstacle is not None:
        verdicts.append(policy.not_judged)
    return Judgement(max(verdicts, key=list(Verdict).index), tuple(marked), report.complete, obstacle)


class ThresholdField(fields.Field[Threshold | None]):
    """`{severity = "major", confidence = 0.9}`, or "never"."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> Threshold | None:
        if value == NEVER:
            return None
        if not isinstance(value, Mapping):
            raise ValidationError(f'is {{severity = "major", confidence = 0.9}} or "never", not {value!r}')
        loaded: Mapping[str, Any] = _ThresholdSchema(unknown=RAISE).load(value)
        return Threshold(Severity.parse(loaded["severity"]), loaded["confidence"])


class _ThresholdSchema(Schema):
    severity = fields.Str(required=True, validate=validate.OneOf([severity.label for severity in Severity]))
    confidence = fields.Float(load_default=0.0, validate=validate.Range(0, 1))


class PolicySchema(Schema):
    """The table `gate` of auditor.toml."""

    block = ThresholdField()
    warn = ThresholdField()
    inform = ThresholdField()
    fail = fields.Str(validate=validate.OneOf(["open", "closed"]))
    not_judged = fields.Enum(Verdict, by_value=True)
    seconds = fields.Float(validate=validate.Range(0, MAX_SECONDS, min_inclusive=False))
    keep = fields.Bool()

    @post_load
    def make(self, values: Mapping[str, Any], **_: Any) -> Policy:
        """The policy; what is not said is as it is by itself."""
        return Policy(**values)
