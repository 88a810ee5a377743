"""Reader of HTML: trafilatura says which blocks are the article's own; lost ones among them are brought back.

A fragment, as a CMS keeps the body of an article, is the article's own in whole: all its blocks are the text.
Offsets of findings count in the extracted text, which is the article's `text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any, BinaryIO, NamedTuple

from auditor.article import Article, LayoutBlock
from auditor.ingest.errors import InputError
from auditor.ingest.fields import clean_text
from auditor.ingest.item import Item, Part
from auditor.ingest.jsonld import find_news_article
from auditor.ingest.layout import PageBlock, align, lost_blocks, page_blocks, parse_page
from auditor.ingest.nesting import count_blocks, depth, has_many_attributes
from auditor.ingest.stretches import Piece, find_stretches
from auditor.ingest.text import MAX_TEXT_BYTES, decode
from auditor.text.counted import counted

MAX_HTML_CHARACTERS = 8 << 20
BETWEEN = "\n\n"
"""What parts the blocks of the extracted text: a blank line, so that no two lines are taken for one wrapped."""
MAX_DEPTH = 256
"""Nesting at which parsers grow slow; real pages stay under 60."""
MAX_BLOCKS = 3_000
"""Blocks over which trafilatura does without its second opinion (justext), whose time grows with their square. Of 213
news pages, the one of most blocks has 1,400."""
_PAGE = re.compile(r"<(?:!doctype|html|head|body|main|article)[\s>]", re.IGNORECASE)
"""What a page has and the body of an article out of a CMS has not."""
_SOCIAL_TITLE = re.compile(
    r"<meta\s+(?:property|name)=[\"'](og|twitter):title[\"']\s+content=[\"]([^\"<>]{1,300})[\"]", re.IGNORECASE
)


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


def _read(html: str, where: str, known: Mapping[str, Any]) -> tuple[Article, _Extract]:
    _check_size(html, where)
    if _PAGE.search(html) is None:
        extract = _read_whole(html)
        return Article(text=extract.text, layout=extract.layout(), **known), extract
    extract = _extract(html)
    described = find_news_article(html)
    text = extract.text
    if not text and described.get("text"):
        text = clean_text(described["text"], where)
    fields = {name: value for name, value in described.items() if name != "text"}
    values: dict[str, Any] = {**fields, **_page_fields(html), **known}
    return Article(text=text, layout=extract.layout(), **values), extract


def fragment_text(html: str) -> str:
    """The text of a piece of HTML that is all article, its blocks parted by a blank line. Raises InputError."""
    _check_size(html, "HTML")
    return _read_whole(html).text


def _check_size(html: str, where: str) -> None:
    if len(html) > MAX_HTML_CHARACTERS:
        raise InputError(
            f"{where}: HTML of {counted(len(html), 'character')}; at most {MAX_HTML_CHARACTERS:,} are read"
        )
    if depth(html) > MAX_DEPTH:
        raise InputError(f"{where}: HTML nested more than {MAX_DEPTH} deep")
    if has_many_attributes(html):
        raise InputError(f"{where}: HTML with an element of too many attributes")


class _Extract(NamedTuple):
    """The article's text in pieces, and the blocks of the page that they came from."""

    pieces: Sequence[tuple[str, int | None, bool]]
    """Text, number of its block if that is known, and whether it is the article's own."""
    blocks: Sequence[PageBlock]

    @property
    def text(self) -> str:
        """The pieces, parted by a blank line."""
        return BETWEEN.join(text for text, _, _ in self.pieces)

    def placed(self) -> Iterator[tuple[int, str, int, bool]]:
        """The pieces whose block is known, each after its offset in the text."""
        start = 0
        for text, block, main in self.pieces:
            if block is not None:
                yield start, text, block, main
            start += len(text) + len(BETWEEN)

    def layout(self) -> tuple[LayoutBlock, ...]:
        """Where the pieces stand in the page."""
        return tuple(
            LayoutBlock(start, start + len(text), self.blocks[block].path, main)
            for start, text, block, main in self.placed()
        )


def _extract(html: str) -> _Extract:
    """What of a page is the article."""
    import trafilatura  # noqa: PLC0415 - 0.1 s that only a page needs

    plain = count_blocks(html) > MAX_BLOCKS
    extract = trafilatura.extract(html, fast=plain, include_comments=False, include_tables=True) or ""
    lines = [line for line in extract.split("\n") if line.strip()]
    tree = parse_page(html)
    if tree is None or not lines:
        return _Extract([(line, None, True) for line in lines], ())
    blocks = page_blocks(tree)
    places = align(lines, blocks)
    main = [place for place in places if place is not None]
    lost = lost_blocks(blocks, main, extract)
    pieces: list[tuple[str, int | None, bool]] = []
    for line, place in zip(lines, places, strict=True):
        while place is not None and lost and lost[0] < place:
            number = lost.pop(0)
            pieces.append((blocks[number].text, number, False))
        pieces.append((line, place, True))
    return _Extract(pieces, blocks)


def _read_whole(html: str) -> _Extract:
    """A fragment, all of it."""
    tree = parse_page(html)
    blocks = page_blocks(tree) if tree is not None else []
    return _Extract([(block.text, number, not block.foreign) for number, block in enumerate(blocks)], blocks)


def _page_fields(html: str) -> dict[str, Any]:
    """What the page's own metadata says."""
    import trafilatura  # noqa: PLC0415 - as above

    meta = trafilatura.extract_metadata(html)
    fields: dict[str, Any] = {"title": meta.title or "", "url": meta.url, "source": meta.hostname}
    if meta.author:
        fields["authors"] = tuple(name.strip() for name in meta.author.split(";"))
    fields["social_titles"] = tuple(dict.fromkeys(unescape(title) for _, title in _SOCIAL_TITLE.findall(html)))
    if meta.date:
        fields["published"] = date.fromisoformat(meta.date)
    return {name: value for name, value in fields.items() if value}
