"""Readers of JSON and JSON Lines: one object an article, as the input row of the README says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from auditor.article import Article
from auditor.ingest.errors import InputError
from auditor.ingest.html import read_html

TEXT_FIELDS = ("title", "source", "url", "language", "id")


def read_json(data: bytes, name: str) -> Iterator[Article]:
    """The article, or the list of articles, of a JSON file. Raises InputError."""
    value = _parse(data, name)
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        yield article_of(row, f"{name}: article {number}" if isinstance(value, list) else name)


def read_jsonl(data: bytes, name: str) -> Iterator[Article]:
    """The articles of a JSON Lines file, one a line; blank lines are skipped. Raises InputError."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield article_of(_parse(line, f"{name}:{number}"), f"{name}:{number}")


def _parse(data: bytes, where: str) -> Any:
    try:
        return json.loads(data)
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: not UTF-8: {error.reason} at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise InputError(f"{where}: nested too deeply") from None


def article_of(row: Any, where: str) -> Article:
    """The article that an input row describes. Raises InputError naming `where` and what would be right."""
    if not isinstance(row, Mapping):
        raise InputError(f"{where}: an article is an object with text or html, not {type(row).__name__}")
    values: dict[str, Any] = {name: _text(row, name, where) for name in TEXT_FIELDS if row.get(name) is not None}
    for name in ("published", "modified"):
        if row.get(name):
            values[name] = parse_date(row[name], f"{where}: {name}")
    if row.get("html") is not None:
        return read_html(_text(row, "html", where), where, values)
    if row.get("text") is None:
        raise InputError(f"{where}: neither text nor html")
    return Article(text=_text(row, "text", where), **values)


def _text(row: Mapping[str, Any], name: str, where: str) -> str:
    value = row[name]
    if name == "id" and isinstance(value, int):
        value = str(value)
    if not isinstance(value, str):
        raise InputError(f"{where}: {name} must be text, not {type(value).__name__}")
    if any("\ud800" <= char <= "\udfff" for char in value) if not value.isascii() else False:
        raise InputError(f"{where}: {name} holds half of a surrogate pair")
    return value


def parse_date(value: Any, where: str) -> date:
    """The ISO date or date-time in `value`. Raises InputError."""
    if isinstance(value, date):
        return value
    try:
        text = str(value).strip()
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{where}: {str(value)[:40]!r} is not an ISO date, as 2025-11-01 or 2025-11-01T09:30Z") from None
