"""What an element of a page is by its tag and attributes: hidden, foreign to the article, the mark of a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import IntFlag
from functools import cache, lru_cache
from typing import Any, NamedTuple

from auditor.vocabulary import words


class Role(IntFlag):
    """What an element's text is beside the article's own; an element has the roles of those around it too."""

    TEXT = 0
    FOREIGN = 1
    """No part of the article's text by the extractor's word or its class."""
    QUOTED = 2
    """What somebody else said."""
    APART = 4
    """A caption, a credit, a card, a button: in its place, and no left-over."""


HIDDEN_TAGS = frozenset({
    "script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "audio", "video", "canvas",
    "select", "datalist", "textarea", "button",
})  # fmt: skip
MARGIN_TAGS = frozenset({"nav", "aside", "footer", "form", "figure", "figcaption", "menu", "dialog"})
"""Elements whose blocks are never taken into the article against the extractor's word."""
BODY_ROLES: Mapping[str, Role] = dict.fromkeys(MARGIN_TAGS, Role.FOREIGN) | {
    "blockquote": Role.QUOTED, "figure": Role.FOREIGN | Role.APART, "figcaption": Role.FOREIGN | Role.APART,
}  # fmt: skip
"""What elements of a fragment are by their tags; its header is the article's own."""
PAGE_ROLES: Mapping[str, Role] = {**BODY_ROLES, "header": Role.FOREIGN}
"""The same in a page."""
CLASS_ROLES: Mapping[str, Role] = {
    "markup/foreign": Role.FOREIGN, "markup/quoted": Role.QUOTED, "markup/apart": Role.FOREIGN | Role.APART,
}  # fmt: skip
"""What the names of its classes make of an element, by the lists that they stand in."""
MAX_CLASS_CHARACTERS = 400
"""Longer values are styles written out as classes, of which the first say enough."""
MAX_NOTE_CHARACTERS = 12
"""Longer texts of links within the page are words of the article."""
MAX_ICON_CHARACTERS = 80
"""Up to here a paragraph that is kept from programs that read aloud is an icon. On html-dev the only longer ones that
are neither a pulled quotation nor a box beside the text are the article's, behind a wall."""
SHOWN_WHEN_FOUND = "until-found"
"""What `hidden` says of text that a search in the page brings up."""
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_PARTS = re.compile(r"[-_\s]")
_BRACKETED = re.compile(r"\[(?:\d{1,3}|[a-z]|[*†‡§]|note \d{1,3})\]", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\)?[,.]?", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,3}(?:[,–-] ?\d{1,3})*")
_BEHIND_WORD = re.compile(r"(?:[^\W\d_]|[.:!?…”’\"')]|\D[,;])$")
"""What a note's number stands right behind; in "[1,2]" it is part of the text."""
_BEHIND_MARK = re.compile(r"(?:[.:!?…”’\"')]|\D[,;])$")
"""The same for raised figures, which behind a letter are powers."""


class Look(NamedTuple):
    """What a class says of its element."""

    hidden: bool = False
    role: Role = Role.TEXT
    note: bool = False
    """Whether it belongs to a note."""


PLAIN = Look()


def look_of(classes: str | None) -> Look:
    """What the value of an attribute `class` says; nothing if it is longer than any that tells something."""
    return _look_of(classes) if classes and len(classes) <= MAX_CLASS_CHARACTERS else PLAIN


@lru_cache(maxsize=4096)
def _look_of(classes: str) -> Look:
    classes = classes.lower()
    if _telling_parts().isdisjoint(_PARTS.split(classes)):
        return PLAIN
    names = classes.split()
    parts = [_PARTS.split(name) for name in names]
    return Look(
        not words("markup/hidden").isdisjoint(names),
        _role_of(names, parts),
        any(each[0] in words("markup/notes") for each in parts),
    )


def _role_of(names: Sequence[str], parts: Iterable[list[str]]) -> Role:
    """The roles that class names, and their parts, give an element."""
    role = Role.FOREIGN if any(map(_is_site_box, parts)) else Role.TEXT
    for named, given in CLASS_ROLES.items():
        if not words(named).isdisjoint(names):
            role |= given
    return role


@cache
def _telling_parts() -> frozenset[str]:
    """The last parts of all names that say something, and all parts that do: most classes have none of them."""
    names = words("markup/hidden").union(*map(words, CLASS_ROLES))
    return words("markup/site") | words("markup/notes") | {_PARTS.split(name)[-1] for name in names}


def _is_site_box(parts: list[str]) -> bool:
    """Whether the parts of a class name say that its box is about the site, as `related-posts`."""
    about = words("markup/site")
    return not about.isdisjoint(parts) and (len(parts) == 1 or not words("markup/boxes").isdisjoint(parts))


def is_hidden(element: Any) -> bool:
    """Whether an attribute of its own, the class apart, hides an element.

    Boxes called `S:0` and on are hidden until React, which streams what comes late in them, has put it in its place.
    """
    get = element.get
    style = get("style")
    hidden = get("hidden", SHOWN_WHEN_FOUND) != SHOWN_WHEN_FOUND and not get("id", "").startswith("S:")
    if hidden or (style and _UNSEEN.search(style)):
        return True
    return get("aria-hidden") == "true" and not _is_prose(element) and not _is_spoken(element)


def _is_prose(element: Any) -> bool:
    return bool(element.tag == "p" and len("".join(element.itertext()).strip()) > MAX_ICON_CHARACTERS)


def _is_spoken(element: Any) -> bool:
    """Whether a neighbour says the same to programs that read aloud, as beside a large initial."""
    beside = (each for each in (element.getprevious(), element.getnext()) if each is not None)
    return any(look_of(each.get("class")).hidden for each in beside)


def is_note_mark(element: Any, before: Sequence[str]) -> bool:
    """Whether a link or a raised text is the number of a note, or the way back from one.

    `before` are the pieces of text that stand before it.
    """
    if element.tag == "sup":
        return _is_raised_mark(element, before)
    note = look_of(element.get("class")).note
    if not note and not element.get("href", "").startswith("#"):
        return False
    text = _mark_of(element)
    if not any(map(str.isalnum, text)) or _BRACKETED.fullmatch(text):
        return bool(text)
    return bool(_NUMBER.fullmatch(text) and (note or _BEHIND_WORD.search(_end_of(before))))


def _is_raised_mark(element: Any, before: Sequence[str]) -> bool:
    text = _mark_of(element)
    link = next(element.iter("a"), None)
    if text and link is not None and (link.get("href", "").startswith("#") or look_of(link.get("class")).note):
        return True
    return bool(_BRACKETED.fullmatch(text) or (_NUMBERS.fullmatch(text) and _BEHIND_MARK.search(_end_of(before))))


def _mark_of(element: Any) -> str:
    """The text of an element if it is as short as the number of a note."""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > MAX_NOTE_CHARACTERS:
            return ""
    return text.strip()


def _end_of(pieces: Sequence[str]) -> str:
    """The last signs of a text in pieces, of which none is empty: as many as tell what a number stands behind."""
    return "".join(piece[-2:] for piece in pieces[-2:])
