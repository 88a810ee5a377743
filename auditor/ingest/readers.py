"""Where articles come from: files, folders and standard input, by media type."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from auditor.article import Article
from auditor.ingest.errors import InputError
from auditor.ingest.fields import KNOWN_FIELDS, known_fields
from auditor.ingest.html import read_html
from auditor.ingest.record import read_json, read_jsonl
from auditor.ingest.text import read_text

Row = Article | InputError
Reader = Callable[[BinaryIO, str], Iterator[Row]]

READERS: dict[str, Reader] = {
    "text/plain": read_text,
    "text/html": read_html,
    "application/json": read_json,
    "application/jsonl": read_jsonl,
}
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
}
SIDECAR = "articles.yaml"
"""A file beside articles that says what is known of each: source, url, title, published, language."""


def read_input(name: str) -> Iterator[Row]:
    """The articles of a file, of a folder's files in order of their names, or of standard input (`-`).

    What cannot be read comes as the InputError that says why, in its place.
    """
    if name == "-":
        yield from _read_standard_input()
        return
    path = Path(name)
    try:
        for file in _files(path):
            yield from _read_file(file)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"{name}: {error.strerror or error}")


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.rglob("*") if file.is_file() and _is_article(file))
    if not files:
        raise InputError(f"{path}: no articles in this folder; file names must end in {', '.join(MEDIA_TYPES)}")
    return files


def _is_article(file: Path) -> bool:
    return file.suffix.lower() in MEDIA_TYPES and not file.name.startswith(".")


def _read_file(path: Path) -> Iterator[Row]:
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        yield InputError(f"{path}: unknown kind of file; names must end in {', '.join(MEDIA_TYPES)}")
        return
    try:
        known = _sidecar(path.parent / SIDECAR).get(path.name, {})
        with path.open("rb") as stream:
            for row in READERS[media_type](stream, path.name):
                yield replace(row, **known) if isinstance(row, Article) else row
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"{path}: {error.strerror or error}")


def _sidecar(path: Path) -> Mapping[str, dict[str, Any]]:
    """What a folder's articles.yaml says, by file name. Raises InputError."""
    if not path.is_file():
        return {}
    try:
        rows = yaml.safe_load(path.read_bytes())
    except yaml.YAMLError as error:
        raise InputError(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
        raise InputError(f"{path}: must map file names to what is known of them, as `a.txt: {{source: example.org}}`")
    for name, row in rows.items():
        if unknown := set(row) - (KNOWN_FIELDS - {"text", "html"}):
            raise InputError(f"{path}: {name}: unknown key {sorted(unknown)[0]!r}")
    return {str(name): known_fields(row, f"{path}: {name}") for name, row in rows.items()}


def _read_standard_input() -> Iterator[Row]:
    """JSON Lines or JSON if it begins like it, HTML if it begins with a tag, else plain text."""
    stream = sys.stdin.buffer
    head = stream.peek(512).lstrip() if hasattr(stream, "peek") else b""
    first_line, newline, _ = head.partition(b"\n")
    media_type = "text/plain"
    if head.startswith((b"{", b"[")):
        whole_object = first_line.rstrip().endswith(b"}") or not newline
        media_type = "application/jsonl" if first_line.startswith(b"{") and whole_object else "application/json"
    elif head[:100].lower().startswith((b"<!doctype html", b"<html")):
        media_type = "text/html"
    try:
        yield from READERS[media_type](stream, "-")
    except InputError as error:
        yield error
