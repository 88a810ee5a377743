"""Years that the words around them do not allow: told as past but to come, or a century off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from auditor.checks.dates.words import rule_words
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Severity
from auditor.mentions.times import Grain, Stance, Time, find_anchor, find_times, stance_of
from auditor.mentions.times.stance import is_past_verb, sentence_tokens, speaks_of_future
from auditor.mentions.times.vocabulary import word_list
from auditor.rule import Rule

FUTURE_OPENERS = frozenset({"in", "since", "during"})
CENTURY_OPENERS = frozenset({"in", "since", "of"})
"""Words after which a bare number of four digits is a year for sure."""
FAR_YEARS = 80
"""Forecasts reach further only to round years ("in 2100")."""
PLANNED_YEARS = 4
"""News tells of elections and budgets up to so many years ahead in the past tense ("he entered the race in 2020")."""
RECENT_YEARS = 20
"""A year a century or two off is doubted if the one meant would lie within so many years of publication."""
OLD_YEARS = 85
"""What lies further back than this is history to a news article."""
LONE_CONFIDENCE = 0.8
"""For an old year without a second witness: 2 of 3,687 untouched development articles are flagged, both wrongly."""
NEAR_TOKENS = 6
_NUMBERED = frozenset({Grain.QUARTER, Grain.SEASON, Grain.HALF})


def find_implausible_years(document: Document, rule: Rule) -> Iterator[Hit]:
    """Bare years that are told as over before they came, or that seem to be in the wrong century."""
    anchor = document.layer(find_anchor)
    times = [time for time in document.layer(find_times) if time.year is not None]
    by_year = {time.year: time for time in reversed(times)}
    old_count = sum((time.year or 0) < anchor.latest.year - OLD_YEARS for time in times)
    for time in times:
        if time.day is not None or time.grain > Grain.YEAR:
            continue
        if (time.year or 0) > anchor.latest.year and _is_told(document, time, anchor.latest):
            reason = "it is told as over, " + (
                f"and the article is of {anchor.day.year}" if anchor.day else "and is to come"
            )
            yield Hit(rule, time.span, values={"date": str(time.year), "expected": reason})
        meant = _meant_year(time, anchor.day) if anchor.day else None
        if meant is not None and (old_count == 1 or meant in by_year):
            yield from _century_hit(document, rule, time, meant, by_year.get(meant))


def _is_told(document: Document, time: Time, base: date) -> bool:
    """Whether a year to come is told as over: some years ahead, or right after its verb."""
    words = document.tokens.folded
    before = words[time.first - 1] if time.first else ""
    if before not in FUTURE_OPENERS or before == "since":
        return before == "since"
    ahead = (time.year or 0) - base.year
    if ahead >= FAR_YEARS and (time.year or 0) % 10:
        return True
    if stance_of(document, time) is not Stance.PAST:
        return False
    verb = words[time.first - 2]
    at_once = is_past_verb(verb) and verb not in word_list("saying") and not speaks_of_future(document, time)
    return ahead > PLANNED_YEARS or at_once


def _century_hit(document: Document, rule: Rule, time: Time, meant: int, same: Time | None) -> Iterator[Hit]:
    before = document.tokens.folded[max(0, time.first - 1)]
    if not (before in CENTURY_OPENERS or time.grain in _NUMBERED) or _is_historic(document, time):
        return
    if same is None and (time.year or 0) % 100 == 0:
        return
    values = {"date": str(time.year), "expected": f"nothing else in the sentence is so old: {meant} may be meant"}
    if same is None:
        yield Hit(rule, time.span, values=values, severity=Severity.MINOR, confidence=LONE_CONFIDENCE)
    else:
        note = Evidence("the article's own", span=same.span, quote=document.text[same.span.start : same.span.end])
        yield Hit(rule, time.span, values=values, evidence=(note,))


def _meant_year(time: Time, base: date) -> int | None:
    """The recent year that differs from this one in its century only."""
    years = ((time.year or 0) + 100, (time.year or 0) + 200)
    return next((year for year in years if base.year - RECENT_YEARS <= year <= base.year + 1), None)


def _is_historic(document: Document, time: Time) -> bool:
    """Whether the sentence makes an old year likely."""
    words = document.tokens.folded
    start, end = sentence_tokens(document, time)
    near = words[max(start, time.first - NEAR_TOKENS) : min(end, time.last + NEAR_TOKENS)]
    return not (rule_words("history").isdisjoint(words[start:end]) and rule_words("history_near").isdisjoint(near))
