"""The gate as CMSs ask it: what becomes of an article, who was told, and what an editor decided against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from flask import request
from werkzeug.exceptions import Forbidden, NotFound

from auditor.article import Article
from auditor.finding import Finding, Report
from auditor.gate import Judgement, Outcome, Policy, Verdict, judge
from auditor.render.editor import Situation, editor_lines, override_line, unaudited_line, unknown_line
from auditor.render.record import finding_record, report_record
from auditor.score.article import Status
from auditor.store.decisions import decided_statuses
from auditor.store.gate import Kind, Said, keep_event, newest_kind, override_of
from auditor.store.intake import known_article
from auditor.store.log import record
from auditor.store.sources import find_source
from auditor.store.tables import DRAFT
from auditor.text.counted import plural

from .access import current_caller
from .acting import calling
from .bounded import audit_row
from .routes import page_of
from .services import services

SPEAKS = "editors"
"""The scope of keys that may override and decide in the names of editors."""
CONTEXT_CHARACTERS = 40
"""How much of its field a finding brings on either side, as the context of LanguageTool's matches: a client finds
its passage by that in a text of its own, where the quote alone may stand several times."""
COPIED = ("score", "judged", "not_judged", "complete", "ruleset", "failures")
"""What the answer takes over from the report."""
SETTLES = frozenset({Kind.BLOCKED, Kind.OVERRIDDEN, Kind.PAST, Kind.WITHDRAWN})
"""Events behind which it is worth keeping that nothing holds the article up any more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and about what."""

    editor: str | None = None
    way: str | None = None
    override: str | None = None
    """Why the article is published even if the gate would hold it back."""
    public: bool = False
    """Whether readers see the text already."""


def dated(row: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The row of a question: what was never public is judged as published at `goes_live` or today, what was as changed
    then.

    Days stand for moments that nobody named: the same text asked about twice a day is the same revision.
    """
    known = {name: value for name, value in row.items() if name != "goes_live"}
    live = row.get("goes_live")
    if "published" not in known:
        return {**known, "published": live or now.date()}
    changes = [moment for moment in (known.get("modified"), live) if moment is not None]
    return {**known, "modified": max(changes, key=_moment, default=now.date())}


def _moment(value: date) -> datetime:
    """A date's end or a date-time, to be compared; one without a zone counts as UTC."""
    whole = value if isinstance(value, datetime) else datetime.combine(value, time.max)
    return whole if whole.tzinfo else whole.replace(tzinfo=UTC)


def situation_of(row: Mapping[str, Any], asked: Asked) -> Situation:
    """What the words of the answer are about: `row` as it came, before it was dated."""
    if asked.public:
        return Situation.PUBLIC
    return Situation.UPDATE if "published" in row else Situation.FIRST


def is_known(source: str | None) -> bool:
    """Whether the settings have a table for a source or something of it was audited; nothing said is no wrong name."""
    if source is None or services().auditor.settings.names(source):
        return True
    with services().store.reading() as connection:
        return find_source(connection, source) is not None


def ask_gate(row: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """The gate's answer on an article, by the policy of its source; what was said to whom is kept."""
    if asked.override is not None and SPEAKS not in current_caller().scopes:
        raise Forbidden(f"The key of {current_caller().name} lacks the scope {SPEAKS!r}, which an override needs.")
    source, situation = row.get("source"), situation_of(row, asked)
    if not is_known(source):
        return _without_audit(Verdict.BLOCK, unknown_line(str(source)))
    policy = services().auditor.settings.gate(source)
    try:
        report = _audit(row, policy)
    except TimeoutError:
        return unaudited(policy)
    kept = _Kept.of(report, policy)
    if asked.override is not None and kept.judgement.verdict is Verdict.BLOCK and kept.override is None:
        kept = replace(kept, override=Said(Kind.OVERRIDDEN, (), asked.editor, asked.way, asked.override))
    elif asked.override is not None:
        asked = replace(asked, override=None)
    answer = kept.answer(situation)
    wants = policy.keep and "audit" in current_caller().scopes
    return answer | {"review": _keep(kept, asked, answer)} if wants or asked.override is not None else answer


def look(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the gate would answer now, with what editors decided on the article; nothing is kept."""
    policy = services().auditor.settings.gate(row.get("source"))
    if not is_known(row.get("source")):
        return _without_audit(Verdict.BLOCK, unknown_line(str(row.get("source"))))
    try:
        report = _audit(row, policy)
    except TimeoutError:
        return unaudited(policy)
    return _Kept.of(report, policy).answer(situation_of(row, Asked()))


def keep_draft(row: Mapping[str, Any]) -> int:
    """The audit of a draft, which is kept. Raises a 404 for an unknown source, a 422 for what has no text."""
    source = row.get("source")
    if not is_known(source):
        raise NotFound(f"No source is called {source!r}.")
    return services().store.add(_audit(row, services().auditor.settings.gate(source)), origin=DRAFT)


def _audit(row: Mapping[str, Any], policy: Policy) -> Report:
    return services().store.heed_mutes(audit_row(dated(row, datetime.now(UTC)), policy.seconds, needs_text=False))


@dataclass(frozen=True, slots=True)
class _Kept:
    """A report beside what is kept of its article."""

    report: Report
    policy: Policy
    judgement: Judgement
    before: Kind | None
    """What came last of the article at the gate."""
    override: Said | None
    """Who published this very text against the gate."""

    @classmethod
    def of(cls, report: Report, policy: Policy) -> _Kept:
        with services().store.reading() as connection:
            article = known_article(connection, report.article)
            if article is None:
                return cls(report, policy, judge(report, policy), None, None)
            states = decided_statuses(connection, article, new_revision=True)
            dismissed = frozenset(name for name, state in states.items() if state is Status.DISMISSED)
            override = override_of(connection, article, report.article)
            return cls(report, policy, judge(report, policy, dismissed), newest_kind(connection, article), override)

    @property
    def is_overridden(self) -> bool:
        return self.judgement.verdict is Verdict.BLOCK and self.override is not None

    def answer(self, situation: Situation) -> dict[str, Any]:
        """The answer: the findings that count, weightiest first, and what to show."""
        known = report_record(self.report)
        lines, verdict = editor_lines(self.judgement, self.policy, situation), self.judgement.verdict
        overridden = None
        if self.is_overridden and self.override is not None:
            reason = self.override.reason or ""
            lines = [override_line(self.override.editor, reason, situation), *lines[1:]]
            verdict, overridden = Verdict.WARN, {"editor": self.override.editor, "reason": reason}
        return {
            "verdict": verdict,
            "outcome": self.judgement.outcome,
            "overridden": overridden,
            "messages": lines,
            "findings": [
                {**finding_record(found), **context(self.report.article, found), "level": level}
                for level, found in self.judgement.findings
            ],
            "review": None,
            **{name: known[name] for name in COPIED if name in known},
        }

    def kind(self, asked: Asked) -> Kind | None:
        """What is kept of a question; None for what was and is all right."""
        if self.is_overridden:
            return Kind.OVERRIDDEN
        if self.judgement.verdict is Verdict.BLOCK:
            return Kind.PAST if asked.public else Kind.BLOCKED
        if self.judgement.verdict is Verdict.WARN:
            return Kind.WARNED
        return (Kind.PUBLISHED if asked.public else Kind.PASSED) if self.before in SETTLES else None


def _keep(kept: _Kept, asked: Asked, answer: Mapping[str, Any]) -> str | None:
    """Keep a draft with what was said of it, where there is anything to say; the page of its audit."""
    kind = kept.kind(asked)
    if kind is None:
        return None
    store = services().store
    ready = store.prepare(kept.report, DRAFT)
    with store.writing() as connection:
        audit = store.keep(connection, ready)
        if kind is not Kind.OVERRIDDEN or asked.override is not None:
            keep_event(connection, audit, Said(kind, answer["messages"], asked.editor, asked.way, asked.override))
        if asked.override is not None:
            details = {"for": asked.editor, "way": asked.way}
            record(connection, calling(), "gate overridden", f"audit:{audit}", **details)
    return pages_address() + page_of(audit)


def pages_address() -> str:
    """Where editors reach the service's pages, without a slash at its end."""
    return services().auditor.settings.service_url or request.host_url.rstrip("/")


def context(article: Article, found: Finding) -> dict[str, str]:
    """What stands right before and behind a passage in its field."""
    text, (start, end) = article.field(found.field), found.span
    return {
        "before": text[max(0, start - CONTEXT_CHARACTERS) : start],
        "after": text[end : end + CONTEXT_CHARACTERS],
    }


def unaudited(policy: Policy) -> dict[str, Any]:
    """The answer when the audit did not finish in time."""
    why = f"The audit did not finish within {policy.seconds:g} {plural('second', policy.seconds)}"
    return _without_audit(policy.unaudited, unaudited_line(policy, why))


def _without_audit(verdict: Verdict, line: str) -> dict[str, Any]:
    return {
        "verdict": verdict, "outcome": Outcome.UNAUDITED, "overridden": None, "messages": [line], "findings": [],
        "score": None, "judged": None, "not_judged": [], "complete": False, "review": None,
    }  # fmt: skip
