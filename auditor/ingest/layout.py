"""The visible blocks of an HTML page or fragment: their text, the element around it, and whether that is foreign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from auditor.ingest.lines import clean_line, cut_lines, cut_paragraphs, has_blank_line
from auditor.ingest.markup import (
    BODY_ROLES,
    HIDDEN_TAGS,
    PAGE_ROLES,
    PLAIN,
    Look,
    Role,
    is_hidden,
    is_note_mark,
    look_of,
)
from auditor.ingest.structs import FIELD_TAGS, field_of, look_of_field

UNIQUE_TAGS = frozenset({"html", "head", "body"})
"""Elements that a page has once."""
BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
CLOSED_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "dt", "figcaption", "summary", "td", "th"})
"""Elements in which an empty line of a fragment is white space, as everywhere in a page."""
OPEN_TAGS = frozenset({"address", "article", "blockquote", "body", "center", "details", "div", "main", "section"})
"""Elements in which the classic editor of a CMS leaves paragraphs and lines as they were typed."""
QUOTATION_TAGS = frozenset({"blockquote"})
CARD_TAGS = frozenset({"a", "cite", "label", "small", "span", "time"})
"""Elements of a line that a page shows one below the other in cards."""
NOTE_TAGS = frozenset({"a", "sup"})
QUOTATION_MARKS = (("“", "”"), ("‘", "’"))
"""What `q` stands for, and within another."""


class Source(NamedTuple):
    """A text of the tree."""

    element: Any
    where: str
    """Whether it is the `text` or the `tail` of the element."""


class PageBlock(NamedTuple):
    """One visible block of a page."""

    text: str
    """White space is single spaces."""
    role: Role
    """What the tags and classes of the elements around it say that it is."""
    element: Any
    """The innermost block element that holds the text."""
    sources: Sequence[Source]
    """What it was read from; blocks that lines were parted into have those of all of them."""
    paths: Paths

    @property
    def foreign(self) -> bool:
        """Whether it is no part of the article's own text by that."""
        return bool(self.role & Role.FOREIGN)

    @property
    def path(self) -> str:
        """CSS path of that element."""
        return self.paths.of(self.element)

    @property
    def family(self) -> tuple[Any, str]:
        """The element around that one, and its tag: what blocks of one article share."""
        return self.element.getparent(), self.element.tag


class Paths:
    """CSS paths of elements, each made once, when asked for; the children of an element are numbered once."""

    def __init__(self) -> None:
        self._paths: dict[Any, str] = {None: ""}
        self._numbers: dict[Any, int] = {}

    def of(self, element: Any) -> str:
        """The path of `element`."""
        unknown = []
        while element not in self._paths:
            unknown.append(element)
            element = element.getparent()
        path = self._paths[element]
        for each in reversed(unknown):
            path = self._paths[each] = f"{path} > {self._step(each)}" if path else self._step(each)
        return path

    def _step(self, element: Any) -> str:
        parent = element.getparent()
        if element.tag in UNIQUE_TAGS or parent is None:
            return str(element.tag)
        if element not in self._numbers:
            seen: Counter[str] = Counter()
            for child in parent.iterchildren("*"):
                seen[child.tag] += 1
                self._numbers[child] = seen[child.tag]
        return f"{element.tag}:nth-of-type({self._numbers[element]})"


class _Flow(NamedTuple):
    """The text between two borders of block elements, as it stands in the page."""

    text: str
    sources: Sequence[Source]
    holder: Any
    """The innermost block element around it."""
    role: Role
    kept: bool
    """Whether its lines are the writer's, as in `pre`."""


def page_blocks(tree: Any) -> list[PageBlock]:
    """The visible blocks of a parsed page, in document order."""
    paths = Paths()
    flows = _Walk(PAGE_ROLES).flows(tree)
    return [block for flow in flows for block in _blocks(flow, _lines_of_page(flow), paths)]


def fragment_blocks(tree: Any) -> list[PageBlock]:
    """The visible blocks of a parsed fragment, in document order.

    Where a blank line parts bare text, as a classic editor keeps it, line ends outside of paragraphs part lines.
    """
    paths = Paths()
    flows = list(_Walk(BODY_ROLES, FIELD_TAGS).flows(tree))
    typed = any(flow.holder.tag in OPEN_TAGS and not flow.kept and has_blank_line(flow.text) for flow in flows)
    return [block for flow in flows for block in _blocks(flow, _lines_of_fragment(flow, typed), paths)]


def _lines_of_page(flow: _Flow) -> Iterable[str]:
    return cut_lines(flow.text, indented=True) if flow.kept else (flow.text,)


def _lines_of_fragment(flow: _Flow, typed: bool) -> Iterable[str]:
    if flow.kept or flow.holder.tag in CLOSED_TAGS or "\n" not in flow.text:
        return _lines_of_page(flow)
    return cut_lines(flow.text, indented=False) if typed and flow.holder.tag in OPEN_TAGS else cut_paragraphs(flow.text)


def _blocks(flow: _Flow, lines: Iterable[str], paths: Paths) -> Iterator[PageBlock]:
    for line in lines:
        if text := clean_line(line):
            yield PageBlock(text, flow.role, flow.holder, flow.sources, paths)


class _Walk:
    """One way through a page, element by element."""

    def __init__(self, tag_roles: Mapping[str, Role], fields: frozenset[str] = frozenset()) -> None:
        """`fields` are the tags that may be those of a structured block."""
        self._tag_roles, self._fields = tag_roles, fields
        self._flows: list[_Flow] = []
        self._parts: list[str] = []
        self._sources: list[Source] = []
        self._holders: list[Any] = []
        """The block elements that are open."""
        self._roles: list[tuple[Any, Role]] = [(None, Role.TEXT)]
        """The elements that are open which are not just text, each with its roles and those of the ones around it."""
        self._kept = self._quoted = 0
        self._closed = False
        """Whether an element ended right here that cards are made of."""

    def flows(self, tree: Any) -> list[_Flow]:
        """The texts of the page between borders of blocks, blank ones left out."""
        ahead: list[Any] = [tree]
        opened: list[Any] = []
        while ahead:
            element = ahead.pop()
            if element is None:
                element = opened.pop()
                self._close(element, element.tag)
            elif self._open(element, element.tag):
                ahead.append(None)
                opened.append(element)
                ahead.extend(element[::-1])
                continue
            elif element.tag in BLOCK_TAGS:
                self._flush()
            if element.tail:
                self._read(element.tail, element, "tail")
        return self._flows

    def _open(self, element: Any, tag: Any) -> bool:
        """Enter an element, unless nothing in it is text: a program, what is hidden, the number of a note."""
        if tag in HIDDEN_TAGS or tag.__class__ is not str or is_hidden(element):
            return False
        if tag in NOTE_TAGS and is_note_mark(element, self._parts):
            return False
        look, tagged = self._look(element, tag), self._tag_roles.get(tag)
        if not look.hidden:
            self._enter(element, tag, look.role if tagged is None else look.role | tagged)
        return not look.hidden

    def _look(self, element: Any, tag: str) -> Look:
        if tag in self._fields and (field := field_of(element)):
            return look_of_field(element, field)
        classes = element.get("class")
        return look_of(classes) if classes else PLAIN

    def _enter(self, element: Any, tag: str, role: Role) -> None:
        if tag in BLOCK_TAGS:
            self._flush()
            self._holders.append(element)
            self._kept += tag == "pre"
        elif self._closed:
            self._part_card(element)
        if role:
            self._roles.append((element, role | self._roles[-1][1]))
        if tag == "q":
            self._quote(0)
        if element.text:
            self._read(element.text, element, "text")

    def _close(self, element: Any, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._flush()
            self._holders.pop()
            self._kept -= tag == "pre"
        elif tag == "q":
            self._quote(1)
        if self._roles[-1][0] is element:
            self._roles.pop()
        self._closed = tag in CARD_TAGS

    def _quote(self, end: int) -> None:
        self._quoted -= end
        self._parts.append(QUOTATION_MARKS[self._quoted % 2][end])
        self._quoted += 1 - end

    def _read(self, text: str, element: Any, where: str) -> None:
        """Take text that stands here; white space does not begin a line."""
        if self._parts or not text.isspace():
            self._parts.append(text)
            self._sources.append(Source(element, where))
            self._closed = False

    def _part_card(self, element: Any) -> None:
        """Begin a line at an element that follows right upon another, if a page shows one below the other."""
        if element.tag in CARD_TAGS and self._parts and (self._roles[-1][1] & Role.FOREIGN or self._is_glued(element)):
            self._flush()

    def _is_glued(self, element: Any) -> bool:
        """Whether a capital would follow right upon a small letter, between two elements that are a block's own."""
        before, text = self._parts[-1][-1], element.text
        return bool((before.islower() or before.isdigit()) and text and text[0].isupper() and self._is_own(element))

    def _is_own(self, element: Any) -> bool:
        return bool(self._holders) and element.getparent() is self._holders[-1]

    def _flush(self) -> None:
        if self._parts:
            if self._holders:
                text, holder = "".join(self._parts), self._holders[-1]
                self._flows.append(_Flow(text, self._sources, holder, self._roles[-1][1], self._kept > 0))
            self._parts.clear()
            self._sources = []
        self._closed = False
