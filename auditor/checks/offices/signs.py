"""What speaks for and against reading a claim as of now, and so as wrong: for the weights of training/evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from auditor.checks.offices import context
from auditor.checks.offices.context import NEAR
from auditor.checks.offices.judge import Wrong
from auditor.checks.offices.suspect import Suspect, claims_by_office, past_people
from auditor.document import Document
from auditor.knowledge.offices import PRESIDENT
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

LEAD_TOKENS = 120
"""The opening of an article, three or four sentences, says what is new."""
OFTEN = 3
MANY_YEARS = 4
MANY_OTHERS = 3
"""From so many on, more years, or others, tell no more."""
LONG_AGO = 12.0
"""Years since somebody left an office from which on more tell nothing."""
Sign = Callable[[Suspect], float]


def _years_over(suspect: Suspect) -> float:
    """How many years ago the person left the office."""
    return min((suspect.reading.day - suspect.verdict.reference.until).days / 365, LONG_AGO)


def _years_around(suspect: Suspect) -> float:
    """How many years that are over the text names, as far as that colours a sentence."""
    years, last = suspect.window.document.layer(context.find_years), suspect.reading.day.year - 1
    return min(sum(year <= last for year in years), MANY_YEARS)


def _others_past(suspect: Suspect) -> float:
    """Of how many others the text says that they hold an office which is over."""
    people = suspect.window.document.layer(past_people(suspect.reading.grace.days))
    return min(len(people) - 1, MANY_OTHERS)


def _is_holder_titled(suspect: Suspect) -> bool:
    """Whether the article elsewhere gives the office to who holds it."""
    claims = suspect.window.document.layer(claims_by_office)
    return (getattr(suspect.verdict.holder, "person", ""), suspect.verdict.office.role) in claims


def _find_former(document: Document) -> frozenset[str]:
    """The words that stand behind "former" or the like, close enough to be a name of whom it is said."""
    cues = (Window(document, at, at + 1) for at in document.tokens.at(words("offices/former")))
    return frozenset(bare(word) for cue in cues for word in cue.after(NEAR))


_HISTORY: Mapping[str, Sign] = {
    "lead": lambda s: s.window.first < LEAD_TOKENS,
    "twice": lambda s: s.count(s.surname) == len(("once", "again")),
    "often": lambda s: s.count(s.surname) >= OFTEN and not context.is_elsewhere(s),
    "years_over": _years_over,
    "lately": context.is_lately,
    "holder_beside": context.names_holder,
    "others_past": _others_past,
    "called_former": lambda s: s.surname in s.window.document.layer(_find_former),
    "now": context.tells_of_now,
    "past_far": context.names_past,
    "old_year": context.names_old_year,
}
"""What tells now from history."""
_HISTORY_OF_HOLDERS: Mapping[str, Sign] = {
    **_HISTORY,
    "only_mention": lambda s: s.count(s.surname) <= 1,
    "in_full": lambda s: s.claim.mention.full,
    "head": lambda s: s.verdict.office == PRESIDENT,
    "abroad": lambda s: s.verdict.office.country != PRESIDENT.place,
    "local": lambda s: not s.verdict.office.is_national,
    "elsewhere": context.is_elsewhere,
    "holder_named": lambda s: s.count(s.holder) > 0,
    "holder_titled": _is_holder_titled,
    "years_around": _years_around,
}
_HISTORY_OF_ADMINISTRATIONS: Mapping[str, Sign] = {
    **_HISTORY,
    "holder_often": lambda s: s.count(s.holder) >= OFTEN,
    "says": lambda s: not context.verb(s).isdisjoint(words("offices/saying")),
    "acts": lambda s: not context.verb(s).isdisjoint(words("offices/present")),
    "day": lambda s: s.window.has(words("offices/days")),
    "past_year": context.names_past_year,
    "ascribed": context.is_ascribed,
    "owner": context.is_owner,
}


def _if_past(sign: Sign, suspect: Suspect) -> float:
    return sign(suspect) if context.is_past(suspect) else 0.0


def _signs(history: Mapping[str, Sign]) -> Mapping[str, Sign]:
    """How a claim is wrong, and of an office that is over, which alone can be history, what tells."""
    past = {name: partial(_if_past, sign) for name, sign in history.items()}
    return {"ahead": lambda s: s.verdict.wrong is Wrong.FUTURE, "doubtful": context.is_doubtful, **past}


OF_HOLDERS = {"never": lambda s: s.verdict.wrong is Wrong.NEVER, **_signs(_HISTORY_OF_HOLDERS)}
"""The weights are those of the model office-context."""
OF_ADMINISTRATIONS = _signs(_HISTORY_OF_ADMINISTRATIONS)
"""The weights are those of the model administration-context."""
