"""From claims and administrations of a text to charges: what the table excludes and the words mean as of now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from auditor.article import Span
from auditor.checks.offices.context import Past, Surroundings, presence
from auditor.checks.offices.judge import Verdict, Window, Wrong, judge, judge_president
from auditor.checks.offices.window import is_archive, published_year, readings_of
from auditor.document import Document
from auditor.knowledge.offices import Office, OfficeTable, display_name
from auditor.mentions.offices import Claim, find_administrations, find_claims
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


class Charge(NamedTuple):
    """A passage that the table excludes."""

    field: str
    span: Span
    people: tuple[str, ...]
    verdict: Verdict
    window: Window
    dated: bool
    """Whether the article's date is known; otherwise it was read as of today."""


def find_charges(document: Document, grace_days: int) -> list[Charge]:
    """The claims of the text that are wrong for its date, else, in a text without one, for today."""
    return document.layer(_charges(grace_days))


def find_administration_charges(document: Document, grace_days: int) -> list[Charge]:
    """The administrations that the text has act, and that were over or had not begun."""
    return document.layer(_administration_charges(grace_days))


@cache
def _charges(grace_days: int) -> Callable[[Document], list[Charge]]:
    """The layer for one grace; the same function each time, so that a document makes it once."""

    def find(document: Document) -> list[Charge]:
        claims = document.layer(find_claims)
        return _charged(document, grace_days, lambda window: _claim_charges(document, claims, window))

    return find


@cache
def _administration_charges(grace_days: int) -> Callable[[Document], list[Charge]]:
    def find(document: Document) -> list[Charge]:
        return _charged(document, grace_days, lambda window: _head_charges(document, window))

    return find


def _charged(document: Document, grace_days: int, find: Callable[[Window], Iterator[Charge]]) -> list[Charge]:
    """The charges of the surest reading that has any."""
    for window, dated in readings_of(document, grace_days):
        charges = list(find(window))
        if dated and charges:
            return charges
        if charges and not is_archive(document, [charge.verdict for charge in charges]):
            return [charge._replace(dated=False) for charge in charges if charge.verdict.wrong is Wrong.PAST]
    return []


def _claim_charges(document: Document, claims: list[Claim], window: Window) -> Iterator[Charge]:
    table = document.knowledge.offices
    for claim in claims:
        verdict = judge(table, claim, window)
        if verdict is not None:
            around = Surroundings(document, claim.field, claim.span, claim.first, claim.last)
            if around.in_prose and _means_now(table, around, verdict, window):
                yield Charge(claim.field, claim.span, claim.people, verdict, window, True)


def _head_charges(document: Document, window: Window) -> Iterator[Charge]:
    table = document.knowledge.offices
    for named in document.layer(find_administrations):
        verdict = judge_president(table, named.surname, window)
        if verdict is None:
            continue
        around = Surroundings(document, named.field, named.span, named.first, named.last)
        if not around.in_prose or around.under_picture or around.is_hypothetical():
            continue
        if verdict.wrong is Wrong.FUTURE or _presence(around, verdict, False) >= MIN_PRESENCE_ADMINISTRATION:
            yield Charge(named.field, named.span, (verdict.person,), verdict, window, True)


def _means_now(table: OfficeTable, around: Surroundings, verdict: Verdict, window: Window) -> bool:
    """Whether the words speak of the office as held when the article was written."""
    role = table.roles[verdict.office.role]
    if verdict.wrong is not Wrong.PAST:
        earlier = role.lawmaker and around.tells_of_year(published_year(around.document) - 1)
        return not earlier and not around.is_hypothetical()
    if around.under_picture or role.id in FOR_LIFE:
        return False
    if verdict.office in HEADS:
        group = "head"
    elif role.lawmaker or verdict.office.place != verdict.office.country:
        group = "local"
    else:
        group = "home" if verdict.office.country == "US" else "abroad"
    terms = table.by_person[verdict.person]
    elsewhere = any(t.office != verdict.office and t.surely_covers(window.first, window.last) for t in terms)
    needed = MIN_PRESENCE_ELSEWHERE if elsewhere else MIN_PRESENCE
    return _presence(around, verdict, elsewhere) >= needed[group]


def _presence(around: Surroundings, verdict: Verdict, elsewhere: bool) -> int:
    last_year = published_year(around.document) - 1
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
