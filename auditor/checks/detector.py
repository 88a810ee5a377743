"""How a check comes to its hits: it proposes candidates, guards take them away, what is left is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from auditor.checks.guards import Candidate, CompiledGuard, Feature, compile_guard
from auditor.checks.protocol import Check, Context, Hit, Judgement
from auditor.document import Document
from auditor.rule import Rule

C = TypeVar("C", bound=Candidate)


def _all(candidates: Sequence[C]) -> Iterable[C]:
    return candidates


@dataclass(frozen=True)
class Detector(Generic[C]):
    """The parts of one check.

    `propose` gives the candidates of a document, in text order; `features` are what guards may ask of them beyond the
    stock; `choose` picks from those that no guard took; `tell` makes the hit of one.
    """

    propose: Callable[[Document, Rule], Iterable[C]]
    tell: Callable[[C, Rule], Hit]
    features: Mapping[str, Feature] = field(default_factory=dict)
    choose: Callable[[Sequence[C]], Iterable[C]] = _all

    def compile(self, rules: Sequence[Rule], context: Context) -> list[Check]:
        """One check a rule, so that each can fail apart."""
        return [self.check(rule) for rule in rules]

    def check(self, rule: Rule) -> Check:
        """The check of one rule."""
        guards = [compile_guard(guard, self.features) for guard in rule.guards]
        return Check([rule], partial(self._run, rule, guards), partial(self._explain, rule, guards))

    def _run(self, rule: Rule, guards: Sequence[CompiledGuard], document: Document) -> Iterator[Hit]:
        left = [each for each in self.propose(document, rule) if not any(guard.takes(each) for guard in guards)]
        return (self.tell(each, rule) for each in self.choose(left)) if left else iter(())

    def _explain(self, rule: Rule, guards: Sequence[CompiledGuard], document: Document) -> Iterator[Judgement]:
        candidates = list(self.propose(document, rule))
        taken = [next((g.guard for g in guards if g.takes(each)), None) for each in candidates]
        left = [each for each, guard in zip(candidates, taken, strict=True) if guard is None]
        chosen = {id(each) for each in self.choose(left)} if left else set()
        for each, guard in zip(candidates, taken, strict=True):
            window = each.window
            values = {name: feature(each) for name, feature in self.features.items()}
            yield Judgement(rule, window.field, window.span, guard, values, guard is None and id(each) in chosen)


def compile_by(
    detectors: Mapping[str, Detector[Any]], rules: Sequence[Rule], context: Context, *, param: str = "finds"
) -> list[Check]:
    """Checks of a kind with several detectors: the parameter `param` of each rule says which."""
    return [detectors[rule.params[param]].check(rule) for rule in rules]


def features_of(detectors: Mapping[str, Detector[Any]]) -> Mapping[str, Feature]:
    """All features of a kind with several detectors."""
    return {name: feature for detector in detectors.values() for name, feature in detector.features.items()}
