"""Articles of files, folders and standard input, one after the other."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.article import Article
from auditor.ingest.errors import InputError, NotAnArticle
from auditor.ingest.files import (
    STANDARD_INPUT,
    Found,
    complete_items,
    find_inputs,
    is_address,
    standard_input,
    told_if_none,
)
from auditor.ingest.item import WHOLE, Item, failed
from auditor.ingest.readers import DOCX, FORMATS
from auditor.ingest.slices import Slice, read_slice

Row = Article | InputError
BEGINNINGS: Mapping[str, re.Pattern[bytes]] = {
    "text/html": re.compile(rb"\s*<(?:!doctype html|html)", re.IGNORECASE),
    "application/xml": re.compile(rb"\s*<(?:\?xml|rss|feed|nitf|newsMessage|newsItem)"),
    "text/markdown": re.compile(rb"(?:---|\+\+\+)[ \t]*\r?\n\s*\w+[ \t]*[:=]"),
    "message/rfc822": re.compile(rb"(?:(?:From|Date|Subject|Received|Return-Path|Message-ID):[^\r\n]*\r?\n){2}"),
    DOCX: re.compile(rb"PK\x03\x04"),
}
"""How files of a kind begin that have no name."""
Fetch = Callable[[str], Iterator[Item]]
"""Gives the items at an address; nothing is fetched without one. Raises InputError."""


def read_inputs(names: Sequence[str], fetch: Fetch | None = None) -> Iterator[Row]:
    """The articles of several inputs, each as `read_input` gives them; no two have the same id.

    Addresses are read by `fetch`, where there is one.
    """
    paths = [name for name in names if name != STANDARD_INPUT and not (fetch and is_address(name))]
    files = find_inputs(paths)
    return _told_apart(row for name in names for row in _read(name, _items(name, files.get(name), fetch)))


def read_input(name: str) -> Iterator[Row]:
    """The articles of a file, of a folder's files in order of their names, or of standard input (`-`).

    What cannot be read comes as the InputError that says why, in its place; there is at least one of either.
    """
    return _read(name, _items(name, find_inputs([name])[name] if name != STANDARD_INPUT else None, None))


def _read(name: str, items: Iterable[Item]) -> Iterator[Row]:
    nothing = True
    for item in items:
        try:
            row: Row = item.read()
        except InputError as error:
            row = error
        except NotAnArticle:
            continue
        nothing = False
        yield row
    if nothing:
        yield InputError(f"{name}: nothing to audit: no article in it")


def _items(name: str, files: Found | None, fetch: Fetch | None) -> Iterator[Item]:
    """The items of an input: of its files, or of standard input or an address, which have none."""
    try:
        if isinstance(files, InputError):
            raise files
        if files is not None:
            yield from read_slice(Slice(tuple(files)))
        elif fetch and name != STANDARD_INPUT:
            yield from fetch(name)
        else:
            items = FORMATS[standard_input_type()].read(sys.stdin.buffer, name, WHOLE)
            yield from told_if_none(complete_items(items, standard_input(), {}), standard_input())
    except InputError as error:
        yield failed(name, error)


def _told_apart(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, with a number behind each id that came before: `same`, `same#2`."""
    last: dict[str, int] = {}
    for row in rows:
        if isinstance(row, Article) and row.id in last:
            number = last[row.id] + 1
            while (name := f"{row.id}#{number}") in last:
                number += 1
            last[row.id] = number
            row = replace(row, id=name)  # noqa: PLW2901 - the same article under another name
        if isinstance(row, Article) and row.id is not None:
            last.setdefault(row.id, 1)
        yield row


def standard_input_type() -> str:
    """The kind of file by how it begins; JSON Lines or JSON if it begins like either, plain text if like nothing."""
    stream = sys.stdin.buffer
    begin = stream.peek(512) if hasattr(stream, "peek") else b""
    head = begin.lstrip()
    first_line, newline, _ = head.partition(b"\n")
    if head.startswith((b"{", b"[")):
        whole_object = first_line.rstrip().endswith(b"}") or not newline
        return "application/jsonl" if first_line.startswith(b"{") and whole_object else "application/json"
    return next((kind for kind, form in BEGINNINGS.items() if form.match(begin)), "text/plain")
