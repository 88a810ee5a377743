"""Kind `county`: a county is put into a state that has none of its name, or an English town into another county."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence, Set
from datetime import date
from itertools import chain
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.counties import AS_OF, SOURCE, load_counties
from auditor.knowledge.gazetteer import Place
from auditor.mentions.place_names import find_name_tokens
from auditor.rule import Rule
from auditor.text.counted import join_words
from auditor.text.possessive import bare
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
    behind: bool
    """Whether what it is put into stands behind it and a comma."""


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
    names = county.document.layer(find_name_tokens)
    owner, document = names.by_last.get(county.first), county.document
    if county.leads(","):
        state, options = _state_at(document, county.end + 1)
        yield from _of_state(county, options, Window(document, county.first, state.end), behind=True)
    elif owner and county.word_before != bare(county.word_before):
        yield from _of_state(county, owner.options, Window(document, owner.first, county.end), behind=False)


def _state_at(document: Document, at: int) -> tuple[Window, Sequence[Place]]:
    """The name of a place, or the abbreviation of a state, that begins with token `at`, and what it may mean."""
    name, shorts = document.layer(find_name_tokens).by_first.get(at), document.knowledge.gazetteer.short_divisions
    windows = [Window(document, at, end) for end in (at + 1, at + 2)]
    short = next((window for window in windows if _written(window) in shorts), None)
    if name or not short:
        return Window(document, at, name.last if name else at), name.options if name else ()
    return short, shorts[_written(short)]


def _of_state(county: Window, options: Sequence[Place], window: Window, *, behind: bool) -> Iterator[Claim]:
    """The claim that the county lies in a state of the United States, if that has none of its name."""
    known = load_counties().states[_written(county)]
    states = [place for place in options if place.kind in DIVISIONS and place.country == "US"]
    codes = {state.division for state in states}
    if codes and codes.isdisjoint(known):
        gazetteer = county.document.knowledge.gazetteer
        yield Claim(window, county, states[0].name, [*map(gazetteer.division_name, known)], behind)


def _of_town(town: Window, county: Window) -> Iterator[Claim]:
    """The claim that an English town lies in a county that it never lay in."""
    known, claimed = load_counties().towns[_written(town)], _written(county)
    if claimed not in known:
        yield Claim(Window(town.document, town.first, county.end), town, claimed, known[:1], behind=True)


def _written(window: Window) -> str:
    """Its tokens as they are written, with single spaces between."""
    return " ".join(window.tokens.words[window.first : window.end])


FEATURES = {
    "behind": lambda claim: claim.behind,
    "town": lambda claim: claim.place.words[-1] != "county",
    "possessive": lambda claim: claim.window.span.end > claim.window.bare_span.end,
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The claim, with where the county or town lies."""
    place, known = claim.place.document.text[slice(*claim.place.span)], join_words(claim.known)
    evidence = Evidence(f"{place} lies in {known}", reference=SOURCE, as_of=date.fromisoformat(AS_OF))
    values = {"place": place, "claimed": claim.claimed, "known": known}
    return Hit(rule, claim.window.bare_span, values=values, evidence=(evidence,))


compile = Detector(propose, tell, FEATURES).compile
