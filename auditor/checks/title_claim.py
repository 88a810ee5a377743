"""Kind `title-claim`: the title states as settled what the sentences it rests on only weigh or report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.names import is_ordinary, strip_possessive
from auditor.mentions.terms import find_title_terms, terms_between, weigh
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"claim", "hedge"})
LEAD_SENTENCES = 15
"""A report says what its title says among its first."""
MIN_SHARE = 0.5
"""Of what the title's terms tell, the share that a sentence needs for the title to rest on it."""


class Params(Schema):
    """`claims`: words with which a title states a fact; `hedges`: words that leave it open."""

    claims = fields.List(fields.Str(), required=True, validate=validate.Length(min=1))
    hedges = fields.List(fields.Str(), required=True, validate=validate.Length(min=1))


class Words(NamedTuple):
    """The words of one rule."""

    claims: frozenset[str]
    hedges: frozenset[str]


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [_check(rule) for rule in rules]


def _check(rule: Rule) -> Check:
    words = Words(frozenset(rule.params["claims"]), frozenset(rule.params["hedges"]))
    return Check([rule], lambda document: _run(document, rule, words))


def _run(document: Document, rule: Rule, words: Words) -> Iterator[Hit]:
    title, folded = document.title, document.title_tokens.folded
    claim = next((word for index, word in enumerate(folded) if word in words.claims and _states(folded, index)), "")
    if title is None or not claim or "?" in folded or not words.hedges.isdisjoint(folded):
        return
    grounds = list(_find_grounds(document))
    hedges = [_first_hedge(document, span, words.hedges) for span in grounds]
    if grounds and all(hedges):
        span = grounds[0]
        evidence = Evidence("what the title rests on", "text", span, document.text[span.start : span.end])
        yield Hit(rule, title.span, title.field, {"claim": claim, "hedge": hedges[0]}, (evidence,))


def _states(folded: list[str], index: int) -> bool:
    """Whether a word of a claim is the title's verb: "to" is only right after a name ("Lemmer to build")."""
    return index > 0 and (folded[index] != "to" or not is_ordinary(strip_possessive(folded[index - 1])))


def _find_grounds(document: Document) -> Iterator[Span]:
    """The sentences of the body that say most of what the title says."""
    weights = weigh(document.layer(find_title_terms).counts)
    needed = MIN_SHARE * sum(weights.values())
    first = bisect_left(document.sentences, document.body_start, key=lambda span: span.start)
    for span in document.sentences[first : first + LEAD_SENTENCES]:
        terms = terms_between(document.tokens, *span).counts
        if sum(weight for term, weight in weights.items() if term in terms) >= needed:
            yield span


def _first_hedge(document: Document, span: Span, hedges: frozenset[str]) -> str:
    words = document.folded[span.start : span.end].replace(",", " ").replace(".", " ").split()
    return next((word for word in words if word in hedges), "")
