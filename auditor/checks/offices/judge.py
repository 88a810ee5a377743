"""What the table of office holders says of a claim: nothing, or that the person did not hold the office then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from auditor.checks.offices.period import Reading
from auditor.knowledge.offices import Office, OfficeTable, Role, Term
from auditor.mentions.offices import Claim, Meant

KNOWN_FOR = timedelta(days=730)
"""How long after the table last looked at an office a closed term still tells: few come back, and not so soon."""
HISTORY = timedelta(days=20 * 365)
"""Who left office longer ago is spoken of as history."""


class Wrong(Enum):
    """How a claim is wrong."""

    PAST = "past"
    """They held the office, and do no more."""
    FUTURE = "future"
    """They came to hold it later."""
    NEVER = "never"
    """They hold another, and somebody else holds this one."""


class Verdict(NamedTuple):
    """What the table says against a claim."""

    wrong: Wrong
    person: str
    office: Office
    """The office that the claim means, as the table knows it."""
    reference: Term
    """The person's own term that excludes the claim: the nearest of this office, or another office held then."""
    holder: Term | None
    """Who held the office then."""


def judge(claim: Claim, reading: Reading) -> Verdict | None:
    """What speaks against `claim`; None unless it does so for everybody who may be meant.

    By a surname the latest holder is meant, by a full name anybody who bears it, those of history too.
    """
    people = claim.mention.people
    verdicts = [_judge_person(claim.title.meant, person, reading) for person in people]
    against = list(filter(None, verdicts))
    if len(against) < len(people):
        return None
    nearest = _nearest(against)
    meant = against if claim.mention.full else [nearest]
    return None if any(is_history(each.reference, reading.day) for each in meant) else nearest


def _nearest(against: Sequence[Verdict]) -> Verdict:
    """The latest of those who held office before the day; where all came to it later, the first."""
    past = [verdict for verdict in against if verdict.wrong is not Wrong.FUTURE]
    return max(past, key=_start) if past else min(against, key=_start)


def _start(verdict: Verdict) -> date:
    return verdict.reference.start


def is_history(term: Term, day: date) -> bool:
    """Whether `term` was over so long before `day` that the person is spoken of as history."""
    return term.end is not None and term.end + HISTORY < day


def _judge_person(meant: Meant, person: str, reading: Reading) -> Verdict | None:
    held = meant.held(person)
    return _judge_held(meant.table, held, reading) if held else _judge_never(meant, person, reading)


def _judge_held(table: OfficeTable, held: Sequence[Term], reading: Reading) -> Verdict | None:
    """The verdict on somebody who held the office at some time, unless it may have been on the day."""
    if any(map(reading.allows, held)):
        return None
    last = max((term for term in held if term.start <= reading.day), key=lambda term: term.until, default=None)
    recent = last is not None and not is_history(last, reading.day)
    return (None if recent else _judge_early(table, held, reading)) or _judge_late(table, last, reading)


def _judge_late(table: OfficeTable, last: Term | None, reading: Reading) -> Verdict | None:
    """The verdict on somebody whose last term in the office ended before the day."""
    if last is None or reading.day > table.checked[last.office] + KNOWN_FOR:
        return None
    return Verdict(Wrong.PAST, last.person, last.office, last, _holder(table, last.office, reading.day))


def _judge_early(table: OfficeTable, held: Sequence[Term], reading: Reading) -> Verdict | None:
    """The verdict on somebody whose first term in the office, of a nation and of one seat, begins after the day.

    Who later sits in Congress may have sat in a state's house, under the same titles.
    """
    ahead = (term for term in held if term.start > reading.day and term.office.is_national)
    first = min(ahead, key=lambda term: term.start, default=None)
    holder = _holder(table, first.office, reading.day) if first else None
    return Verdict(Wrong.FUTURE, first.person, first.office, first, holder) if first and holder else None


def _judge_never(meant: Meant, person: str, reading: Reading) -> Verdict | None:
    """The verdict on somebody who never held the office: only beside another office that they held then."""
    others = (term for term in meant.table.held(person, reading.day) if not term.acting)
    excluded = (_excluded(meant, role, other, reading.day) for other in others for role in meant.roles)
    return next(filter(None, excluded), None)


def _excluded(meant: Meant, role: Role, other: Term, day: date) -> Verdict | None:
    """The verdict that `other`, held on the day, gives on a claim of one role: the nearest office that has a holder."""
    table, country = meant.table, other.office.country
    if role.lawmaker:
        barred = country == "US" and _bars_lawmaker(table.roles[other.office.role])
        return Verdict(Wrong.NEVER, other.person, Office(country, role.id), other, None) if barred else None
    places = meant.places or (other.office.place, country)
    holders = (_holder(table, Office(place, role.id), day) for place in places)
    holder = next(filter(None, holders), None)
    return Verdict(Wrong.NEVER, other.person, holder.office, other, holder) if holder else None


def _bars_lawmaker(role: Role) -> bool:
    """Whether nobody holds a seat in Congress, or another seat, beside `role`."""
    return role.federal or role.id in ("president", "vice-president")


def _holder(table: OfficeTable, office: Office, day: date) -> Term | None:
    """Who surely held `office`, of a single seat, on the day: the last to come to it."""
    holders = table.holders(office, day, day) if table.roles[office.role].single else []
    return holders[-1] if holders else None
