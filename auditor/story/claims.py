"""What an article claims: who holds which office, whose administration acts, how many there were, how firm it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress, islice

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import Number, find_prose_numbers, find_title_numbers
from auditor.mentions.offices import find_administrations, find_claims
from auditor.mentions.places import find_places
from auditor.mentions.times import find_times
from auditor.story.claim import Claim, in_reach, make_claim, sentence_around
from auditor.story.quoted import find_names, find_quoted
from auditor.story.status import find_statuses
from auditor.story.words import concept, verb_of
from auditor.text.fold import fold
from auditor.text.tokens import Tokens
from auditor.vocabulary import words
from auditor.window import Window

MIN_COUNT = 2
_WORD = re.compile(r"[^\W_]{4,}")
PREDICATE_WORDS = 3
"""Content words after a counted noun: "countries attended a conference in Qatar"."""
STRENGTH_REACH = 2
"""Tokens between the verb and the word that makes it firm or weak: "formally offered", "offer to consider"."""
ACTOR_REACH = 20
"""Tokens before the verb among which the nation that acts is looked for."""


def find_story_claims(document: Document) -> list[Claim]:
    """The claims of the title and the article's own prose."""
    return [
        *_offices(document),
        *_administrations(document),
        *_numbers(document),
        *_strengths(document),
        *_days(document),
        *find_statuses(document),
        *find_quoted(document),
        *find_names(document),
    ]


def _offices(document: Document) -> Iterator[Claim]:
    """Their value: the title as a phrase of the table, then the codes of the place beside it."""
    for claim in document.layer(find_claims):
        window, title = claim.window, claim.title
        if claim.person and _stands_now(document, window.field, window.bare_span):
            value = (title.phrase, *title.places)
            yield make_claim(document, ("office", claim.person, value), window.field, window.bare_span)


def _administrations(document: Document) -> Iterator[Claim]:
    """Their value: the surname of the head."""
    for named in document.layer(find_administrations):
        span = named.window.bare_span
        if _stands_now(document, "text", span) and not _is_possible(named.window):
            yield make_claim(document, ("administration", "US", (named.title.noun.word_before,)), "text", span)


def _is_possible(named: Window) -> bool:
    """Whether the words speak of an administration that may come: "a Feld administration would"."""
    return named.word_before in words("stories/before a possible holder") or named.word_after == "would"


def _stands_now(document: Document, field: str, span: Span) -> bool:
    """Whether the sentence stands in the article's own words and has no word of an earlier time."""
    if field == "title":
        return True
    if document.quoted_at(span.start) is not None or not in_reach(document, span):
        return False
    said = frozenset(document.folded[slice(*sentence_around(document, field, span))].replace(",", " ").split())
    return words("offices/past").isdisjoint(said) and not any(map(_is_year, said))


def _is_year(word: str) -> bool:
    return word[:4].isdigit() and word[:2] in ("19", "20") and not word[4:5].isalnum()


def _numbers(document: Document) -> Iterator[Claim]:
    """Counts of things; their value: the amount, the comparator, and "vague" for dozens."""
    for number in document.layer(find_prose_numbers):
        yield from _count(document, number, "text")
    title = document.title
    if title is not None:
        for number in document.layer(find_title_numbers):
            moved = Span(*(title.span.start + at for at in number.span))
            yield from _count(document, number._replace(span=moved), title.field)


def _count(document: Document, number: Number, field: str) -> Iterator[Claim]:
    known = number.kind in ("count", "vague") and number.noun and not number.joined
    if not known or number.value < MIN_COUNT or number.noun in load_number_words().units:
        return
    value = (str(number.value), number.comparator, "vague" if number.kind == "vague" else "")
    claim = make_claim(
        document, ("number", concept(number.noun), value), field, _with_comparator(document, number, field)
    )
    after = claim.quote[claim.span.end - claim.sentence.start :]
    context = frozenset(_concepts(claim.quote)) - {claim.subject}
    yield claim._replace(context=context, predicate=frozenset(islice(_concepts(after), PREDICATE_WORDS)))


def _concepts(text: str) -> Iterator[str]:
    return (concept(word) for word in _WORD.findall(fold(text)) if word not in words("stories/common"))


def _with_comparator(document: Document, number: Number, field: str) -> Span:
    """The figure with what bounds it and the noun: "more than 25 nations"."""
    shift = number.span.start - document_start(document, number, field)
    spans = [span for span in (number.comparator_span, number.noun_span) if span]
    start = min([number.span.start, *(span.start + shift for span in spans)])
    return Span(start, max([number.span.end, *(span.end + shift for span in spans)]))


def document_start(document: Document, number: Number, field: str) -> int:
    """Where the figure starts in what its other spans count in: the title's text for a number of the title."""
    tokens = document.tokens
    in_text = number.tokens[0] < len(tokens) and tokens.starts[number.tokens[0]] == number.span.start
    return number.span.start if field == "text" and in_text else document.title_tokens.starts[number.tokens[0]]


def _strengths(document: Document) -> Iterator[Claim]:
    """Steps that the text calls firm or weak; their value: "firm" or "weak"."""
    tokens = document.tokens
    nations = {toponym.first: toponym.place.country for toponym in document.layer(find_places).toponyms}
    firm_words = words("stories/firm")
    cues = firm_words | words("stories/weak")
    for at in compress(range(len(tokens)), map(cues.__contains__, tokens.folded)):
        firm = tokens.folded[at] in firm_words
        verb = _verb_near(tokens, at, forward=firm)
        first, last = min(verb, at), max(verb, at)
        actor = _nation_before(document, first, nations) if verb >= 0 else ""
        if actor:
            span = Span(tokens.starts[first], tokens.ends[_end_of_step(tokens, last)])
            subject = f"{actor} {verb_of(tokens.folded[verb])}"
            yield make_claim(document, ("strength", subject, ("firm" if firm else "weak",)), "text", span)


def _end_of_step(tokens: Tokens, last: int) -> int:
    """The last token of "to send troops" after token `last`, or `last` itself."""
    step = tokens.folded[last + 1 : last + 4]
    if step[:1] != ["to"] or len(step) < len(("to", "send", "troops")) or not all(word[0].isalpha() for word in step):
        return last
    return last + 2 if step[2] in words("grammar/articles") else last + 3


def _verb_near(tokens: Tokens, at: int, *, forward: bool) -> int:
    """The token of a verb of commitment right after a firm word, or right before a weak one; -1 if there is none."""
    near = range(at + 1, at + 1 + STRENGTH_REACH) if forward else range(at - 1, at - 1 - STRENGTH_REACH, -1)
    return next((n for n in near if 0 <= n < len(tokens) and verb_of(tokens.folded[n])), -1)


def _nation_before(document: Document, at: int, nations: dict[int, str]) -> str:
    """The nation named last before token `at` in its sentence of the article's own prose, or ""."""
    starts = document.tokens.starts
    sentence = document.sentence_at(starts[at])
    if not in_reach(document, sentence):
        return ""
    near = range(at - 1, max(-1, at - 1 - ACTOR_REACH), -1)
    return next((nations[n] for n in near if n in nations and starts[n] >= sentence.start), "")


def _days(document: Document) -> Iterator[Claim]:
    """Days with their weekday anywhere in the text; their subject: month and day, their value: year or "", weekday."""
    for time in document.layer(find_times):
        if None not in (time.month, time.day, time.weekday) and time.end_day is None:
            value = (str(time.year or ""), str(time.weekday))
            yield make_claim(document, ("day", f"{time.month}-{time.day}", value), "text", time.span)
