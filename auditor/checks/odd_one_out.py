"""Kind `odd-one-out`: a lone nation stands where the article otherwise has another of the same part of the world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marshmallow import Schema, fields, validate

from auditor.checks.nation_slots import (
    Candidate,
    find_candidates,
    kindred_sentences,
    score_demonym,
    score_place,
    setting_of,
)
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.knowledge.gazetteer import Gazetteer
from auditor.mentions.focus import NATIONS, Focus, find_focus
from auditor.mentions.judged import in_prose, is_judged
from auditor.mentions.places import Demonym
from auditor.rule import Rule

SCOPE = "article"
VALUES = frozenset({"nation", "sibling", "count"})
MAX_KINDRED = 2
"""Sentences of each nation of the article that are shown as evidence."""
MAX_SIBLINGS = 3


class Params(Schema):
    """`finds`: a lone place, or a lone demonym before an office. `min_score`: the evidence that is asked for."""

    finds = fields.Str(validate=validate.OneOf(["place", "demonym"]), required=True)
    min_score = fields.Float(required=True)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    focus = document.layer(find_focus)
    for candidate in document.layer(_find_candidates):
        is_demonym = isinstance(candidate.mention, Demonym)
        if is_demonym != (rule.params["finds"] == "demonym"):
            continue
        score, judged = (score_demonym, in_prose) if is_demonym else (score_place, is_judged)
        if judged(document, candidate.mention.span.start) and score(document, focus, candidate) >= rule.params["min_score"]:
            yield _hit(document, focus, rule, candidate)


def _find_candidates(document: Document) -> list[Candidate]:
    return find_candidates(document.layer(find_focus), document.knowledge.gazetteer)


def _hit(document: Document, focus: Focus, rule: Rule, candidate: Candidate) -> Hit:
    gazetteer = document.knowledge.gazetteer
    values = {
        "nation": _name(candidate.nation, gazetteer),
        "sibling": _name(candidate.sibling, gazetteer),
        "count": str(focus.count(candidate.sibling)),
    }
    return Hit(rule, candidate.mention.span, values=values, evidence=tuple(_evidence(document, focus, candidate)))


def _evidence(document: Document, focus: Focus, candidate: Candidate) -> Iterator[Evidence]:
    """The sentences of the article's own nations that are most like the one of the candidate."""
    gazetteer = document.knowledge.gazetteer
    setting = setting_of(document, focus, candidate)
    near = [nation for nation in focus.mentions if gazetteer.near(candidate.nation[:2], nation[:2])]
    near = [nation for nation in near if nation not in {"US", candidate.nation} and focus.count(nation) > 1]
    ordered = sorted(near, key=lambda nation: (nation != candidate.sibling, -focus.weights[nation]))
    for nation in ordered[:MAX_SIBLINGS]:
        for span in kindred_sentences(document, focus.mentions[nation], setting, MAX_KINDRED):
            quote = document.text[span.start : span.end]
            yield Evidence(f"names {_name(nation, gazetteer)}", span=span, quote=quote)


def _name(nation: str, gazetteer: Gazetteer) -> str:
    if nation in NATIONS:
        return gazetteer.division_name(nation)
    return gazetteer.countries[nation].name
