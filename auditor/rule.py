"""A rule: what one YAML file of rules/ says, checked and typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.finding import Severity


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule must flag or must pass; `<<...>>` marks in it were taken out into `marks`."""

    articles: tuple[Mapping[str, Any], ...]
    """Fields of each article (title, text, published, ...); one article but for story rules."""
    marks: tuple[tuple[int, str, int, int], ...] = ()
    """What must be flagged: article number, field, start, end."""
    knowledge: Mapping[str, Any] = field(default_factory=dict)
    """Facts that stand in for the tables."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One declarative check; `params` were validated and filled by the schema of its kind.

    Rules are compared by identity, so that they can be keys.
    """

    id: str
    title: str
    kind: str
    severity: Severity
    confidence: float
    message: str
    why: str
    params: Mapping[str, Any]
    false_positives: tuple[str, ...] = ()
    flag: tuple[Example, ...] = ()
    passes: tuple[Example, ...] = ()
    path: Path | None = None

    @property
    def topic(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]
