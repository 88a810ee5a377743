"""Names of persons and organisations by their capitals: those of the title, and how often the text has which."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.offices import load_offices
from auditor.knowledge.words import load_person_names, load_words
from auditor.mentions.capitals import capitals_of, find_capitals, is_capitalised
from auditor.mentions.people import people_index
from auditor.mentions.terms import MOJIBAKE, counted_pages
from auditor.text.grouped import grouped
from auditor.text.possessive import POSSESSIVES, bare
from auditor.text.stems import CACHED_WORDS, stem
from auditor.text.tokens import Tokens
from auditor.vocabulary import words

TITLE_CASE_SHARE = 0.7
"""With this share of its longer words in capitals, a title has capitals on every word."""
NAME_SHARE = 0.3
"""A word that stands in lower case on a smaller share of its pages is a name wherever it has a capital."""
MIN_PAGES = 3
"""On fewer pages a word may stand in titles and at the heads of sentences only."""
MAX_ACRONYM = 6
SHORT_ACRONYM = 3
"""Longer words in capitals may be ordinary ones that the title shouts."""
NO_NAME = (*MOJIBAKE, "'", "’")
"""What stands in contractions, "We’re", and in words that a wrong decoding has spoilt."""
SENTENCE_OPENERS = frozenset(".!?:\"“‘'(|-–—…•>")


class Name(NamedTuple):
    """A name of the title; offsets count in `document.title.text`."""

    span: Span
    words: tuple[str, ...]
    """As written, without a possessive ending."""
    sure: bool
    """Whether the capital alone tells that it is a name: other words of the title have none."""

    @property
    def folded(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(word.lower().replace("’", "'") for word in self.words)

    @property
    def written(self) -> str:
        """All words as one, in lower case."""
        return "".join(self.folded)


class BodyName(NamedTuple):
    """A word of the body with a capital."""

    times: int
    first: int
    """The number of the token where it first stands."""
    written: str


def find_title_names(document: Document) -> list[Name]:
    """The names of the title, in order; none if it is all in capitals."""
    tokens = document.title_tokens
    case = case_of(tokens.words)
    if case == "upper":
        return []
    runs: list[list[int]] = []
    for at in _name_words(tokens, case):
        if runs and _goes_on(tokens, runs[-1][-1], at):
            runs[-1].append(at)
        else:
            runs.append([at])
    return [_name(tokens, run, case) for run in runs]


def case_of(words: list[str]) -> str:
    """Whether a title is written in `upper`, `title` or `sentence` case."""
    alphabetic = [word for word in words if word[0].isalpha()]
    if "".join(alphabetic).isupper():
        return "upper"
    longer = [word for word in alphabetic[1:] if len(word) >= 4]
    capitals = sum(map(is_capitalised, longer))
    return "title" if longer and capitals >= TITLE_CASE_SHARE * len(longer) else "sentence"


def _goes_on(tokens: Tokens, last: int, at: int) -> bool:
    """Whether a word belongs to the name that ends in token `last`: it stands right behind, and that owns nothing."""
    return at == last + 1 and not tokens.words[last].endswith(POSSESSIVES)


def _name(tokens: Tokens, run: list[int], case: str) -> Name:
    words = tuple(bare(tokens.words[at]) for at in run)
    span = Span(tokens.starts[run[0]], tokens.starts[run[-1]] + len(words[-1]))
    return Name(span, words, _is_told(tokens, run[0], case))


def _is_told(tokens: Tokens, at: int, case: str) -> bool:
    """Whether a capital alone tells that a word is a name: others of the title have none, and it opens no sentence."""
    return case == "sentence" and at > 0 and tokens.words[at - 1][-1] not in SENTENCE_OPENERS


def _name_words(tokens: Tokens, case: str) -> Iterator[int]:
    """The words of a title that may be of a name."""
    for at, word in capitals_of(tokens).places:
        plain = len(word) > 1 and not any(mark in word for mark in NO_NAME)
        if plain and (_is_told(tokens, at, case) or _is_marked(tokens.words[at], word)):
            yield at


def _is_marked(written: str, word: str) -> bool:
    """Whether a word is a name where a capital tells nothing: a short acronym, or no ordinary word and known, with an
    owner's ending or with a capital inside."""
    if is_acronym(word) and len(word) <= SHORT_ACRONYM:
        return True
    known = load_words().count(word.lower()).pages >= MIN_PAGES or word.lower() in person_words()
    return (known or written != word or not word[1:].islower()) and not is_ordinary(word.lower())


def is_acronym(word: str) -> bool:
    """Whether `word` is an abbreviation in capitals."""
    return len(word) <= MAX_ACRONYM and word.replace(".", "").isupper()


@lru_cache(CACHED_WORDS)
def is_ordinary(folded: str) -> bool:
    """Whether a word is not a name: it, its singular, or where it is rare another form mostly stands in lower case."""
    table = load_words()
    if max(table.count(form).lower_share for form in (folded, folded.removesuffix("s"))) >= NAME_SHARE:
        return True
    is_known = folded in table.counts or folded in person_words()
    return not is_known and counted_pages(stem(folded)).lower_share >= NAME_SHARE


def has_capital_of_name(written: str) -> bool:
    """Whether a word has a capital and is no ordinary one, which has a capital in titles only."""
    return is_capitalised(written) and not is_ordinary(written.lower())


def is_given_name(folded: str) -> bool:
    """Whether a word is a given name, and not an ordinary word."""
    return folded in load_person_names().given and not is_ordinary(folded)


def is_common_capital(folded: str) -> bool:
    """Whether a word has a capital without naming one person or body: a day, a title, a party."""
    return folded in words("names/common capitals")


def tells(folded: str) -> bool:
    """Whether a word of a name tells it from others."""
    return not (is_ordinary(folded) or is_common_capital(folded))


@cache
def surnames() -> frozenset[str]:
    """The commoner surnames, and those of the office holders of the package, folded."""
    return load_person_names().family.union(map(str.lower, people_index(load_offices()).bare))


@cache
def person_words() -> frozenset[str]:
    """Given names and surnames, folded."""
    return surnames() | load_person_names().given


def is_surname_of_holder(folded: str) -> bool:
    """Whether a word is the surname of somebody who holds or held an office, be it their first name in writing."""
    return folded in people_index(load_offices()).bare


def is_surname(folded: str) -> bool:
    """Whether a word is one of the commoner surnames, even if it is an ordinary word, too."""
    return folded in surnames()


def is_known_person(folded: str) -> bool:
    """Whether a word is a given name or a surname, and not an ordinary word."""
    return folded in person_words() and not is_ordinary(folded)


def is_unknown_name(folded: str) -> bool:
    """Whether a word is neither a usual name of persons nor an ordinary word."""
    return folded not in person_words() and not is_ordinary(folded)


def find_body_names(document: Document) -> dict[str, BodyName]:
    """Words of the body that have a capital and are not ordinary words, by their lower case."""
    table, capitals = load_words(), document.layer(find_capitals)
    first = bisect_left(document.tokens.starts, document.body_start)
    folded = {word: word.lower() for word in capitals.words if len(word) > 1}
    names = {word for word, lower in folded.items() if table.count(lower).lower_share < NAME_SHARE}
    found = grouped((folded[word], (at, word)) for at, word in capitals.among(names) if at >= first)
    return {lower: BodyName(len(places), *places[0]) for lower, places in found.items()}
