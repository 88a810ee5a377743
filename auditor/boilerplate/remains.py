"""What content management systems, templates and servers left in a text: what a program should have replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import re2

from auditor.article import Span
from auditor.document import Document
from auditor.lexicon import encodable

AROUND = " (around text)"
OWN_LINE = "= "
MAX_INDENT = 40
"""White space that is looked through at the ends of a line."""
_PAIRED = re.compile(r"[\[{<](/?)([a-zA-Z][a-zA-Z0-9_-]*)[\]}>]")
"""A tag without attributes, of any system."""
CLOSING = r"[\[{<]/[a-zA-Z]"
"""How one begins that closes a passage."""
PAIRS = {"[": "a shortcode of WordPress", "{": "a plug-in's tag of Joomla", "<": "an HTML tag"}
"""What a tag is whose like closes it."""


class Form(NamedTuple):
    """A kind of remains and how to find it."""

    kind: str
    """As a message names it: "a shortcode of WordPress"."""
    reason: str
    around: bool
    """Whether what stands between two of them is the article's."""
    patterns: tuple[str, ...]
    """Those that count as a line of its own only hold its ends too."""


class Remnant(NamedTuple):
    """A passage that a program should have replaced."""

    span: Span
    form: Form
    alone: bool
    """Whether nothing else stands in its line."""

    @property
    def stays(self) -> bool:
        """Whether taking it away would tear a sentence."""
        return not (self.alone or self.form.around)


@cache
def load_forms() -> Mapping[str, Form]:
    """The kinds of data/remains.txt by their names, in their order."""
    text = (files("auditor.boilerplate") / "data" / "remains.txt").read_text(encoding="utf-8")
    return {form.kind: form for form in map(_read_form, re.split(r"^\[(?=\w)", text, flags=re.MULTILINE)[1:])}


def _read_form(section: str) -> Form:
    head, *lines = filter(None, section.splitlines())
    name = head.removesuffix("]")
    reasons = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
    patterns = [_whole_line(line) for line in lines if not line.startswith("# ")]
    return Form(name.removesuffix(AROUND), " ".join(reasons), name.endswith(AROUND), tuple(patterns))


def _whole_line(pattern: str) -> str:
    own = pattern.removeprefix(OWN_LINE)
    return pattern if own == pattern else rf"(?m:^[ \t]*(?:{own})[ \t]*$)"


@cache
def _patterns() -> tuple[Any, Mapping[str, Any]]:
    """A pattern that anything matches, and those of each kind."""
    sources = {form.kind: "|".join(form.patterns) for form in load_forms().values()}
    each = {kind: re2.compile(source) for kind, source in sources.items()}
    return re2.compile("|".join((CLOSING, *sources.values()))), each


def find_remains(document: Document) -> tuple[Remnant, ...]:
    """The remains in the text, in text order."""
    return tuple(find_in(document.text))


def find_in(text: str) -> Iterator[Remnant]:
    """The remains in `text`, in its order, those of a kind that stand side by side as one.

    Of overlapping ones the first stands, and of those that begin alike the longest.
    """
    some, _ = _patterns()
    text = encodable(text)
    if some.search(text) is None:
        return
    for span, form in _joined(text, sorted(_matches(text), key=lambda found: (found[0].start, -found[0].end))):
        yield Remnant(span, form, _is_alone(text, span))


def _joined(text: str, found: Iterable[tuple[Span, Form]]) -> Iterator[tuple[Span, Form]]:
    """Those of `found` that stand, neighbours of one kind joined."""
    held: tuple[Span, Form] | None = None
    for span, form in found:
        if held is None:
            held = span, form
        elif span.start >= held[0].end:
            if form is held[1] and not text[held[0].end : span.start].strip():
                held = Span(held[0].start, span.end), form
            else:
                yield held
                held = span, form
    if held is not None:
        yield held


def _matches(text: str) -> Iterator[tuple[Span, Form]]:
    forms, (_, each) = load_forms(), _patterns()
    for kind, pattern in each.items():
        for match in pattern.finditer(text):
            yield _trimmed(match), forms[kind]
    for span, kind in _pairs(text):
        yield span, forms[kind]


def _trimmed(match: Any) -> Span:
    """Where a match stands without the white space of its line."""
    passage = match.group()
    start = match.start() + len(passage) - len(passage.lstrip())
    return Span(start, start + len(passage.strip()))


def _pairs(text: str) -> Iterator[tuple[Span, str]]:
    """Tags without attributes that open or close a passage, where both stand in the text, and what kind they are."""
    tags = list(_PAIRED.finditer(text))
    closed = {_name(tag) for tag in tags if tag[1]}
    both = closed.intersection(_name(tag) for tag in tags if not tag[1])
    for tag in tags:
        if _name(tag) in both:
            yield Span(*tag.span()), PAIRS[tag.group()[0]]


def _name(tag: re.Match[str]) -> tuple[str, str]:
    """The bracket and the name of a tag."""
    return tag.group()[0], tag[2]


def _is_alone(text: str, span: Span) -> bool:
    """Whether only a little white space stands on either side, up to the ends of its lines."""
    before = text[max(0, span.start - MAX_INDENT) : span.start].rstrip(" \t\xa0")
    behind = text[span.end : span.end + MAX_INDENT].lstrip(" \t\xa0\r")
    opens = before.endswith("\n") or (not before and span.start < MAX_INDENT)
    return opens and (behind.startswith("\n") or (not behind and len(text) - span.end < MAX_INDENT))
