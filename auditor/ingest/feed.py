"""Items of RSS (0.9 to 2.0, RDF too) and entries of Atom as input rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from auditor.ingest.bylines import author_names
from auditor.ingest.elements import children, date_of, declared_language, markup_of, text_of, texts_of
from auditor.ingest.html import fragment_text

PLAIN = frozenset({"text", "text/plain"})
"""Types of Atom's content that hold no markup."""


def item_row(item: Any) -> Mapping[str, Any]:
    """The input row of an RSS item: `content:encoded` where a feed has it, else `description`."""
    return {
        "id": text_of(item, "guid", "link"),
        "title": text_of(item, "title"),
        "text": _text(item, "encoded", "description"),
        "url": text_of(item, "link"),
        "source": text_of(item, "link"),
        **_published(item, "pubDate", "date"),
        "modified": _day(item, "updated", "modified"),
        "authors": _authors(texts_of(item, "creator", "author")),
        "section": next(texts_of(item, "category", "subject"), None),
        "language": declared_language(item),
    }


def entry_row(entry: Any) -> Mapping[str, Any]:
    """The input row of an Atom entry: `content`, else `summary`."""
    link = _link(entry)
    return {
        "id": text_of(entry, "id") or link,
        "title": text_of(entry, "title"),
        "text": _text(entry, "content", "summary"),
        "url": link,
        "source": link,
        **_published(entry, "published", "issued", "updated"),
        "modified": _day(entry, "updated", "modified"),
        "authors": _authors(name for author in children(entry, "author") for name in texts_of(author, "name")),
        "section": next((each.get("label") or each.get("term") for each in children(entry, "category")), None),
        "language": declared_language(entry),
    }


def _published(item: Any, *names: str) -> Mapping[str, Any]:
    found = date_of(item, *names)
    return {"published": found.date, "published_from": f"feed {found.name}"} if found else {}


def _day(item: Any, *names: str) -> Any:
    found = date_of(item, *names)
    return found.date if found else None


def _authors(fields: Iterable[str]) -> list[str]:
    """The names in all fields, each once: feeds say the same author in two ways."""
    return list(dict.fromkeys(name for field in fields for name in author_names(field)))


def _text(item: Any, *names: str) -> str:
    """The text of the first child that has any."""
    for child in children(item, *names):
        plain = child.get("type") in PLAIN
        text = "".join(child.itertext()).strip() if plain else fragment_text(markup_of(child))
        if text:
            return text
    return ""


def _link(entry: Any) -> str | None:
    links = list(children(entry, "link"))
    for relation in ("alternate", None):
        for link in links:
            if link.get("rel") == relation and link.get("href"):
                return str(link.get("href"))
    return None
