"""Reader of web archives: the HTML pages among the records of a WARC file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from auditor.article import Article
from auditor.ingest.charset import decode_any
from auditor.ingest.errors import InputError, NotAnArticle
from auditor.ingest.html import MAX_PAGE_BYTES, read_page
from auditor.ingest.item import Item, Part

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
OK = 200


def read_warc(stream: BinaryIO, name: str, _: Part) -> Iterator[Item]:
    """The pages that were answered with 200; other answers, and what is no page, are no articles.

    Requests, metadata and revisits are not looked at. Raises InputError.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - an extra
    except ImportError:
        raise InputError(
            f"{name}: reading WARC needs the package fastwarc: pip install 'article-auditor[archives]'"
        ) from None
    try:
        # The stream is decompressed already, with our bounds on what comes out of it.
        records = ArchiveIterator(
            stream, record_types=WarcRecordType.response, auto_decode="all", stream_detect=False, fsspec_args=False
        )
        for number, record in enumerate(records, 1):
            where = f"{name}:{number}"
            yield Item(where, partial(_read_record, record, where), number)
    except OSError as error:
        raise InputError(f"{name}: not a web archive from here on: {error}") from None


def _read_record(record: Any, where: str) -> Article:
    if record.http_headers is None or record.http_headers.status_code != OK:
        raise NotAnArticle
    if (record.http_content_type or "").lower() not in PAGE_TYPES:
        raise NotAnArticle
    try:
        data = record.reader.read(MAX_PAGE_BYTES + 1)
    except OSError as error:
        raise InputError(f"{where}: the body of the answer cannot be read: {error}") from None
    if len(data) > MAX_PAGE_BYTES:
        raise InputError(f"{where}: a page of more than {MAX_PAGE_BYTES >> 20} MB")
    address = record.headers.get("WARC-Target-URI")
    known = {"id": address, "url": address} if address else {}
    article = read_page(decode_any(data, record.http_charset), where, known)
    if not article.text:
        raise NotAnArticle
    return article
