"""What a Markdown file says of its article before the text: front matter, in YAML between `---` or in TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from auditor.ingest.dates import read_date
from auditor.ingest.errors import InputError
from auditor.ingest.fields import clean_text
from auditor.text.counted import counted
from auditor.yaml_depth import SafeLoader

MAX_CHARACTERS = 64 << 10
MAX_VALUES = 5_000
_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_END = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*(?=[\r\n]|\Z)", re.MULTILINE),
}
_KEY = re.compile(r"\s*(?:#[^\r\n]*[\r\n]\s*)*(?:[\w\"'.-]+\s*[:=]|\[)")
"""How front matter begins; a rule above a paragraph is made of three hyphens too."""
KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "published": ("date", "published", "publishDate", "publishdate", "pubDate", "datePublished", "published_at"),
    "modified": ("lastmod", "modified", "updated", "last_modified_at", "dateModified", "updated_at"),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang"),
    "section": ("section", "category", "categories"),
    "url": ("canonical_url", "canonical", "url", "permalink"),
}
"""Names by which Hugo, Jekyll, Eleventy, Astro and their kin call a field, the likeliest first."""


class FrontMatter(NamedTuple):
    """Front matter and where the text behind it, or behind a byte order mark, begins."""

    values: Mapping[str, Any]
    end: int


def split_front_matter(text: str, where: str) -> FrontMatter:
    """The front matter of a file; without one there are no values. Raises InputError for one that cannot be read."""
    begin = int(text.startswith("\ufeff"))
    opening = _FENCE.match(text, begin)
    closing = opening and _END[opening.group(1)].search(text, opening.end(), opening.end() + MAX_CHARACTERS)
    if not opening or not closing:
        return FrontMatter({}, begin)
    inside = text[opening.end() : closing.start()]
    if inside.strip() and not _KEY.match(inside):
        return FrontMatter({}, begin)
    values = (_read_toml if opening.group(1) == "+++" else _read_yaml)(inside, where)
    if not isinstance(values, Mapping):
        return FrontMatter({}, begin)
    return FrontMatter(values, closing.end())


def _read_toml(text: str, where: str) -> Any:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise InputError(f"{where}: the front matter is not TOML: {error}") from None
    except RecursionError:
        raise InputError(f"{where}: the front matter is nested too deeply") from None


def _read_yaml(text: str, where: str) -> Any:
    try:
        _refuse_bombs(text, where)
        return yaml.load(text, SafeLoader) or {}  # nosec B506 - the safe loader
    except (yaml.YAMLError, ValueError) as error:  # a ValueError for 2025-13-01, which has the form of a date
        raise InputError(f"{where}: the front matter is not YAML: {' '.join(str(error).split())}") from None


def _refuse_bombs(text: str, where: str) -> None:
    """Raise InputError for aliases, of which bombs are made, and for more values than anybody writes."""
    for number, event in enumerate(yaml.parse(text, SafeLoader)):
        if isinstance(event, yaml.AliasEvent):
            raise InputError(f"{where}: the front matter uses an alias (*{event.anchor}); write the value out")
        if number > MAX_VALUES:
            raise InputError(f"{where}: front matter of more than {counted(MAX_VALUES, 'value')}")


def article_fields(values: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The fields of an article that front matter has; what is not of a field's shape is left out."""
    fields: dict[str, Any] = {}
    for name, read in _READERS.items():
        for key in KEYS[name]:
            value = read(values.get(key), f"{where}: {key}")
            if value:
                fields[name] = value
                break
    if "published" in fields:
        fields["published_from"] = "front matter date"
    return fields


def _text(value: Any, where: str) -> str | None:
    return clean_text(" ".join(value.split()), where) if isinstance(value, str) else None


def _first_text(value: Any, where: str) -> str | None:
    return next(_texts(value, where), None)


def _names(value: Any, where: str) -> tuple[str, ...]:
    return tuple(_texts(value, where))


def _texts(value: Any, where: str) -> Iterator[str]:
    """The texts of a list of texts or of objects with a name, or of one of these."""
    for each in value if isinstance(value, list) else [value]:
        text = _text(each.get("name") if isinstance(each, Mapping) else each, where)
        if text:
            yield text


def _date(value: Any, where: str) -> Any:
    try:
        return read_date(value, where) if value else None
    except InputError:
        return None


def _address(value: Any, where: str) -> str | None:
    """An address with its host; a path inside the site says nothing of who published."""
    text = _text(value, where)
    return text if text and text.startswith(("https://", "http://")) else None


_READERS: Mapping[str, Callable[[Any, str], Any]] = {
    "title": _text,
    "published": _date,
    "modified": _date,
    "authors": _names,
    "language": _text,
    "section": _first_text,
    "url": _address,
}
