"""Years that the words around them do not allow: told as past but to come, or a century off."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks.dates.place import is_own
from auditor.checks.dates.words import rule_words
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Severity
from auditor.mentions.times import Anchor, Grain, Stance, Time, find_anchor, find_times, stance_of
from auditor.mentions.times.stance import is_past_verb, sentence_tokens, speaks_of_future
from auditor.mentions.times.vocabulary import word_list
from auditor.rule import Rule

FUTURE_OPENERS = frozenset({"in", "since", "during"})
CENTURY_OPENERS = frozenset({"in", "since", "of"})
"""Words after which a bare number of four digits is a year for sure."""
_NUMBERED = frozenset({Grain.QUARTER, Grain.SEASON, Grain.HALF})
FAR_YEARS = 80
"""Forecasts reach further only to round years ("in 2100")."""
PLANNED_YEARS = 4
"""News tells of elections and budgets up to so many years ahead in the past tense ("he entered the race in 2020")."""
RECENT_YEARS = 20
"""A year a century or two off is doubted if the one meant would lie within so many years of publication."""
OLD_YEARS = 50
"""What lies further back than this is history to a news article; one that names several such years tells history."""
NEAR_TOKENS = 6


def find_implausible_years(document: Document, rule: Rule) -> Iterator[Hit]:
    """Bare years that are told as over before they came, or that seem to be in the wrong century."""
    anchor = document.layer(find_anchor)
    dated = [(time.year, time) for time in document.layer(find_times) if time.year is not None]
    by_year = {year: time for year, time in reversed(dated)}
    old = [year for year, _ in dated if year < anchor.latest.year - OLD_YEARS]
    for year, time in dated:
        if time.day is not None or time.grain > Grain.YEAR:
            continue
        meant = _meant_year(year, anchor)
        if year > anchor.latest.year:
            yield from _future_hits(document, rule, time, anchor)
        elif meant is not None and (len(old) == 1 or (meant in by_year and set(old) == {year})):
            yield from _century_hits(document, rule, time, (meant, by_year.get(meant)))


def _future_hits(document: Document, rule: Rule, time: Time, anchor: Anchor) -> Iterator[Hit]:
    if is_own(document, time) and _is_told(document, time, (time.year or 0) - anchor.latest.year):
        reason = f"the article is of {anchor.day.year}" if anchor.day else "it has not come yet"
        yield Hit(rule, time.span, values={"date": str(time.year), "expected": f"{reason}, and tells of it as over"})


def _is_told(document: Document, time: Time, ahead: int) -> bool:
    """Whether a year so many years ahead is told as over; of the next few only if a verb stands right before."""
    words = document.tokens.folded
    before, verb = words[max(0, time.first - 1)], words[max(0, time.first - 2)]
    if before not in FUTURE_OPENERS or before == "since":
        return before == "since"
    if ahead >= FAR_YEARS and (time.year or 0) % 10:
        return True
    if stance_of(document, time) is not Stance.PAST:
        return False
    at_once = is_past_verb(verb) and verb not in word_list("saying") and not speaks_of_future(document, time)
    return ahead > PLANNED_YEARS or at_once


def _century_hits(document: Document, rule: Rule, time: Time, meant: tuple[int, Time | None]) -> Iterator[Hit]:
    """A hit if an old year stands in a sentence of today; `meant` is the likely year and the time that names it."""
    year, same = meant
    before = document.tokens.folded[max(0, time.first - 1)]
    if not (before in CENTURY_OPENERS or time.grain in _NUMBERED):
        return
    if _is_historic(document, time) or not is_own(document, time):
        return
    reason = f"no other year of the article is so long ago, and {year} may be meant"
    values = {"date": str(time.year), "expected": reason}
    if same is not None:
        note = Evidence("the article's own", span=same.span, quote=document.text[same.span.start : same.span.end])
        yield Hit(rule, time.span, values=values, evidence=(note,))
    elif (time.year or 0) % 100:
        yield Hit(rule, time.span, values=values, severity=Severity.MINOR)


def _meant_year(year: int, anchor: Anchor) -> int | None:
    """The recent year that differs from this one in its century only."""
    if anchor.day is None:
        return None
    recent = range(anchor.day.year - RECENT_YEARS, anchor.day.year + 2)
    return next((candidate for candidate in (year + 100, year + 200) if candidate in recent), None)


def _is_historic(document: Document, time: Time) -> bool:
    """Whether the sentence makes an old year likely."""
    words = document.tokens.folded
    start, end = sentence_tokens(document, time)
    near = words[max(start, time.first - NEAR_TOKENS) : min(end, time.last + NEAR_TOKENS)]
    return not (rule_words("history").isdisjoint(words[start:end]) and rule_words("history_near").isdisjoint(near))
