"""What an article quotes, and the persons it names in full: other reports of the event should write both alike."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.words import load_person_names
from auditor.mentions.capitals import find_capitals
from auditor.mentions.names import is_common_capital, is_given_name, is_ordinary
from auditor.story.claim import Claim, in_reach, make_claim
from auditor.text.possessive import bare
from auditor.text.quotations import find_speaker

MIN_WORDS = 8
"""Shorter quotations are often one phrase used twice."""
MAX_WORDS = 80
MAX_QUOTATIONS = 60
MAX_NAMES = 60
MIN_SURNAME = 4
SHOWN_CHANGES = ("[", "(", "…", "..")
"""Marks by which a writer shows that a quotation was changed."""


def find_quoted(document: Document) -> Iterator[Claim]:
    """Quotations in the article's own prose; their subject: the speaker's last name, or ""."""
    found = 0
    for quotation in document.quotations:
        first, end = (bisect_left(document.tokens.starts, at) for at in quotation.span)
        if not quotation.closed or not MIN_WORDS <= end - first <= MAX_WORDS or found >= MAX_QUOTATIONS:
            continue
        quoted = document.text[slice(*quotation.span)]
        if in_reach(document, quotation.span) and not any(mark in quoted for mark in SHOWN_CHANGES):
            found += 1
            speaker = find_speaker(document.text, quotation)
            subject = document.folded[slice(*speaker)].split()[-1] if speaker else ""
            yield make_claim(document, ("quotation", subject, ()), "text", quotation.span)


def find_names(document: Document) -> Iterator[Claim]:
    """The first mention of each person by given name and surname; their value: both as written."""
    tokens, seen = document.tokens, set[str]()
    given_names = load_person_names().given
    places = [at for at, _ in document.layer(find_capitals).places if tokens.folded[at] in given_names]
    for at in places:
        if len(seen) >= MAX_NAMES:
            return
        surname = bare(tokens.words[at + 1]) if at + 1 < len(tokens) else ""
        if not _is_full_name(tokens.words[at], surname):
            continue
        span = Span(tokens.starts[at], tokens.starts[at + 1] + len(surname))
        alone = tokens.starts[at + 1] == tokens.ends[at] + 1 and not _is_capital(tokens.words[at + 2 : at + 3])
        key = f"{tokens.words[at]} {surname}".lower()
        if alone and key not in seen and in_reach(document, span):
            seen.add(key)
            yield make_claim(document, ("name", key, (tokens.words[at], surname)), "text", span)


def _is_full_name(given: str, surname: str) -> bool:
    letters = given.isalpha() and surname.isalpha() and given[1:].islower() and surname[1:].islower()
    if not letters or len(surname) < MIN_SURNAME or not surname[0].isupper():
        return False
    return is_given_name(given.lower()) and not (is_ordinary(surname.lower()) or is_common_capital(surname.lower()))


def _is_capital(words: list[str]) -> bool:
    return bool(words) and words[0][0].isupper()
