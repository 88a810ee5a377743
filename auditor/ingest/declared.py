"""What a page declares of itself, gathered in one pass over its tree: meta, titles, headings, times, links, JSON-LD."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import lxml.etree

from auditor.ingest.layout import BLOCK_TAGS

MAX_CHARACTERS = 1_000
"""Of a value: a longer one is no title, name or date."""
MAX_OF_A_KIND = 50
"""Headings, times and values of one name that are looked at; more has a page of lists, not an article."""
MAX_STEPS = 1_000
"""Ends of elements within one whose text is read: a heading that was never closed holds the page."""
NAMED_BY = ("property", "name", "itemprop", "http-equiv")
AUTHOR = "rel=author"
JSON_LD = "application/ld+json"
_MARKED = lxml.etree.XPath("//*[@itemprop or @rel='author']")


@dataclass(frozen=True, slots=True)
class Declared:
    """What was found, in document order."""

    language: str
    """The tag that the root element gives, or ""."""
    meta: Mapping[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What meta elements say, by folded name."""
    marked: Mapping[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    """Elements by their folded `itemprop`; the authors' links by `rel=author`."""
    titles: list[str] = field(default_factory=list)
    """What title elements hold; the page's own is the first."""
    headings: list[Any] = field(default_factory=list)
    """The h1 elements."""
    times: list[Any] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    """The texts of JSON-LD."""

    def first(self, names: frozenset[str]) -> str:
        """What the first meta element of one of these names says; else ""."""
        return next((value for name, values in self.meta.items() if name in names for value in values), "")


def read_declared(tree: Any) -> Declared:
    """What the page of a tree declares."""
    found = Declared((tree.get("lang") or tree.get("xml:lang") or "").strip())
    for element in tree.iter(*_READERS):
        _READERS[element.tag](element, found)
    marked: Any = _MARKED(tree)
    for element in marked:
        for name in (element.get("itemprop") or AUTHOR).lower().split():
            _keep(found.marked[name], element)
    return found


def text_of(element: Any) -> str:
    """The visible text of an element, its blocks and lines parted by a space."""
    parts = []
    for event, each in islice(lxml.etree.iterwalk(element, events=("start", "end", "comment")), MAX_STEPS):
        parts.append(" " if each.tag in BLOCK_TAGS else "")
        parts.append((each.text if event == "start" else each.tail if each is not element else "") or "")
    return " ".join("".join(parts)[:MAX_CHARACTERS].split())


def value_of(element: Any) -> str:
    """What an element with an `itemprop`, or a time, says: in its attribute for programs, else in its text."""
    said = element.get("content") or element.get("datetime")
    return " ".join(said[:MAX_CHARACTERS].split()) if said else text_of(element)


def _keep(kind: list[Any], value: Any) -> None:
    if value is not None and value != "" and len(kind) < MAX_OF_A_KIND:
        kind.append(value)


def _read_meta(element: Any, found: Declared) -> None:
    value = " ".join((element.get("content") or "")[:MAX_CHARACTERS].split())
    for name in {element.get(attribute, "").strip().lower() for attribute in NAMED_BY} - {""}:
        _keep(found.meta[name], value)


def _read_title(element: Any, found: Declared) -> None:
    if element.getparent() is not None and element.getparent().tag != "svg":
        _keep(found.titles, text_of(element))


def _read_link(element: Any, found: Declared) -> None:
    if element.get("rel", "").lower() == "canonical":
        _keep(found.canonical, (element.get("href") or "").strip())


def _read_script(element: Any, found: Declared) -> None:
    if element.get("type", "").partition(";")[0].strip().lower() == JSON_LD:
        _keep(found.scripts, element.text)


_READERS: Mapping[str, Callable[[Any, Declared], None]] = {
    "meta": _read_meta,
    "title": _read_title,
    "link": _read_link,
    "script": _read_script,
    "h1": lambda element, found: _keep(found.headings, element),
    "time": lambda element, found: _keep(found.times, element),
}
"""What reads which element."""
