"""TOML files read strictly: what a key must hold, on which line it stands, and what a schema says first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from marshmallow import ValidationError


class TomlError(ValueError):
    """What is no TOML; the message says why."""


class Shape(NamedTuple):
    """What a key must hold."""

    name: str
    fits: Callable[[Any], bool]


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


ANY = Shape("a value", lambda _: True)
"""For what is checked more closely elsewhere."""
TEXT = Shape("a text", lambda value: isinstance(value, str))
TEXTS = Shape("a list of texts", lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value))
DAY = Shape("a day, as 2026-01-31", lambda value: isinstance(value, date) and not isinstance(value, datetime))
TABLE = Shape("a table", _is_table)
TABLES = Shape("tables, one a name", lambda value: _is_table(value) and all(map(_is_table, value.values())))
ROWS = Shape("a list of tables", lambda value: isinstance(value, list) and all(map(_is_table, value)))


def read_toml(data: bytes) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """The tables of a file and its lines. Raises TomlError."""
    try:
        text = data.decode("utf-8")
        return tomllib.loads(text), tuple(text.splitlines())
    except UnicodeDecodeError as error:
        raise TomlError(f"not UTF-8: {error.reason} at byte {error.start}") from None
    except RecursionError:
        raise TomlError("nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise TomlError(str(error)) from None


def first_error(error: ValidationError) -> tuple[str, str]:
    """The key that a schema found wrong first, and why."""
    messages = error.messages if isinstance(error.messages, dict) else {"": error.messages}
    key, texts = next(iter(messages.items()))
    return str(key), _first_text(texts)


def _first_text(texts: Any) -> str:
    """The first of marshmallow's messages, with the key it is about if that lies deeper."""
    if isinstance(texts, Mapping):
        key, inner = next(iter(texts.items()))
        return f"{key}: {_first_text(inner)}"
    return str(texts[0] if isinstance(texts, list) else texts)


def find_line(lines: Iterable[str], section: str, key: str, value: str = "") -> int:
    """The 1-based line of `key`, or of the quoted `value` in it, under the table `section`; 0 if not there."""
    inside, key_line = section == "", 0
    for number, line in enumerate(lines, 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
        if header and "=" not in line:
            table = _plain(header.group(1))
            inner = (table.removeprefix(section).lstrip(".") if table.startswith(section) else "-").partition(".")[0]
            inside = inner in ("", "severity", "options")
            continue
        if not inside:
            continue
        started = re.match(r"\s*([\w.\"'/*-]+)\s*=", line)
        if started:
            key_line = number if _plain(started.group(1)).endswith(key) else 0
        if key_line and (not value or f'"{value}"' in line or f"'{value}'" in line):
            return number
    return 0


def find_row(lines: Sequence[str], table: str, number: int, key: str) -> int:
    """The 1-based line of `key` in the row `number`, from 0, of `[[table]]`, or of the row's head; 0 without either."""
    header = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]")
    heads = [line for line, text in enumerate(lines, 1) if header.match(text)]
    if number >= len(heads):
        return 0
    for line, text in enumerate(lines[heads[number] :], heads[number] + 1):
        if text.lstrip().startswith("["):
            break
        if _plain(text.partition("=")[0]).strip() == key:
            return line
    return heads[number]


def _plain(name: str) -> str:
    return name.replace('"', "").replace("'", "").replace(" ", "")
