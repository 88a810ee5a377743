"""Readers of JSON and JSON Lines: one object an article, as the input row in the README, or as ninjs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from auditor.article import Article
from auditor.ingest.errors import InputError
from auditor.ingest.fields import MAX_TEXT_CHARACTERS, known_fields, text_field
from auditor.ingest.html import read_page
from auditor.ingest.item import Item, Part
from auditor.ingest.ninjs import is_ninjs, ninjs_row

MAX_LINE_BYTES = 4 * MAX_TEXT_CHARACTERS
MAX_JSON_BYTES = 64 << 20
"""A JSON file is read as a whole; JSON Lines are not."""
CHUNK_BYTES = 1 << 20


def read_json(stream: BinaryIO, name: str, _: Part) -> Iterator[Item]:
    """The article, or the list of articles, of a JSON file. Raises InputError if it is not JSON at all."""
    data = stream.read(MAX_JSON_BYTES + 1)
    if len(data) > MAX_JSON_BYTES:
        raise InputError(f"{name}: more than {MAX_JSON_BYTES >> 20} MB; write one article a line and call it .jsonl")
    value = _parse(data, name)
    if not isinstance(value, list):
        yield Item(name, partial(_article, value, name))
        return
    for number, row in enumerate(value, 1):
        where = f"{name}:{number}"
        yield Item(where, partial(_article, row, where), number)


def read_jsonl(stream: BinaryIO, name: str, part: Part) -> Iterator[Item]:
    """The articles of a JSON Lines file, or of the lines that begin in `part`; blank lines are passed over."""
    if part.start:
        stream.seek(part.start)
    position, number = part.start, part.first
    while (part.end is None or position < part.end) and (line := stream.readline(MAX_LINE_BYTES)):
        position += len(line)
        where = f"{name}:{number}"
        if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
            position += _pass_line(stream)
            yield Item(where, partial(_refuse, f"{where}: a line of more than {MAX_LINE_BYTES >> 20} MB"))
        elif line.strip():
            yield Item(where, partial(_line_article, line, where), number, number)
        number += 1


def cut_lines(path: Path, lines: int) -> Iterator[Part]:
    """The parts of a file of lines, of so many lines each."""
    start = position = 0
    first = number = 1
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            reach = 0
            while number - first + chunk.count(b"\n", reach) >= lines:
                for _ in range(lines - (number - first)):
                    reach = chunk.index(b"\n", reach) + 1
                yield Part(start, position + reach, first)
                start, first = position + reach, first + lines
                number = first
            number += chunk.count(b"\n", reach)
            position += len(chunk)
    if position > start:
        yield Part(start, position, first)


def _pass_line(stream: BinaryIO) -> int:
    """Go behind the end of this line; how many bytes that was."""
    passed = 0
    while rest := stream.readline(CHUNK_BYTES):
        passed += len(rest)
        if rest.endswith(b"\n"):
            break
    return passed


def _refuse(message: str) -> Article:
    raise InputError(message)


def _parse(data: bytes, where: str) -> Any:
    try:
        return json.loads(data)
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: not UTF-8: {error.reason} at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except ValueError:
        raise InputError(f"{where}: not JSON that is read: a number of thousands of digits") from None
    except RecursionError:
        raise InputError(f"{where}: nested too deeply") from None


def _line_article(line: bytes, where: str) -> Article:
    return _article(_parse(line, where), where)


def _article(row: Any, where: str) -> Article:
    return described_article(ninjs_row(row), where) if is_ninjs(row) else article_of(row, where)


def described_article(row: Mapping[str, Any], where: str) -> Article:
    """The article of a row that a reader made: what is empty in it was not said. Raises InputError."""
    return article_of({name: value for name, value in row.items() if value or name == "text"}, where)


def article_of(row: Any, where: str) -> Article:
    """The article that an input row describes. Raises InputError naming `where` and what would be right."""
    if not isinstance(row, Mapping):
        raise InputError(f"{where}: an article is an object with text or html, not {type(row).__name__}")
    values = known_fields(row, where)
    if row.get("html") is not None:
        return read_page(text_field(row, "html", where), where, values)
    if row.get("text") is None:
        raise InputError(f"{where}: neither text nor html")
    return Article(text=text_field(row, "text", where), **values)
