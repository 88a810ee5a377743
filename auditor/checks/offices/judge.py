"""What the table of office holders says of a claim: nothing, or that the person did not hold the office then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from auditor.checks.offices.period import Period
from auditor.knowledge.offices import Office, OfficeTable, Role, Term
from auditor.mentions.offices import Claim, Meant, meant_by

PRESIDENT = Office("US", "president")
KNOWN_FOR = timedelta(days=730)
"""How long after the table last looked at an office a closed term still tells: few come back, and not so soon."""
HISTORY = timedelta(days=20 * 365)
"""Who left office longer ago is spoken of as history."""
MAX_PERIOD = timedelta(days=400)
"""The longest period in which a person's other office tells that they do not hold this one."""


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


def judge(table: OfficeTable, claim: Claim, period: Period) -> Verdict | None:
    """What speaks against `claim`; None unless it does so for everybody who may be meant."""
    meant = meant_by(table, claim.phrase, claim.places)
    verdicts = [_judge_person(table, person, meant, period) for person in claim.people]
    against = list(filter(None, verdicts))
    if len(against) < len(claim.people) or not against:
        return None
    latest = max(against, key=_reference_start)
    return None if is_history(latest.reference, period.first) else latest


def judge_president(table: OfficeTable, people: Collection[str], period: Period) -> Verdict | None:
    """What speaks against an administration of one of `people`, as US president; None if nothing does."""
    held = [term for term in table.by_office.get(PRESIDENT, ()) if term.person in people]
    verdict = _judge_held(table, held, period)
    return None if verdict is None or is_history(verdict.reference, period.first) else verdict


def is_history(term: Term, day: date) -> bool:
    """Whether `term` was over so long before `day` that the person is spoken of as history."""
    return term.end is not None and term.end + HISTORY < day


def _judge_person(table: OfficeTable, person: str, meant: Meant, period: Period) -> Verdict | None:
    held = meant.held(table, person)
    return _judge_held(table, held, period) if held else _judge_never(table, person, meant, period)


def _judge_held(table: OfficeTable, held: Sequence[Term], period: Period) -> Verdict | None:
    """The verdict on somebody who held the office at some time, unless it may have been in the period."""
    if any(term.may_cover(*period) for term in held):
        return None
    last = max((term for term in held if term.start <= period.last), key=_end, default=None)
    if last is None or is_history(last, period.first):
        return _judge_early(table, held, period) or _judge_late(table, last, period)
    return _judge_late(table, last, period)


def _reference_start(verdict: Verdict) -> date:
    return verdict.reference.start


def _start(term: Term) -> date:
    return term.start


def _end(term: Term) -> date:
    return term.end or date.max


def _judge_late(table: OfficeTable, last: Term | None, period: Period) -> Verdict | None:
    """The verdict on somebody whose last term in the office ended before the period."""
    if last is None or period.first > table.checked[last.office] + KNOWN_FOR:
        return None
    return Verdict(Wrong.PAST, last.person, last.office, last, _holder(table, last.office, period, last.person))


def _judge_early(table: OfficeTable, held: Sequence[Term], period: Period) -> Verdict | None:
    """The verdict on somebody whose first term in the office begins after the period."""
    first = min((term for term in held if term.start > period.last), key=_start, default=None)
    if first is None or table.roles[first.office.role].lawmaker or first.office.country != first.office.place:
        return None  # who later sits in Congress may have sat in a state's house, under the same titles
    holder = _holder(table, first.office, period, first.person)
    return Verdict(Wrong.FUTURE, first.person, first.office, first, holder) if holder else None


def _judge_never(table: OfficeTable, person: str, meant: Meant, period: Period) -> Verdict | None:
    """The verdict on somebody who never held the office: only beside another office that they held then."""
    found = (
        verdict
        for other in table.by_person[person]
        if other.surely_covers(period.first, period.last) and not other.acting
        for role in meant.roles
        for verdict in _exclusions(table, other, Meant((role,), meant.places), period)
    )
    return None if period.last - period.first > MAX_PERIOD else next(found, None)


def _exclusions(table: OfficeTable, other: Term, meant: Meant, period: Period) -> Iterator[Verdict]:
    """The verdicts that `other`, held throughout the period, gives on a claim of one role; the nearest office first."""
    (role,), country = meant.roles, other.office.country
    if role.lawmaker:
        yield from _barred_seats(table, other, meant)
    elif country == "US" or not role.federal:
        places = meant.places or dict.fromkeys((other.office.place, country))
        offices = (Office(place, role.id) for place in places)
        holders = filter(None, (_holder(table, office, period, other.person) for office in offices))
        yield from (Verdict(Wrong.NEVER, other.person, holder.office, other, holder) for holder in holders)


def _barred_seats(table: OfficeTable, other: Term, meant: Meant) -> Iterator[Verdict]:
    """The verdict on a seat that nobody has beside `other`; of a seat in another country nothing is known."""
    (role,), country = meant.roles, other.office.country
    american = any(place.startswith("US") for place in meant.places or ("US",))
    if american and _bars_lawmaker(table.roles[other.office.role], country):
        yield Verdict(Wrong.NEVER, other.person, Office(country, role.id), other, None)


def _bars_lawmaker(role: Role, country: str) -> bool:
    """Whether nobody holds a seat in Congress, or another seat, beside `role`."""
    return country == "US" and (role.lawmaker or role.federal or role.id in ("president", "vice-president"))


def _holder(table: OfficeTable, office: Office, period: Period, person: str) -> Term | None:
    """Somebody other than `person` who surely held `office`, of a single seat, throughout the period."""
    if not table.roles[office.role].single or period.last - period.first > MAX_PERIOD:
        return None
    holders = table.holders(office, period.first, period.last)
    return next((term for term in reversed(holders) if term.person != person), None)
