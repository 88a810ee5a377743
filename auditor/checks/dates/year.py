"""Years that the words around them do not allow: told as past but to come, or a century off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from auditor.checks.dates.place import is_own
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.times import Dated, Telling, Tense, find_dated, find_document_date, find_title_dated, telling_of
from auditor.mentions.times.tense import is_planned
from auditor.rule import Rule
from auditor.window import Window

RECENT_YEARS = 20
"""A year a century or two off is doubted if the one meant would lie within so many years of publication."""
OLD_YEARS = 50
"""What lies further back than this is history to a news article; one that names several such years tells history."""


class Claim(NamedTuple):
    """A year that may be mistyped."""

    dated: Dated
    ahead: int = 0
    """Years after the day of the document."""
    meant: int = 0
    """The recent year that an old one may stand for."""
    same: Dated | None = None
    """Where the article names that one."""
    old_times: int = 0
    """How many times of old years the article names."""
    old_years: int = 0
    """How many old years it names."""

    @property
    def window(self) -> Window:
        """Where it stands."""
        return self.dated.window

    @property
    def telling(self) -> Telling:
        """What the words say of it."""
        return telling_of(self.window)


def propose_to_come(document: Document, rule: Rule) -> Iterable[Claim]:
    """Each time of a year after that of the document, in the text and in the title."""
    latest = document.layer(find_document_date).latest.year
    named = (*document.layer(find_dated), *document.layer(find_title_dated))
    return [Claim(dated, dated.year - latest) for dated in named if dated.year > latest]


def propose_century_off(document: Document, rule: Rule) -> Iterable[Claim]:
    """Each old year that differs from a recent one in its century only."""
    base = document.layer(find_document_date).day
    if base is None:
        return ()
    recent = {year - off: year for off in (100, 200) for year in range(base.year - RECENT_YEARS, base.year + 2)}
    named = {dated.year: dated for dated in document.layer(find_dated)[::-1]}
    old = [dated for dated in document.layer(find_dated) if dated.year < base.year - OLD_YEARS]
    years = len({dated.year for dated in old})
    meant = [(dated, recent[dated.year]) for dated in old if dated.year in recent]
    return [Claim(dated, 0, year, named.get(year), len(old), years) for dated, year in meant]


FEATURES = {
    "ahead": lambda claim: claim.ahead,
    "grain": lambda claim: claim.dated.time.grain.name.lower(),
    "turn-of-century": lambda claim: claim.dated.year % 100 == 0,
    "named-too": lambda claim: claim.same is not None,
    "old-times": lambda claim: claim.old_times,
    "old-years": lambda claim: claim.old_years,
    "tense": lambda claim: claim.telling.tense.value,
    "sign": lambda claim: claim.telling.sign,
    "own": lambda claim: claim.window.field == "title" or is_own(claim.window),
    "planned": lambda claim: is_planned(claim.window, claim.telling),
}


def tell_to_come(claim: Claim, rule: Rule) -> Hit:
    """The year of the document."""
    day = claim.window.document.layer(find_document_date).day
    reason = f"the article is of {day.year}" if day else "it has not come yet"
    told = ", and tells of it as over" if claim.telling.tense is Tense.PAST else ""
    values = {"date": str(claim.dated.year), "expected": reason + told}
    return Hit(rule, claim.window.span, claim.window.field, values)


def tell_century_off(claim: Claim, rule: Rule) -> Hit:
    """The year that may be meant, and where the article names it."""
    reason = f"no other year of the article is so long ago, and {claim.meant} may be meant"
    values = {"date": str(claim.dated.year), "expected": reason}
    if claim.same is None:
        return Hit(rule, claim.window.span, values=values)
    span = claim.same.window.span
    note = Evidence("the article's own", span=span, quote=claim.window.document.text[slice(*span)])
    return Hit(rule, claim.window.span, values=values, evidence=(note,))


TO_COME = Detector(propose_to_come, tell_to_come, FEATURES)
CENTURY_OFF = Detector(propose_century_off, tell_century_off, FEATURES)
