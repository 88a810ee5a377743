"""What a check kind is made of and what it yields."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from marshmallow import Schema

from auditor.article import Span
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.knowledge import Knowledge
from auditor.lexicon import Lexicon
from auditor.rule import Guard, Rule

if TYPE_CHECKING:
    from auditor.story.telling import Telling


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a rule flags, before settings and suppressions."""

    rule: Rule
    span: Span
    field: str = "text"
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What fills the placeholders of the rule's message; names are among the kind's `VALUES`."""
    evidence: tuple[Evidence, ...] = ()
    severity: Severity | None = None
    """Instead of the rule's, where the evidence of this hit is stronger or weaker; advice stays advice."""
    confidence: float | None = None
    """Instead of the rule's, where this hit is less sure; a surer hit claims no more than its rule."""
    fix: str | None = None
    whole: bool = False
    """Whether it is about the article as a whole, not about the passage."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a kind compiles its rules with."""

    knowledge: Knowledge
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one candidate, for `auditor rules explain`."""

    rule: Rule
    field: str
    span: Span
    guard: Guard | None
    """The first guard that took it away."""
    features: Mapping[str, object]
    told: bool
    """Whether the rule flags it."""
    weighed: tuple[float, Sequence[tuple[str, float]]] | None = None
    """Its score, and the log odds of what speaks for and against it, what weighs most first."""
    judged: bool = True
    """Whether it stands in what the rule judges: where not, it is no finding."""


@dataclass(frozen=True, slots=True)
class Check:
    """Compiled rules of one kind and the function that runs them over a document.

    If `run` raises, the report names `rules` as not finished; so a kind returns as many checks as it has parts
    that can fail apart.
    """

    rules: Sequence[Rule]
    run: Callable[[Document], Iterable[Hit]]
    explain: Callable[[Document], Iterable[Judgement]] | None = None
    """What became of each candidate, where the kind has candidates."""


@dataclass(frozen=True, slots=True)
class StoryHit:
    """A passage of one article of a story that a rule flags."""

    article: str
    """Key of the telling that it stands in."""
    hit: Hit


@dataclass(frozen=True, slots=True)
class StoryCheck:
    """Compiled rules of one kind and the function that runs them over all tellings of a story."""

    rules: Sequence[Rule]
    run: Callable[[Sequence[Telling]], Iterable[StoryHit]]


@dataclass(frozen=True, slots=True)
class RevisionCheck:
    """Compiled rules of one kind and the function that runs them over two revisions; hits stand in the new one."""

    rules: Sequence[Rule]
    run: Callable[[Document, Document], Iterable[Hit]]


class Kind(Protocol):
    """The face of a module of `auditor.checks`."""

    SCOPE: Scope
    """What its rules look at; checks of that scope is what `compile` makes."""
    VALUES: frozenset[str]
    """Names that a rule's message may use in braces, `quote` apart."""
    Params: type[Schema]
    ANY_LANGUAGE: bool
    """Whether its rules hold in text of any language; kinds that say nothing of it read English alone."""
    FEATURES: Mapping[str, Callable[[Any], object]]
    """What guards of its rules may ask of a candidate, beyond the stock of `auditor.checks.guards`; kinds without
    candidates have none, and their rules no guards."""

    @staticmethod
    def compile(
        rules: Sequence[Rule], context: Context
    ) -> Sequence[Check] | Sequence[StoryCheck] | Sequence[RevisionCheck]:
        """Checks of the kind's scope for all its rules; phrases and patterns go into `context.lexicon`."""
