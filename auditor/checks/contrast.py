"""What the title has, beside what the text has in its place: the candidates and hits of kinds that judge titles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from auditor.checks.protocol import Hit
from auditor.finding import Evidence
from auditor.rule import Rule
from auditor.window import Window


class Valued(Protocol):
    """A mention that says how many, which or when."""

    @property
    def window(self) -> Window:
        """Where it stands."""

    @property
    def value(self) -> Any:
        """What it says."""


class Told(Protocol):
    """A passage of the title, and the one of the text that says otherwise."""

    @property
    def window(self) -> Window:
        """Of the title."""

    @property
    def told(self) -> Window:
        """Of the text."""


Mention = TypeVar("Mention", bound=Valued)


class Contrast(NamedTuple, Generic[Mention]):
    """A mention of the title, and those of the text that are for the same and say otherwise."""

    titled: Mention
    rivals: Sequence[Mention]

    @property
    def window(self) -> Window:
        """The title's."""
        return self.titled.window

    @property
    def told(self) -> Window:
        """The first of the text."""
        return self.rivals[0].window

    @property
    def values(self) -> frozenset[Any]:
        """What the text has."""
        return frozenset(rival.value for rival in self.rivals)


def find_contrasts(
    titled: Iterable[Mention], found: Sequence[Mention], are_alike: Callable[[Mention, Mention], bool]
) -> Iterator[Contrast[Mention]]:
    """The mentions of a title whose values the text has nowhere, where it has others that are for the same."""
    told = {other.value for other in found}
    for mention in (each for each in titled if each.value not in told):
        rivals = [other for other in found if are_alike(mention, other)]
        if rivals:
            yield Contrast(mention, rivals)


def tell(claim: Told, rule: Rule) -> Hit:
    """The passage of the title, with the one of the text."""
    return title_hit(rule, claim.window, claim.told)


def title_hit(rule: Rule, titled: Window, told: Window, label: str = "the text", **values: str) -> Hit:
    """`titled` as the hit, `told` of the text as its evidence, labelled so, and as {other} if no `values` are given."""
    document, span = titled.document, told.bare_span
    evidence = Evidence(label, "text", span, document.text[slice(*span)])
    other = {"other": " ".join(evidence.quote.split())}
    return Hit(rule, titled.bare_span, document.title_field, values or other, (evidence,))
