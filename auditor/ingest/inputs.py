"""Articles of files, folders and standard input, one after the other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from auditor.article import Article
from auditor.ingest.errors import InputError, NotAnArticle
from auditor.ingest.item import WHOLE, Item, failed
from auditor.ingest.readers import FORMATS
from auditor.ingest.slices import Slice, find_files, read_slice

Row = Article | InputError
STANDARD_INPUT = "-"


def read_input(name: str) -> Iterator[Row]:
    """The articles of a file, of a folder's files in order of their names, or of standard input (`-`).

    What cannot be read comes as the InputError that says why, in its place.
    """
    for item in _items(name):
        try:
            yield item.read()
        except InputError as error:
            yield error
        except NotAnArticle:
            continue


def _items(name: str) -> Iterator[Item]:
    try:
        if name == STANDARD_INPUT:
            yield from FORMATS[standard_input_type()].read(sys.stdin.buffer, name, WHOLE)
        else:
            yield from read_slice(Slice(tuple(map(str, find_files(Path(name))))))
    except InputError as error:
        yield failed(name, error)


def standard_input_type() -> str:
    """JSON Lines or JSON if it begins like it, HTML or XML if it begins with a tag, else plain text."""
    stream = sys.stdin.buffer
    head = stream.peek(512).lstrip() if hasattr(stream, "peek") else b""
    first_line, newline, _ = head.partition(b"\n")
    if head.startswith((b"{", b"[")):
        whole_object = first_line.rstrip().endswith(b"}") or not newline
        return "application/jsonl" if first_line.startswith(b"{") and whole_object else "application/json"
    if head[:100].lower().startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return "application/xml" if head.startswith((b"<?xml", b"<rss", b"<feed")) else "text/plain"
