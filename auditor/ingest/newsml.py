"""NewsML-G2, the IPTC's XML for news: its news items as input rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import lxml.etree

from auditor.ingest.bylines import byline_names
from auditor.ingest.elements import children, date_of, declared_language, markup_of, text_of, texts_of
from auditor.ingest.errors import NotAnArticle
from auditor.ingest.html import fragment_text
from auditor.ingest.nitf import nitf_authors, nitf_text


def news_item_row(item: Any) -> Mapping[str, Any]:
    """The input row of a newsItem. Source: IPTC NewsML-G2, contentMeta and contentSet.

    Raises NotAnArticle where its content is no text, as for a picture.
    """
    about, content = _child(item, "itemMeta"), _child(item, "contentMeta")
    changed = date_of(content, "contentModified") or date_of(about, "versionCreated")
    return {
        "id": item.get("guid"),
        "title": text_of(content, "headline"),
        "text": _text(item),
        "source": _provider(about),
        **_published(about, content),
        "modified": changed.date if changed else None,
        "authors": _authors(item, content),
        "language": _language(item, content),
    }


def _published(about: Any, content: Any) -> Mapping[str, Any]:
    found = date_of(content, "contentCreated") or date_of(about, "firstCreated", "versionCreated")
    return {"published": found.date, "published_from": f"NewsML {found.name}"} if found else {}


def _authors(item: Any, content: Any) -> list[str]:
    """The creators that have a name; else the line `by`; else the byline of NITF inside."""
    creators = [text_of(creator, "name") or creator.get("literal") for creator in children(content, "creator")]
    named = [name for name in creators if name]
    lines = [name for line in texts_of(content, "by") for name in byline_names(line)]
    return named or lines or [name for part in children(item, "contentSet") for name in nitf_authors(part)]


def _language(item: Any, content: Any) -> str | None:
    tags = (language.get("tag") for language in children(content, "language"))
    return next(filter(None, tags), None) or declared_language(item)


def _child(item: Any, name: str) -> Any:
    """The first child of that name, or an empty element."""
    return next(children(item, name), lxml.etree.Element(name))


def _provider(about: Any) -> str | None:
    for provider in children(about, "provider"):
        named = text_of(provider, "name") or provider.get("literal") or provider.get("qcode") or provider.get("uri")
        if named:
            return str(named)
    return None


def _text(item: Any) -> str:
    found = [inline for content in children(item, "contentSet") for inline in children(content, "inlineXML")]
    for inline in found:
        text = nitf_text(inline)
        if text:
            return text
    for content in children(item, "contentSet"):
        for inline in children(content, "inlineData"):
            text = markup_of(inline)
            return fragment_text(text) if "html" in inline.get("contenttype", "") else text.strip()
    if not found:
        raise NotAnArticle
    return ""
