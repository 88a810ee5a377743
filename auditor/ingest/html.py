"""Reader of HTML: trafilatura says which blocks are the article's own, resiliparse gives the visible ones.

Offsets of findings count in the extracted text, which is the article's `text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from typing import Any, BinaryIO

import trafilatura

from auditor.article import Article
from auditor.ingest.errors import InputError
from auditor.ingest.text import MAX_TEXT_BYTES, decode

MAX_HTML_CHARACTERS = 8 << 20
MAX_DEPTH = 256
"""Nesting at which parsers grow slow; real pages stay under 60."""


_SOCIAL_TITLE = re.compile(
    r"<meta\s+(?:property|name)=[\"'](og|twitter):title[\"']\s+content=[\"]([^\"<>]{1,300})[\"]", re.IGNORECASE
)


def read_html(stream: BinaryIO, name: str) -> Iterator[Article | InputError]:
    """The article in a file that is one HTML page. Raises InputError."""
    yield read_page(decode(stream.read(MAX_TEXT_BYTES + 1), name), name, {"id": name})


def read_page(html: str, where: str, known: Mapping[str, Any]) -> Article:
    """The article in a page; `known` are fields that came with it and win over what the page says.

    Raises InputError.
    """
    if len(html) > MAX_HTML_CHARACTERS:
        raise InputError(f"{where}: HTML of {len(html)} characters; at most {MAX_HTML_CHARACTERS} are read")
    if depth(html) > MAX_DEPTH:
        raise InputError(f"{where}: HTML nested more than {MAX_DEPTH} deep")
    text = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=False) or ""
    values: dict[str, Any] = {**_page_fields(html), **known}
    return Article(text=text, **values)


def _page_fields(html: str) -> dict[str, Any]:
    """What the page's own metadata says."""
    meta = trafilatura.extract_metadata(html)
    fields: dict[str, Any] = {"title": meta.title or "", "url": meta.url, "source": meta.hostname}
    if meta.author:
        fields["authors"] = tuple(name.strip() for name in meta.author.split(";"))
    fields["social_titles"] = tuple(dict.fromkeys(unescape(title) for _, title in _SOCIAL_TITLE.findall(html)))
    if meta.date:
        fields["published"] = date.fromisoformat(meta.date)
    return {name: value for name, value in fields.items() if value}


def depth(html: str) -> int:
    """An upper bound of how deep elements nest, counted in one pass."""
    deepest = open_tags = 0
    position = html.find("<")
    while position >= 0:
        following = html[position + 1 : position + 2]
        if following == "/":
            open_tags = max(0, open_tags - 1)
        elif following.isalpha() and not _is_void(html, position + 1):
            open_tags += 1
            deepest = max(deepest, open_tags)
        position = html.find("<", position + 1)
    return deepest


def _is_void(html: str, start: int) -> bool:
    """Whether the tag at `start` is one that is seldom or never closed."""
    end = start
    while end < len(html) and html[end].isalnum():
        end += 1
    return html[start:end].lower() in VOID_TAGS


VOID_TAGS = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "option",
        "dt",
        "dd",
    ]
)
