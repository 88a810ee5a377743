"""Whether the words around a time speak of it as over or as still to come."""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum

from auditor.document import Document
from auditor.mentions.times.time import Time
from auditor.mentions.times.vocabulary import word_list


class Stance(Enum):
    """How a clause stands to the time that it names."""

    PAST = "past"
    FUTURE = "future"
    OPEN = "open"
    """The words tell neither."""


def stance_of(document: Document, time: Time) -> Stance:
    """What the sentence of `time` says: any word of the future there outweighs verbs in the past."""
    sentence = sentence_words(document, time)
    if not word_list("future").isdisjoint(sentence):
        return Stance.FUTURE
    return Stance.PAST if any(is_past_verb(word) for word in sentence) else Stance.OPEN


def sentence_words(document: Document, time: Time) -> list[str]:
    """The folded tokens of the sentence that `time` stands in."""
    tokens, span = document.tokens, document.sentence_at(time.span.start)
    return tokens.folded[bisect_left(tokens.starts, span.start) : bisect_left(tokens.starts, span.end)]


def is_past_verb(word: str) -> bool:
    """Whether a folded word is a verb in the past, or a participle, by its form."""
    return word in word_list("past") or (len(word) > 4 and word.endswith("ed") and word not in word_list("not_past"))
