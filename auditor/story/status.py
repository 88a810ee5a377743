"""What an article says has happened or is in force, by a list of words: a ceasefire, an arrest, a resignation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import compress, islice
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.names import is_common_capital
from auditor.story.claim import Claim, in_reach, make_claim
from auditor.story.words import concept
from auditor.text.possessive import bare
from auditor.vocabulary import load_lists, words

CUE_REACH = 6
"""Tokens before a status word among which what turns it round is looked for."""
SUBJECT_REACH = 4
"""Tokens between a verb and the name before it."""
OBJECT_WORDS = 3
"""Content words after a verb that say what it is about."""
MIN_WORD = 4
YES, NO, OPEN = "yes", "no", "open"
ARTICLES = frozenset({"the", "this"})
PASSIVE_REACH = 3
"""Tokens before a verb among which what makes it passive stands."""


class _Event(NamedTuple):
    kind: str
    """state, to, by or of: see events.txt of the vocabulary."""
    name: str
    affirms: bool


@cache
def _events() -> Mapping[str, _Event]:
    """What each folded word tells of."""
    found: dict[str, _Event] = {}
    for section, entries in load_lists("events").items():
        kind, name, sign = section.split()
        found |= dict.fromkeys(entries, _Event(kind, name, sign == "+"))
    return found


def find_statuses(document: Document) -> Iterator[Claim]:
    """Status words of the article's own prose; their subject: the event and whom it concerns, their value: yes or no.

    What is left open is no claim.
    """
    events, tokens = _events(), document.tokens
    for at in compress(range(len(tokens)), map(events.__contains__, tokens.folded)):
        event = events[tokens.folded[at]]
        start = document.sentence_at(tokens.starts[at]).start
        subject = _subject(document, at, event, start)
        span = Span(tokens.starts[at], tokens.ends[at])
        if subject is None or document.quoted_at(span.start) is not None or not in_reach(document, span):
            continue
        polarity = _polarity(document, at, event, start)
        if polarity != OPEN:
            claim = make_claim(document, ("status", subject, (polarity,)), "text", span)
            yield claim._replace(predicate=_object(document, at) if event.kind == "of" else frozenset())


def _subject(document: Document, at: int, event: _Event, start: int) -> str | None:
    """The event, and for verbs the name right before it in its sentence; None if there is none."""
    if event.kind == "state":
        return event.name
    tokens = document.tokens
    if event.kind == "to" and words("stories/passive").isdisjoint(tokens.folded[max(0, at - PASSIVE_REACH) : at]):
        return None
    for place in range(at - 1, max(-1, at - 2 - SUBJECT_REACH), -1):
        word = bare(tokens.words[place])
        if tokens.starts[place] < start or word in (",", ";"):
            return None
        if word[:1].isupper() and word.isalpha() and not is_common_capital(word.lower()) and len(word) > 2:
            return f"{event.name} {word.lower()}"
    return None


def _polarity(document: Document, at: int, event: _Event, start: int) -> str:
    """Whether the word says that it is so, is not, or leaves it open; a noun says so with its article only."""
    tokens = document.tokens
    near = {tokens.folded[n] for n in range(max(0, at - CUE_REACH), at) if tokens.starts[n] >= start}
    turned, is_open = bool(near & words("stories/turned round")), bool(near & words("stories/left open"))
    if event.kind == "state":
        if turned and "no" in tokens.folded[max(0, at - CUE_REACH) : at]:
            return NO
        return YES if not (turned or is_open) and "".join(tokens.folded[max(0, at - 1) : at]) in ARTICLES else OPEN
    if is_open:
        return OPEN
    return YES if event.affirms != turned else NO


def _object(document: Document, at: int) -> frozenset[str]:
    tokens = document.tokens
    end = document.sentence_at(tokens.starts[at]).end
    after = (tokens.folded[n] for n in range(at + 1, min(len(tokens), at + 12)) if tokens.starts[n] < end)
    return frozenset(
        islice((concept(word) for word in after if len(word) >= MIN_WORD and word.isalpha()), OBJECT_WORDS)
    )


@cache
def words_of(event: str) -> frozenset[str]:
    """All words of the list that tell of an event, as concepts."""
    return frozenset(concept(word) for word, known in _events().items() if known.name == event)
