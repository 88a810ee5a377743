"""Kind `dateline`: the dateline names a country in which, by the text, nothing happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marshmallow import Schema, fields, validate

from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.focus import Focus, find_focus
from auditor.mentions.places import place_of_dateline
from auditor.rule import Rule
from auditor.text.counted import spell_times

SCOPE = Scope.ARTICLE
VALUES = frozenset({"dateline", "main", "count", "times"})


class Params(Schema):
    """`min_mentions`: how often the text must name another country before its dateline is held against it."""

    min_mentions = fields.Int(load_default=5, validate=validate.Range(min=1))


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    place = place_of_dateline(document)
    if document.dateline is None or place is None or not place.country:
        return
    focus = document.layer(find_focus)
    main = focus.main
    mentioned = any(
        not document.dateline.span.overlaps(mention.span) for mention in focus.mentions.get(place.country, ())
    )
    if mentioned or focus.anchors[place.country] or place.country in focus.titled or main[:2] == place.country:
        return
    if focus.count(main) >= rule.params["min_mentions"]:
        yield _hit(document, rule, focus, main)


def _hit(document: Document, rule: Rule, focus: Focus, main: str) -> Hit:
    assert document.dateline is not None
    span = document.dateline.place
    mention = focus.mentions[main][0]
    country = document.knowledge.gazetteer.countries.get(main)
    values = {
        "dateline": document.text[slice(*span)],
        "main": country.name if country else mention.key,
        "count": str(focus.count(main)),
        "times": spell_times(focus.count(main)),
    }
    evidence = Evidence("the first mention", span=mention.span, quote=document.text[slice(*mention.span)])
    return Hit(rule, span, values=values, evidence=(evidence,))
