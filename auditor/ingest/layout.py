"""The visible blocks of an HTML page: their text, the element they stand in, and which of them an extract holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import lxml.etree
import lxml.html

HIDDEN_TAGS = frozenset({
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "textarea", "button", "title",
})  # fmt: skip
FOREIGN_TAGS = frozenset({"nav", "aside", "footer", "form", "figure", "figcaption", "menu", "dialog", "header"})
"""Elements whose blocks are never taken into the article against the extractor's word."""
BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip


class PageBlock(NamedTuple):
    """One visible block of a page."""

    text: str
    """White space is single spaces."""
    element: Any
    """The innermost block element that holds the text."""
    foreign: bool
    """Whether it stands inside one of FOREIGN_TAGS."""


def parse_page(html: str) -> Any:
    """The page as a tree, or None if it holds no element."""
    data = html.encode("utf-8", "replace")
    try:
        return lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8", remove_pis=True))
    except lxml.etree.ParserError:
        return None


def page_blocks(tree: Any) -> list[PageBlock]:
    """The visible blocks of a parsed page, in document order."""
    blocks: list[PageBlock] = []
    stack: list[Any] = []
    parts: list[str] = []
    hidden = foreign = 0

    def flush() -> None:
        text = " ".join("".join(parts).split())
        parts.clear()
        if text and stack:
            blocks.append(PageBlock(text, stack[-1], foreign > 0))

    for event, element in lxml.etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if event == "start":
            if tag in BLOCK_TAGS:
                flush()
                stack.append(element)
            hidden += tag in HIDDEN_TAGS
            foreign += tag in FOREIGN_TAGS
            if element.text and not hidden:
                parts.append(element.text)
            continue
        if event == "end":
            if tag in BLOCK_TAGS:
                flush()
                stack.pop()
            hidden -= tag in HIDDEN_TAGS
            foreign -= tag in FOREIGN_TAGS
        if element.tail and not hidden:
            parts.append(element.tail)
    return blocks


def css_path(element: Any) -> str:
    """The CSS path of an element, as `html > body > p:nth-of-type(3)`."""
    steps = []
    while element is not None:
        before = sum(1 for _ in element.itersiblings(element.tag, preceding=True))
        single = before == 0 and next(element.itersiblings(element.tag), None) is None
        steps.append(element.tag if single else f"{element.tag}:nth-of-type({before + 1})")
        element = element.getparent()
    return " > ".join(reversed(steps))


def align(lines: Sequence[str], blocks: Sequence[PageBlock]) -> list[int | None]:
    """For each line of an extract the number of the page's block that it came from, if one reads the same."""
    places: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        places.setdefault(_key(block.text), []).append(number)
    for found in places.values():
        found.reverse()
    aligned: list[int | None] = []
    for line in lines:
        found = places.get(_key(line), [])
        aligned.append(found.pop() if len(found) > 1 else found[0] if found else None)
    return aligned


def lost_blocks(blocks: Sequence[PageBlock], main: Sequence[int], extract: str) -> list[int]:
    """Numbers of the blocks that stand among the article's own, in the same element and of the same tag, yet were left out.

    `main` are the numbers of the article's own blocks, `extract` is their text.
    """
    kin = Counter(_family(blocks[number]) for number in set(main))
    known, have = set(main), _key(extract)
    return [
        number
        for number in range(min(known, default=0), max(known, default=0))
        if number not in known
        and not blocks[number].foreign
        and kin[_family(blocks[number])] >= MIN_KIN
        and len(blocks[number].text) >= MIN_LOST_CHARACTERS
        and _key(blocks[number].text) not in have
    ]


def _family(block: PageBlock) -> tuple[Any, str]:
    """What blocks of one article share: the element around them, and their tag."""
    return block.element.getparent(), block.element.tag


MIN_KIN = 3
"""Blocks of the article that a lost one must have beside it in the same element."""
MIN_LOST_CHARACTERS = 30
"""Shorter blocks that the extractor left out are markers and buttons more often than text."""


def _key(text: str) -> str:
    """`text` as both readers give it: bullets, bars between cells and white space left out."""
    return "".join(text.replace("|", " ").split()).lstrip("-•*").lower()
