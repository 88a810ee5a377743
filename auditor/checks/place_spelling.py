"""Kind `place-spelling`: a place or a people is meant, and its name misspelt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from marshmallow import Schema
from rapidfuzz.distance import OSA, Prefix

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import REPLACE, Evidence, Scope
from auditor.knowledge.gazetteer import AS_OF, SOURCE
from auditor.knowledge.near_places import MIN_LETTERS_OF_PART, letters_of
from auditor.mentions.names import is_ordinary
from auditor.mentions.near_places import (
    NearPlace,
    find_near_cities,
    find_near_places,
)
from auditor.mentions.place_names import PARTIES, find_names, kind_before, kind_behind
from auditor.mentions.place_pairs import place_of_dateline
from auditor.mentions.places import context_of, within
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"known"})
MIN_SHARED = 2
"""Letters of a name that a pun on its end leaves; less is another word."""
MAX_MENTIONS = 20
"""Of one word that are looked at for a name before it; a text that has more is no news."""


class Params(Schema):
    """None."""


def propose(document: Document, rule: Rule) -> Iterator[NearPlace]:
    """The words that nearly spell a name, in text order; a well-known name before another city of the area."""
    near = chain(find_near_cities(document), find_near_places(document))
    found = {each.window.first: each for each in near}
    return (found[first] for first in sorted(found))


def _area_stands_behind(near: NearPlace) -> bool:
    """Whether an area that it lies in stands behind a comma: "Tulsa, Oklahoma"."""
    area = near.window.document.layer(find_names).behind_comma(near.window.end)
    return area is not None and bool(within([near.meant], area.options))


def _city_stands_before(near: NearPlace) -> bool:
    """Whether a city that lies in it stands before a comma, and not in what the word may mean itself."""
    names = near.window.document.layer(find_names)
    city, itself = names.before_comma(near.window.first), names.by_first.get(near.window.first)
    here = within(city.options, itself.options) if city and itself else []
    return city is not None and within(city.options, [near.meant]) != [] == here


def _is_gone_to(near: NearPlace) -> bool:
    """Whether "in" or the like stands before it, or before "the"."""
    *earlier, before = ("", "", *near.window.before(2))[-2:]
    return bool(words("places/motion").intersection([before] if before != "the" else earlier))


def _has_what_nations_have(near: NearPlace) -> bool:
    """Whether a noun for what nations have stands behind the adjective of one: "Colombian capital"."""
    is_adjective = near.key in near.window.document.knowledge.gazetteer.demonyms
    return is_adjective and near.window.word_after in words("places/of a nation")


CUES: Mapping[str, Callable[[NearPlace], bool]] = {
    "whole": lambda near: " " in near.key,
    "dateline": lambda near: near.word.isupper(),
    "area": _area_stands_behind,
    "city": _city_stands_before,
    "party": lambda near: near.window.follows("-") and near.window.before(2, written=True)[0] in PARTIES,
    "in": lambda near: near.window.follows("in") or near.window.follows("in", "the"),
    "motion": _is_gone_to,
    "site": lambda near: near.is_dateline and not words("places/sites").isdisjoint(near.window.after(2)),
    "nation": _has_what_nations_have,
}
"""What beside a name tells that a place is meant."""


def _cues(near: NearPlace) -> frozenset[str]:
    return frozenset(name for name, holds in CUES.items() if holds(near))


def _is_supported(near: NearPlace) -> bool:
    """Whether the text names the state or country of it elsewhere, or is dated from there."""
    document = near.window.document
    dateline = document.layer(place_of_dateline)
    there = dateline.countries if dateline else ()
    return context_of(document).supports(near.meant) or not set(there).isdisjoint(near.meant.countries)


def _joined_before(near: NearPlace) -> frozenset[str]:
    """What stands before the whole name, or before any mention of a lone word."""
    mentions = [near.window]
    if " " not in near.key:
        mentions = [Window(near.window.document, at, at + 1) for at in near.mentions[:MAX_MENTIONS]]
    return frozenset(map(kind_before, mentions))


def _is_well_known(near: NearPlace) -> bool:
    """Whether the word is itself the name of a people, or of a place that everybody knows."""
    gazetteer = near.window.document.knowledge.gazetteer
    return near.word in gazetteer.demonyms or any(place.well_known for place in gazetteer.places(near.word))


def _is_joined(near: NearPlace) -> bool:
    """Whether it is the name of a country with a small word or an "s" joined to it, as in "Israels"."""
    written, gazetteer = " ".join(near.window.written), near.window.document.knowledge.gazetteer
    rests = filter(written.endswith, words("places/behind a name"))
    meant = chain.from_iterable(gazetteer.places(written.removesuffix(rest)) for rest in rests)
    return any(place.kind == "country" for place in meant)


def _is_pun(near: NearPlace) -> bool:
    """Whether two letters or more are off, and a word of the language ends it where another one ends the name."""
    written, known = letters_of(near.word), letters_of(near.key)
    shared = Prefix.similarity(written, known)
    ends = range(MIN_SHARED, min(shared, len(written) - MIN_LETTERS_OF_PART) + 1)
    words_end = any(is_ordinary(written[at:]) and is_ordinary(known[at:]) for at in ends)
    return words_end and OSA.distance(written, known) > 1


FEATURES = {
    "own": lambda near: near.own,
    "well-known": _is_well_known,
    "cues": _cues,
    "letters": lambda near: len(near.word),
    "joined": _is_joined,
    "pun": _is_pun,
    "meant": lambda near: near.meant.kind,
    "people": lambda near: near.meant.population,
    "supported": _is_supported,
    "named": lambda near: near.named,
    "joined-before": _joined_before,
    "hyphenated": lambda near: near.window.follows("-") and not CUES["party"](near),
    "joined-behind": lambda near: kind_behind(near.window, near.word),
    "mentions": lambda near: len(near.mentions),
}


def tell(near: NearPlace, rule: Rule) -> Hit:
    """The words, with the name that they nearly spell."""
    where = near.window.document.knowledge.gazetteer.area_name(near.meant, finer=True)
    fact = f"{near.name} in {where}" if near.meant.kind == "city" else near.name
    evidence = Evidence(fact, reference=SOURCE, as_of=AS_OF)
    values, fix = {"known": near.name}, f"{REPLACE}{near.name}"
    return Hit(rule, near.window.bare_span, values=values, evidence=(evidence,), fix=fix)


compile = Detector(propose, tell, FEATURES).compile
