"""Kind `block`: runs of blocks that are no part of the article, one rule a kind of boilerplate."""

from collections.abc import Iterator, Mapping, Sequence

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.boilerplate.adjustments import BLOCK_SCORE
from auditor.boilerplate.categories import CATEGORIES, FOREIGN_TEXT
from auditor.boilerplate.mixed import cut_block
from auditor.boilerplate.runs import Run, find_boilerplate
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import DELETE, Evidence, Scope, Severity
from auditor.rule import Rule
from auditor.text.counted import counted

SCOPE = Scope.ARTICLE
VALUES = frozenset({"lines"})
ADVICE_BELOW = 0.85
"""Runs of less confidence are advice: of the others' blocks 96 in 100 are right on the development pages. What
no wording speaks against must be surer."""
CUE_SHARE = 0.5
"""Share of a block that a rule's own cue must make up: in longer ones the cue is part of a sentence."""


class Params(Schema):
    """`category`: which kind; `at_least`, `below`: how sure; `cues`: a newsroom's own wording that marks it."""

    category = fields.Str(required=True, validate=validate.OneOf(CATEGORIES))
    at_least = fields.Float(load_default=0.0, validate=validate.Range(0, 1))
    below = fields.Float(load_default=1.0, validate=validate.Range(0, 1))
    cues = fields.List(fields.Str(validate=validate.Length(min=3)), load_default=list)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check for the model's runs, and one for the cues that rules bring themselves."""
    by_category: dict[str, list[Rule]] = {}
    for rule in rules:
        by_category.setdefault(rule.params["category"], []).append(rule)
        context.lexicon.add_phrases(rule.params["cues"], rule)
    checks = [Check(rules, lambda document: _runs(document, by_category))]
    with_cues = [rule for rule in rules if rule.params["cues"]]
    return [*checks, Check(with_cues, lambda document: _marked(document, with_cues))] if with_cues else checks


def _runs(document: Document, rules: Mapping[str, Sequence[Rule]]) -> Iterator[Hit]:
    boilerplate = document.layer(find_boilerplate)
    for run in (*boilerplate.runs, *boilerplate.inside):
        for rule in rules.get(run.category, ()):
            if not rule.params["at_least"] <= run.confidence < rule.params["below"]:
                continue
            yield Hit(
                rule,
                run.span,
                values={"lines": _lines(document, run.span)},
                evidence=run.evidence,
                severity=Severity.INFO if _is_advice(run) else None,
                confidence=run.confidence,
                fix=DELETE if run.deletable and not _is_advice(run) else None,
            )


def _is_advice(run: Run) -> bool:
    floor = BLOCK_SCORE if run.category == FOREIGN_TEXT else ADVICE_BELOW
    return run.confidence < floor


def _marked(document: Document, rules: Sequence[Rule]) -> Iterator[Hit]:
    """Blocks outside all runs that consist mostly of a rule's own cue."""
    foreign = document.layer(find_boilerplate).foreign
    for rule in rules:
        for span in document.matches.get(rule, ()):
            index = document.block_index_at(span.start)
            block = document.blocks[index]
            if span.end - span.start >= CUE_SHARE * (block.end - block.start) and index not in foreign:
                quote = document.text[span.start : span.end]
                evidence = (Evidence("wording that the rule names", "text", span, quote),)
                for passage, deletable in cut_block(document, index, [span]):
                    lines = {"lines": _lines(document, passage)}
                    yield Hit(rule, passage, "text", lines, evidence, fix=DELETE if deletable else None)


def _lines(document: Document, span: Span) -> str:
    """How many lines of the text the passage has, blank ones left out."""
    return counted(sum(map(bool, map(str.strip, document.text[span.start : span.end].splitlines()))), "line")
