"""A rule: what one YAML file of rules/ says, checked and typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from auditor.finding import Severity
from auditor.precision import Measured


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule must flag or must pass; `<<...>>` marks in it were taken out into `marks`."""

    articles: tuple[Mapping[str, Any], ...]
    """Fields of each article (title, text, published, ...); one article but for story rules."""
    marks: tuple[tuple[int, str, int, int], ...] = ()
    """What must be flagged, in a pass example what would be without its guard: article number, field, start, end."""
    knowledge: Mapping[str, Any] = field(default_factory=dict)
    """Facts that stand in for the tables."""
    guard: str = ""
    """The guard that lets this text pass."""


class Examples(NamedTuple):
    """The examples of one rule."""

    flag: tuple[Example, ...] = ()
    passes: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """An exception of a rule: a candidate for which `when` holds, and `unless` does not, passes."""

    id: str
    reason: str
    """One sentence that says why."""
    when: Mapping[str, Any]
    """What must hold, all of it: features of the candidate, and what each must be."""
    unless: Mapping[str, Any] = field(default_factory=dict)
    """What must not hold, none of it."""
    line: int = 1
    """Where it stands in the rule's file."""


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
    guards: tuple[Guard, ...] = ()
    measured: Measured | None = None
    rests_on: str | None = None
    """A name of `auditor.precision.GROUNDS`."""
    false_positives: tuple[str, ...] = ()
    read_examples: Callable[[], Examples] = Examples
    """Gives the examples; those of shipped rules are parsed when it is called."""
    path: Path | None = None

    @property
    def flag(self) -> tuple[Example, ...]:
        """What the rule must flag."""
        return self.read_examples().flag

    @property
    def passes(self) -> tuple[Example, ...]:
        """What the rule must pass."""
        return self.read_examples().passes

    @property
    def topic(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]
