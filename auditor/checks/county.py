"""Kind `county`: a county is put into a state that has none of its name, or an English town into another county."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence, Set
from itertools import chain
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.counties import AS_OF, SOURCE, load_counties
from auditor.mentions.place_names import Name, find_names
from auditor.rule import Rule
from auditor.text.counted import join_words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"place", "claimed", "known"})
MAX_WORDS = 4
"""Of a name in the table: "Lake of the Woods County", "St. Mary's County"."""
DIVISIONS = frozenset({"division", "short division"})


class Params(Schema):
    """None."""


class Claim(NamedTuple):
    """A county told with a state, or a town with a county, that it does not lie in."""

    window: Window
    """Both names."""
    place: Window
    claimed: str
    known: Sequence[str]


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each "Cook County, Indiana", "Indiana's Cook County" and "Norwich, Essex"."""
    yield from chain.from_iterable(map(_of_county, _find(document, frozenset({"county"}), load_counties().states)))
    for county in _find(document, load_counties().last_words, load_counties().english):
        town = _ending(Window(document, county.first - 2, county.first - 1), load_counties().towns)
        if town and town.leads(","):
            yield from _of_town(town, county)


def _find(document: Document, last_words: Set[str], known: Container[str]) -> Iterator[Window]:
    """The names of `known` in a text; each ends in one of `last_words`."""
    lasts = (Window(document, at, at + 1) for at in document.tokens.at(last_words))
    return filter(None, (_ending(last, known) for last in lasts))


def _ending(last: Window, known: Container[str]) -> Window | None:
    """The longest name of `known` that ends with the token `last`."""
    firsts = range(max(0, last.first - MAX_WORDS), last.first + 1)
    windows = (Window(last.document, first, last.end) for first in firsts)
    return next((window for window in windows if _written(window) in known), None)


def _of_county(county: Window) -> Iterator[Claim]:
    """A county with a state behind a comma, or with that of which it is called."""
    document, names = county.document, county.document.layer(find_names)
    state, owner = names.behind_comma(county.end), names.by_last.get(county.first)
    if state:
        yield from _of_state(county, state, Window(document, county.first, state.last))
    elif owner:
        yield from _of_state(county, owner, Window(document, owner.first, county.end))


def _of_state(county: Window, state: Name, window: Window) -> Iterator[Claim]:
    """The claim that the county lies in a state of the United States, if that has none of its name."""
    known = load_counties().states[_written(county)]
    states = [place for place in state.options if place.kind in DIVISIONS and place.country == "US"]
    codes = {place.division for place in states}
    if codes and codes.isdisjoint(known):
        division_name = county.document.knowledge.gazetteer.division_name
        yield Claim(window, county, states[0].name, [*map(division_name, known)])


def _of_town(town: Window, county: Window) -> Iterator[Claim]:
    """The claim that an English town lies in a county that it never lay in."""
    known, claimed = load_counties().towns[_written(town)], _written(county)
    if claimed not in known:
        yield Claim(Window(town.document, town.first, county.end), town, claimed, known[:1])


def _written(window: Window) -> str:
    """Its tokens as they are written, with single spaces between."""
    return " ".join(window.written)


FEATURES = {
    "behind": lambda claim: claim.window.first == claim.place.first,
    "town": lambda claim: claim.place.words[-1] != "county",
    "possessive": lambda claim: claim.window.span.end > claim.window.bare_span.end,
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The claim, with where the county or town lies."""
    place, known = claim.place.document.text[slice(*claim.place.span)], join_words(claim.known)
    evidence = Evidence(f"{place} lies in {known}", reference=SOURCE, as_of=AS_OF)
    values = {"place": place, "claimed": claim.claimed, "known": known}
    return Hit(rule, claim.window.bare_span, values=values, evidence=(evidence,))


compile = Detector(propose, tell, FEATURES).compile
