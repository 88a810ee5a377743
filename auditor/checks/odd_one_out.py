"""Kind `odd-one-out`: a lone nation stands where the article otherwise has another of the same part of the world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from marshmallow import Schema, fields, validate

from auditor.checks.nation_slots import (
    MIN_SIBLING_MENTIONS,
    Candidate,
    find_candidates,
    kindred_sentences,
    score_demonym,
    score_place,
    setting_of,
)
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.focus import Focus, find_focus
from auditor.mentions.judged import in_prose
from auditor.mentions.places import Demonym, may_name_often
from auditor.rule import Rule
from auditor.text.counted import counted

SCOPE = Scope.ARTICLE
VALUES = frozenset({"nation", "rivals"})
MAX_KINDRED = 2
"""Sentences of each rival that are shown as evidence."""
MAX_RIVALS = 3


class Params(Schema):
    """`finds`: a lone place, or a lone demonym before an office. `min_score`: the evidence that is asked for."""

    finds = fields.Str(validate=validate.OneOf(["place", "demonym"]), required=True)
    min_score = fields.Float(required=True)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    candidates = document.layer(_find_candidates)
    if not candidates:
        return
    focus = document.layer(find_focus)
    scored: dict[str, tuple[float, Candidate]] = {}
    for candidate in candidates:
        is_demonym = isinstance(candidate.mention, Demonym)
        if is_demonym == (rule.params["finds"] == "demonym") and in_prose(document, candidate.mention.span.start):
            score = (score_demonym if is_demonym else score_place)(document, focus, candidate)
            best = scored.get(candidate.nation)
            if score >= rule.params["min_score"] and (best is None or score > best[0]):
                scored[candidate.nation] = score, candidate
    for _, candidate in scored.values():
        yield _hit(document, focus, rule, candidate)


def _find_candidates(document: Document) -> list[Candidate]:
    if not may_name_often(document, MIN_SIBLING_MENTIONS):
        return []
    return find_candidates(document.layer(find_focus), document.knowledge.gazetteer)


def _hit(document: Document, focus: Focus, rule: Rule, candidate: Candidate) -> Hit:
    rivals = sorted(
        {each.sibling for each in document.layer(_find_candidates) if each.nation == candidate.nation},
        key=lambda nation: (-focus.weights[nation], nation),
    )[:MAX_RIVALS]
    values = {
        "nation": document.text[slice(*candidate.mention.span)],
        "rivals": _join([f"{_name(nation, focus)} ({counted(focus.count(nation), 'mention')})" for nation in rivals]),
    }
    evidence = _evidence(document, focus, candidate, rivals)
    return Hit(rule, candidate.mention.span, values=values, evidence=tuple(evidence))


def _evidence(document: Document, focus: Focus, candidate: Candidate, rivals: Sequence[str]) -> Iterator[Evidence]:
    """The sentences of the article's own nations that are most like the one of the candidate."""
    setting = setting_of(document, focus, candidate)
    for nation in rivals:
        for span in kindred_sentences(document, focus.mentions[nation], setting, MAX_KINDRED):
            yield Evidence(f"names {_name(nation, focus)}", span=span, quote=document.text[slice(*span)])


def _name(nation: str, focus: Focus) -> str:
    """What the article calls `nation` most often: "Gaza", "Iraqi"."""
    return Counter(mention.key for mention in focus.mentions[nation]).most_common(1)[0][0].replace(" - ", "-")


def _join(names: list[str]) -> str:
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
