"""From claims and administrations of a text to charges: what the table excludes and the words mean as of now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from auditor.article import Span
from auditor.checks.offices.context import Past, Surroundings, presence
from auditor.checks.offices.judge import Verdict, Window, Wrong, judge, judge_president
from auditor.checks.offices.window import Reading, is_archive, reading_of
from auditor.document import Document
from auditor.knowledge.offices import Office, Role, display_name
from auditor.mentions.offices import find_administrations, find_claims
from auditor.mentions.people import name_tokens, surname_of

HEADS = frozenset({Office("US", "president")})
"""Whose past holders American news names daily without a "former"."""
FOR_LIFE = frozenset({"pope", "monarch", "crown-prince"})
"""Names rather than offices: those who held them are still called so."""
MIN_PRESENCE = {"head": 3, "local": 4, "home": 2, "abroad": 1}
"""Points a claim on a former holder needs. On the development data: at most 0.3 % of clean articles each."""
MIN_PRESENCE_ELSEWHERE = {"head": 3, "local": 1, "home": 1, "abroad": -1}
"""The same where the person is known to have held another office by then."""
MIN_PRESENCE_ADMINISTRATION = 3


class Suspect(NamedTuple):
    """A passage of the article's own prose that the table excludes, whatever its words mean."""

    around: Surroundings
    people: tuple[str, ...]
    verdict: Verdict
    administration: bool


class Charge(NamedTuple):
    """A passage that the table excludes and that speaks of what is so now."""

    field: str
    span: Span
    people: tuple[str, ...]
    verdict: Verdict
    window: Window
    dated: bool
    """Whether the article's date is known; otherwise it was read as of today."""


def find_charges(document: Document, grace_days: int, *, administrations: bool = False) -> Iterator[Charge]:
    """The claims, or the administrations, of the text that are wrong for its day.

    In a text without one, those that are wrong today, and only on offices that ended not long ago.
    """
    (window, dated), suspects = document.layer(_suspects(grace_days))
    if not dated and _is_old(document, suspects, window):
        return
    for suspect in suspects:
        around, verdict = suspect.around, suspect.verdict
        if suspect.administration is administrations and (dated or verdict.wrong is Wrong.PAST):
            means_now = _acts_now if administrations else _holds_now
            if means_now(suspect, window):
                yield Charge(around.field, around.span, suspect.people, verdict, window, dated)


@cache
def _suspects(grace_days: int) -> Callable[[Document], tuple[Reading, list[Suspect]]]:
    """The layer for one grace; the same function each time, so that a document makes it once."""

    def find(document: Document) -> tuple[Reading, list[Suspect]]:
        reading = reading_of(document, grace_days)
        found = [*_claim_suspects(document, reading.window), *_head_suspects(document, reading.window)]
        return reading, [suspect for suspect in found if suspect.around.in_prose]

    return find


def _claim_suspects(document: Document, window: Window) -> Iterator[Suspect]:
    for claim in document.layer(find_claims):
        verdict = judge(document.knowledge.offices, claim, window)
        if verdict is not None:
            around = Surroundings(document, claim.field, claim.span, claim.first, claim.last)
            yield Suspect(around, claim.people, verdict, administration=False)


def _head_suspects(document: Document, window: Window) -> Iterator[Suspect]:
    for named in document.layer(find_administrations):
        verdict = judge_president(document.knowledge.offices, named.surname, window)
        if verdict is not None:
            around = Surroundings(document, named.field, named.span, named.first, named.last)
            yield Suspect(around, (verdict.person,), verdict, administration=True)


def _is_old(document: Document, suspects: list[Suspect], window: Window) -> bool:
    """Whether an undated text has the offices of another time: it was right when it was written."""
    year = window.first.year
    plain = [s.verdict for s in suspects if not s.around.under_picture and not s.around.reads_as_past(year, year)]
    return is_archive(document, plain)


def _acts_now(suspect: Suspect, window: Window) -> bool:
    """Whether the words speak of an administration as in office when the article was written."""
    around, verdict = suspect.around, suspect.verdict
    if around.under_picture or around.is_hypothetical():
        return False
    return verdict.wrong is Wrong.FUTURE or _presence(around, verdict, window) >= MIN_PRESENCE_ADMINISTRATION


def _holds_now(suspect: Suspect, window: Window) -> bool:
    """Whether the words speak of an office as held when the article was written."""
    around, verdict = suspect.around, suspect.verdict
    table = around.document.knowledge.offices
    role = table.roles[verdict.office.role]
    if verdict.wrong is not Wrong.PAST:
        earlier = role.lawmaker and around.tells_of_year(window.first.year - 1)
        return not earlier and not around.is_hypothetical()
    if around.under_picture or role.id in FOR_LIFE:
        return False
    terms = table.by_person[verdict.person]
    elsewhere = any(t.office != verdict.office and t.surely_covers(window.first, window.last) for t in terms)
    needed = MIN_PRESENCE_ELSEWHERE if elsewhere else MIN_PRESENCE
    return _presence(around, verdict, window, elsewhere) >= needed[_group(role, verdict.office)]


def _group(role: Role, office: Office) -> str:
    """Whose habits of naming former holders apply."""
    if office in HEADS:
        return "head"
    if role.lawmaker or office.place != office.country:
        return "local"
    return "home" if office.country == "US" else "abroad"


def _presence(around: Surroundings, verdict: Verdict, window: Window, elsewhere: bool = False) -> int:
    last_year = window.first.year - 1
    end = verdict.reference.end or date.max
    holder = verdict.holder.name if verdict.holder else None
    until = max(last_year - 1, min(end.year, last_year))
    past = Past(display_name(verdict.person), holder, until, _predecessors(around.document, verdict), elsewhere)
    return presence(around, past)


def _predecessors(document: Document, verdict: Verdict) -> frozenset[str]:
    if verdict.office not in HEADS:
        return frozenset()
    terms = document.knowledge.offices.by_office.get(verdict.office, ())
    return frozenset(surname_of(name_tokens(term.name)) for term in terms)
