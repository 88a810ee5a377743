"""A year beside an event that happened in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.checks.dates.binding import REACH, Bound, bound_years
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.knowledge.events import Event
from auditor.mentions.events import event_index, events_by_day
from auditor.mentions.times import Dated, find_years
from auditor.mentions.times.tense import is_past_verb
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

MAX_SHOWN = 3
"""Events of one name that are told."""
DAY_NOUN_REACH = 3
"""Tokens behind a day among which the word stands that makes it an event: ", terrorist attacks"."""


class Claim(NamedTuple):
    """A year that is told as an event's."""

    event: Window
    """The words for the event alone."""
    dated: Dated
    events: Sequence[Event]
    """All that they may mean."""
    joint: str
    """What joins both: "of", "in", "(", "verb", "before" for a year before the event, "day" for one beside its day."""

    @property
    def window(self) -> Window:
        """The event with the year."""
        return self.event.through(self.dated.window)

    @property
    def nearest(self) -> Sequence[Event]:
        """The events, what comes nearest to the year first."""
        return sorted(self.events, key=lambda event: abs(self._years_from(event)))

    @property
    def gap(self) -> int:
        """How many years too late the year is; negative if it is too early."""
        return self._years_from(self.nearest[0])

    def _years_from(self, event: Event) -> int:
        return min((self.dated.year - year for year in event.years), key=abs)


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each year beside an event that happened in none of its name."""
    for dated in document.layer(find_years):
        for find in (_before_year, _behind_year, _of_verb, _of_day):
            claim = find(dated)
            if claim is not None and not any(dated.year in event.years for event in claim.events):
                yield claim


def _before_year(dated: Dated) -> Claim | None:
    """As "the fall of the Berlin Wall in 1989", "(1989)"."""
    joint = dated.window.word_before
    return _event_ending(dated, dated.first - 1, joint) if joint in words("dates/joints of events") else None


def _event_ending(dated: Dated, end: int, joint: str) -> Claim | None:
    """The event whose words end before token `end`, in the sentence of the year."""
    document = dated.window.document
    match = event_index(document.knowledge.events).by_last.before(dated.window.tokens.folded, end)
    event = Window(document, match[0], end) if match else dated.window
    return Claim(event, dated, match[1], joint) if match and event.shares_sentence(dated.window) else None


def _behind_year(dated: Dated) -> Claim | None:
    """As "the 2016 Brexit referendum"."""
    document, at = dated.window.document, dated.window.end
    match = event_index(document.knowledge.events).by_first.at(dated.window.tokens.folded, at)
    event = Window(document, at, match[0]) if match else dated.window
    return Claim(event, dated, match[1], "before") if match and event.shares_sentence(dated.window) else None


def _of_verb(dated: Dated) -> Claim | None:
    """The year of what an event did: "Hurricane Katrina struck the coast in 2005", "had struck it"."""
    tokens, first = dated.window.tokens, dated.window.first
    near = range(max(0, first - REACH), first)
    at = tokens.first_of(words("dates/happening"), reversed(near), 0)
    verb = dated.window._replace(first=at, end=at + 1).with_before(words("grammar/have"), 1) if at else None
    claim = _event_ending(dated, verb.first, "verb") if verb else None
    bound = bound_years(claim.event) if claim else ()
    return claim if any(each.dated == dated for each in bound) else None


def _of_day(dated: Dated) -> Claim | None:
    """The day of a month that means an event: "the Sept. 11, 2001, attacks", "the attacks of Sept. 11, 2001"."""
    first = dated.days.first
    known = events_by_day(dated.window.document.knowledge.events)
    listed = known.get((first.month, first.day), ()) if dated.time.complete else ()
    beside = _nouns_of_day(dated.window) if listed else frozenset()
    events = [event for event in listed if not beside.isdisjoint(event.behind_day)]
    return Claim(dated.window, dated, events, "day") if events else None


def _nouns_of_day(day: Window) -> frozenset[str]:
    """The words behind a day, and the one that "of" ties to it."""
    *noun, of = ("", *day.before(2))
    return frozenset([*day.after(DAY_NOUN_REACH), *(noun if of == "of" else ())])


def _opens(claim: Claim) -> bool:
    """Whether nothing but an article stands before it in its sentence."""
    return words("grammar/articles").issuperset(claim.window.before())


FEATURES = {
    "joint": lambda claim: claim.joint,
    "late": lambda claim: claim.gap,
    "early": lambda claim: -claim.gap,
    "last-word": lambda claim: claim.event.words[-1],
    "event-opens": _opens,
    "says-when": lambda claim: any(map(is_past_verb, claim.event.words)),
    "before-a-word": lambda claim: claim.event.word_after.isalpha(),
    "before-a-verb": lambda claim: is_past_verb(claim.event.word_after),
    "verbs": lambda claim: Bound(claim.event, claim.dated, claim.joint).verbs,
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The event with the year, and its own."""
    shown = claim.nearest[:MAX_SHOWN]
    facts = [Evidence(_spell(event), reference=event.source, as_of=event.as_of) for event in shown]
    known = "; ".join(fact.note for fact in facts)
    return Hit(
        rule, claim.window.span, values={"date": str(claim.dated.year), "expected": known}, evidence=tuple(facts)
    )


def _spell(event: Event) -> str:
    """As "sinking of the Titanic, 1912"."""
    first, last = event.first, event.last
    days = (first,) if first == last else (first.year, last.year)
    return f"{event.name}, {' to '.join(dict.fromkeys(map(str, days)))}"


DETECTOR = Detector(propose, tell, FEATURES)
