"""Kind `hidden-characters`: words that are not as they show, by characters that do not or letters of other scripts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from marshmallow import Schema

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import REPLACE, Evidence, Scope
from auditor.rule import Rule
from auditor.text.counted import counted, join_words
from auditor.text.plain import Trick, Tricked
from auditor.window import Window

SCOPE = Scope.ARTICLE
ANY_LANGUAGE = True
VALUES = frozenset({"characters", "what", "words"})
MAX_OTHERS = 5
"""How many further words a finding shows: a template that breaks each word would fill a page."""


WHAT = {Trick.UNSEEN: "not shown on a page", Trick.LOOK_ALIKE: "shown like a Latin letter"}


class Params(Schema):
    """None."""


class Hidden(NamedTuple):
    """The words of one field that are tricked in the same way."""

    window: Window
    """The first of them."""
    words: list[Tricked]

    @property
    def names(self) -> list[str]:
        """The names of the characters in the first word, as Unicode has them: "ZERO WIDTH SPACE (U+200B)"."""
        return [f"{unicodedata.name(each)} (U+{ord(each):04X})" for each in self.words[0].characters]

    @property
    def others(self) -> list[Tricked]:
        """Those after the first."""
        return self.words[1:]


def propose(document: Document, rule: Rule) -> Iterator[Hidden]:
    """One candidate a field and way in which its words are tricked."""
    for field, plain in document.plain.fields.items():
        for trick in Trick:
            words = [word for word in plain.tricked if word.trick is trick]
            if words:
                yield Hidden(Window.over(document, words[0].span, field), words)


def tell(hidden: Hidden, rule: Rule) -> Hit:
    """A hit on the first word; the others are its evidence."""
    first, document, field = hidden.words[0].span, hidden.window.document, hidden.window.field
    shown = document.article.field(field)
    evidence = tuple(
        Evidence("another such word", field, span=word.span, quote=shown[slice(*word.span)])
        for word in hidden.others[:MAX_OTHERS]
    )
    values = {
        "characters": join_words(hidden.names),
        "what": WHAT[hidden.words[0].trick],
        "words": counted(len(hidden.words), "word"),
    }
    fix = None if hidden.others else f"{REPLACE}{shown[slice(*first)]}"
    return Hit(rule, Span(*first), field, values, evidence, fix=fix)


FEATURES: Mapping[str, Feature] = {}
compile = Detector(propose, tell).compile
