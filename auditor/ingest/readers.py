"""Which reader reads which kind of file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from auditor.ingest.errors import InputError
from auditor.ingest.html import read_html
from auditor.ingest.item import Item, Part
from auditor.ingest.parquet import cut_row_groups, read_parquet
from auditor.ingest.record import cut_lines, read_json, read_jsonl
from auditor.ingest.text import read_text
from auditor.ingest.warc import read_warc
from auditor.ingest.xml import read_xml


class Format(NamedTuple):
    """How one kind of file is read, and how it is cut into parts for several processes."""

    read: Callable[[BinaryIO, str, Part], Iterator[Item]]
    cut: Callable[[Path, int], Iterator[Part]] | None = None
    """The parts of a file, of about so many articles each; None if it is read from its beginning to its end."""


FORMATS: dict[str, Format] = {
    "text/plain": Format(read_text),
    "text/html": Format(read_html),
    "application/json": Format(read_json),
    "application/jsonl": Format(read_jsonl, cut_lines),
    "application/xml": Format(read_xml),
    "application/warc": Format(read_warc),
    "application/vnd.apache.parquet": Format(read_parquet, cut_row_groups),
}
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".json": "application/json",
    ".ninjs": "application/json",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".xml": "application/xml",
    ".rss": "application/xml",
    ".atom": "application/xml",
    ".warc": "application/warc",
    ".parquet": "application/vnd.apache.parquet",
}
COMPRESSED = frozenset({".gz", ".zst"})
ONE_ARTICLE = frozenset({"text/plain", "text/html", "application/json"})
"""Kinds whose files hold one article, as a rule."""
KNOWN_NAMES = f"names must end in {', '.join(MEDIA_TYPES)}, and may go on with {' or '.join(sorted(COMPRESSED))}"


def media_type(path: Path) -> str | None:
    """The media type of a file by its name, whether compressed or not."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in COMPRESSED:
        suffixes.pop()
    return MEDIA_TYPES.get(suffixes[-1]) if suffixes else None


def compression(path: Path) -> str | None:
    """The suffix that says how a file is compressed, or None. Raises InputError for one that is compressed inside."""
    suffix = path.suffix.lower()
    if suffix not in COMPRESSED:
        return None
    if media_type(path) == "application/vnd.apache.parquet":
        raise InputError(f"{path}: Parquet is compressed inside; decompress the file first")
    return suffix
