"""ninjs, the IPTC's JSON for news: its items as input rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.ingest.bylines import byline_names
from auditor.ingest.html import fragment_text

BODIES = ("body_text", "body_xhtml", "body_html", "bodies")
MARKUP = frozenset({"text/html", "application/xhtml+xml"})


def is_ninjs(row: Any) -> bool:
    """Whether a JSON value is a ninjs item: it has a URI and a body under one of the standard's names."""
    return isinstance(row, Mapping) and "uri" in row and any(name in row for name in BODIES)


def ninjs_row(item: Mapping[str, Any]) -> dict[str, Any]:
    """The input row of a ninjs item. Source: IPTC ninjs 1.x (body_*, headline) and 2.x (bodies, headlines)."""
    published, published_from = _published(item)
    return {
        "id": item["uri"],
        "title": item.get("headline") or _first(item.get("headlines")),
        "text": _body(item),
        "source": _source(item),
        "published": published,
        "published_from": published_from,
        "modified": _created(item),
        "authors": _authors(item),
        "language": item.get("language"),
    }


def _published(item: Mapping[str, Any]) -> tuple[Any, str | None]:
    """When the item was made, and the name of the field that says so."""
    for name in ("firstcreated", "firstCreated", "versioncreated", "versionCreated"):
        if item.get(name):
            return item[name], f"ninjs {name}"
    return None, None


def _authors(item: Mapping[str, Any]) -> list[str]:
    """The names in `byline` (1.x) or the first of `bylines` (2.x)."""
    line = item.get("byline") or _first(item.get("bylines"))
    return byline_names(line) if isinstance(line, str) else []


def _created(item: Mapping[str, Any]) -> Any:
    return item.get("versioncreated") or item.get("versionCreated")


def _source(item: Mapping[str, Any]) -> Any:
    if isinstance(item.get("source"), str):
        return item["source"]
    return _first(item.get("infosources"), "name") or item.get("copyrightholder") or item.get("copyrightHolder")


def _first(values: Any, name: str = "value") -> Any:
    """`name` of the first object in a list of them."""
    if isinstance(values, list) and values and isinstance(values[0], Mapping):
        return values[0].get(name)
    return None


def _body(item: Mapping[str, Any]) -> Any:
    """The text of the body; plain text before markup."""
    if item.get("body_text"):
        return item["body_text"]
    for name in ("body_xhtml", "body_html"):
        if isinstance(item.get(name), str):
            return fragment_text(item[name])
    bodies = item.get("bodies")
    found = [body for body in bodies if isinstance(body, Mapping)] if isinstance(bodies, list) else []
    found.sort(key=lambda body: _media_type(body) in MARKUP)
    for body in found:
        if isinstance(body.get("value"), str):
            return fragment_text(body["value"]) if _media_type(body) in MARKUP else body["value"]
    return None


def _media_type(body: Mapping[str, Any]) -> str:
    return str(body.get("contenttype") or body.get("contentType") or "")
