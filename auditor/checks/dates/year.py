"""Years that the words around them do not allow: told as past but to come, or a century off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from auditor.checks.dates.cited import is_in_title
from auditor.checks.dates.founding import find_unfounded
from auditor.checks.dates.life import find_unborn
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.times import Dated, Telling, Tense, find_dated, find_document_date, find_title_dated, telling_of
from auditor.mentions.times.place import is_own
from auditor.mentions.times.tense import is_of_infinitive, is_of_other_clause, is_planned
from auditor.rule import Rule
from auditor.window import Window

RECENT_YEARS = 20
"""A year a century or two off is doubted if the one meant would lie within so many years of publication."""
OLD_YEARS = 50
"""What lies further back than this is history to a news article; one that names several such years tells history."""


class Claim(NamedTuple):
    """A year that may be mistyped."""

    dated: Dated
    today: int
    """The year of the document."""

    @property
    def window(self) -> Window:
        """Where it stands."""
        return self.dated.window

    @property
    def telling(self) -> Telling:
        """What the words say of it."""
        return telling_of(self.window)

    @property
    def twin(self) -> int:
        """The recent year that differs from it in its century only; 0 if there is none."""
        recent = range(self.today - RECENT_YEARS, self.today + 2)
        return next((year for year in (self.dated.year + 100, self.dated.year + 200) if year in recent), 0)

    @property
    def named_twin(self) -> Dated | None:
        """Where the article names that one."""
        return self.window.document.layer(find_first_of_years).get(self.twin)


def propose_to_come(document: Document, rule: Rule) -> Iterable[Claim]:
    """Each time of a year after that of the document, in the text and in the title."""
    latest = document.layer(find_document_date).latest.year
    named = (*document.layer(find_dated), *document.layer(find_title_dated))
    return [Claim(dated, latest) for dated in named if dated.year > latest]


def propose_century_off(document: Document, rule: Rule) -> Iterable[Claim]:
    """Each time of an old year, where the day of the document is known."""
    day = document.layer(find_document_date).day
    return [Claim(dated, day.year) for dated in document.layer(find_old)] if day else ()


def find_old(document: Document) -> list[Dated]:
    """The times of years that are history to the article."""
    latest = document.layer(find_document_date).latest.year - OLD_YEARS
    return [dated for dated in document.layer(find_dated) if dated.year < latest]


def count_old_years(document: Document) -> int:
    """How many such years it names."""
    return len({dated.year for dated in document.layer(find_old)})


def find_first_of_years(document: Document) -> Mapping[int, Dated]:
    """Where each year is named first."""
    return {dated.year: dated for dated in document.layer(find_dated)[::-1]}


def _is_before_its_time(claim: Claim) -> bool:
    """Whether the words put somebody into the year who was not born, or a firm that was not founded."""
    document = claim.window.document
    return claim.dated in document.layer(find_unborn) or claim.dated in document.layer(find_unfounded)


FEATURES = {
    "ahead": lambda claim: claim.dated.year - claim.today,
    "grain": lambda claim: claim.dated.time.grain.name.lower(),
    "unborn": _is_before_its_time,
    "turn-of-century": lambda claim: claim.dated.year % 100 == 0,
    "twin": lambda claim: bool(claim.twin),
    "twin-named": lambda claim: claim.named_twin is not None,
    "old-times": lambda claim: len(claim.window.document.layer(find_old)),
    "old-years": lambda claim: claim.window.document.layer(count_old_years),
    "tense": lambda claim: claim.telling.tense.value,
    "sign": lambda claim: claim.telling.sign,
    "own": lambda claim: claim.window.field == "title" or is_own(claim.window),
    "other-clause": lambda claim: is_of_other_clause(claim.window, claim.telling),
    "in-title": lambda claim: is_in_title(claim.window),
    "infinitive": lambda claim: is_of_infinitive(claim.window, claim.telling),
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
    reason = f"no other year of the article is so long ago, and {claim.twin} may be meant"
    values = {"date": str(claim.dated.year), "expected": reason}
    twin = claim.named_twin
    if twin is None:
        return Hit(rule, claim.window.span, values=values)
    quote = claim.window.document.text[slice(*twin.window.span)]
    note = Evidence("the article's own", span=twin.window.span, quote=quote)
    return Hit(rule, claim.window.span, values=values, evidence=(note,))


TO_COME = Detector(propose_to_come, tell_to_come, FEATURES)
CENTURY_OFF = Detector(propose_century_off, tell_century_off, FEATURES)
