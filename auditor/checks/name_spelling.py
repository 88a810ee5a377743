"""Kind `name-spelling`: one name of a person, place or firm in two spellings that differ by a letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.words import load_person_names, load_words
from auditor.mentions.names import is_common_capital, is_ordinary, is_surname, person_words
from auditor.mentions.near_names import Spelling, find_near_names, find_written
from auditor.mentions.spellings import load_spellings
from auditor.mentions.times.tense import is_past_verb
from auditor.rule import Rule
from auditor.text import difference
from auditor.vocabulary import words
from auditor.window import Window, settle

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
MAX_TOLD = 10
"""Mentions of one spelling that are told; who mends so many looks for the others."""
MAX_POST_CHARACTERS = 300
"""The longest posts of the networks that print a handle so."""


class Params(Schema):
    """None."""


class Pair(NamedTuple):
    """A mention of the rarer of two spellings."""

    window: Window
    seldom: Spelling
    often: Spelling


def propose(document: Document, rule: Rule) -> Iterator[Pair]:
    """Each mention of a name that stands more often with another letter."""
    for spellings in document.layer(find_near_names):
        seldom, often = sorted(spellings, key=lambda each: _standing(document, each))
        yield from (Pair(mention, seldom, often) for mention in seldom.mentions[:MAX_TOLD])


def _standing(document: Document, spelling: Spelling) -> tuple[int, bool, bool, int]:
    """How much speaks for a spelling: of two that stand equally often the one that nobody knows is the odd one."""
    first = spelling.mentions[0]
    return len(spelling.mentions), _is_known(document, spelling.name), first.field == "text", -first.first


def _is_known(document: Document, name: str) -> bool:
    """Whether other texts have it as a name or a word, it or what it is the plural of."""
    return any(_is_in_tables(document, form) for form in (name, name.removesuffix("s")))


def _is_in_tables(document: Document, name: str) -> bool:
    folded = name.lower()
    is_name = folded in person_words() or is_common_capital(folded) or document.knowledge.gazetteer.has(name)
    return is_name or folded in load_words().counts or is_ordinary(folded)


def choose(pairs: Sequence[Pair]) -> Iterable[Pair]:
    """Of several names that a mention is near to, the likeliest: with the same name beside it, or the commonest."""
    return settle(sorted(pairs, key=_likelihood, reverse=True))


def _likelihood(pair: Pair) -> tuple[bool, int]:
    return _is_named(pair) or _is_followed(pair), len(pair.often.mentions)


def tell(pair: Pair, rule: Rule) -> Hit:
    """The rarer spelling, with the other one."""
    here, there = pair.window, _likest(pair)
    evidence = Evidence("the other spelling", there.field, there.bare_span, pair.often.name)
    return Hit(rule, here.bare_span, here.field, {"other": pair.often.name}, (evidence,))


def _likest(pair: Pair) -> Window:
    """The first mention of the other that has a name beside it that this one has too, else the first of all."""
    mentions = zip(pair.often.mentions, pair.often.beside, strict=True)
    alike = (
        mention
        for mention, (before, behind) in mentions
        if before in pair.seldom.before or behind in pair.seldom.behind
    )
    return next(alike, pair.often.mentions[0])


def _names(test: Callable[[str, str], bool]) -> Callable[[Pair], bool]:
    """A feature that asks for the two names alone."""
    return lambda pair: test(pair.seldom.name, pair.often.name)


def _folded(pair: Pair) -> frozenset[str]:
    return frozenset((pair.seldom.name.lower(), pair.often.name.lower()))


def _is_named(pair: Pair) -> bool:
    """Whether one name stands before both, as a first name does."""
    return not pair.seldom.before.isdisjoint(pair.often.before)


def _is_followed(pair: Pair) -> bool:
    """Whether one name stands behind both, as a surname does behind a first name."""
    return not pair.seldom.behind.isdisjoint(pair.often.behind)


def _has_first_name(pair: Pair) -> bool:
    """Whether what stands before both is a given name."""
    return any(map(_is_given, pair.seldom.before & pair.often.before))


def _is_full_name(pair: Pair) -> bool:
    """Whether the other stands behind a given name."""
    return any(map(_is_given, pair.often.before))


def _is_given(name: str) -> bool:
    """Whether it is one of the commoner given names."""
    return name.lower() in load_person_names().given


def _is_bare_surname(pair: Pair) -> bool:
    """Whether the other is the surname of somebody named in full, and no people or area."""
    surname = any(_is_first_name(pair, before) for before in pair.often.before_alone)
    return surname and not _is_area(pair, pair.often.name)


def _has_own_first_name(pair: Pair) -> bool:
    return any(_is_first_name(pair, name) for name in pair.seldom.before)


def _is_first_name(pair: Pair, word: str) -> bool:
    """Whether a word is a given name, or a name of which nothing else is known."""
    return _is_given(word) or not _is_in_tables(pair.window.document, word)


def _is_area(pair: Pair, name: str) -> bool:
    """Whether it is the name of a people, or of an area larger than a town."""
    gazetteer = pair.window.document.knowledge.gazetteer
    return name in gazetteer.demonyms or any(place.kind != "city" for place in gazetteer.places(name))


def _is_word(pair: Pair) -> bool:
    """Whether it is an ordinary word, a people, or a place that reports name without saying where it lies."""
    name, places = pair.seldom.name, pair.window.document.knowledge.gazetteer.places(pair.seldom.name)
    is_place = _is_area(pair, name) or any(place.well_known for place in places)
    return is_place or is_ordinary(name.lower())


def _is_other_a_word(pair: Pair) -> bool:
    """Whether the other is a word that other texts have, and that is ordinary or that nobody is called."""
    folded = pair.often.name.lower()
    return folded in load_words().counts and (is_ordinary(folded) or not is_surname(folded))


def _is_plural(one: str, other: str) -> bool:
    """Whether the one has an s that the other lacks, and is not the surname that the other is short for."""
    return one == f"{other}s" or (other == f"{one}s" and not is_surname(other.lower()))


def _is_adjective(pair: Pair) -> bool:
    """Whether it once stands between an article and a word without a capital that is no verb."""
    behind = (each for each in pair.seldom.mentions if each.word_before in words("grammar/articles"))
    return any(
        each.word_after.isalpha() and not each.capital_behind and not _is_verb(each.word_after) for each in behind
    )


def _is_verb(word: str) -> bool:
    """Whether a folded word is a verb in the past, a helping verb or one of the commoner others."""
    known = words("grammar/saying") | words("grammar/modals") | words("offices/present") | words("grammar/have")
    return is_past_verb(word) or word in known


def _is_posted(pair: Pair) -> bool:
    """Whether it stands in a post of a social network, which ends in the name and the handle of who wrote it."""
    document, start = pair.window.document, pair.window.span.start
    if pair.window.field == "title":
        return False
    end = min(document.blocks[document.block_index_at(start)].end, start + MAX_POST_CHARACTERS)
    return document.text.find("(@", start, end) >= 0


FEATURES = {
    "named": _is_named,
    "followed": _is_followed,
    "first-name": _has_first_name,
    "full-name": _is_full_name,
    "bare-surname": _is_bare_surname,
    "own-first-name": _has_own_first_name,
    "behind-name": lambda pair: bool(pair.seldom.before),
    "before-name": lambda pair: bool(pair.seldom.behind),
    "other-behind-name": lambda pair: bool(pair.often.before),
    "other-before-name": lambda pair: bool(pair.often.behind),
    "known": lambda pair: _is_known(pair.window.document, pair.seldom.name),
    "word": _is_word,
    "other-word": _is_other_a_word,
    "written-small": lambda pair: not _folded(pair).isdisjoint(pair.window.document.layer(find_written)),
    "pair": lambda pair: " ".join(sorted(_folded(pair))),
    "given-name": lambda pair: not _folded(pair).isdisjoint(load_person_names().given),
    "given-names": lambda pair: _folded(pair) <= load_person_names().given,
    "transatlantic": lambda pair: load_spellings().get(pair.seldom.name.lower()) == pair.often.name.lower(),
    "case-only": _names(difference.in_case_only),
    "accent-only": _names(difference.in_accent_only),
    "doubled-letter": _names(difference.in_doubling_only),
    "ends-otherwise": _names(difference.at_end_only),
    "inflected": _names(difference.in_last_letter),
    "sounds-alike": _names(difference.sounds_alike),
    "run-together": _names(difference.by_last_capital),
    "adjective": _is_adjective,
    "plural": _names(_is_plural),
    "first": lambda pair: pair.seldom.mentions[0].first < pair.often.mentions[0].first,
    "told-of": lambda pair: pair.seldom.told_of,
    "posted": _is_posted,
    "capitals": lambda pair: pair.seldom.name.removesuffix("s").isupper(),
    "letters": lambda pair: min(len(pair.seldom.name), len(pair.often.name)),
}
compile = Detector(propose, tell, FEATURES, choose).compile
