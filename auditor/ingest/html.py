"""Reader of HTML: trafilatura says which blocks are the article's own; lost ones among them are brought back.

A fragment, as a CMS keeps the body of an article, is the article's own in whole: all its blocks are the text.
Offsets of findings count in the extracted text, which is the article's `text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from auditor.article import Article
from auditor.ingest.errors import InputError
from auditor.ingest.extraction import Extract, extract_article, extract_whole
from auditor.ingest.fields import clean_text
from auditor.ingest.item import Item, Part
from auditor.ingest.layout import parse_page
from auditor.ingest.nesting import depth, has_many_attributes
from auditor.ingest.page_fields import page_fields
from auditor.ingest.page_title import plain
from auditor.ingest.stretches import Piece, find_stretches
from auditor.ingest.text import MAX_TEXT_BYTES, decode
from auditor.text.counted import counted

MAX_HTML_CHARACTERS = 8 << 20
MAX_DEPTH = 256
"""Nesting at which parsers grow slow; real pages stay under 60."""
_PAGE = re.compile(r"<(?:(?P<page>!doctype|html|head|body)|(?P<opaque>script|style|textarea|xmp))(?=[\s>])|<!--")
"""What a page has and the body of an article out of a CMS has not, and what may hold that without being a page."""
HEAD_PIECES = 4
"""Pieces among which the page's own title stands: a kicker, a day or a byline may come before it."""
_HEADING = re.compile(r"(?:\A|> )h1(?::|\Z)")


def read_html(stream: BinaryIO, name: str, _: Part) -> Iterator[Item]:
    """The article in a file that is one HTML page."""
    yield Item(name, lambda: _read_file(decode(stream.read(MAX_TEXT_BYTES + 1), name), name))


def _read_file(html: str, where: str) -> Article:
    """The article of a page that is a file of its own, with the places of its text in it. Raises InputError."""
    article, extract = _read(html, where, {})
    pieces = (Piece(text, start, block) for start, text, block, _ in extract.placed())
    blocks = (block.text for block in extract.blocks)
    return replace(article, stretches=find_stretches(article.text, pieces, blocks, html))


def read_page(html: str, where: str, known: Mapping[str, Any]) -> Article:
    """The article in a page; `known` are fields that came with it and win over what the page says.

    A page without readable text, as one that a script fills, has that of its JSON-LD. Raises InputError.
    """
    return _read(html, where, known)[0]


def _read(html: str, where: str, known: Mapping[str, Any]) -> tuple[Article, Extract]:
    _check_size(html, where)
    if not is_page(html):
        extract = extract_whole(html)
        return Article(text=extract.text, layout=extract.layout(), **known), extract
    fields = page_fields(parse_page(html))
    described = fields.pop("described", "")
    values: dict[str, Any] = {**fields, **known}
    extract = without_title(extract_article(html), values.get("title", ""))
    text = extract.text or clean_text(described, where)
    return Article(text=text, layout=extract.layout(), **values), extract


def is_page(html: str) -> bool:
    """Whether `html` is a page, by tags that stand neither in a comment nor in a program; else it is a fragment."""
    lowered = html.lower()
    found = _PAGE.search(lowered)
    while found and not found["page"]:
        end = lowered.find(f"</{found['opaque']}" if found["opaque"] else "-->", found.end())
        found = _PAGE.search(lowered, end) if end >= 0 else None
    return found is not None


def without_title(extract: Extract, title: str) -> Extract:
    """An extract without the page's own h1 at its head, where that is the title: it is no part of the text.

    A line of the breadcrumbs, or a heading that stays when readers scroll, may stand for it.
    """
    wanted = plain(title).casefold()
    headings = (block.text for block in extract.blocks if _HEADING.search(block.path))
    if wanted not in (plain(heading).casefold() for heading in headings):
        return extract
    head = [piece for piece in extract.pieces[:HEAD_PIECES] if plain(piece[0]).casefold() != wanted]
    return extract._replace(pieces=[*head, *extract.pieces[HEAD_PIECES:]])


def fragment_text(html: str) -> str:
    """The text of a piece of HTML that is all article, its blocks parted by a blank line. Raises InputError."""
    _check_size(html, "HTML")
    return extract_whole(html).text


def _check_size(html: str, where: str) -> None:
    if len(html) > MAX_HTML_CHARACTERS:
        raise InputError(
            f"{where}: HTML of {counted(len(html), 'character')}; at most {MAX_HTML_CHARACTERS:,} are read"
        )
    if depth(html) > MAX_DEPTH:
        raise InputError(f"{where}: HTML nested more than {MAX_DEPTH} deep")
    if has_many_attributes(html):
        raise InputError(f"{where}: HTML with an element of too many attributes")
