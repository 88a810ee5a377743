"""Kind `title-name`: the title names a person or a body that the text never does; the text names another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import takewhile
from math import log
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.contrast import title_hit
from auditor.checks.detector import Detector, compile_by
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.absent_names import find_absent_names, find_rivals, is_person, telling_words
from auditor.mentions.body import places_in_body
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.misspellings import dictionary_count
from auditor.mentions.names import (
    SHORT_ACRONYM,
    BodyName,
    Name,
    has_capital_of_name,
    is_acronym,
    is_given_name,
    is_known_person,
    is_ordinary,
    tells,
)
from auditor.mentions.terms import counted_pages, term_of
from auditor.mentions.title_body import has_word
from auditor.mentions.title_places import is_place_name
from auditor.mentions.title_said import find_written, said_beside, said_near, sentences_at
from auditor.mentions.title_segments import is_of_site, lists_topics, stands_alone
from auditor.mentions.title_sentences import most_told
from auditor.mentions.title_swaps import is_swapped
from auditor.rule import Rule
from auditor.sources import is_named
from auditor.text.counted import spell_times
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
PERSON, ORGANISATION = "person", "organisation"
VALUES = frozenset({"other", "count", "times"})
LEAD_TOKENS = 80
"""Whom a report is about stands in its first two or three sentences; what is shorter is no report."""
GREAT_CITY = 500_000
"""People of a city whose name is taken for the place though it is a person's, too; of none so many behind "in"."""
OFFICE_REACH = 4
"""Words beside an office among which stands who holds it: "the mayor of Barford, Anne Hill"."""
QUOTES = frozenset("\"'")


class Params(Schema):
    """`finds`: whose names; `min_count`: how often the text must name another."""

    finds = fields.Str(validate=validate.OneOf([PERSON, ORGANISATION]), required=True)
    min_count = fields.Int(load_default=2)


class Claim(NamedTuple):
    """A name of the title that the text does not have, and whom the text names."""

    window: Window
    name: Name
    rival: BodyName

    @property
    def document(self) -> Document:
        """The article."""
        return self.window.document

    @property
    def title(self) -> str:
        """The whole title."""
        return self.document.title_text

    @property
    def is_owner(self) -> bool:
        """Whether an owner's ending is written to the name."""
        return self.window.bare_span != self.window.span

    @property
    def rival_window(self) -> Window:
        """Where the text first has the other name."""
        return Window(self.document, self.rival.first, self.rival.first + 1)

    @property
    def rival_sentences(self) -> frozenset[Span]:
        """Those that have it."""
        return sentences_at(self.document, find_written(self.document, self.rival.written))


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each name of the title that the text has in no form, where the text names another often enough."""
    wanted = rule.params["finds"] == PERSON
    absent = document.layer(find_absent_names) if len(document.tokens) >= LEAD_TOKENS else ()
    for name in absent:
        if is_person(name) == wanted:
            rivals = [rival for rival in document.layer(find_rivals) if rival.times >= rule.params["min_count"]]
            alike = sorted(rivals, key=lambda rival: not _is_of_sort(rival, name))
            yield from (Claim(Window.of_title(document, name.span), name, rival) for rival in alike[:1])


def _is_of_sort(rival: BodyName, name: Name) -> bool:
    """Whether both names are persons', or neither."""
    return is_known_person(rival.written.lower()) == is_person(name)


def _leads_to_name(claim: Claim) -> bool:
    """Whether one of the next two words has a capital and is in the body: then it may be half of that name."""
    rest = list(takewhile(is_capitalised, claim.window.after(2, written=True)))
    surnames = [word.lower() for word in rest if is_given_name(claim.name.folded[0]) or not is_ordinary(word.lower())]
    return any(has_word(claim.document, word) for word in surnames)


def _is_place(claim: Claim) -> bool:
    """Whether it is, or ends in, the name of a people, of an area or of a larger city, or of what stands in one."""
    gazetteer, named = claim.document.knowledge.gazetteer, claim.name.words
    if len(named) > 1 and is_given_name(named[0].lower()):
        return False
    if len(named) > 1 and named[-1].lower() in words("titles/landmarks"):
        return True
    behind = [f"{word} {named[-1]}" for word in claim.window.before(1, written=True)]
    keys = [*behind, *(" ".join(named[first:]) for first in range(len(named)))]
    sizes = {"least": 0, "named": 0} if claim.window.word_before == "in" else {"named": GREAT_CITY}
    return any(is_place_name(gazetteer, key, **sizes) for key in keys)


def _is_of_office_told(claim: Claim) -> bool:
    """Whether it stands behind an office that the text speaks of without naming anybody beside it.

    "Mayor Brandt's plan" may head a text that has the mayor's office only.
    """
    office, document = claim.window.word_before, claim.document
    if office not in words("names/titles"):
        return False
    told = [Window(document, at, at + 1) for at in places_in_body(document, {office, f"{office}'s", f"{office}’s"})]
    beside = (word for each in told for word in each.around(OFFICE_REACH, written=True) if has_capital_of_name(word))
    gazetteer = document.knowledge.gazetteer
    return bool(told) and all(is_acronym(word) or is_place_name(gazetteer, bare(word)) for word in beside)


def _is_rival_person(claim: Claim) -> bool:
    """Whether the other name is a person's, and of no place: "India" is both."""
    place = is_place_name(claim.document.knowledge.gazetteer, claim.rival.written, named=GREAT_CITY)
    return is_known_person(claim.rival.written.lower()) and not place


def _is_half_of_firm(claim: Claim) -> bool:
    """Whether it is the second of two names joined by "and" whose letters the text has: "Hill & Wood", "H&W"."""
    first, joint = ("", "", *claim.window.before(2, written=True))[-2:]
    letters = f"{first[:1]}&{claim.name.words[0][0]}"
    return joint in ("and", "&") and first[:1].isupper() and letters in claim.document.text


def _is_plural(claim: Claim) -> bool:
    """Whether it may be an ordinary noun of a title in capitals: the plural of one, with another such noun before."""
    before, word = "".join(claim.window.before(1, written=True)), claim.name.folded[-1]
    kind = before[:1].isupper() and is_ordinary(before.lower()) and before.lower() not in words("names/titles")
    one = word.removesuffix("s")
    return kind and not is_given_name(one) and dictionary_count(one) > dictionary_count(word)


def _is_shouted(claim: Claim) -> bool:
    """Whether it is an ordinary word in capitals, too long for an acronym, or beside other words in capitals."""
    beside = filter(str.isupper, claim.window.around(1, written=True))
    among = any(len(word) > SHORT_ACRONYM for word in beside)
    told = filter(str.isupper, telling_words(claim.name))
    return any(among or is_ordinary(word.lower()) or not is_acronym(word) for word in told)


FEATURES: Mapping[str, Feature] = {
    "of-the-publisher": lambda claim: is_named(claim.document.article, claim.name.written),
    "stands-alone": lambda claim: stands_alone(claim.window),
    "of-the-site": lambda claim: is_of_site(claim.window),
    "listed": lambda claim: lists_topics(claim.window),
    "rival-a-person": _is_rival_person,
    "leads-to-a-name": _leads_to_name,
    "possessive": lambda claim: claim.is_owner,
    "initials": lambda claim: "." in claim.name.words[-1],
    "place": _is_place,
    "swapped": lambda claim: is_swapped(claim.window),
    "shouted": _is_shouted,
    "of-an-office": _is_of_office_told,
    "half-of-a-firm": _is_half_of_firm,
    "plural": _is_plural,
    "words": lambda claim: len(claim.name.words),
    "closes": lambda claim: not claim.window.word_after,
    "figures": lambda claim: sum(letter.isdigit() for letter in claim.name.written),
}


def _commonness(claim: Claim) -> float:
    """Of a name of one word, how often other texts have it as a word: the logarithm; 0 where its capital tells."""
    alone = len(claim.name.words) == 1 and not claim.name.sure
    return log(1 + dictionary_count(claim.name.folded[0])) if alone else 0.0


SIGNS: Mapping[str, Callable[[Claim], float]] = {
    "given_name": lambda claim: is_given_name(claim.name.folded[0]),
    "acronym": lambda claim: is_acronym(claim.name.words[-1]),
    "commonness": _commonness,
    "several_words": lambda claim: len(claim.name.words) > 1,
    "capital_tells": lambda claim: claim.name.sure,
    "unknown_word": lambda claim: counted_pages(term_of(claim.name.folded[-1])).pages == 0,
    "opens": lambda claim: claim.window.opens,
    "closes": lambda claim: not claim.window.word_after,
    "possessive": lambda claim: claim.is_owner,
    "ordinary_words": lambda claim: not any(tells(word.lower()) for word in claim.name.words),
    "compared": lambda claim: claim.window.word_before in words("titles/compares"),
    "said": lambda claim: most_told(claim.document),
    "said_of_rival": lambda claim: said_beside(claim.document, claim.name, claim.rival_sentences),
    "near_rival": lambda claim: said_near(claim.document, claim.name, claim.rival_sentences),
    "rival_times": lambda claim: log(claim.rival.times),
    "rival_share": lambda claim: min(100 * claim.rival.times / len(claim.document.tokens), 3.0),
    "rival_leads": lambda claim: claim.rival.first < LEAD_TOKENS,
    "rival_same_sort": lambda claim: _is_of_sort(claim.rival, claim.name),
    "names_absent": lambda claim: min(len(claim.document.layer(find_absent_names)), 3) - 1,
    "asks": lambda claim: "?" in claim.title,
    "quotes": lambda claim: not QUOTES.isdisjoint(claim.window.tokens.folded),
}
"""What speaks for and against an error in the name."""


def tell(claim: Claim, rule: Rule) -> Hit:
    """The claim, with where the text first names the other."""
    rival, times = claim.rival.written, claim.rival.times
    values = {"other": rival, "count": str(times), "times": spell_times(times)}
    return title_hit(rule, claim.window, claim.rival_window, "named in the text, not in the title", **values)


DETECTORS = {
    finds: Detector(propose, tell, FEATURES, signs=SIGNS, model=f"title-{finds}") for finds in (PERSON, ORGANISATION)
}
compile = partial(compile_by, DETECTORS)
