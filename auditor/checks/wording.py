"""Kind `wording`: doubled words, British beside American spelling, headings that say one thing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import compress, count, islice, pairwise
from operator import eq
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import REPLACE, Evidence, Scope
from auditor.knowledge.words import load_words
from auditor.mentions.misspellings import is_listed
from auditor.mentions.spellings import load_spellings
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
TAUTOLOGY_REACH = 5
"""Words from one of a stem to the next."""


class Params(Schema):
    """`finds`: doubled, spelling or tautology.

    For tautology, `forms` has combining forms ("geo"), `stem_letters` how much else two words must share.
    """

    finds = fields.Str(validate=validate.OneOf(["doubled", "spelling", "tautology"]), required=True)
    forms = fields.List(fields.Str(), load_default=[])
    stem_letters = fields.Int(load_default=7, validate=validate.Range(4))


class Doubled(NamedTuple):
    """Two tokens that read alike, with nothing but a space between."""

    window: Window

    @property
    def word(self) -> str:
        """The word, folded."""
        return self.window.words[0]

    @property
    def written(self) -> list[str]:
        """Both, as they are written."""
        return self.window.written


def _propose_doubled(document: Document, rule: Rule) -> Iterator[Doubled]:
    tokens, text = document.tokens, document.text
    for at in compress(count(), map(eq, tokens.folded, islice(tokens.folded, 1, None))):
        gap = text[tokens.ends[at] : tokens.starts[at + 1]]
        if gap.isspace() and "\n" not in gap and tokens.folded[at].isalpha():
            yield Doubled(Window(document, at, at + 2))


def _is_compound(doubled: Doubled) -> bool:
    """Whether a hyphen joins one of them to another word: "a break-in in May", "concentrates on on-line services"."""
    before, behind = doubled.window.touching
    return "-" in (before, behind[:1])


def _tell_doubled(doubled: Doubled, rule: Rule) -> Hit:
    return Hit(rule, doubled.window.span, fix=f"{REPLACE}{doubled.written[0]}")


def _is_asked(doubled: Doubled) -> bool:
    """Whether a helping verb and an article stand right before it: "does a swallow swallow"."""
    helper, article = [*doubled.window.before(2), "", ""][:2]
    return helper in words("grammar/helping verbs") and article in words("grammar/articles")


DOUBLED = {
    "word": lambda doubled: doubled.word,
    "function": lambda doubled: doubled.word in words("wording/function"),
    "letters": lambda doubled: len(doubled.word),
    "listed": lambda doubled: load_words().count(doubled.word).pages > 0 or is_listed(doubled.word),
    "second-capital": lambda doubled: not doubled.written[1].islower(),
    "first-capital": lambda doubled: not doubled.written[0].islower(),
    "acronym": lambda doubled: doubled.written[0].isupper(),
    "compound": _is_compound,
    "asked": _is_asked,
    "thrice": lambda doubled: doubled.word in (*doubled.window.before(2), *doubled.window.after(1)),
}


class Mixed(NamedTuple):
    """A word in the spelling that the article uses less, and where the other stands."""

    window: Window
    other: Window


def _propose_mixed(document: Document, rule: Rule) -> Iterator[Mixed]:
    """Words that the prose has in British and in American spelling, quotations apart; each rarer form, once."""
    table, tokens = load_spellings(), document.tokens
    known = tokens.counts.keys() & table.keys()
    partners = frozenset(word for word in known if table[word] in known)
    places: dict[str, list[Window]] = defaultdict(list)
    for at in filter(lambda at: tokens.words[at].islower(), tokens.at(partners)):
        window = Window(document, at, at + 1)
        if not window.quoted:  # quotations keep the spelling of their source
            places[tokens.folded[at]].append(window)
    for word, here in places.items():
        there = places.get(table[word])
        if there and (len(here), -here[0].first) < (len(there), -there[0].first):
            yield Mixed(here[0], there[0])


def _tell_mixed(mixed: Mixed, rule: Rule) -> Hit:
    other = " ".join(mixed.other.written)
    evidence = Evidence("the other spelling", span=mixed.other.span, quote=other)
    return Hit(rule, mixed.window.span, values={"other": other}, evidence=(evidence,))


def _in_address(mixed: Mixed) -> bool:
    """Whether one of them stands in a web address: "/data-center/"."""
    return any("/" in (each.word_before, each.word_after) for each in (mixed.window, mixed.other))


class Heading(NamedTuple):
    """A heading with two words of one stem."""

    window: Window


def _propose_tautologies(document: Document, rule: Rule) -> Iterator[Heading]:
    """Headings that say one thing twice in words of one stem: "Geographic Setting of Geolocation"."""
    stem_of = partial(_stem, forms=tuple(rule.params["forms"]), letters=rule.params["stem_letters"])
    for block in document.blocks:
        if block.kind == "heading" and block.start >= document.body_start:
            window = Window.over(document, block.span)
            if _says_twice([(stem_of(word), at, word.rstrip("s")) for at, word in enumerate(window.words)]):
                yield Heading(window)


def _says_twice(stems: Sequence[tuple[str, int, str]]) -> bool:
    """Whether two different words of one stem stand near each other; a plural is no different word."""
    return any(
        stem == other and there - here < TAUTOLOGY_REACH and one != two
        for (stem, here, one), (other, there, two) in pairwise(sorted(each for each in stems if each[0]))
    )


def _stem(word: str, forms: tuple[str, ...], letters: int) -> str:
    """The combining form that `word` begins with, else its first letters if it is longer than them."""
    form = next((form for form in forms if word.startswith(form) and len(word) > len(form) + 3), "")
    return form or (word[:letters] if len(word) > letters else "")


DETECTORS: Mapping[str, Detector[Any]] = {
    "doubled": Detector(_propose_doubled, _tell_doubled, DOUBLED),
    "spelling": Detector(_propose_mixed, _tell_mixed, {"in-address": _in_address}),
    "tautology": Detector(
        _propose_tautologies,
        lambda heading, rule: Hit(rule, heading.window.span),
        {"labelled": lambda heading: ":" in heading.window.words},
    ),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
