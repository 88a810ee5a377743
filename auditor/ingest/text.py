"""Reader of plain text: the whole file is one article."""

from collections.abc import Iterator
from typing import BinaryIO

from auditor.article import Article, Stretch
from auditor.ingest.errors import InputError
from auditor.ingest.fields import MAX_TEXT_CHARACTERS, clean_text
from auditor.ingest.item import Item, Part

MAX_TEXT_BYTES = 4 * MAX_TEXT_CHARACTERS


def decode(data: bytes, name: str) -> str:
    """`data` as UTF-8 (UTF-16 if it has that byte order mark), line ends kept. Raises InputError."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        return clean_text(data.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not {encoding.upper()}: {error.reason} at byte {error.start}") from None


def encode(text: str, like: bytes) -> bytes:
    """`text` in the encoding of `like`, which `decode` can read; UTF-16 keeps its byte order and its mark."""
    orders = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    mark = like[:2] if like[:2] in orders else b""
    return mark + text.encode(orders.get(mark, "utf-8"))


def read_text(stream: BinaryIO, name: str, _: Part) -> Iterator[Item]:
    """The article in a plain text file."""
    yield Item(name, lambda: _article(decode(stream.read(MAX_TEXT_BYTES + 1), name)))


def _article(text: str) -> Article:
    return Article(text=text, stretches=(Stretch(0, len(text), 1, 1),) if text else ())
