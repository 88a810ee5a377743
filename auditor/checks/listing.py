"""Kind `listing`: a name that stands twice in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.place_names import AREAS
from auditor.mentions.places import find_places
from auditor.rule import Rule
from auditor.text.tokens import Tokens
from auditor.window import Bounds, Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"first"})
COMMA = frozenset({","})
MAX_ITEM = 4
"""Tokens of a name: "the Republic of Korea"."""
CONJUNCTIONS = frozenset({"and", "or"})


class Params(Schema):
    """None."""


class Repeat(NamedTuple):
    """A name that its list has already."""

    window: Window
    before: Window
    items: int
    """How many the list has."""
    place: int
    """Its place in the list, from 0."""
    distance: int
    """How many places behind the first."""


def propose(document: Document, rule: Rule) -> Iterator[Repeat]:
    """The names that stand a second time in a list that ends with "and" or "or"."""
    for items in find_lists(document.tokens):
        yield from _repeats(document, items)


def _repeats(document: Document, items: Sequence[Bounds]) -> Iterator[Repeat]:
    seen: dict[tuple[str, ...], int] = {}
    for place, item in enumerate(items):
        first = seen.setdefault(tuple(document.tokens.folded[item.first : item.end]), place)
        if first < place:
            yield Repeat(Window(document, *item), Window(document, *items[first]), len(items), place, place - first)


def find_lists(tokens: Tokens) -> Iterator[list[Bounds]]:
    """The items of each list of capitalised names that ends with "and" or "or"."""
    run: list[Bounds] = []
    for before, after in pairwise((*tokens.at(COMMA), len(tokens))):
        if _is_name(tokens, before + 1, after):
            run.append(Bounds(before + 1, after))
        else:
            yield from _closed(tokens, run, before)
            run = []


def _closed(tokens: Tokens, run: Sequence[Bounds], comma: int) -> Iterator[list[Bounds]]:
    """The list with its first and last items, if it is one; `comma` is its last."""
    end = _closing(tokens, comma + 1) if run else []
    if end:
        first = _names_from(tokens, range(run[0].first - 2, -1, -1))
        yield [*_item(run[0].first - 1 - first, run[0].first - 1), *run, *end]


def _closing(tokens: Tokens, start: int) -> list[Bounds]:
    """The items behind the last comma, with "and" or "or" before or between them."""
    at = start + _names_from(tokens, range(start, len(tokens)))
    behind = _names_from(tokens, range(at + 1, len(tokens)))
    closed = behind and tokens.folded[at] in CONJUNCTIONS
    return [*_item(start, at), Bounds(at + 1, at + 1 + behind)] if closed else []


def _item(first: int, end: int) -> list[Bounds]:
    """The item of these tokens; none where a conjunction stands alone behind a comma, or a list opens with one."""
    return [Bounds(first, end)] if first < end else []


def _names_from(tokens: Tokens, places: range) -> int:
    """How many of the first tokens of `places` begin with a capital, at most as many as a name has."""
    return sum(1 for _ in takewhile(lambda at: is_capitalised(tokens.words[at]), places[:MAX_ITEM]))


def _is_name(tokens: Tokens, first: int, end: int) -> bool:
    """Whether these tokens are a name: the first and the last begin with a capital."""
    return 0 < end - first <= MAX_ITEM and all(map(is_capitalised, (tokens.words[first], tokens.words[end - 1])))


def _is_area(repeat: Repeat) -> bool:
    """Whether it is a country, or a part of one."""
    toponyms = repeat.window.document.layer(find_places).toponyms
    return any(each.first == repeat.window.first and each.place.kind in AREAS for each in toponyms)


def tell(repeat: Repeat, rule: Rule) -> Hit:
    """The second mention, with the first as evidence."""
    quote = repeat.before.document.text[repeat.before.span.start : repeat.before.span.end]
    evidence = (Evidence("stands in the list already", span=repeat.before.span, quote=quote),)
    return Hit(rule, repeat.window.span, values={"first": quote}, evidence=evidence)


FEATURES = {
    "items": lambda repeat: repeat.items,
    "distance": lambda repeat: repeat.distance,
    "area": _is_area,
    "paired": lambda repeat: repeat.place % 2 == 1 and repeat.distance % 2 == 0,
}
compile = Detector(propose, tell, FEATURES).compile
