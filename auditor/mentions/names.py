"""Names of persons and organisations by their capitals: those of the title, and how often the text has which."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.offices import load_offices
from auditor.knowledge.words import load_person_names, load_words
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.people import people_index
from auditor.mentions.terms import MOJIBAKE, counted_pages
from auditor.text.stems import CACHED_WORDS, stem
from auditor.text.tokens import Tokens

TITLE_CASE_SHARE = 0.7
"""With this share of its longer words in capitals, a title has capitals on every word."""
NAME_SHARE = 0.3
"""A word that stands in lower case on a smaller share of its pages is a name wherever it has a capital."""
MIN_PAGES = 3
"""On fewer pages a word may stand in titles and at the heads of sentences only."""
MAX_TOKENS = 100
"""What is longer is no title; its names would be compared with all of the text's."""
MAX_ACRONYM = 6
SHORT_ACRONYM = 3
"""Longer words in capitals may be ordinary ones that the title shouts."""
SENTENCE_OPENERS = frozenset(".!?:\"“‘'(|-–—…•>")
_POSSESSIVE = re.compile(r"(?<=.)['’]s?$")
_ORDINARY_END = re.compile(r"(?:ing|ed|ly|ness|ism|less|ful|ous|tion|tions|ment|ments|ity|ize|izes|able|ible)$")


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


def strip_possessive(word: str) -> str:
    """`word` without "'s"; a lone apostrophe stays."""
    return _POSSESSIVE.sub("", word)


def find_title_names(document: Document) -> list[Name]:
    """The names of the title, in order; none if it is all in capitals."""
    tokens = document.title_tokens
    case = _case(tokens.words)
    if case == "upper":
        return []
    names: list[Name] = []
    run: list[int] = []
    for index in range(min(len(tokens), MAX_TOKENS)):
        if run and not _continues(tokens, index):
            names.append(_name(tokens, run, case))
            run = []
        if _is_name_word(tokens, index, case):
            run.append(index)
        elif run:
            names.append(_name(tokens, run, case))
            run = []
    return [*names, _name(tokens, run, case)] if run else names


def _case(words: list[str]) -> str:
    """Whether a title is written in `upper`, `title` or `sentence` case."""
    alphabetic = [word for word in words if word[0].isalpha()]
    if "".join(alphabetic).isupper():
        return "upper"
    longer = [word for word in alphabetic[1:] if len(word) >= 4]
    capitals = sum(map(is_capitalised, longer))
    return "title" if longer and capitals >= TITLE_CASE_SHARE * len(longer) else "sentence"


def _continues(tokens: Tokens, index: int) -> bool:
    """Whether a token may belong to the name that the token before it belongs to."""
    before = tokens.words[index - 1]
    return tokens.starts[index] == tokens.ends[index - 1] + 1 and strip_possessive(before) == before


def _name(tokens: Tokens, run: list[int], case: str) -> Name:
    words = tuple(strip_possessive(tokens.words[index]) for index in run)
    start, last = tokens.starts[run[0]], run[-1]
    sure = case == "sentence" and not _opens(tokens, run[0])
    return Name(Span(start, tokens.starts[last] + len(words[-1])), words, sure)


def _is_name_word(tokens: Tokens, index: int, case: str) -> bool:
    word = strip_possessive(tokens.words[index])
    if len(word) < 2 or not word[0].isupper() or any(mark in word for mark in (*MOJIBAKE, "'", "’")):
        return False
    told = case == "sentence" and not _opens(tokens, index)
    return told or _is_lone_acronym(word) or _is_name_among_capitals(tokens.words[index], word)


def _is_lone_acronym(word: str) -> bool:
    return is_acronym(word) and (len(word) <= SHORT_ACRONYM or not is_ordinary(word.lower()))


def _is_name_among_capitals(written: str, word: str) -> bool:
    """Whether a word is a name where a capital tells nothing: a known one, or one with an owner's ending or a capital
    inside that is no ordinary word."""
    if is_known_name(word.lower()):
        return True
    marked = written != word or not word[1:].islower()
    return marked and not is_ordinary(word.lower()) and not _ORDINARY_END.search(word)


def _opens(tokens: Tokens, index: int) -> bool:
    """Whether a token begins a sentence, so that its capital tells nothing."""
    return index == 0 or tokens.words[index - 1][-1] in SENTENCE_OPENERS


def is_acronym(word: str) -> bool:
    """Whether `word` is an abbreviation in capitals."""
    return len(word) <= MAX_ACRONYM and word.replace(".", "").isupper()


def _lower_share(term: str) -> float:
    """The share of the pages with words of a stem on which they stand in lower case; 0 for an unknown one."""
    pages, lower = counted_pages(term)
    return lower / pages if pages else 0.0


def is_known_name(folded: str) -> bool:
    """Whether a word with a capital is a name even where all words have one."""
    people = load_person_names()
    count = load_words().counts.get(folded)
    known = (count is not None and count.pages >= MIN_PAGES) or is_surname(folded) or folded in people.given
    return known and not is_ordinary(folded)


@lru_cache(CACHED_WORDS)
def is_ordinary(folded: str) -> bool:
    """Whether a word is not a name: it, its singular, or where it is rare another form mostly stands in lower case."""
    counts = load_words().counts
    for form in (folded, folded.removesuffix("s")):
        count = counts.get(form)
        if count is not None and count.lower >= NAME_SHARE * count.pages:
            return True
    if folded in counts:
        return False
    if folded in load_person_names().given or is_surname(folded):
        return False
    return _lower_share(stem(folded)) >= NAME_SHARE


def has_capital_of_name(written: str) -> bool:
    """Whether a word has a capital and is no ordinary one, which has a capital in titles only."""
    return is_capitalised(written) and not is_ordinary(written.lower())


def is_given_name(folded: str) -> bool:
    """Whether a word is a given name, and not an ordinary word."""
    return folded in load_person_names().given and not is_ordinary(folded)


@cache
def common_capitals() -> frozenset[str]:
    """Words that have a capital without naming one person or body: days, titles, parties."""
    text = (files("auditor.mentions") / "data" / "not-names.txt").read_text(encoding="utf-8")
    return frozenset(" ".join(line for line in text.splitlines() if not line.startswith("#")).split())


def is_common_capital(folded: str) -> bool:
    """Whether a word is one of them."""
    return folded in common_capitals()


def is_surname(folded: str) -> bool:
    """Whether a word is one of the commoner surnames, even if it is an ordinary word, too."""
    return folded in load_person_names().family or folded in _surnames_of_office_holders()


@cache
def _surnames_of_office_holders() -> frozenset[str]:
    return frozenset(surname.lower() for surname in people_index(load_offices()).bare)


def is_known_person(folded: str) -> bool:
    """Whether a word is a given name or a surname, and not an ordinary word."""
    return (is_surname(folded) or folded in load_person_names().given) and not is_ordinary(folded)


def is_unknown_name(folded: str) -> bool:
    """Whether a word is neither a usual name of persons nor an ordinary word."""
    return not is_known_person(folded) and not is_ordinary(folded)


def find_body_names(document: Document) -> dict[str, BodyName]:
    """Words of the body that have a capital and are not ordinary words, by their lower case."""
    tokens, counts = document.tokens, load_words().counts
    first = bisect_left(tokens.starts, document.body_start)
    found: dict[str, list[int]] = {}
    for index, word in enumerate(tokens.words[first:], first):
        if word[0].isupper() and len(word) > 1:
            folded = strip_possessive(word).lower()
            count = counts.get(folded)
            if count is None or count.lower < NAME_SHARE * count.pages:
                found.setdefault(folded, []).append(index)
    return {
        folded: BodyName(len(places), places[0], strip_possessive(tokens.words[places[0]]))
        for folded, places in found.items()
    }
