"""Names with the area they are said to lie in: "Lyon, France" in the text, "LYON, France" in the dateline."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.gazetteer import Place
from auditor.mentions.place_names import Names, Reading, find_names
from auditor.mentions.places import AREAS, Context, Toponym, choose, context_of, make_toponym, within
from auditor.text.tokens import find_tokens
from auditor.window import Window

CONJUNCTIONS = frozenset({"and", "or", "&", ", and", ", or", "and the", ", and the"})
"""What stands before the last place of a list."""


class Pair(NamedTuple):
    """A name, a comma and the name of an area."""

    name: Toponym
    area: Toponym
    listed: bool
    """Whether other places stand around it as in a list, so that the comma may just part two of them."""


def find_pairs(document: Document) -> list[Pair]:
    """The names with an area behind a comma, in text order; names of persons and papers left out."""
    found, context = document.layer(find_names), context_of(document)
    pairs = []
    for number, (name, area) in enumerate(pairwise(found.names)):
        if found.is_pair(number) and name.reading >= Reading.WEAK and area.options[0].kind in AREAS:
            one, two = (make_toponym(found.tokens, each, choose(each.options, context)) for each in (name, area))
            pairs.append(Pair(one, two, _is_listed(found, number)))
    return pairs


def _is_listed(found: Names, number: int) -> bool:
    """Whether a place stands before name `number` or behind the area that follows it, and is no part of the pair."""
    if found.is_pair(number - 1):
        return True
    area, *rest = found.names[number + 1 : number + 3]
    if not rest or rest[0].reading < Reading.LIKELY:
        return False
    joint = " ".join(found.tokens.words[area.last : rest[0].first])
    if joint == ",":
        return not within(area.options, rest[0].options)
    return joint in CONJUNCTIONS and not found.is_pair(number + 2)


def place_of_dateline(document: Document) -> Place | None:
    """The place that the dateline names in capitals, if the gazetteer knows it."""
    city, _, area = document.text[slice(*_dateline_span(document))].partition(",")
    gazetteer = document.knowledge.gazetteer
    options = gazetteer.places(in_lower_case(city))
    known = [option for option in options if option.well_known and not area]
    likeliest = [choose(known, Context(Counter(), Counter()))] if known else []
    areas = gazetteer.places(" ".join(find_tokens(area).words))
    return next(iter((*within(options, areas), *likeliest)), None)


def pair_of_dateline(document: Document) -> Pair | None:
    """The place in capitals and the area that the dateline names."""
    span = _dateline_span(document)
    city = document.text[slice(*span)].partition(",")[0]
    options = document.knowledge.gazetteer.places(in_lower_case(city)) if city.isupper() else ()
    if not options:
        return None
    window, found = Window.over(document, Span(span.start, span.start + len(city))), document.layer(find_names)
    area = next((name for name in found.names if name.first == window.end + 1), None)
    if area is None or window.word_after != "," or area.options[0].kind not in AREAS:
        return None
    context = context_of(document)
    name = Toponym(window.span, window.first, window.end, city, choose(options, context), options, qualified=True)
    return Pair(name, make_toponym(found.tokens, area, choose(area.options, context)), listed=False)


def _dateline_span(document: Document) -> Span:
    """Where the dateline names its place; an empty span if there is none."""
    return document.dateline.place if document.dateline else Span(0, 0)


def in_lower_case(name: str) -> str:
    """The key of a name in capitals: "PORT-AU-PRINCE" as "Port - au - Prince"."""
    first, *rest = name.replace("-", " - ").replace(".", " .").split() or [""]
    return " ".join([first.capitalize(), *(part.lower() if len(part) < 3 else part.capitalize() for part in rest)])
