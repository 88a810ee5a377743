"""What the table of office holders says of a claim: nothing, or that the person did not hold the office then."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from auditor.knowledge.offices import Office, OfficeTable, Role, Term
from auditor.mentions.offices import Claim, office_index
from auditor.mentions.people import people_index

KNOWN_FOR = timedelta(days=730)
"""How long after the table last looked at an office a closed term still tells: few come back, and not so soon."""
HISTORY = timedelta(days=20 * 365)
"""Who left office longer ago is spoken of as history."""
MAX_WINDOW = timedelta(days=400)
"""The longest window in which a person's other office tells that they do not hold this one."""


class Window(NamedTuple):
    """The days on one of which the article was published, and the grace at both ends of a term."""

    first: date
    last: date
    grace: timedelta


class Wrong(Enum):
    """How a claim is wrong."""

    PAST = "past"
    """They held the office, and do no more."""
    FUTURE = "future"
    """They came to hold it later."""
    NEVER = "never"
    """They hold another, and somebody else holds this one."""


Meant = tuple[tuple[Role, ...], tuple[str, ...]]
"""The roles that a claim may mean, and the codes of the place beside it."""


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


def judge(table: OfficeTable, claim: Claim, window: Window) -> Verdict | None:
    """What speaks against `claim`; None unless it does so for everybody who may be meant."""
    roles = office_index(table).roles[claim.phrase]
    latest: Verdict | None = None
    for person in claim.people:
        verdict = _judge_person(table, person, (roles, claim.places), window)
        if verdict is None:
            return None
        if latest is None or latest.reference.start < verdict.reference.start:
            latest = verdict
    return None if latest is None or _is_history(latest, window) else latest


def _is_history(verdict: Verdict, window: Window) -> bool:
    end = verdict.reference.end
    return end is not None and end + HISTORY < window.first


def _judge_person(table: OfficeTable, person: str, meant: Meant, window: Window) -> Verdict | None:
    roles, places = meant
    names = {role.id for role in roles}
    terms = table.by_person.get(person, [])
    held = [term for term in terms if term.office.role in names and term.office.within_any(places)]
    if any(term.may_cover(*window) for term in held):
        return None
    if held:
        return _judge_closed(table, held, window)
    return _judge_never(table, person, meant, window)


def _judge_closed(table: OfficeTable, held: list[Term], window: Window) -> Verdict | None:
    """The verdict on somebody whose terms in the office do not reach into the window."""
    over = [(term.end, term) for term in held if term.end is not None and term.end < window.first]
    recent = [(end, term) for end, term in over if end + HISTORY >= window.first]
    ahead = [term for term in held if term.start > window.last]
    if not recent and ahead:
        return _judge_early(table, min(ahead, key=lambda term: term.start), window)
    last = max(recent or over, key=lambda pair: pair[0])[1]
    if window.first > table.checked[last.office] + KNOWN_FOR:
        return None
    return Verdict(Wrong.PAST, last.person, last.office, last, _holder(table, last.office, window, last.person))


def _judge_early(table: OfficeTable, first: Term, window: Window) -> Verdict | None:
    """The verdict on somebody whose first term in the office begins after the window."""
    office = first.office
    if table.roles[office.role].lawmaker or office.country != office.place:
        return None  # who later sits in Congress may have sat in a state's house, under the same titles
    holder = _holder(table, office, window, first.person)
    return Verdict(Wrong.FUTURE, first.person, office, first, holder) if holder else None


def _judge_never(table: OfficeTable, person: str, meant: Meant, window: Window) -> Verdict | None:
    """The verdict on somebody who never held the office: only beside another office that they held then."""
    roles, places = meant
    if window.last - window.first > MAX_WINDOW:
        return None
    others = [t for t in table.by_person[person] if t.surely_covers(window.first, window.last) and not t.acting]
    for other in others:
        for role in roles:
            found = _excluded(table, other, (role, places), window)
            if found is not None:
                return found
    return None


def _excluded(table: OfficeTable, other: Term, meant: tuple[Role, tuple[str, ...]], window: Window) -> Verdict | None:
    """The verdict that `other`, held throughout the window, gives on a claim of one role."""
    role, places = meant
    country = other.office.country
    if role.federal and country != "US":
        return None
    if role.lawmaker:
        office = Office(country, role.id)
        barred = _bars_lawmaker(table, other) and (not places or any(p.startswith("US") for p in places))
        return Verdict(Wrong.NEVER, other.person, office, other, None) if barred else None
    for place in places or (country,):
        holder = _holder(table, Office(place, role.id), window, other.person) if role.single else None
        if holder is not None:
            return Verdict(Wrong.NEVER, other.person, holder.office, other, holder)
    return None


def _bars_lawmaker(table: OfficeTable, term: Term) -> bool:
    """Whether nobody holds a seat in Congress, or another seat, beside `term`."""
    role = table.roles[term.office.role]
    return term.office.country == "US" and (role.lawmaker or role.federal or role.id in ("president", "vice-president"))


def _holder(table: OfficeTable, office: Office, window: Window, person: str) -> Term | None:
    """Somebody other than `person` who surely held `office`, of a single seat, throughout the window."""
    if not table.roles[office.role].single or window.last - window.first > MAX_WINDOW:
        return None
    holders = table.holders(office, window.first, window.last)
    return next((term for term in reversed(holders) if term.person != person), None)


def judge_president(table: OfficeTable, surname: str, window: Window) -> Verdict | None:
    """What speaks against an administration named after a US president of `surname`; None if nothing does."""
    office = Office("US", "president")
    people = people_index(table).bare.get(surname, ())
    held = [term for term in table.by_office.get(office, ()) if term.person in people]
    if not held or any(term.may_cover(*window) for term in held):
        return None
    verdict = _judge_closed(table, held, window)
    return None if verdict is None or _is_history(verdict, window) else verdict
