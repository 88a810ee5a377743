"""Names with the area they are said to lie in: "Lyon, France" in the text, "LYON, France" in the dateline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.gazetteer import Place
from auditor.mentions.place_names import Name, Names, Reading, find_names
from auditor.mentions.places import Context, Toponym, choose, context_of, make_toponym, within
from auditor.vocabulary import words
from auditor.window import Window

MAX_JOINT = 3
"""Words between two of a list: ", and the"."""


class Pair(NamedTuple):
    """A name, a comma and the name of an area."""

    name: Toponym
    area: Toponym
    listed: bool
    """Whether other places stand around it as in a list, so that the comma may just part two of them."""


def find_pairs(document: Document) -> list[Pair]:
    """The names with an area behind a comma, in text order; names of persons and papers left out."""
    found = document.layer(find_names)
    return [
        Pair(_likeliest(document, name), _likeliest(document, area), _is_listed(found, name, area))
        for name in found.names
        if name.reading >= Reading.WEAK and (area := found.behind_comma(name.last)) and area.is_area
    ]


def _likeliest(document: Document, name: Name) -> Toponym:
    return make_toponym(document.tokens, name, choose(name.options, context_of(document)))


def _is_listed(found: Names, name: Name, area: Name) -> bool:
    """Whether a place stands before the pair, or behind it one that the area is no part of."""
    then = _next_listed(found, area)
    return found.before_comma(name.first) is not None or (then is not None and not within(area.options, then.options))


def _next_listed(found: Names, area: Name) -> Name | None:
    """The place behind a comma or "and" behind an area; none where "and" begins another pair."""
    written = found.tokens.words[area.last : area.last + MAX_JOINT]
    joint = list(takewhile(words("places/between listed").__contains__, written))
    then = found.by_first.get(area.last + len(joint))
    begins_pair = then is not None and joint != [","] and found.behind_comma(then.last) is not None
    return then if then and then.reading >= Reading.LIKELY and not begins_pair else None


class _City(NamedTuple):
    """The place that the dateline names in capitals."""

    window: Window
    options: Sequence[Place]
    """What it may mean; nothing if the gazetteer does not know it."""
    area: Name | None
    """What stands behind it and a comma."""


def _find_city_of_dateline(document: Document) -> _City | None:
    if document.dateline is None:
        return None
    start, end = document.dateline.place
    city = document.text[start:end].partition(",")[0]
    window = Window.over(document, Span(start, start + len(city)))
    options = document.knowledge.gazetteer.places(in_lower_case(city))
    return _City(window, options, document.layer(find_names).behind_comma(window.end))


def place_of_dateline(document: Document) -> Place | None:
    """The place that the dateline names in capitals, if the gazetteer knows it."""
    city = document.layer(_find_city_of_dateline)
    if city is None:
        return None
    if city.window.leads(","):
        return next(iter(within(city.options, city.area.options if city.area else ())), None)
    known = [option for option in city.options if option.well_known]
    return choose(known, Context(Counter(), Counter())) if known else None


def pair_of_dateline(document: Document) -> Pair | None:
    """The place in capitals and the area that the dateline names, if the gazetteer knows both."""
    city = document.layer(_find_city_of_dateline)
    if city is None or city.area is None or not city.options or not city.area.is_area:
        return None
    span, (first, end) = city.window.span, city.window[1:3]
    place = choose(city.options, context_of(document))
    name = Toponym(span, first, end, document.text[slice(*span)], place, city.options)
    return Pair(name, _likeliest(document, city.area), listed=False)


def in_lower_case(name: str) -> str:
    """The key of a name in capitals: "PORT-AU-PRINCE" as "Port - au - Prince"."""
    first, *rest = name.replace("-", " - ").replace(".", " .").split()
    return " ".join([first.capitalize(), *(part.lower() if len(part) < 3 else part.capitalize() for part in rest)])
