"""What a page's JSON-LD says of its article, by schema.org's NewsArticle and its kin."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.ingest.dates import read_date
from auditor.ingest.errors import InputError

ARTICLE_TYPES = frozenset({
    "AdvertiserContentArticle", "AnalysisNewsArticle", "Article", "AskPublicNewsArticle", "BackgroundNewsArticle",
    "BlogPosting", "LiveBlogPosting", "NewsArticle", "OpinionNewsArticle", "ReportageNewsArticle", "Report",
    "ReviewNewsArticle",
})  # fmt: skip
MAX_SCRIPT_CHARACTERS = 1 << 20
MAX_NODES = 1_000
"""Objects of one page that are looked at; real pages have some dozens."""
_SCRIPT = re.compile(r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)


def find_news_article(html: str) -> dict[str, Any]:
    """Fields of the first article that the page's JSON-LD describes: title, text, published, modified.

    What is not well formed is left out; nothing that the JSON points to is opened.
    """
    for script in _scripts(html):
        for node in _nodes(script):
            types = node.get("@type")
            if not ARTICLE_TYPES.isdisjoint(map(str, types if isinstance(types, list) else [types])):
                return _fields(node)
    return {}


def _scripts(html: str) -> Iterator[str]:
    at = 0
    while opening := _SCRIPT.search(html, at):
        closing = _END.search(html, opening.end())
        at = closing.end() if closing else len(html)
        if closing and closing.start() - opening.end() <= MAX_SCRIPT_CHARACTERS:
            yield html[opening.end() : closing.start()]


def _nodes(script: str) -> Iterator[Mapping[str, Any]]:
    """The objects at the top of a script, in its list, or in its @graph."""
    try:
        waiting = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    for _ in range(MAX_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:MAX_NODES]
        elif isinstance(value, Mapping):
            yield value
            waiting[:0] = value["@graph"][:MAX_NODES] if isinstance(value.get("@graph"), list) else []


def _fields(node: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, key in (("title", "headline"), ("text", "articleBody")):
        if isinstance(node.get(key), str) and node[key].strip():
            fields[name] = node[key]
    for name, key in (("published", "datePublished"), ("modified", "dateModified")):
        try:
            fields[name] = read_date(node[key], key)
        except (KeyError, InputError):
            continue
    return fields
