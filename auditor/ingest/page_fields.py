"""What a page's own metadata says of its article."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

_SOCIAL_TITLE = re.compile(
    r"<meta\s+(?:property|name)=[\"'](og|twitter):title[\"']\s+content=[\"]([^\"<>]{1,300})[\"]", re.IGNORECASE
)


def page_fields(html: str) -> dict[str, Any]:
    """What the page's own metadata says."""
    import trafilatura  # noqa: PLC0415 - as above

    meta = trafilatura.extract_metadata(html)
    fields: dict[str, Any] = {"title": meta.title or "", "url": meta.url, "source": meta.hostname}
    if meta.author:
        fields["authors"] = tuple(name.strip() for name in meta.author.split(";"))
    fields["social_titles"] = tuple(dict.fromkeys(unescape(title) for _, title in _SOCIAL_TITLE.findall(html)))
    if meta.date:
        fields["published"] = date.fromisoformat(meta.date)
    return {name: value for name, value in fields.items() if value}
