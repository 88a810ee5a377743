"""The parts of a page: what nobody sees is cleared, and what the page itself calls none of the article is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Any

import lxml.etree

from auditor.ingest.layout import PageBlock, Source
from auditor.ingest.markup import HIDDEN_TAGS, is_hidden, look_of
from auditor.vocabulary import words

MAX_FOREIGN_SHARE = 1 / 3
"""Of the article's characters that a part may hold and still be none of it: a page whose article stands in a box called
`related` keeps it. Set on 213 pages (95 scrapinghub, 73 wcxb, 45 fundus): 1/4 and 1/3 take the same from news."""
MAX_NAME_CHARACTERS = 100
"""Longer classes and ids are no names, and would fill the memory of those that were looked at."""
HIDING_ATTRIBUTES = frozenset({"hidden", "style", "class", "aria-hidden"})
_OPAQUE_TAGS = HIDDEN_TAGS - {"button"}
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def clear_parts(tree: Any) -> None:
    """Take out of a tree what shows no text, and empty what is hidden; what holds most of the text never is.

    A button or a navigation that was never closed holds the rest of the page, and becomes a plain box.
    """
    lxml.etree.strip_elements(tree, *_OPAQUE_TAGS, with_tail=False)
    length = len(tree.text_content())
    for element in list(tree.iter("button", *words("page/boxes"))):
        if 2 * len(element.text_content()) > length:
            element.tag = "div"
    for element in list(_unseen(tree)):
        if element.getroottree().getroot() is not tree:
            continue
        if 2 * len(element.text_content()) > length:
            for name in HIDING_ATTRIBUTES.intersection(element.attrib):
                del element.attrib[name]
        else:
            element.clear(keep_tail=True)


def clear_boxes(tree: Any) -> None:
    """Empty the boxes that stand beside the main text."""
    for element in list(tree.iter(*words("page/boxes"))):
        element.clear(keep_tail=True)


def _unseen(tree: Any) -> Iterator[Any]:
    """The elements that a page does not show."""
    return (each for each in tree.iter("*") if is_hidden(each) or look_of(each.get("class")).hidden)


def holders(source: Source) -> tuple[Any, ...]:
    """The elements around a text of the tree, the innermost first."""
    return (source.element, *source.element.iterancestors())[source.where == "tail" :]


def is_set_aside(block: PageBlock) -> bool:
    """Whether a block is hidden from screen readers: trafilatura leaves most such out, and few of those are text."""
    return any(each.get("aria-hidden") == "true" for each in holders(block.sources[0]))


class ForeignParts:
    """The parts of a page whose class, id or role says that they are none of the article."""

    def __init__(self) -> None:
        self._known: dict[Any, list[Any]] = {}

    def around(self, block: PageBlock) -> list[Any]:
        """The foreign elements that a block stands in."""
        around = holders(block.sources[0])
        unknown = [*takewhile(lambda each: each not in self._known, around)]
        found = self._known[around[len(unknown)]] if len(unknown) < len(around) else []
        for element in reversed(unknown):
            found = self._known[element] = [element, *found] if _is_foreign(element) else found
        return found

    def among(self, numbers: Iterable[int], blocks: Mapping[int, PageBlock]) -> set[int]:
        """Those of the article's blocks that stand in a foreign part, unless it holds much of the article."""
        around = {number: self.around(blocks[number]) for number in numbers}
        held: Counter[Any] = Counter()
        for number, elements in around.items():
            held.update(dict.fromkeys(elements, len(blocks[number].text)))
        most = MAX_FOREIGN_SHARE * sum(len(blocks[number].text) for number in around)
        return {number for number, elements in around.items() if any(held[each] < most for each in elements)}


def _is_foreign(element: Any) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return element.get("role") in words("page/roles") or any(
        _names_foreign(name) for name in names if len(name) <= MAX_NAME_CHARACTERS
    )


@lru_cache(maxsize=1 << 12)
def _names_foreign(name: str) -> bool:
    """Whether a class or an id is the name of a foreign part."""
    parts = [part.lower() for part in _WORD.findall(name)]
    if not parts or parts[0] in words("page/negations"):
        return False
    return not words("page/foreign").isdisjoint([*parts, *map("-".join, pairwise(parts))])
