"""How the words around a claim read: as what is so now, or as history or a plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from auditor.checks.offices.judge import PRESIDENT, Wrong
from auditor.checks.offices.suspect import Suspect, past_people
from auditor.document import Document
from auditor.evidence import load_model
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

NEAR = 6
"""Tokens on either side that a cue of the past colours."""
BEHIND = 2
"""Tokens behind the name of who acts in which the verb stands."""
LEAD_TOKENS = 120
"""The opening of an article, three or four sentences, says what is new."""
OFTEN = 3
MANY_YEARS = 4
MANY_OTHERS = 3
"""From so many on, more years, or others, tell no more."""
CAPTION_CHARACTERS = 500
AROUND = timedelta(days=200)
"""How long before and behind a term its holder may be called by it: campaigns name who may come, news goes on to name
who left, and dates of publication are off by months. Set on development articles: 170 and 189 days were seen."""
_CREDIT = re.compile(r"photo[:)/ ]|getty images|file -|from left|\(l\)|\(r\)|xmit|pictured|image:")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _is_past(suspect: Suspect) -> bool:
    return suspect.verdict.wrong is Wrong.PAST


def _is_local(suspect: Suspect) -> bool:
    office = suspect.verdict.office
    return suspect.role.lawmaker or office.place != office.country


def _is_soon(suspect: Suspect) -> bool:
    verdict, day = suspect.verdict, suspect.reading.period.last
    return verdict.wrong is Wrong.FUTURE and verdict.reference.start < day + AROUND


def _is_lately(suspect: Suspect) -> bool:
    end, day = suspect.verdict.reference.end, suspect.reading.period.first
    return _is_past(suspect) and end is not None and end > day - AROUND


def is_elsewhere(suspect: Suspect) -> bool:
    """Whether the person left the office and held another on the day."""
    return _is_past(suspect) and len(suspect.own_terms) > 1


def _in_lead(suspect: Suspect) -> bool:
    return suspect.window.field == "title" or suspect.window.first < LEAD_TOKENS


def _is_beside(suspect: Suspect, surnames: frozenset[str]) -> bool:
    """Whether the sentence names one of `surnames`, perhaps in the possessive."""
    return suspect.window.has(surnames | {f"{name}'s" for name in surnames})


def _verb(suspect: Suspect) -> frozenset[str]:
    """The words behind the name, the verb among them; none where it is an infinitive: nothing is said of what is so."""
    behind = frozenset(suspect.window.after(BEHIND))
    return frozenset() if "to" in behind else behind


def names_past_year(suspect: Suspect) -> bool:
    """Whether the sentence names a year that was over, or in which the person held the office."""
    return any(year < suspect.reading.period.first.year for year in _years(suspect))


def _years(suspect: Suspect) -> frozenset[int]:
    return frozenset(map(int, filter(_YEAR.fullmatch, suspect.window.around())))


def _years_around(suspect: Suspect) -> float:
    """How many years that are over the text names, as far as that colours a sentence."""
    years, last = suspect.window.document.layer(_find_years), suspect.reading.period.first.year - 1
    return min(sum(year <= last for year in years), MANY_YEARS)


def _find_years(document: Document) -> Sequence[int]:
    """The years that the text names, each once."""
    return [int(word) for word in document.tokens.counts if _YEAR.fullmatch(word)]


def _others_past(suspect: Suspect) -> float:
    """Of how many others the text says that they hold an office which is over."""
    people = suspect.window.document.layer(past_people(suspect.reading.period.grace.days))
    return min(len(people) - _is_past(suspect), MANY_OTHERS)


def names_old_year(suspect: Suspect) -> bool:
    """Whether the sentence names a year that was over when the person left the office, or in which they left it."""
    end, last_year = suspect.verdict.reference.end, suspect.reading.period.first.year - 1
    latest = min(end.year, last_year) if end else last_year
    return _is_past(suspect) and any(year <= latest for year in _years(suspect))


def says_or_acts(suspect: Suspect) -> bool:
    """Whether the verb behind the name is one of saying or in the present."""
    return not _verb(suspect).isdisjoint(words("offices/saying") | words("offices/present"))


def tells_of_now(suspect: Suspect) -> bool:
    """Whether the sentence has a day of these days, or a verb that is told of them."""
    return suspect.window.has(words("offices/days") | words("offices/present")) or says_or_acts(suspect)


def is_ascribed(suspect: Suspect) -> bool:
    """Whether something is ascribed to the bearer, or to their time: "signed by", "under the"."""
    return not words("offices/agents").isdisjoint(suspect.window.before(BEHIND))


def names_holder(suspect: Suspect) -> bool:
    """Whether the sentence names who held the office then."""
    return _is_beside(suspect, frozenset({suspect.holder} - {""}))


def is_under_picture(suspect: Suspect) -> bool:
    """Whether the passage stands in a caption: the block has the credit of a picture."""
    document, span = suspect.window.document, suspect.window.span
    if suspect.window.field == "title":
        return False
    block = document.blocks[document.block_index_at(span.start)]
    start, end = max(block.start, span.start - CAPTION_CHARACTERS), min(block.end, span.end + CAPTION_CHARACTERS)
    return _CREDIT.search(document.folded, start, end) is not None


def _find_former(document: Document) -> frozenset[str]:
    """The words that stand behind "former" or the like, close enough to be a name of whom it is said."""
    cues = (Window(document, at, at + 1) for at in document.tokens.at(words("offices/former")))
    return frozenset(bare(word) for cue in cues for word in cue.after(NEAR))


SIGNS: Mapping[str, Callable[[Suspect], float]] = {
    "ahead": lambda s: s.verdict.wrong is Wrong.FUTURE,
    "lead": _in_lead,
    "only_mention": lambda s: s.count(s.surname) <= 1,
    "often": lambda s: s.count(s.surname) >= OFTEN and not is_elsewhere(s),
    "holder_named": lambda s: s.count(s.holder) > 0,
    "holder_often": lambda s: s.count(s.holder) >= OFTEN,
    "others_past": _others_past,
    "called_former": lambda s: s.surname in s.window.document.layer(_find_former),
    "says": lambda s: not _verb(s).isdisjoint(words("offices/saying")),
    "acts": lambda s: not _verb(s).isdisjoint(words("offices/present")),
    "present": lambda s: s.window.has(words("offices/present")),
    "day": lambda s: s.window.has(words("offices/days")),
    "years_around": _years_around,
    "past_near": lambda s: s.window.has(words("offices/past"), NEAR),
    "past_far": lambda s: s.window.has(words("offices/past")),
    "ascribed": is_ascribed,
    "never": lambda s: s.verdict.wrong is Wrong.NEVER,
    "head": lambda s: _is_past(s) and s.verdict.office == PRESIDENT,
    "local": lambda s: _is_past(s) and _is_local(s),
    "elsewhere": is_elsewhere,
    "title": lambda s: s.window.field == "title",
}
"""What speaks for and against reading a claim as of now; the weights are those of the model office-context."""


def likelihood(suspect: Suspect) -> float:
    """How probable it is that a claim speaks of now, and so is wrong, where errors are as rare as in news."""
    model = load_model("office-context", frozenset(SIGNS))
    return model.score({name: float(sign(suspect)) for name, sign in SIGNS.items()})


def is_doubtful(suspect: Suspect) -> bool:
    """Whether no weight makes it sure: the day leaves it open, or the sentence does not clearly speak of now."""
    return is_open(suspect) or (_is_past(suspect) and not _is_told_of_now(suspect))


def _is_told_of_now(suspect: Suspect) -> bool:
    """Whether the sentence clearly speaks of now; of law-makers none does, for many are still called by their seat."""
    if suspect.administration:
        return says_or_acts(suspect)
    return tells_of_now(suspect) and not suspect.role.lawmaker


def is_open(suspect: Suspect) -> bool:
    """Whether it is open for other reasons than the words: no date, a quotation, a term not long before or behind.

    Nobody is quoted with an office that its bearer came to hold later.
    """
    quoted = suspect.window.quoted and suspect.verdict.wrong is not Wrong.FUTURE
    return quoted or not suspect.reading.dated or _is_soon(suspect) or _is_lately(suspect)
