"""The visible blocks of an HTML page: their text, the element they stand in, and which of them an extract holds."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import lxml.etree

HIDDEN_TAGS = frozenset({
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "textarea", "button",
})  # fmt: skip
UNIQUE_TAGS = frozenset({"html", "head", "body"})
"""Elements that a page has once."""
FOREIGN_TAGS = frozenset({"nav", "aside", "footer", "form", "figure", "figcaption", "menu", "dialog", "header"})
"""Elements whose blocks are never taken into the article against the extractor's word."""
BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
})  # fmt: skip


class PageBlock(NamedTuple):
    """One visible block of a page."""

    text: str
    """White space is single spaces."""
    path: str
    """CSS path of the innermost block element that holds the text."""
    family: tuple[str, str]
    """The path of the element around that one, and its tag: what blocks of one article share."""
    foreign: bool
    """Whether it stands inside one of FOREIGN_TAGS."""
    sources: tuple[tuple[Any, str], ...] = ()
    """The texts of the tree that it was read from: an element, and whether its `text` or its `tail`."""


def page_blocks(tree: Any) -> list[PageBlock]:
    """The visible blocks of a parsed page, in document order."""
    walk = _Walk()
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end", "comment")):
        if event == "start":
            walk.open(element)
        elif event == "end":
            walk.close(element)
        else:
            walk.read(element, "tail")
    return walk.blocks


class _Walk:
    """One way through a page, element by element."""

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self._parts: list[str] = []
        self._sources: list[tuple[Any, str]] = []
        self._paths = [""]
        self._numbers: list[Counter[str]] = [Counter()]
        """For each open element how many children of each tag it had so far."""
        self._holders: list[tuple[str, tuple[str, str]]] = []
        """Path and family of each open block element."""
        self._hidden = self._foreign = 0

    def open(self, element: Any) -> None:
        """Enter an element and read what it begins with."""
        tag = element.tag
        around = self._paths[-1]
        self._numbers[-1][tag] += 1
        step = tag if tag in UNIQUE_TAGS else f"{tag}:nth-of-type({self._numbers[-1][tag]})"
        if tag in BLOCK_TAGS:
            self._flush()
            self._holders.append((f"{around}{step}", (around, tag)))
        self._paths.append(f"{around}{step} > ")
        self._numbers.append(Counter())
        self._hidden += tag in HIDDEN_TAGS
        self._foreign += tag in FOREIGN_TAGS
        self.read(element, "text")

    def close(self, element: Any) -> None:
        """Leave an element and read what follows it."""
        tag = element.tag
        if tag in BLOCK_TAGS:
            self._flush()
            self._holders.pop()
        self._paths.pop()
        self._numbers.pop()
        self._hidden -= tag in HIDDEN_TAGS
        self._foreign -= tag in FOREIGN_TAGS
        self.read(element, "tail")

    def read(self, element: Any, where: str) -> None:
        """Take the `text` or the `tail` of an element, if it is visible."""
        text = getattr(element, where)
        if text and not self._hidden:
            self._parts.append(text)
            self._sources.append((element, where))

    def _flush(self) -> None:
        text = " ".join("".join(self._parts).split())
        if text and self._holders:
            self.blocks.append(PageBlock(text, *self._holders[-1], self._foreign > 0, tuple(self._sources)))
        self._parts.clear()
        self._sources.clear()
