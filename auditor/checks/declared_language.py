"""Kind `declared-language`: an article is declared as in another language than its text is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.languages import MIN_TOLD_WORDS, find_languages
from auditor.rule import Rule
from auditor.text.languages import ENGLISH, Language, name_of
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"declared", "found"})
ANY_LANGUAGE = True
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\Z")
"""A language by BCP 47, or as the locales of systems are written: "en_GB"."""


class Params(Schema):
    """None."""


class Declared(NamedTuple):
    """The first sentence of an article, and its languages; one of both is English."""

    window: Window
    declared: str
    """The declared language without its region."""
    found: Language


def propose(document: Document, rule: Rule) -> Iterator[Declared]:
    """The article, where it is declared as English and is not, or as another language and is English."""
    tag = _TAG.match(document.article.language.strip())
    found = document.layer(find_languages).main if tag and document.blocks else None
    if tag and found and (found != ENGLISH or document.words >= MIN_TOLD_WORDS):
        declared = tag.group(1).lower()
        if (declared == ENGLISH.code) != (found == ENGLISH):
            yield Declared(Window.over(document, document.sentences[0]), declared, found)


def tell(article: Declared, rule: Rule) -> Hit:
    """A hit on the article as a whole, which stands on its first sentence."""
    tag, name = article.window.document.article.language.strip(), name_of(article.declared)
    values = {"declared": f"{name} ({tag})" if name else tag, "found": article.found.name}
    return Hit(rule, article.window.span, values=values, whole=True)


FEATURES: Mapping[str, Callable[[Declared], str]] = {"declared": lambda article: article.declared}
compile = Detector(propose, tell, FEATURES).compile
