"""Articles at addresses of the web, fetched because somebody named them to `auditor check`, and at no other door.

An address is held to what webhooks are held to: it must be public unless private ones are allowed, the address that was
checked is the one connected to, and each redirect is a new address. No cookie is kept and nothing else is sent.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import partial
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.util import parse_url

from auditor.article import Article
from auditor.ingest.charset import decode_any
from auditor.ingest.compressed import open_compressed
from auditor.ingest.errors import InputError
from auditor.ingest.files import InputFile, complete_items, told_if_none
from auditor.ingest.item import WHOLE, Item
from auditor.ingest.readers import FORMATS, MEDIA_TYPES
from auditor.jobs.addresses import PORTS, AddressRefused, checked_pool

TIMEOUT = urllib3.Timeout(connect=5, read=15)
"""Seconds for each step; MAX_SECONDS for all of an answer."""
MAX_SECONDS = 60
MAX_BYTES = 32 << 20
MAX_REDIRECTS = 5
CHUNK_BYTES = 64 << 10
REDIRECTS = frozenset({301, 302, 303, 307, 308})
OTHER_TYPES: Mapping[str, str] = {
    "application/xhtml+xml": "text/html",
    "application/ld+json": "application/json",
    "application/x-ndjson": "application/jsonl",
    "application/ndjson": "application/jsonl",
    "application/rss+xml": "application/xml",
    "application/atom+xml": "application/xml",
    "application/rdf+xml": "application/xml",
    "text/xml": "application/xml",
    "text/x-markdown": "text/markdown",
}
"""Types of answers that are read as one of FORMATS."""
UNSAID = frozenset({"", "text/plain", "application/octet-stream", "binary/octet-stream"})
"""Types that say little, so that the name in the address may say more."""
DECODED = frozenset({"text/html", "text/plain", "text/markdown"})
"""Formats that do not say their own character set as surely as a header does."""


class Answer(NamedTuple):
    """What an address answered, after all redirects."""

    url: str
    media_type: str
    charset: str | None
    data: bytes


def read_address(address: str, *, allow_private: bool = False) -> Iterator[Item]:
    """The items at an address. Raises InputError for one that may not be called, or gives nothing that is read."""
    answer = fetch(address, allow_private=allow_private)
    kind = _kind(answer, address)
    data = answer.data
    if answer.charset and kind in DECODED:
        data = decode_any(data, answer.charset).encode()
    file = InputFile(Path("answer"), address, answer.url, answer.url)
    for item in told_if_none(complete_items(FORMATS[kind].read(io.BytesIO(data), address, WHOLE), file, {}), file):
        yield item._replace(read=partial(_at_address, item, answer.url))


def _at_address(item: Item, url: str) -> Article:
    """The article of an item: one that is the whole answer stands at that address, whatever it says of itself."""
    article = replace(item.read(), origin=None)
    if item.number is not None:
        return article
    return replace(article, id=url, url=url, source=article.source or urlsplit(url).hostname)


def _kind(answer: Answer, address: str) -> str:
    """The format that an answer is read as. Raises InputError."""
    named = MEDIA_TYPES.get(PurePosixPath(urlsplit(answer.url).path).suffix.lower())
    kind = OTHER_TYPES.get(answer.media_type, answer.media_type)
    if answer.media_type in UNSAID:
        kind = named or kind
    if kind not in FORMATS:
        raise InputError(f"{address}: answered with {answer.media_type or 'no content type'}, which is not read")
    return kind


def fetch(address: str, *, allow_private: bool = False) -> Answer:
    """What is at an address. Raises InputError."""
    url, ends = address, time.monotonic() + MAX_SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        try:
            found = _ask(url, ends, allow_private=allow_private)
        except (AddressRefused, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            said = "" if url == address else f" (on the way, at {url})"
            raise InputError(f"{address}: cannot be fetched{said}: {error}") from None
        if isinstance(found, Answer):
            return found
        url = found
    raise InputError(f"{address}: more than {MAX_REDIRECTS} redirects")


def _ask(address: str, ends: float, *, allow_private: bool) -> Answer | str:
    """The answer of an address, or the one that it points to. Raises ValueError and what urllib3 raises."""
    url = parse_url(address)
    if url.scheme not in PORTS or not url.host or url.auth:
        raise ValueError("an address is as https://news.example/article, without a user name in it")
    if url.scheme == "http" and not allow_private:
        raise ValueError("an address begins with https:// (http:// is for private networks, with --allow-private)")
    headers = {"host": url.netloc or "", "user-agent": _user_agent(), "accept-encoding": "gzip"}
    with checked_pool(url, allow_private=allow_private) as pool:
        got = pool.urlopen(
            "GET", url.request_uri, headers=headers, redirect=False, retries=False, timeout=TIMEOUT,
            preload_content=False, decode_content=False,
        )  # fmt: skip
        with closing(got):
            if got.status in REDIRECTS and got.headers.get("location"):
                return urljoin(address, got.headers["location"])
            if got.status != 200:
                raise ValueError(f"it answered {got.status}")
            data = _unpacked(_all_of(got, ends), got.headers.get("content-encoding", "identity"))
    kind, charset = _content_type(got.headers.get("content-type", ""))
    return Answer(address.partition("#")[0], kind, charset, data)


def _user_agent() -> str:
    return f"article-auditor/{metadata.version('article-auditor')}"


def _all_of(got: urllib3.BaseHTTPResponse, ends: float) -> bytes:
    """The body of an answer. Raises ValueError for one that is too large or takes too long."""
    parts: list[bytes] = []
    length = 0
    while part := got.read1(CHUNK_BYTES, decode_content=False):
        parts.append(part)
        length += len(part)
        if length > MAX_BYTES:
            raise ValueError(f"it answered with more than {MAX_BYTES >> 20} MB")
        if time.monotonic() > ends:
            raise ValueError(f"it took longer than {MAX_SECONDS} s")
    return b"".join(parts)


def _unpacked(data: bytes, encoding: str) -> bytes:
    """Raises ValueError for what grows too much, or is packed in a way that was not asked for."""
    if encoding.lower() in ("", "identity"):
        return data
    if encoding.lower() not in ("gzip", "x-gzip"):
        raise ValueError(f"it answered with content-encoding {encoding}, and gzip was asked for")
    unpacked = open_compressed(io.BytesIO(data), ".gz", "its answer").read(MAX_BYTES + 1)
    if len(unpacked) > MAX_BYTES:
        raise ValueError(f"it answered with more than {MAX_BYTES >> 20} MB")
    return unpacked


def _content_type(header: str) -> tuple[str, str | None]:
    """The media type and the character set that a header says."""
    kind, *parameters = header.split(";")
    named = (parameter.partition("=") for parameter in parameters)
    charset = next((value.strip(" \"'") for name, _, value in named if name.strip().lower() == "charset"), None)
    return kind.strip().lower(), charset or None
