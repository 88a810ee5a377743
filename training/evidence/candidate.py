"""What a kind that weighs tells of an article: its candidates, each with named features."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document


class Candidate(NamedTuple):
    """A passage that the kind may flag."""

    span: Span
    field: str
    features: Mapping[str, float]


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
