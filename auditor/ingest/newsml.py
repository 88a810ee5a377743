"""NewsML-G2, the IPTC's XML for news: its news items as input rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import lxml.etree

from auditor.ingest.elements import children, date_of, local_name, markup_of, text_of
from auditor.ingest.errors import NotAnArticle
from auditor.ingest.extraction import BETWEEN
from auditor.ingest.html import fragment_text

_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "hl1", "hl2", "li"})


def news_item_row(item: Any) -> Mapping[str, Any]:
    """The input row of a newsItem. Source: IPTC NewsML-G2, contentMeta and contentSet.

    Raises NotAnArticle where its content is no text, as for a picture.
    """
    about, content = _child(item, "itemMeta"), _child(item, "contentMeta")
    row = {
        "id": item.get("guid"),
        "title": text_of(content, "headline"),
        "text": _text(item),
        "source": _provider(about),
        "published": date_of(content, "contentCreated") or date_of(about, "firstCreated", "versionCreated"),
        "modified": date_of(content, "contentModified") or date_of(about, "versionCreated"),
    }
    return {name: value for name, value in row.items() if value is not None}


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
        text = BETWEEN.join(_blocks(_body(inline)))
        if text:
            return text
    for content in children(item, "contentSet"):
        for inline in children(content, "inlineData"):
            text = markup_of(inline)
            return fragment_text(text) if "html" in inline.get("contenttype", "") else text.strip()
    if not found:
        raise NotAnArticle
    return ""


def _body(inline: Any) -> Any:
    """The body of the XHTML or NITF inside, without its head."""
    bodies = (e for e in inline.iter("{*}body.content", "{*}body"))
    return next(bodies, inline)


def _blocks(body: Any) -> Iterator[str]:
    """The text of each paragraph, heading and line of a list."""
    for element in body.iter("{*}*"):
        if local_name(element) in _BLOCKS:
            text = " ".join("".join(element.itertext()).split())
            if text:
                yield text
