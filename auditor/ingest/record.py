"""Readers of JSON and JSON Lines: one object an article, as the input row in the README."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from auditor.article import Article
from auditor.ingest.errors import InputError
from auditor.ingest.fields import MAX_TEXT_CHARACTERS, known_fields, text_field
from auditor.ingest.html import read_page

MAX_LINE_BYTES = 4 * MAX_TEXT_CHARACTERS


def read_json(stream: BinaryIO, name: str) -> Iterator[Article | InputError]:
    """The article, or the list of articles, of a JSON file. Raises InputError if it is not JSON at all."""
    value = _parse(stream.read(), name)
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        yield _row(row, f"{name}:{number}" if isinstance(value, list) else name)


def read_jsonl(stream: BinaryIO, name: str) -> Iterator[Article | InputError]:
    """The articles of a JSON Lines file; a line that cannot be read comes as its error, blank ones are skipped."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES):
        number += 1
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            yield _row(_parse(line, where), where)
        except InputError as error:
            yield error


def _parse(data: bytes, where: str) -> Any:
    try:
        return json.loads(data)
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: not UTF-8: {error.reason} at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise InputError(f"{where}: nested too deeply") from None


def _row(row: Any, where: str) -> Article | InputError:
    try:
        return article_of(row, where)
    except InputError as error:
        return error


def article_of(row: Any, where: str) -> Article:
    """The article that an input row describes. Raises InputError naming `where` and what would be right."""
    if not isinstance(row, Mapping):
        raise InputError(f"{where}: an article is an object with text or html, not {type(row).__name__}")
    values = {"id": where, **known_fields(row, where)}
    if row.get("html") is not None:
        return read_page(text_field(row, "html", where), where, values)
    if row.get("text") is None:
        raise InputError(f"{where}: neither text nor html")
    return Article(text=text_field(row, "text", where), **values)
