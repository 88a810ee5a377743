"""What every reader demands of the fields of an article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.ingest.dates import is_placeholder, read_date
from auditor.ingest.errors import InputError
from auditor.text.counted import counted

MAX_TEXT_CHARACTERS = 8 << 20
GIVEN = "input"
"""Where a day of publication comes from that came with the article."""
TEXT_FIELDS = ("title", "source", "url", "language", "id", "section", "desk")
DATE_FIELDS = ("published", "modified")
LIST_FIELDS = ("authors", "social_titles")
KNOWN_FIELDS = frozenset({*TEXT_FIELDS, *DATE_FIELDS, *LIST_FIELDS, "text", "html"})


def clean_text(value: str, where: str) -> str:
    """`value`, unchanged. Raises InputError for what no database or page can carry, or for more than is read."""
    if len(value) > MAX_TEXT_CHARACTERS:
        raise InputError(
            f"{where}: {counted(len(value), 'character')}; at most {MAX_TEXT_CHARACTERS:,} are read as one article"
        )
    if "\0" in value:
        raise InputError(f"{where}: holds a NUL character at {value.index(chr(0))}; is it text?")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{where}: holds half of a surrogate pair at {error.start}") from None
    return value


def known_fields(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The fields of an article in `row` but its text; absent and null ones are left out. Raises InputError."""
    values: dict[str, Any] = {}
    for name in TEXT_FIELDS:
        if row.get(name) is not None:
            values[name] = text_field(row, name, where)
    for name in DATE_FIELDS:
        if row.get(name):
            values[name] = read_date(row[name], f"{where}: {name}")
    if "published" in values and is_placeholder(values["published"]):
        del values["published"]
    if "published" in values:
        values["published_from"] = text_field(row, "published_from", where) if row.get("published_from") else GIVEN
    for name in LIST_FIELDS:
        if row.get(name):
            values[name] = _texts(row[name], f"{where}: {name}")
    return values


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise InputError(f"{where} must be a list of texts")
    return tuple(clean_text(text, where) for text in value)


def text_field(row: Mapping[str, Any], name: str, where: str) -> str:
    """The text in field `name` of `row`; an id may be a number. Raises InputError."""
    value = row[name]
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise InputError(f"{where}: {name} must be text, not {type(value).__name__}")
    return clean_text(value, f"{where}: {name}")
