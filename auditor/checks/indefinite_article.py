"""Kind `indefinite-article`: "a" before a vowel, and "an" before a consonant, as they are spoken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import REPLACE, Scope
from auditor.mentions.capitals import find_capitals
from auditor.mentions.names import has_capital_of_name
from auditor.mentions.sound import begins_with_vowel
from auditor.rule import Rule
from auditor.text.possessive import bare
from auditor.text.tokens import Tokens
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"word", "sound"})
ARTICLES = frozenset({"a", "an"})
UNSPOKEN = frozenset("“\"‘'$£€")
"""Marks between an article and its word that change no sound."""
OPENING = frozenset("“\"‘'([{—–*")
"""What may stand right before an article; behind anything else than these and space a letter is none: "c/a", "3a"."""


class Params(Schema):
    """None."""


class Article(NamedTuple):
    """An article and the word behind it, which sounds otherwise."""

    window: Window
    word: str
    """As it is written."""
    vowel: bool
    """Whether the word begins with a vowel."""

    @property
    def written(self) -> str:
        """The article."""
        return self.window.tokens.words[self.window.first]

    @property
    def right(self) -> str:
        """The one that belongs there."""
        right = "an" if self.vowel else "a"
        return right.capitalize() if self.written[0].isupper() else right


def propose(document: Document, rule: Rule) -> Iterator[Article]:
    """Each article before a word that begins with the other sound."""
    yield from _propose_in(document, document.tokens, "text")
    if document.own_title:
        yield from _propose_in(document, document.title_tokens, "title")


def _propose_in(document: Document, tokens: Tokens, field: str) -> Iterator[Article]:
    for at in tokens.at(ARTICLES):
        marked = not UNSPOKEN.isdisjoint(tokens.words[at + 1 : at + 2])
        word = "".join(tokens.words[at + 1 + marked : at + 2 + marked])
        vowel = begins_with_vowel(word) if word[:1].isalnum() else None
        if vowel is (tokens.folded[at] == "a") and _is_spaced(tokens, at, marked):
            yield Article(Window(document, at, at + marked + 2, field), word, vowel)


def _is_spaced(tokens: Tokens, at: int, marked: bool) -> bool:
    """Whether one space stands behind the article, and nothing between a mark and its word."""
    spaces = tokens.starts[at + 1] - tokens.ends[at], tokens.starts[at + 1 + marked] - tokens.ends[at + marked]
    return spaces == (1, 0 if marked else 1)


def tell(article: Article, rule: Rule) -> Hit:
    """The article alone, with the word that it does not go with."""
    here = Window(article.window.document, article.window.first, article.window.first + 1, article.window.field)
    sound = "a vowel" if article.vowel else "a consonant"
    values = {"word": article.word, "sound": sound}
    return Hit(rule, here.span, here.field, values=values, fix=f"{REPLACE}{article.right}")


def _is_glued(article: Article) -> bool:
    before, _ = article.window.touching
    return bool(before) and not before.isspace() and before not in OPENING


def _answers(article: Article) -> bool:
    """Whether an answer begins with it, in a text that puts "Q" before its questions."""
    window = article.window
    behind_question = article.written == "A" and window.tokens.words[window.first - 1 : window.first] == ["?"]
    return behind_question and "Q" in window.document.layer(find_capitals).words


def _opens_name(article: Article) -> bool:
    """Whether two words of a name stand behind "An" whose first is no word, no people and no well-known place."""
    window, word = article.window, bare(article.word)
    gazetteer = window.document.knowledge.gazetteer
    named = article.written == "An" and has_capital_of_name(word) and window.capital_behind
    well_known = word in gazetteer.demonyms or any(place.well_known for place in gazetteer.places(word))
    return named and not well_known


FEATURES = {
    "word": lambda article: article.word.lower(),
    "alone": lambda article: article.window.word_after != "-",
    "glued": _is_glued,
    "answers": _answers,
    "opens-name": _opens_name,
    "capital": lambda article: article.written[0].isupper() and not article.window.opens,
}
compile = Detector(propose, tell, FEATURES).compile
