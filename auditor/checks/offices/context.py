"""How the words around a claim read: as what is so now, or as history or a plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from auditor.checks.offices.judge import Wrong
from auditor.checks.offices.suspect import Suspect
from auditor.document import Document
from auditor.knowledge.offices import PRESIDENT
from auditor.mentions.judged import in_own_prose
from auditor.text.possessive import bare
from auditor.vocabulary import words

NEAR = 6
"""Tokens on either side that a cue of the past colours."""
BEHIND = 2
"""Tokens behind the name of who acts in which the verb stands."""
CONDITION_TOKENS = 12
"""Tokens before a claim in which a condition begins."""
CAPTION_CHARACTERS = 500
AROUND = timedelta(days=200)
"""How long before and behind a term its holder may be called by it: campaigns name who may come, news goes on to name
who left, and dates of publication are off by months. Set on development articles: 170 and 189 days were seen."""
_CREDIT = re.compile(r"photo[:)/ ]|getty images|file -|from left|\(l\)|\(r\)|xmit|pictured|image:")
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_past(suspect: Suspect) -> bool:
    """Whether the person held the office, and does no more."""
    return suspect.verdict.wrong is Wrong.PAST


def _is_soon(suspect: Suspect) -> bool:
    verdict, day = suspect.verdict, suspect.reading.day
    return verdict.wrong is Wrong.FUTURE and verdict.reference.start < day + AROUND


def is_lately(suspect: Suspect) -> bool:
    """Whether the person left the office not long before the day."""
    return is_past(suspect) and suspect.verdict.reference.until > suspect.reading.day - AROUND


def is_elsewhere(suspect: Suspect) -> bool:
    """Whether the person held another office on the day."""
    return len(suspect.own_terms) > 1


def verb(suspect: Suspect) -> frozenset[str]:
    """The words behind the name, the verb among them.

    None where it is an infinitive, for nothing is said of what is so, nor behind a comma: there is another's verb.
    """
    behind = frozenset(suspect.window.after(BEHIND))
    return frozenset() if "to" in behind or suspect.window.word_after == "," else behind


def names_past_year(suspect: Suspect) -> bool:
    """Whether the sentence names a year that was over, or in which the person held the office."""
    return any(year < suspect.reading.day.year for year in _years(suspect))


def _years(suspect: Suspect) -> frozenset[int]:
    return frozenset(map(int, filter(_YEAR.fullmatch, suspect.window.around())))


def find_years(document: Document) -> Sequence[int]:
    """The years that the text names, each once."""
    return [int(word) for word in document.tokens.counts if _YEAR.fullmatch(word)]


def names_old_year(suspect: Suspect) -> bool:
    """Whether the sentence names a year that was over when the person left the office, or in which they left it."""
    latest = min(suspect.verdict.reference.until.year, suspect.reading.day.year - 1)
    return any(year <= latest for year in _years(suspect))


def says_or_acts(suspect: Suspect) -> bool:
    """Whether the verb behind the name is one of saying or in the present."""
    return not verb(suspect).isdisjoint(words("offices/saying") | words("offices/present"))


def tells_of_now(suspect: Suspect) -> bool:
    """Whether the clause has a day of these days, or a verb that is told of them."""
    first, end = suspect.window.clause
    clause = suspect.window.tokens.folded[first:end]
    return not (words("offices/days") | words("offices/present")).isdisjoint(clause) or says_or_acts(suspect)


def is_ascribed(suspect: Suspect) -> bool:
    """Whether something is ascribed to the bearer, or to their time: "signed by", "under the"."""
    return not words("offices/agents").isdisjoint(suspect.window.before(BEHIND))


def is_beside(suspect: Suspect) -> bool:
    """Whether others do something with, at or for a president of the United States, who keeps the title by courtesy."""
    return suspect.verdict.office == PRESIDENT and suspect.window.word_before in words("grammar/prepositions")


def names_holder(suspect: Suspect) -> bool:
    """Whether the sentence names who held the office then, perhaps in the possessive."""
    return suspect.window.has({suspect.holder, f"{suspect.holder}'s"})


def names_past(suspect: Suspect) -> bool:
    """Whether a word of the sentence speaks of an earlier time."""
    return suspect.window.has(words("offices/past"))


def is_near_past(suspect: Suspect) -> bool:
    """Whether a word of the past stands near, or the verb is in the pluperfect."""
    return suspect.window.has(words("offices/past"), NEAR) or "had" in suspect.window.after(BEHIND)


def is_owner(suspect: Suspect) -> bool:
    """Whether something is said to be theirs: it may have outlived their time in office."""
    word = suspect.window.words[-1]
    return bare(word) != word


def is_under_picture(suspect: Suspect) -> bool:
    """Whether the passage stands in a caption: the block has the credit of a picture."""
    document, span = suspect.window.document, suspect.window.span
    if suspect.window.field == "title":
        return False
    block = document.blocks[document.block_index_at(span.start)]
    start, end = max(block.start, span.start - CAPTION_CHARACTERS), min(block.end, span.end + CAPTION_CHARACTERS)
    return _CREDIT.search(document.folded, start, end) is not None


def is_supposed(suspect: Suspect) -> bool:
    """Whether it is told of what would be, or under a condition."""
    window = suspect.window
    if not words("grammar/hypothetical modals").isdisjoint(window.after(BEHIND)):
        return True
    return not words("offices/conditions").isdisjoint(window.before(CONDITION_TOKENS))


def is_in_past_tense(suspect: Suspect) -> bool:
    """Whether a verb of the clause says that something was not done, or had been so for long: "did not", "has been"."""
    first, end = suspect.window.clause
    return not words("offices/past tenses").isdisjoint(suspect.window.tokens.folded[first:end])


_HISTORY: Sequence[Callable[[Suspect], bool]] = (
    names_past_year, names_holder, is_near_past, is_in_past_tense, is_owner, is_under_picture,
)  # fmt: skip
"""What may make history of an office that is over, whatever else the sentence has."""


def is_doubtful(suspect: Suspect) -> bool:
    """Whether no weight makes it sure: the day leaves it open, or the sentence does not clearly speak of now."""
    return is_open(suspect) or (not _is_told_of_now(suspect) if is_past(suspect) else is_supposed(suspect))


def _is_told_of_now(suspect: Suspect) -> bool:
    """Whether the sentence clearly speaks of now; of law-makers none does, for many are still called by their seat."""
    if suspect.role.lawmaker or any(is_history(suspect) for is_history in _HISTORY):
        return False
    aside = suspect.administration or is_beside(suspect)
    if aside or is_ascribed(suspect) or names_past(suspect):
        return says_or_acts(suspect)
    return tells_of_now(suspect)


def is_open(suspect: Suspect) -> bool:
    """Whether it is open for other reasons than the words: no date, a quotation, a caption, a term not long off.

    Nobody is quoted with an office that its bearer came to hold later.
    """
    quoted = suspect.window.quoted and suspect.verdict.wrong is not Wrong.FUTURE
    undated = not suspect.reading.dated
    return quoted or undated or _is_soon(suspect) or is_lately(suspect) or not in_own_prose(suspect.window)
