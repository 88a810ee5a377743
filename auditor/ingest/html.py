"""Reader of HTML: the article of a page, or a fragment.

A fragment, as a CMS keeps the body of an article, is the article's own in whole: all its blocks are the text.
Offsets of findings count in the extracted text, which is the article's `text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from auditor.article import Article
from auditor.ingest.charset import decode_any
from auditor.ingest.errors import InputError
from auditor.ingest.extraction import Extract, extract_article, extract_described, extract_whole
from auditor.ingest.item import Item, Part
from auditor.ingest.markup import Role
from auditor.ingest.page_fields import page_fields
from auditor.ingest.page_title import plain
from auditor.ingest.parsing import parse_page
from auditor.ingest.stretches import Piece, find_stretches
from auditor.text.counted import counted

MAX_HTML_CHARACTERS = 8 << 20
MAX_PAGE_BYTES = 4 * MAX_HTML_CHARACTERS
MIN_TEXT_CHARACTERS = 250
"""Of a shorter text the page's JSON-LD may have the whole. What trafilatura calls too little to be an article."""
HEAD_PIECES = 4
"""Pieces among which the page's own title stands: a kicker, a day or a byline may come before it."""
_PAGE = re.compile(r"<(?:(?P<page>!doctype|html|head|body)|(?P<opaque>script|style|textarea|xmp))(?=[\s>])|<!--")
"""What a page has and the body of an article out of a CMS has not, and what may hold that without being a page."""


def read_html(stream: BinaryIO, name: str, _: Part) -> Iterator[Item]:
    """The article in a file that is one HTML page."""
    yield Item(name, lambda: _read_file(decode_any(stream.read(MAX_PAGE_BYTES + 1)), name))


def _read_file(html: str, where: str) -> Article:
    """The article of a page that is a file of its own, with the places of its text in it. Raises InputError."""
    article, extract = _read(html, where, {})
    pieces = (Piece(text, start, block) for start, text, block, _ in extract.placed())
    blocks = (block.text for block in extract.blocks)
    return replace(article, stretches=find_stretches(article.text, pieces, blocks, html))


def read_page(html: str, where: str, known: Mapping[str, Any]) -> Article:
    """The article in a page; `known` are fields that came with it and win over what the page says.

    A page with hardly any text, as one that a script fills, has that of its JSON-LD, if that is longer. Raises
    InputError.
    """
    return _read(html, where, known)[0]


def _read(html: str, where: str, known: Mapping[str, Any]) -> tuple[Article, Extract]:
    _check_size(html, where)
    if not is_page(html):
        extract = extract_whole(html)
        quoted, apart = extract.passages(Role.QUOTED), extract.passages(Role.APART)
        return Article(text=extract.text, layout=extract.layout(), quoted=quoted, apart=apart, **known), extract
    tree = parse_page(html)
    fields = page_fields(tree)
    described = fields.pop("described", "")
    values: dict[str, Any] = {**fields, **known}
    extract = without_title(extract_article(tree), values.get("title", ""))
    if len(extract.text) < min(MIN_TEXT_CHARACTERS, len(described)):
        extract = extract_described(described)
    return Article(text=extract.text, layout=extract.layout(), quoted=extract.passages(Role.QUOTED), **values), extract


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
    headings = (block.text for block in extract.blocks if block.element.tag == "h1")
    if wanted not in (plain(heading).casefold() for heading in headings):
        return extract
    head = [piece for piece in extract.pieces[:HEAD_PIECES] if plain(piece[0]).casefold() != wanted]
    return extract._replace(pieces=[*head, *extract.pieces[HEAD_PIECES:]])


def fragment_text(html: str) -> str:
    """The text of a piece of HTML that is all article, its blocks parted by a blank line. Raises InputError."""
    _check_size(html, "HTML")
    return extract_whole(html).text


def fragment_pieces(html: str) -> Iterator[tuple[str, bool]]:
    """The blocks of such a piece, each with whether it holds what somebody else said. Raises InputError."""
    _check_size(html, "HTML")
    extract = extract_whole(html)
    yield from ((text, bool(extract.blocks[block].role & Role.QUOTED)) for _, text, block, _ in extract.placed())


def _check_size(html: str, where: str) -> None:
    if len(html) > MAX_HTML_CHARACTERS:
        raise InputError(
            f"{where}: HTML of {counted(len(html), 'character')}; at most {MAX_HTML_CHARACTERS:,} are read"
        )
