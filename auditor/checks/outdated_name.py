"""Kind `outdated-name`: a place is called by a name that it had given up before the article was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import REPLACE, Evidence, Scope
from auditor.mentions.place_names import may_name
from auditor.mentions.places import Toponym, find_places
from auditor.mentions.times import find_document_date
from auditor.rule import Rule
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"name", "now", "since"})


class _Name(Schema):
    name = fields.Str(required=True, validate=validate.Length(min=1))
    now = fields.Str(required=True, validate=validate.Length(min=1))
    since = fields.Date(required=True)


class Params(Schema):
    """`names`: former names of places, each with the present one and the day since which it holds."""

    names = fields.List(fields.Nested(_Name), required=True, validate=validate.Length(min=1))


class FormerName(NamedTuple):
    """A place by a former name, and the rule's entry for it."""

    window: Window
    toponym: Toponym
    entry: Mapping[str, Any]


def propose(document: Document, rule: Rule) -> Iterator[FormerName]:
    """Each place called by a name of the rule that it had given up by the day of publication."""
    today = document.layer(find_document_date).published or date.min
    former = {entry["name"]: entry for entry in rule.params["names"] if entry["since"] < today}
    for toponym in document.layer(find_places).toponyms if may_name(document, former.keys()) else ():
        if toponym.key in former:
            yield FormerName(Window(document, toponym.first, toponym.last), toponym, former[toponym.key])


def choose(names: Sequence[FormerName]) -> Iterable[FormerName]:
    """The first of each name."""
    return {each.toponym.key: each for each in reversed(names)}.values()


FEATURES = {"both-names": lambda each: each.entry["now"] in each.window.document.text}


def tell(former: FormerName, rule: Rule) -> Hit:
    """The name, with the present one as a fix."""
    now, since = former.entry["now"], former.entry["since"]
    evidence = Evidence(f"called {now} since {since.isoformat()}", reference="table of the rule", as_of=since)
    values = {"name": former.toponym.key, "now": now, "since": since.isoformat()}
    return Hit(rule, former.toponym.span, values=values, evidence=(evidence,), fix=f"{REPLACE}{now}")


compile = Detector(propose, tell, FEATURES, choose).compile
