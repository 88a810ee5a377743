"""What editors decide on findings, kept for good, and what that says of the rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from auditor.finding import Severity
from auditor.score.article import Charge, Status, article_score, rule_weight
from auditor.store.door import storable
from auditor.store.errors import StoreError
from auditor.store.rows import is_whole, words_judged
from auditor.store.tables import decision, finding, report, revision, scoring
from auditor.store.waiting import recount

VERBS: Mapping[str, Status] = {
    "accept": Status.ACCEPTED,
    "dismiss": Status.DISMISSED,
    "fixed": Status.FIXED,
    "reopen": Status.OPEN,
}
"""What an editor may decide, and the state that follows."""
PROPOSED = "propose"
"""How the first dismissal of a critical finding is kept: it stays open until a second editor dismisses it too."""
_STATES: Mapping[str, Status] = {**VERBS, PROPOSED: Status.OPEN}
ACCEPTABLE = "acceptable here"
REASONS = ("false alarm", ACCEPTABLE, "quoted speech", "other")
"""Why a finding is dismissed. All but ACCEPTABLE say that the rule should not have flagged the passage."""


class DecisionError(StoreError):
    """A decision that cannot be made; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided on a finding."""

    verb: str
    """One of VERBS."""
    who: str
    reason: str | None = None
    """One of REASONS when dismissing, else None."""
    note: str | None = None
    """In the editor's words; needed with the reason `other`."""

    def check(self) -> None:
        """Raises DecisionError if something is missing or too much."""
        if self.verb not in VERBS:
            raise DecisionError(f"unknown verb {self.verb!r}; verbs are: {', '.join(VERBS)}")
        if not self.who.strip():
            raise DecisionError("a decision names who made it")
        if self.verb == "dismiss" and self.reason not in REASONS:
            raise DecisionError(f"to dismiss needs a reason, one of: {', '.join(REASONS)}")
        if self.verb != "dismiss" and self.reason is not None:
            raise DecisionError(f"to {self.verb} takes no reason; put words into the note")
        if self.reason == "other" and not (self.note or "").strip():
            raise DecisionError("the reason 'other' needs words")


def decide(connection: Connection, finding_id: int, made: Decision) -> Status:
    """Keep a decision on a finding and give its new state; it holds in every revision that has the passage still.

    To dismiss a critical finding takes two editors: it is open after the first. Raises DecisionError.
    """
    made.check()
    columns = (finding.c.fingerprint, finding.c.rule, report.c.article_id)
    query = select(*columns, finding.c.severity).join(report).where(finding.c.id == finding_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise DecisionError(f"no finding {finding_id}")
    alone = row.severity >= Severity.CRITICAL and not _seconds(connection, row, made)
    verb = PROPOSED if made.verb == "dismiss" and alone else made.verb
    key = {"fingerprint": row.fingerprint, "rule": row.rule, "article_id": row.article_id}
    values = {"verb": verb, "reason": made.reason, "created": datetime.now(UTC)}
    words = {"who": storable(made.who, "who"), "note": None if made.note is None else storable(made.note, "note")}
    connection.execute(insert(decision), {**key, **values, **words})
    reports = connection.execute(select(report.c.id).where(report.c.article_id == row.article_id)).scalars().all()
    held = update(finding).where(finding.c.report_id.in_(reports), finding.c.fingerprint == row.fingerprint)
    connection.execute(held.values(status=_STATES[verb].value))
    rescore(connection, reports)
    return _STATES[verb]


def _seconds(connection: Connection, row: Any, made: Decision) -> bool:
    """Whether the finding is dismissed already, or its last decision is a dismissal that somebody else proposed."""
    same = (decision.c.article_id == row.article_id) & (decision.c.fingerprint == row.fingerprint)
    last = connection.execute(select(decision).where(same).order_by(decision.c.id.desc()).limit(1)).one_or_none()
    if last is None:
        return False
    return bool(last.verb == "dismiss" or (last.verb == PROPOSED and last.who != made.who))


def decisions_on(connection: Connection, finding_id: int) -> list[dict[str, Any]]:
    """Every decision on a finding, oldest first: verb, reason, note, who, created."""
    query = (
        select(decision.c.verb, decision.c.reason, decision.c.note, decision.c.who, decision.c.created)
        .join(finding, finding.c.fingerprint == decision.c.fingerprint)
        .join(report, (report.c.id == finding.c.report_id) & (report.c.article_id == decision.c.article_id))
        .where(finding.c.id == finding_id)
        .order_by(decision.c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def decided_statuses(connection: Connection, article_id: int, *, new_revision: bool) -> dict[str, Status]:
    """The state of each finding of an article that was decided on, by fingerprint.

    What was called fixed and stands in a new revision all the same is open again.
    """
    query = select(decision.c.fingerprint, decision.c.verb).where(decision.c.article_id == article_id)
    states = {row.fingerprint: _STATES[row.verb] for row in connection.execute(query.order_by(decision.c.id))}
    return {name: state for name, state in states.items() if not (new_revision and state is Status.FIXED)}


def rescore(connection: Connection, reports: Sequence[int]) -> None:
    """Give reports the scores, and the counts of what waits, that their findings make now.

    What was not judged as a whole has no score.
    """
    weights = select(scoring.c.weights).where(scoring.c.ruleset_id == report.c.ruleset_id)
    newest = weights.order_by(scoring.c.id.desc()).limit(1).scalar_subquery()
    query = select(report.c.id, report.c.judged, revision.c.words, newest.label("weights")).join(revision)
    columns = (finding.c.report_id, finding.c.rule, finding.c.severity, finding.c.status, finding.c.quoted)
    charges: dict[int, list[Charge]] = defaultdict(list)
    for f in connection.execute(select(*columns).where(finding.c.report_id.in_(reports))):
        charges[f.report_id].append(Charge(f.rule, Severity(f.severity), Status(f.status), f.quoted))
    for row in connection.execute(query.where(report.c.id.in_(reports))).all():
        words = words_judged(row.judged, row.words)
        score = article_score(charges[row.id], words, row.weights) if is_whole(row.judged) else None
        connection.execute(update(report).where(report.c.id == row.id).values(score=score))
    recount(connection, report.c.id.in_(reports))


@dataclass(slots=True)
class RuleQuality:
    """What is known of one rule from its findings and the decisions on them."""

    rule: str
    hits: int = 0
    """Findings in the newest reports of all articles."""
    per_thousand: float = 0.0
    """Hits per 1,000 articles."""
    accepted: int = 0
    """Findings that were accepted or fixed."""
    dismissed: int = 0
    """Findings that the rule should not have made."""
    reasons: Counter[str] = field(default_factory=Counter)
    """Dismissals by reason, those found acceptable too."""

    @property
    def precision(self) -> float:
        """By Laplace's rule of succession: one half if nothing was decided."""
        return (1 + self.accepted) / (2 + self.accepted + self.dismissed)

    @property
    def weight(self) -> float:
        """How much an undecided finding counts in a score."""
        return rule_weight(self.accepted, self.dismissed)


def rule_quality(connection: Connection) -> list[RuleQuality]:
    """Every rule that flagged something or was decided on, in order of their ids."""
    rules: dict[str, RuleQuality] = {}
    for row in _last_decisions(connection):
        quality = rules.setdefault(row.rule, RuleQuality(row.rule))
        quality.accepted += row.verb in ("accept", "fixed")
        quality.dismissed += row.verb == "dismiss" and row.reason != ACCEPTABLE
        if row.verb == "dismiss":
            quality.reasons[row.reason] += 1
    judged = (report.c.current, report.c.score.is_not(None))
    articles = connection.execute(select(func.count()).select_from(report).where(*judged)).scalar_one()
    hits = select(finding.c.rule, func.count().label("hits")).join(report).where(*judged)
    for row in connection.execute(hits.group_by(finding.c.rule)):
        quality = rules.setdefault(row.rule, RuleQuality(row.rule))
        quality.hits, quality.per_thousand = row.hits, 1000 * row.hits / articles
    return [rules[name] for name in sorted(rules)]


def measured_weights(connection: Connection) -> dict[str, float]:
    """The weight of every rule that was decided on, by decisions up to now."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for row in _last_decisions(connection):
        if row.verb not in ("reopen", PROPOSED) and row.reason != ACCEPTABLE:
            counts[row.rule][row.verb != "dismiss"] += 1
    return {rule: rule_weight(count[True], count[False]) for rule, count in sorted(counts.items())}


def _last_decisions(connection: Connection) -> Any:
    """The decision that stands on each finding: rule, verb, reason.

    What was said of a finding in an article that was not judged as a whole says nothing of the rule.
    """
    unjudged = select(report.c.article_id).where(report.c.current, report.c.score.is_(None))
    last = select(func.max(decision.c.id)).group_by(decision.c.article_id, decision.c.fingerprint)
    columns = (decision.c.rule, decision.c.verb, decision.c.reason)
    return connection.execute(select(*columns).where(decision.c.id.in_(last), decision.c.article_id.not_in(unjudged)))
