"""Which reader reads which kind of file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from auditor.ingest.errors import InputError
from auditor.ingest.item import Item, Part


class Format(NamedTuple):
    """How one kind of file is read, and how it is cut into parts for several processes."""

    read: Callable[[BinaryIO, str, Part], Iterator[Item]]
    cut: Callable[[Path, int], Iterator[Part]] | None = None
    """The parts of a file, of about so many articles each; None if it is read from its beginning to its end."""


def _function(module: str, name: str) -> Callable[..., Any]:
    """A function of `auditor.ingest`, imported when it is called: one format loads no library of the others."""

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f"auditor.ingest.{module}"), name)(*arguments)

    return call


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: dict[str, Format] = {
    "text/plain": Format(_function("text", "read_text")),
    "text/markdown": Format(_function("markdown", "read_markdown")),
    "text/html": Format(_function("html", "read_html")),
    "message/rfc822": Format(_function("mail", "read_mail")),
    DOCX: Format(_function("docx", "read_docx")),
    "application/json": Format(_function("record", "read_json")),
    "application/jsonl": Format(_function("record", "read_jsonl"), _function("record", "cut_lines")),
    "application/xml": Format(_function("xml", "read_xml")),
    "application/warc": Format(_function("warc", "read_warc")),
    "application/vnd.apache.parquet": Format(
        _function("parquet", "read_parquet"), _function("parquet", "cut_row_groups")
    ),
}
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".eml": "message/rfc822",
    ".docx": DOCX,
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
ONE_ARTICLE = frozenset({
    "text/plain", "text/markdown", "text/html", "message/rfc822", DOCX, "application/json",
})  # fmt: skip
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
