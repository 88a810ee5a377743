"""Reader of XML: the items of RSS and Atom feeds, of NewsML-G2 and NITF, one at a time.

No entity is put in, no DTD is loaded and nothing is fetched. Of the parsers that were tried (feedparser, defusedxml,
lxml), all stop a bomb of nested entities; lxml alone gives one item at a time and lets go of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO

import lxml.etree

from auditor.article import Article
from auditor.ingest.elements import local_name
from auditor.ingest.errors import InputError
from auditor.ingest.feed import entry_row, item_row
from auditor.ingest.item import Item, Part, failed
from auditor.ingest.newsml import news_item_row
from auditor.ingest.nitf import nitf_row
from auditor.ingest.record import described_article

MAX_ITEM_BYTES = 32 << 20
MAX_LINE = 65_535
"""libxml2 counts no further."""
ROWS: dict[str, Callable[[Any], Mapping[str, Any]]] = {
    "item": item_row,
    "entry": entry_row,
    "newsItem": news_item_row,
    "nitf": nitf_row,
}
"""Elements that are an item, and what makes an input row of each."""
TAGS = [f"{{*}}{tag}" for tag in ROWS]
ENTITIES = "declares entities of its own; no feed needs them, and bombs are made of them"
_PROLOG = re.compile(rb"<!--(?:.*?-->|.*)|<!ENTITY|<[A-Za-z_:]", re.DOTALL)


class _Watched:
    """A stream that ends with an error where one item takes too many bytes."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, name
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises InputError."""
        data = self._stream.read(size)
        if not self.since and _declares_entities(data):
            raise InputError(f"{self._name}: {ENTITIES}")
        self.since += len(data)
        if self.since > MAX_ITEM_BYTES:
            raise InputError(f"{self._name}: {MAX_ITEM_BYTES >> 20} MB of XML without the end of an item")
        return data


def read_xml(stream: BinaryIO, name: str, _: Part) -> Iterator[Item]:
    """The items of a feed or of a NewsML-G2 message, or an NITF document. Raises InputError for none of these."""
    watched = _Watched(stream, name)
    number = 0
    for item in _elements(watched, name):
        watched.since = 0
        number += 1
        yield item if isinstance(item, Item) else _item(item, name, number)
    if not number:
        raise InputError(f"{name}: neither a feed (RSS, Atom) nor NewsML-G2 or NITF: no item in it")


def _item(element: Any, name: str, number: int) -> Item:
    where, line = f"{name}:{number}", element.sourceline
    return Item(where, partial(_article, element, where), number, line if line and line < MAX_LINE else None)


def _elements(stream: _Watched, name: str) -> Iterator[Any]:
    """The elements that are items, each cleared once it was used; at a fault in the XML its error as an item."""
    try:
        for _, element in lxml.etree.iterparse(
            stream,
            events=("end",),
            tag=TAGS,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            _refuse_entities(element, name)
            if next(element.iterancestors(*TAGS), None) is None:  # NITF in a newsItem is read with it
                yield element
                _let_go(element)
    except lxml.etree.XMLSyntaxError as error:
        yield failed(name, InputError(f"{name}: not XML from here on: {error.msg}"))


def _refuse_entities(element: Any, name: str) -> None:
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        raise InputError(f"{name}: {ENTITIES}")


def _declares_entities(head: bytes) -> bool:
    """Whether an entity is declared before the first element; libxml2 trips over elements inside of one."""
    found = (match.group() for match in _PROLOG.finditer(head))
    return next((part for part in found if not part.startswith(b"<!--")), b"") == b"<!ENTITY"


def _let_go(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _article(element: Any, where: str) -> Article:
    return described_article(ROWS[local_name(element)](element), where)
