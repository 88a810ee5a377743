"""The tree of an HTML page: what a parser would take long for, give up on or choke on is repaired before it reads."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

import lxml.etree
import lxml.html

from auditor.ingest.layout import BLOCK_TAGS

MAX_ATTRIBUTES = 200
"""Of one element; more are left out, since libxml2 holds each against all before it. Elements of real pages have under
60."""
_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20)])
"""Characters that HTML forbids and that no text in a tree may hold; a form feed is a space."""
_SPACES = bytes.maketrans(b"\f", b" ")
_REFERENCE = re.compile(
    rb"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f])|0*(?:[0-8]|1[1245-9]|2\d|3[01]|6553[45])(?!\d));?",
    re.IGNORECASE,
)
"""The same characters, and two that are none, as references: what an editor pasted from elsewhere may hold."""
_RAW = rb"(?i:script|style|textarea|title|iframe|xmp|noembed|noframes)\b"
"""Elements whose content is no markup."""
_ATTRIBUTE = rb"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(
    rb"<(?:" + _RAW + rb"[^>]*+>(?:[^<]++|<(?!/" + _RAW + rb"))*+"
    rb"|!--(?!-?>)(?:[^-]++|-(?!-!?>))*+"
    rb"|[!?][^>]*+"
    rb"|(/?[A-Za-z](?:[\s/]++|" + _ATTRIBUTE + rb")*+>?+))"
)  # fmt: skip
"""A tag as browsers read it, where a quotation mark counts after an equals sign alone; programs and comments hold none.
Source: HTML Living Standard, tokenization."""
_NAME = re.compile(rb"/?([A-Za-z][^\s/>]*)")
_HEAD_TAGS = frozenset({b"html", b"head", b"body", b"title", b"meta", b"link", b"base", b"script", b"style"})


def parse_page(html: str) -> Any:
    """The page as a tree without comments, or None if it holds no element; takes time in proportion to its length.

    A page that nests deeper than the parser reads is read as paragraphs without boxes.
    """
    html = html.replace("\ufffe", "").replace("\uffff", "")
    data = html.encode("utf-8", "replace").translate(_SPACES, _CONTROLS)
    if b"&#" in data:
        data = _REFERENCE.sub(b"", data)
    if any(map(_has_excess, _TAG.findall(data))):
        data = _TAG.sub(_without_excess, data)
    tree, too_deep = _parse(data)
    return _parse(_TAG.sub(_flat, data))[0] if too_deep else tree


def parse_fragment(html: str) -> Any:
    """The fragment as the body of a page, so that no parser puts its bare text into a paragraph."""
    return parse_page(f"<body>{html}")


def _parse(data: bytes) -> tuple[Any, bool]:
    """The tree, and whether the parser gave up because of its depth."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_pis=True, remove_comments=True, collect_ids=False)
    try:
        tree = lxml.html.document_fromstring(data, parser=parser)
    except lxml.etree.ParserError:
        tree = None
    last = parser.error_log.last_error
    return tree, last is not None and last.type == lxml.etree.ErrorTypes.ERR_RESOURCE_LIMIT


def _has_excess(tag: bytes) -> bool:
    """Whether a tag has more than MAX_ATTRIBUTES; the first that is found is the element's name."""
    return len(tag) > 2 * MAX_ATTRIBUTES and len(_ATTRIBUTES.findall(tag)) > 1 + MAX_ATTRIBUTES


def _without_excess(match: re.Match[bytes]) -> bytes:
    """A tag with the first MAX_ATTRIBUTES of its attributes."""
    tag = match.group(1)
    if tag is None or not _has_excess(tag):
        return match.group()
    excess = next(islice(_ATTRIBUTES.finditer(tag), 1 + MAX_ATTRIBUTES, None))
    return b"<" + tag[: excess.start()] + b">"


def _flat(match: re.Match[bytes]) -> bytes:
    """What a tag leaves where boxes are no longer told apart: a new paragraph, or nothing."""
    name = _NAME.match(match.group(1) or b"")
    if name is None or name.group(1).lower() in _HEAD_TAGS:
        return match.group()
    return b"<p>" if name.group(1).lower().decode("ascii", "replace") in BLOCK_TAGS else b""
