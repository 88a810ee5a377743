"""WordPress, by the plug-in in clients/wordpress: posts as it publishes them, signed by Standard Webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from typing import Any

from auditor.cms.connection import Hook
from auditor.cms.row import body_html, first_text, make_row

from .delivery import Delivery, Event, is_publication, required_object
from .standard import kind_of


def read(_: Delivery, payload: Mapping[str, Any], __: Hook) -> Event:
    """The post in `data`."""
    kind = kind_of(payload)
    if not is_publication(kind):
        return Event(kind)
    post = required_object(payload, "data")
    return Event(
        kind,
        make_row(
            id=id_of(post),
            title=unescape(first_text(post, "title")),
            html=body_html(first_text(post, "content_html", "content_raw")),
            url=post.get("link"),
            published=utc(post.get("date_gmt")),
            modified=utc(post.get("modified_gmt")),
            language=first_text(post, "locale").replace("_", "-"),
            authors=post.get("authors"),
            social_titles=post.get("social_titles"),
            section=first_text(post, "section"),
        ),
    )


def id_of(post: Mapping[str, Any]) -> str:
    """The article's id; a post of a network has its blog's number in it, for two blogs may both have a post 8."""
    blog = post.get("blog_id")
    return f"wordpress:{blog}-{post.get('post_id')}" if isinstance(blog, int) else f"wordpress:{post.get('post_id')}"


def utc(value: Any) -> str | None:
    """A moment as WordPress keeps it, `2026-11-22 05:30:00` in UTC, with its zone said."""
    return f"{value}+00:00" if isinstance(value, str) and value else None
