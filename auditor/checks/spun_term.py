"""Kind `spun-term`: a fixed term with one of its words exchanged for a synonym that nobody uses in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.lexicon import PatternError, translate
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
    frames = fields.Dict(fields.Str(), fields.List(fields.Str()), load_default={})

    @validates_schema
    def check_frames(self, data: Mapping[str, Mapping[str, list[str]]], **_: object) -> None:
        """Raise ValidationError for a frame that is not linear-time."""
        for patterns in data.get("frames", {}).values():
            for pattern in patterns:
                try:
                    translate(pattern)
                except PatternError as error:
                    raise ValidationError(f"{pattern}: {error}", "frames") from None


@dataclass(frozen=True, slots=True)
class _Spun:
    """Who is told where spun forms of `term` stand."""

    rule: Rule
    term: str


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check for all rules: it only looks at what was found."""
    for rule in rules:
        for term, forms in spun_forms(rule.params).items():
            context.lexicon.add_phrases(forms, _Spun(rule, term))
        for term, patterns in rule.params["frames"].items():
            for pattern in patterns:
                context.lexicon.add_pattern(pattern, _Spun(rule, term))
    wanted = frozenset(rules)
    return [Check(rules, lambda document: _run(document, wanted))]


def _run(document: Document, rules: frozenset[Rule]) -> Iterator[Hit]:
    for owner, spans in document.title_matches.items():
        if isinstance(owner, _Spun) and owner.rule in rules:
            yield from (Hit(owner.rule, span, "title", {"term": owner.term}) for span in spans)
    for owner, spans in document.matches.items():
        if isinstance(owner, _Spun) and owner.rule in rules:
            yield from (Hit(owner.rule, span, values={"term": owner.term}) for span in spans)


def spun_forms(params: Mapping[str, Any]) -> dict[str, list[str]]:
    """The spun forms of each fixed term: one word exchanged, or the whole; phrases of their own left out."""
    own = {*params["own"], *params["terms"]}
    forms: dict[str, list[str]] = {}
    for term in params["terms"]:
        words = term.split()
        swapped = (
            " ".join([*words[:place], synonym, *words[place + 1 :]])
            for place, word in enumerate(words)
            for synonym in params["swaps"].get(word, ())
        )
        forms[term] = [form for form in swapped if form not in own]
    for term, whole in params["whole"].items():
        forms.setdefault(term, []).extend(form for form in whole if form not in own)
    return forms
