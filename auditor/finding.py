"""What an audit says of an article: findings, their evidence, and the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from auditor.article import Article, Span
from auditor.judged import Judged

TOPICS = (
    "boilerplate", "title", "name", "geography", "date", "office", "number", "quotation", "language", "metadata",
    "story",
)  # fmt: skip
"""What a rule may speak of, the first part of its id; a category of a source holds the findings of one."""
DELETE = "delete"
"""The fix that takes the passage away."""
REPLACE = "replace: "
"""What a fix begins with that says what to write instead."""


class Severity(IntEnum):
    """How bad a finding is if it is right; `INFO` is advice and costs no points."""

    INFO = 0
    MINOR = 1
    MODERATE = 2
    MAJOR = 3
    CRITICAL = 4

    @property
    def label(self) -> str:
        """The name as it stands in rules and reports."""
        return self.name.lower()

    @classmethod
    def parse(cls, label: str) -> Severity:
        """The severity called `label`. Raises KeyError for another word."""
        return cls[label.upper()]


class Scope(StrEnum):
    """What a rule looks at; its kind says so."""

    ARTICLE = "article"
    STORY = "story"
    """The articles on one event."""
    REVISION = "revision"
    """An article and what it said before."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage or a reference that a finding rests on.

    A passage has `quote` at `span` of `field`, in this article or in the one whose id is `article`;
    a fact from a table has `reference` (its source) and `as_of` (the day it was last checked) instead.
    """

    note: str
    field: str = "text"
    span: Span | None = None
    quote: str = ""
    article: str | None = None
    reference: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage that a rule flagged; `quote == field[span.start:span.end]` always."""

    rule: str
    severity: Severity
    confidence: float
    field: str
    span: Span
    quote: str
    message: str
    why: str
    evidence: tuple[Evidence, ...]
    fingerprint: str
    fix: str | None = None
    """What would mend it: `delete`, or `replace: <text>`."""
    quoted: bool = False
    """Whether the passage stands in somebody's quoted words, which the writer does not answer for."""
    scope: Scope = Scope.ARTICLE
    """What the rule looked at."""
    whole: bool = False
    """Whether it is about the article as a whole; the passage is but the first to be read."""

    @property
    def replacement(self) -> str | None:
        """What the fix puts in the place of the passage; None if there is none, or it is advice in words."""
        fix = self.fix or ""
        return "" if fix == DELETE else fix.removeprefix(REPLACE) if fix.startswith(REPLACE) else None


@dataclass(frozen=True, slots=True)
class Failure:
    """Rules that could not finish on an article, and the error that stopped them."""

    rules: tuple[str, ...]
    error: str
    scope: Scope = Scope.ARTICLE
    """What the rules look at."""


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one article, ordered by position (title first)."""

    article: Article
    findings: tuple[Finding, ...]
    score: float | None
    """Editorial consistency and text hygiene, 0 to 100; None where the article was not judged, or not as a whole."""
    ruleset: str
    """Hash of the rules and settings that judged it."""
    failures: tuple[Failure, ...] = ()
    judged: Judged = field(default_factory=Judged)
    """What the findings and the score rest on."""

    @property
    def complete(self) -> bool:
        """Whether every rule ran to its end."""
        return not self.failures
