"""What a kind that weighs tells of an article: its candidates, each with named features."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple, TypeVar

from auditor.article import Span
from auditor.checks import guards
from auditor.document import Document
from auditor.rule import Rule
from auditor.ruleset import load_rules


class Candidate(NamedTuple):
    """A passage that the kind may flag."""

    span: Span
    field: str
    features: Mapping[str, float]
    doubtful: bool = False
    """Whether it is told as advice at most, whatever its score."""


class Kind(NamedTuple):
    """What the weights of one kind are learnt from."""

    slips: tuple[str, ...]
    """Kinds of training/slips that it is there to find."""
    features: tuple[str, ...]
    """All names that its candidates may use, in the order of the file."""
    candidates: Callable[[Document], Iterable[Candidate]]
    prevalence: float
    """Errors of the kind in an article of untouched news."""
    grounds: str
    """What the prevalence rests on, as the card says it."""
    worth_a_look: int = 200
    """Of so many untouched articles one may be shown advice wrongly."""
    strength: float = 1.0
    """Of the pull towards weights of nothing, scikit-learn's C: the greater, the weaker, for what few slips have."""


Proposed = TypeVar("Proposed", bound=guards.Candidate)


def left_by_guards(
    kind: str,
    propose: Callable[[Document, Rule], Iterable[Proposed]],
    features: Mapping[str, guards.Feature],
    document: Document,
) -> Iterator[Proposed]:
    """What a kind proposes by the shipped rules and none of their guards takes away."""
    for rule in _rules(kind):
        compiled = [guards.compile_guard(guard, features) for guard in rule.guards]
        yield from (each for each in propose(document, rule) if not any(guard.takes(each) for guard in compiled))


@cache
def _rules(kind: str) -> list[Rule]:
    return [rule for rule in load_rules().rules if rule.kind == kind]
