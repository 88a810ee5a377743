"""Kind `spun-term`: a fixed term with one of its words exchanged for a synonym that nobody uses in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks import passage
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"term"})


class Params(Schema):
    """`terms` and the `swaps` that make spun terms of them, word by word; `own`: what is a phrase of its own.

    `whole`: terms and what they are turned into as a whole. `frames`: terms and the patterns (RE2, a group named
    `flag` is the passage) of sentences in which a synonym betrays itself.
    """

    terms = fields.List(fields.Str(validate=validate.Length(min=3)), required=True)
    swaps = fields.Dict(fields.Str(), fields.List(fields.Str()), required=True)
    own = fields.List(fields.Str(), load_default=[])
    whole = fields.Dict(fields.Str(), fields.List(fields.Str()), load_default={})
    frames = fields.Dict(fields.Str(), fields.List(fields.Str(validate=passage.check_linear)), load_default={})


class Owner(NamedTuple):
    """Who is told where spun forms of `term` stand."""

    rule: Rule
    term: str


@dataclass(frozen=True, slots=True)
class Spun(passage.Passage):
    """A passage that reads like `term` with a synonym in it."""

    term: str = ""


def propose(document: Document, rule: Rule) -> Iterator[Spun]:
    """The spun forms that were found for `rule`, in the title and in the text."""
    for field, matches in (("title", document.title_matches), ("text", document.matches)):
        for owner, spans in matches.items():
            if isinstance(owner, Owner) and owner.rule is rule:
                yield from (Spun(document, field, span, term=owner.term) for span in spans)


def tell(spun: Spun, rule: Rule) -> Hit:
    """The passage, with the term that it stands for."""
    return Hit(rule, spun.span, spun.field, {"term": spun.term})


FEATURES: Mapping[str, Feature] = passage.FEATURES
DETECTOR = Detector(propose, tell, FEATURES)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule: it only looks at what was found."""
    for rule in rules:
        for term, forms in spun_forms(rule.params).items():
            context.lexicon.add_phrases(forms, Owner(rule, term))
        for term, patterns in rule.params["frames"].items():
            for pattern in patterns:
                context.lexicon.add_pattern(pattern, Owner(rule, term))
    return DETECTOR.compile(rules, context)


def spun_forms(params: Mapping[str, Any]) -> dict[str, list[str]]:
    """The spun forms of each fixed term: one word exchanged, or the whole; phrases of their own left out."""
    own = {*params["own"], *params["terms"]}
    forms = {term: [form for form in _swapped(term, params["swaps"]) if form not in own] for term in params["terms"]}
    for term, whole in params["whole"].items():
        forms[term] = [*forms.get(term, ()), *whole]
    return forms


def _swapped(term: str, swaps: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The term with a synonym in the place of one of its words."""
    words = term.split()
    for place, word in enumerate(words):
        for synonym in swaps.get(word, ()):
            yield " ".join([*words[:place], synonym, *words[place + 1 :]])
