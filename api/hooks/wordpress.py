"""WordPress, by the plug-in in clients/wordpress: posts as it publishes them, signed by Standard Webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from typing import Any

from auditor.cms.connection import Hook
from auditor.cms.row import body_html, first_text, make_row

from .delivery import Delivery, Event, is_publication, is_withdrawal, required_object
from .standard import kind_of


def read(_: Delivery, payload: Mapping[str, Any], __: Hook) -> Event:
    """The post in `data`."""
    kind = kind_of(payload)
    if not (is_publication(kind) or is_withdrawal(kind)):
        return Event(kind)
    post = required_object(payload, "data")
    if is_withdrawal(kind):
        return Event(kind, withdrawn=name_of(post))
    row = make_row(
        id=name_of(post),
        title=unescape(first_text(post, "title")),
        html=body_html(first_text(post, "content_html", "content_raw")),
        url=post.get("link"),
        published=utc(post.get("date_gmt")),
        modified=utc(post.get("modified_gmt")),
        language=first_text(post, "locale").replace("_", "-"),
        authors=post.get("authors"),
        social_titles=post.get("social_titles"),
        section=first_text(post, "section"),
    )
    return Event(kind, [row])


def name_of(post: Mapping[str, Any]) -> str:
    """The id of a post's article; in a network of sites with the number of the blog, as each counts its own posts."""
    blog = post.get("blog_id")
    return f"wordpress:{post.get('post_id')}" if blog is None else f"wordpress:{blog}-{post.get('post_id')}"


def utc(value: Any) -> str | None:
    """A moment as WordPress keeps it, `2026-11-22 05:30:00` in UTC, with its zone said."""
    return f"{value}+00:00" if isinstance(value, str) and value else None
