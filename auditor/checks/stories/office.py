"""One person with two offices that were never held together, in different articles of a story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from auditor.checks.offices.conflict import may_overlap
from auditor.checks.stories.dispute import Comparison, Dispute, is_one_voice, pair
from auditor.checks.stories.told import Story, Told, find_values
from auditor.finding import Severity
from auditor.knowledge.offices import Term
from auditor.mentions.offices import meant_by

GRACE = timedelta(days=75)
"""As in the rules of topic office: reports keep a title for some weeks after a change."""


@dataclass(frozen=True)
class _Held(Told):
    """An office that an article gives a person, and the terms that it may mean, the earliest first."""

    terms: Sequence[Term]

    def is_held(self, day: date) -> bool:
        """Whether the table has it on a day."""
        return any(term.may_cover(day, day, GRACE) for term in self.terms)


def _offices(story: Story) -> Iterator[_Held]:
    """What the articles give each person that the table knows, every title once."""
    table = story.knowledge.offices
    for told in find_values(story, "office"):
        person, (phrase, *places) = told.claim.subject, told.claim.value
        terms = meant_by(table, phrase, tuple(places)).held(person)
        if terms:
            yield _Held(told.telling, told.claim, terms)


def _are_compatible(one: _Held, other: _Held) -> bool:
    """Whether the table has both offices held at one time."""
    return may_overlap(one.terms, other.terms, timedelta(0))


def _days(dispute: Dispute[_Held]) -> list[date]:
    """The days of the articles that give the person an office."""
    return [held.telling.published for held in dispute.matter if held.telling.published]


def _has_both(dispute: Dispute[_Held]) -> bool:
    """Whether the article gives the person both offices."""
    own = filter(lambda held: held.telling.key == dispute.mine.telling.key, dispute.matter)
    return not all(map(partial(_are_compatible, dispute.mine), own))


def _loses(dispute: Dispute[_Held]) -> bool:
    """Whether the table has the other office on the story's day; without a day, whether it is outvoted."""
    day = max(_days(dispute), default=None)
    if day is None:
        return _is_outvoted(dispute)
    return not dispute.mine.is_held(day) and any(other.is_held(day) for other in dispute.against)


def _is_outvoted(dispute: Dispute[_Held]) -> bool:
    """Whether fewer voices stand with the office; where they are even, whether it is the earlier of the two."""
    ours, theirs = dispute.weights
    return (ours, dispute.mine.terms[-1].start) < (theirs, dispute.against[0].terms[-1].start)


def _tell(dispute: Dispute[_Held]) -> Dispute[_Held]:
    """With what the table says of the other office; minor without a day."""
    term = dispute.against[0].terms[-1]
    values = {"person": term.name, "source": term.source, "as_of": term.as_of.isoformat()}
    return replace(dispute, values=values, severity=None if _days(dispute) else Severity.MINOR)


OFFICES = Comparison(
    propose=lambda story: pair(_offices(story)),
    excuses={"one voice": is_one_voice, "held together": _are_compatible},
    agree=_are_compatible,
    loses=lambda dispute: not _has_both(dispute) and _loses(dispute),
    tell=_tell,
    once=True,
)
"""The first office of a person in an article that others, and the table, exclude."""
