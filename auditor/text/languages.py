"""Languages told by their function words, and by script where the letters are no Latin ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from auditor.text.fold import fold
from auditor.text.scripts import Script, find_script, script_languages
from auditor.vocabulary import load_lists

ENGLISH_CODE = "en"
MAX_ENGLISH_SHARE = 0.035
"""Where more of the words are such as English has alone, the text is English. Of 7,500 English articles the lowest had
.038, a catalogue; in the Universal Declaration of Human Rights in 532 languages but English, Scots and Nigerian Pidgin,
the highest had .035."""
MIN_SHARE = 0.12
MIN_DISTINCT = 4
"""Share and number of different function words that tell a language: 9 in 10 of 4,900 paragraphs of the Declaration and
of news pages in 39 languages have them or what follows, 2 in 100 as another's; no English one of 8,226 articles has."""
MIN_ACCENTED_SHARE = 0.25
MIN_DISTINCT_ACCENTED = 2
"""What tells one whose words take endings instead, as Turkish and Finnish: fewer of them, many words with letters that
English has not, and no English one."""


class Language(NamedTuple):
    """A language by its BCP 47 code and its English name."""

    code: str | None
    """None where only the script is known."""
    name: str


ENGLISH = Language(ENGLISH_CODE, "English")


class Lists(NamedTuple):
    """The function words of all languages that have a list."""

    names: Mapping[str, str]
    """English names by code."""
    words: Mapping[str, frozenset[str]]
    """Function words by code, folded, that English does not have; without English."""
    english: frozenset[str]
    """Function words that English has alone."""


class Shares(NamedTuple):
    """What of a text's words are function words."""

    english: float
    """Share of those that English has alone."""
    foreign: float
    """Share of those of the language that has most of them, without what English has too."""
    distinct: int
    """How many different ones these are."""
    accented: float
    """Share of words with letters that English does not have."""
    language: Language


@cache
def load_languages() -> Lists:
    """The function words of auditor/vocabulary/data/languages.txt."""
    sections = {
        head.partition(" ")[::2]: frozenset(map(fold, words)) for head, words in load_lists("languages").items()
    }
    words = {code: listed for (code, _), listed in sections.items()}
    english = words.pop(ENGLISH_CODE)
    own = {code: listed - english for code, listed in words.items()}
    return Lists(dict(sections.keys()), own, english.difference(*words.values()))


def name_of(code: str) -> str | None:
    """The English name of a language by its code; None for one that cannot be told here."""
    return load_languages().names.get(code) or script_languages().get(code)


def find_shares(counts: Mapping[str, int]) -> Shares:
    """The shares of function words among `counts`, folded words and how often each stands there."""
    lists = load_languages()
    words = {word: times for word, times in counts.items() if word[0].isalpha()}
    total = max(1, sum(words.values()))
    there = {code: listed & words.keys() for code, listed in lists.words.items()}
    sums = {code: sum(map(words.__getitem__, found)) for code, found in there.items()}
    code = max(sums, key=sums.__getitem__)
    english = sum(map(words.__getitem__, lists.english & words.keys()))
    accented = sum(times for word, times in words.items() if not word.isascii())
    language = Language(code, lists.names[code])
    return Shares(english / total, sums[code] / total, len(there[code]), accented / total, language)


def tell_language(text: str, counts: Mapping[str, int]) -> Language | None:
    """The language other than English that a text is in; None for English, and for what cannot be told.

    `counts` are its words, folded, and how often each stands there.
    """
    script = find_script(text)
    if script is None:
        return _by_words(counts)
    if script.language:
        return Language(script.language, script.language_name)
    return _by_words(counts) or Language(None, _letters(script))


def _by_words(counts: Mapping[str, int]) -> Language | None:
    shares = find_shares(counts)
    often = shares.distinct >= MIN_DISTINCT and shares.foreign >= MIN_SHARE
    if shares.english > MAX_ENGLISH_SHARE:
        return shares.language if often and shares.foreign > shares.english else None
    accented = shares.distinct >= MIN_DISTINCT_ACCENTED and shares.accented >= MIN_ACCENTED_SHARE
    return shares.language if often or (accented and not shares.english) else None


def _letters(script: Script) -> str:
    return f"{script.name} letters"
