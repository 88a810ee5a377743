"""How a check comes to its hits: it proposes candidates, guards take them away, evidence weighs the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from auditor.checks.guards import Candidate, CompiledGuard, Feature, compile_guard
from auditor.checks.protocol import Check, Context, Hit, Judgement
from auditor.document import Document
from auditor.evidence import Model, load_model
from auditor.finding import Severity
from auditor.rule import Guard, Rule

C = TypeVar("C", bound=Candidate)


def _all(candidates: Sequence[C]) -> Iterable[C]:
    return candidates


@dataclass(frozen=True)
class Detector(Generic[C]):
    """The parts of one check.

    `propose` gives the candidates of a document, in text order; `features` are what guards may ask of them beyond the
    stock; `choose` picks from those that no guard took, if any, the likeliest first where they were weighed; `tell`
    makes the hit of one. With `signs`, what the evidence model of the name `model` weighs, a candidate that scores
    less than is worth a look passes, and one that is not sure is advice.
    """

    propose: Callable[[Document, Rule], Iterable[C]]
    tell: Callable[[C, Rule], Hit]
    features: Mapping[str, Feature] = field(default_factory=dict)
    choose: Callable[[Sequence[C]], Iterable[C]] = _all
    signs: Mapping[str, Callable[[C], float]] = field(default_factory=dict)
    model: str = ""

    def compile(self, rules: Sequence[Rule], context: Context) -> list[Check]:
        """One check a rule, so that each can fail apart."""
        return list(map(self.check, rules))

    def check(self, rule: Rule) -> Check:
        """The check of one rule."""
        judge = _Judge(self, rule, [compile_guard(guard, self.features) for guard in rule.guards], self._load())
        return Check([rule], judge.run, judge.explain)

    def _load(self) -> Model | None:
        return load_model(self.model, frozenset(self.signs)) if self.model else None


@dataclass(frozen=True)
class _Judge(Generic[C]):
    """A detector with the guards of one rule."""

    detector: Detector[C]
    rule: Rule
    guards: Sequence[CompiledGuard]
    model: Model | None

    def run(self, document: Document) -> Iterator[Hit]:
        """The hits."""
        left = [each for each in self.detector.propose(document, self.rule) if self._guard(each) is None]
        return self._told(left) if left else iter(())

    def _told(self, left: Sequence[C]) -> Iterator[Hit]:
        for each, score in self._chosen(left):
            yield self._weighed(self.detector.tell(each, self.rule), score)

    def explain(self, document: Document) -> Iterator[Judgement]:
        """What became of each candidate."""
        candidates = list(self.detector.propose(document, self.rule))
        guards = list(map(self._guard, candidates))
        chosen = {
            id(each) for each, _ in self._chosen([c for c, guard in zip(candidates, guards, strict=True) if not guard])
        }
        for each, guard in zip(candidates, guards, strict=True):
            yield self._judgement(each, guard, told=id(each) in chosen)

    def _guard(self, candidate: C) -> Guard | None:
        """The first guard that takes a candidate away."""
        return next((each.guard for each in self.guards if each.takes(candidate)), None)

    def _signs(self, candidate: C) -> dict[str, float]:
        return {name: float(sign(candidate)) for name, sign in self.detector.signs.items()}

    def _chosen(self, left: Sequence[C]) -> Iterator[tuple[C, float]]:
        """The candidates to be told, each with its score; without a model all score 1, in their order."""
        floor = self.model.worth_a_look if self.model else 0.0
        scores = {id(each): self._score(each) for each in left}
        ranked = sorted(left, key=lambda each: -scores[id(each)])
        worth = [each for each in ranked if scores[id(each)] >= floor]
        for each in self.detector.choose(worth) if worth else ():
            yield each, scores[id(each)]

    def _score(self, candidate: C) -> float:
        return self.model.score(self._signs(candidate)) if self.model else 1.0

    def _weighed(self, hit: Hit, score: float) -> Hit:
        if self.model is None:
            return hit
        return replace(hit, confidence=score, severity=hit.severity if score >= self.model.sure else Severity.INFO)

    def _judgement(self, candidate: C, guard: Guard | None, *, told: bool) -> Judgement:
        window, signs = candidate.window, self._signs(candidate)
        values = {name: feature(candidate) for name, feature in self.detector.features.items()}
        weighed = (self.model.score(signs), tuple(self.model.points(signs))) if self.model else None
        return Judgement(self.rule, window.span_field, window.span, guard, values, told, weighed)


def compile_by(
    detectors: Mapping[str, Detector[Any]], rules: Sequence[Rule], context: Context, *, param: str = "finds"
) -> list[Check]:
    """Checks of a kind with several detectors: the parameter `param` of each rule says which."""
    return [detectors[rule.params[param]].check(rule) for rule in rules]


def features_of(detectors: Mapping[str, Detector[Any]]) -> Mapping[str, Feature]:
    """All features of a kind with several detectors."""
    return {name: feature for detector in detectors.values() for name, feature in detector.features.items()}
