"""Kind `outdated-name`: a place is called by a name that it had given up before the article was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marshmallow import Schema, fields, validate

from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import REPLACE, Evidence, Scope
from auditor.mentions.judged import is_judged
from auditor.mentions.place_names import cues
from auditor.mentions.places import find_places, may_name
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"name", "now", "since"})
LOOK_BACK_TOKENS = 6


class _Name(Schema):
    name = fields.Str(required=True, validate=validate.Length(min=1))
    now = fields.Str(required=True, validate=validate.Length(min=1))
    since = fields.Date(required=True)


class Params(Schema):
    """`names`: former names of places, each with the present one and the day since which it holds."""

    names = fields.List(fields.Nested(_Name), required=True, validate=validate.Length(min=1))


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [_check(rule) for rule in rules]


Renamed = dict[str, list[Mapping[str, Any]]]
"""The rule's entries by former name."""


def _check(rule: Rule) -> Check:
    renamed: Renamed = defaultdict(list)
    for entry in rule.params["names"]:
        renamed[entry["name"]].append(entry)
    return Check([rule], lambda document: _run(document, rule, renamed))


def _run(document: Document, rule: Rule, renamed: Renamed) -> Iterator[Hit]:
    published = document.article.published_on
    if published is None or not may_name(document, renamed.keys()):
        return
    seen: set[str] = set()
    for toponym in document.layer(find_places).toponyms:
        entry = next((e for e in reversed(renamed.get(toponym.key, ())) if e["since"] < published), None)
        if entry is None or toponym.key in seen or not is_judged(document, toponym.span.start):
            continue
        words = document.tokens.folded[max(0, toponym.first - LOOK_BACK_TOKENS) : toponym.first]
        if cues()["past"].isdisjoint(words) and entry["now"] not in document.text:
            seen.add(toponym.key)
            since = entry["since"].isoformat()
            evidence = Evidence(
                f"called {entry['now']} since {since}", reference="table of the rule", as_of=entry["since"]
            )
            values = {"name": toponym.key, "now": entry["now"], "since": since}
            yield Hit(rule, toponym.span, values=values, evidence=(evidence,), fix=f"{REPLACE}{entry['now']}")
