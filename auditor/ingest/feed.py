"""Items of RSS (0.9 to 2.0, RDF too) and entries of Atom as input rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.ingest.elements import children, date_of, markup_of, text_of
from auditor.ingest.html import fragment_text


def item_row(item: Any) -> Mapping[str, Any]:
    """The input row of an RSS item: `content:encoded` where a feed has it, else `description`."""
    return _known(
        id=text_of(item, "guid", "link"),
        title=text_of(item, "title"),
        text=_text(item, "encoded", "description"),
        url=text_of(item, "link"),
        source=text_of(item, "link"),
        **_published(item, "pubDate", "date"),
        modified=date_of(item, "updated", "modified"),
    )


def entry_row(entry: Any) -> Mapping[str, Any]:
    """The input row of an Atom entry: `content`, else `summary`."""
    link = _link(entry)
    return _known(
        id=text_of(entry, "id") or link,
        title=text_of(entry, "title"),
        text=_text(entry, "content", "summary"),
        url=link,
        source=link,
        **_published(entry, "published", "issued", "updated"),
        modified=date_of(entry, "updated", "modified"),
    )


def _published(item: Any, *names: str) -> Mapping[str, Any]:
    """The day of publication by the first of these names that has one, and by which."""
    found = ((name, date_of(item, name)) for name in names)
    name, day = next((each for each in found if each[1] is not None), ("", None))
    return {"published": day, "published_from": f"feed {name}"} if day else {}


def _known(**fields: Any) -> Mapping[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _text(item: Any, *names: str) -> str:
    """The text of the first child that has any."""
    for child in children(item, *names):
        text = fragment_text(markup_of(child))
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
