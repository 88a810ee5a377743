"""Verbs of opposite sides, "approve" and "reject", "vote for" and "vote against"; and what denies a verb."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from auditor.mentions.terms import term_of
from auditor.text.tokens import Tokens
from auditor.vocabulary import load_lists, words
from auditor.window import Bounds, Window

DENIED_REACH = 3
"""Tokens before a word among which stands what denies it: "will not ever run"."""
PARTICLE_REACH = 3
"""Tokens behind a verb among which its particle stands: "turned the offer down"."""


class Verb(NamedTuple):
    """A verb by its term, and the particle that it needs, if any."""

    term: str
    particle: str


class Verbal(NamedTuple):
    """A verb where it stands: to its particle, if it has one."""

    verb: Verb
    tokens: Bounds


class Opposition(NamedTuple):
    """Verbs of one side, and those of the other."""

    own: frozenset[Verb]
    other: frozenset[Verb]


def verb_term(folded: str) -> str:
    """The term of the plain form of a verb: "fell" and "falls" have that of "fall"."""
    return term_of(_plain_forms().get(folded, folded))


def find_verbals(folded: Sequence[str], places: Iterable[int]) -> Iterator[Verbal]:
    """What the tokens at `places` may be as verbs, with each particle that may be theirs and without."""
    for place in places:
        term, start = verb_term(folded[place]), place + 1
        for end, particle in enumerate(folded[start : start + PARTICLE_REACH], start + 1):
            yield Verbal(Verb(term, particle), Bounds(place, end))
        yield Verbal(Verb(term, ""), Bounds(place, start))


def find_of(verbs: Container[Verb], folded: Sequence[str], places: Iterable[int]) -> Sequence[Verbal]:
    """Those of them that are among `verbs`, by place one."""
    opposed = [place for place in places if verb_term(folded[place]) in opposed_terms()]
    found = {each.tokens.first: each for each in find_verbals(folded, opposed) if each.verb in verbs}
    return list(found.values())


@cache
def opposed_terms() -> frozenset[str]:
    """The terms of all verbs that have an opposite."""
    return frozenset(verb.term for verb in load_opposites())


def find_denials(tokens: Tokens, places: range) -> Iterator[int]:
    """The tokens among `places` right behind a negation, or behind "refuses to"."""
    for at in tokens.at(_negations() | words("grammar/refusing")):
        denied = at + 1 + (tokens.folded[at + 1 : at + 2] == ["to"])
        if denied in places:
            yield denied


def is_denied(window: Window) -> bool:
    """Whether a negation stands shortly before a passage, or a verb of refusing before its "to"."""
    before = [word for word in window.before(DENIED_REACH) if word[0].isalnum()]
    *_, verb, last = ("", "", *before)
    return (last == "to" and verb in words("grammar/refusing")) or not _negations().isdisjoint(before)


def with_denial(window: Window) -> Window:
    """The passage with what denies it, if anything does: "not run" for the "run" of "will not run"."""
    denying = _negations() | words("grammar/refusing")
    before = [word in denying for word in reversed(window.before(DENIED_REACH))]
    reach = before.index(True) + 1 if is_denied(window) else 0
    return window._replace(first=window.first - reach)


def helper_of(window: Window) -> str:
    """What stands before a word, or before what denies it: "will" of "will run", "won't run" and "refuses to run"."""
    *_, word = ("", *(word for word in window.before() if word not in words("grammar/negations")))
    return "will" if word == "to" else _plain_forms().get(word, word)


@cache
def _negations() -> frozenset[str]:
    """Words that deny, and verbs to which one is written."""
    return words("grammar/negations") | words("grammar/denied helpers")


@cache
def load_opposites() -> Mapping[Verb, Sequence[Opposition]]:
    """By verb the oppositions of data/opposites.tsv in which it is on the own side."""
    text = (files("auditor.mentions") / "data" / "opposites.tsv").read_text(encoding="utf-8")
    table: dict[Verb, list[Opposition]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            one, other = (frozenset(map(_read, cell.split(","))) for cell in line.split("\t"))
            for opposition in (Opposition(one, other), Opposition(other, one)):
                for verb in opposition.own:
                    table.setdefault(verb, []).append(opposition)
    return table


def _read(cell: str) -> Verb:
    verb, _, particle = cell.partition("_")
    return Verb(verb_term(verb), particle)


@cache
def _plain_forms() -> Mapping[str, str]:
    return {form: plain for plain, forms in load_lists("irregular").items() for form in forms}
