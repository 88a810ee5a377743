"""Names of persons and organisations by their capitals: those of the title, and how often the text has which."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.words import load_person_names, load_words
from auditor.mentions.terms import MOJIBAKE
from auditor.text.stems import stem
from auditor.text.tokens import Tokens

TITLE_CASE_SHARE = 0.7
"""With this share of its longer words in capitals, a title has capitals on every word."""
NAME_SHARE = 0.3
"""A word that stands in lower case on a smaller share of its pages is a name wherever it has a capital."""
MAX_ACRONYM = 6
SENTENCE_OPENERS = frozenset(".!?:\"“‘'(|-–—…•>")
_POSSESSIVE = re.compile(r"['’]s?$")
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "&"})


class Name(NamedTuple):
    """A name of the title; offsets count in `document.title.text`."""

    span: Span
    words: tuple[str, ...]
    """As written, without a possessive ending."""

    @property
    def folded(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(word.lower().replace("’", "'") for word in self.words)


class BodyName(NamedTuple):
    """A capitalised word of the body, inside its sentences."""

    count: int
    first: int
    """The number of the token where it first stands."""
    written: str


def strip_possessive(word: str) -> str:
    """`word` without "'s"."""
    return _POSSESSIVE.sub("", word)


def find_title_names(document: Document) -> list[Name]:
    """The names of the title, in order; none if it is all in capitals."""
    tokens = document.title_tokens
    case = _case(tokens.words)
    if case == "upper":
        return []
    names: list[Name] = []
    run: list[int] = []
    for index in range(len(tokens)):
        if run and not _continues(tokens, index):
            names.append(_name(tokens, run))
            run = []
        if _is_name_word(tokens, index, case):
            run.append(index)
        elif run:
            names.append(_name(tokens, run))
            run = []
    return [*names, _name(tokens, run)] if run else names


def _case(words: list[str]) -> str:
    """Whether a title is written in `upper`, `title` or `sentence` case."""
    alphabetic = [word for word in words if word[0].isalpha()]
    if "".join(alphabetic).isupper():
        return "upper"
    longer = [word for word in alphabetic[1:] if len(word) >= 4]
    capitals = sum(word[0].isupper() for word in longer)
    return "title" if longer and capitals >= TITLE_CASE_SHARE * len(longer) else "sentence"


def _continues(tokens: Tokens, index: int) -> bool:
    """Whether a token may belong to the name that the token before it belongs to."""
    before = tokens.words[index - 1]
    return tokens.starts[index] == tokens.ends[index - 1] + 1 and strip_possessive(before) == before


def _name(tokens: Tokens, run: list[int]) -> Name:
    words = tuple(strip_possessive(tokens.words[index]) for index in run)
    start, last = tokens.starts[run[0]], run[-1]
    return Name(Span(start, tokens.starts[last] + len(words[-1])), words)


def _is_name_word(tokens: Tokens, index: int, case: str) -> bool:
    word = strip_possessive(tokens.words[index])
    if len(word) < 2 or not word[0].isupper() or any(mark in word for mark in MOJIBAKE) or "'" in word or "’" in word[2:]:
        return False
    if is_acronym(word):
        return True
    opens = index == 0 or tokens.words[index - 1][-1] in SENTENCE_OPENERS
    return is_known_name(word.lower()) if case == "title" or opens else True


def is_acronym(word: str) -> bool:
    """Whether `word` is an abbreviation in capitals."""
    return len(word) <= MAX_ACRONYM and word.replace(".", "").isupper()


@cache
def _lower_shares() -> dict[str, float]:
    """By stem, the share of its pages on which it stands in lower case."""
    pages: dict[str, list[int]] = {}
    for word, count in load_words().counts.items():
        sums = pages.setdefault(stem(word), [0, 0])
        sums[0] += count.pages
        sums[1] += count.lower
    return {word: lower / total for word, (total, lower) in pages.items()}


def is_known_name(folded: str) -> bool:
    """Whether a word with a capital is a name even where all words have one: it seldom stands without."""
    count = load_words().counts.get(folded)
    if count is not None:
        return count.lower < NAME_SHARE * count.pages and _lower_shares()[stem(folded)] < NAME_SHARE
    people = load_person_names()
    return _lower_shares().get(stem(folded), 0.0) < NAME_SHARE and (folded in people.family or folded in people.given)


def is_ordinary(folded: str) -> bool:
    """Whether a word is not a name: it mostly stands in lower case."""
    return _lower_shares().get(stem(folded), 0.0) >= NAME_SHARE


def is_known_person(folded: str) -> bool:
    """Whether a word is a given name or a surname, and not an ordinary word."""
    people = load_person_names()
    return (folded in people.family or folded in people.given) and not is_ordinary(folded)


def find_body_names(document: Document) -> dict[str, BodyName]:
    """Words of the body that have a capital inside a sentence and are not ordinary words, by their lower case."""
    tokens, start = document.tokens, document.body_start
    counts = load_words().counts
    found: dict[str, list[int]] = {}
    for (before, _), (word, index) in pairwise(zip(tokens.words, range(len(tokens)), strict=True)):
        if word[0].isupper() and len(word) > 1 and before not in SENTENCE_OPENERS and tokens.starts[index] >= start:
            folded = strip_possessive(word).lower()
            count = counts.get(folded)
            if count is None or count.lower < NAME_SHARE * count.pages:
                found.setdefault(folded, []).append(index)
    return {
        folded: BodyName(len(places), places[0], strip_possessive(tokens.words[places[0]]))
        for folded, places in found.items()
    }


def find_initialisms(document: Document) -> frozenset[str]:
    """Letters that words with capitals next to each other begin with: "dnc" where a text has the name in full."""
    found: set[str] = set()
    run = ""
    for word in [*document.tokens.words, "."]:
        if word[0].isupper():
            run += word[0].lower()
        elif word not in _SMALL_WORDS:
            if len(run) > 1:
                found.update(run[i : i + size] for size in range(2, 6) for i in range(len(run) - size + 1))
            run = ""
    return frozenset(found)
