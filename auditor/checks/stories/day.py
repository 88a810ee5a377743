"""One day of the month that two articles put on different weekdays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from auditor.checks.protocol import StoryHit
from auditor.checks.stories.verdict import claim_passage, make_hit, weigh
from auditor.mentions.times.interval import ONE_CALENDAR_SINCE
from auditor.rule import Rule
from auditor.story.claim import Claim
from auditor.story.telling import Telling

Told = tuple[Telling, Claim]
MAX_CLAIMS = 8
"""Of one article about one day; an article has two, a list of anniversaries more."""


def find_day_hits(rule: Rule, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on weekdays that the calendar refutes where others have another; without a year, those that are outvoted.

    A copy that has another weekday than its original is judged, too.
    """
    days: dict[str, list[Told]] = defaultdict(list)
    for telling in tellings:
        for subject, claims in _days(telling).items():
            days[subject] += [(telling, claim) for claim in claims]
    for told in days.values():
        for telling, claim in told:
            against = [other for other in told if other[0].key != telling.key and _differ(claim, other[1])]
            if against and _loses(telling, claim, told, against):
                yield make_hit(rule, claim_passage(telling, claim), [claim_passage(*other) for other in against], {})


def _days(telling: Telling) -> dict[str, list[Claim]]:
    """What an article says of each day: every year and weekday once, and not more than MAX_CLAIMS of them."""
    found: dict[str, dict[tuple[str, ...], Claim]] = defaultdict(dict)
    for claim in telling.claims:
        if claim.kind == "day" and len(found[claim.subject]) < MAX_CLAIMS:
            found[claim.subject].setdefault(tuple(claim.value), claim)
    return {subject: list(claims.values()) for subject, claims in found.items()}


def _differ(one: Claim, other: Claim) -> bool:
    years = {one.value[0], other.value[0]} - {""}
    return len(years) < 2 and one.value[1] != other.value[1]


def _loses(telling: Telling, claim: Claim, told: Sequence[Told], against: Sequence[Told]) -> bool:
    year = claim.value[0] or next((other.value[0] for _, other in against if other.value[0]), "")
    weekday = _weekday(year, claim.subject)
    if weekday is not None:
        return claim.value[1] != weekday
    same = [other for other, own in told if own.value[1] == claim.value[1]]
    return weigh([telling, *same], [other for other, _ in against]) >= 0


def _weekday(year: str, subject: str) -> str | None:
    """The weekday of a day, "0" for Monday; None without a year in which all count alike, or without such a day."""
    month, day = map(int, subject.split("-"))
    try:
        return str(date(int(year), month, day).weekday()) if year and int(year) >= ONE_CALENDAR_SINCE else None
    except ValueError:
        return None
