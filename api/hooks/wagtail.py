"""Wagtail, by the package in clients/wagtail: pages as it publishes them, signed by Standard Webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from auditor.cms.connection import Hook
from auditor.cms.row import body_html, first_text, make_row

from .delivery import Delivery, Event, is_publication, is_withdrawal, required_object
from .standard import kind_of


def read(_: Delivery, payload: Mapping[str, Any], __: Hook) -> Event:
    """The page in `data`."""
    kind = kind_of(payload)
    if not (is_publication(kind) or is_withdrawal(kind)):
        return Event(kind)
    page = required_object(payload, "data")
    name = f"wagtail:{page.get('page_id')}"
    if is_withdrawal(kind):
        return Event(kind, withdrawn=name)
    intro = first_text(page, "intro")
    html = body_html(first_text(page, "body_html"))
    row = make_row(
        id=name,
        title=page.get("title"),
        html=f"<p>{escape(intro)}</p>{html}" if intro else html,
        url=page.get("url"),
        published=page.get("first_published_at"),
        modified=page.get("last_published_at"),
        language=page.get("locale"),
        authors=page.get("authors"),
        social_titles=[page.get("seo_title")],
    )
    return Event(kind, [row])
