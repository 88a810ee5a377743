"""A page as an article: what the service is told of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.html import escape
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from .configuration import read_configuration


def is_article(page: Page) -> bool:
    """Whether the site calls pages of this kind articles. `page` is of its specific class."""
    return page._meta.label_lower in read_configuration().fields_of


def page_data(page: Page) -> dict[str, Any]:
    """The `data` of an event: the page as it stands in memory, its text as the fields' HTML one after the other."""
    names = read_configuration().fields_of[page._meta.label_lower]
    public = page.live and page.live_revision_id is not None
    return {
        "page_id": page.pk,
        "title": page.title,
        "seo_title": page.seo_title,
        "slug": page.slug,
        "url": page.full_url if public else None,
        "locale": page.locale.language_code,
        "live": public,
        "first_published_at": page.first_published_at and page.first_published_at.isoformat(),
        "last_published_at": page.last_published_at and page.last_published_at.isoformat(),
        "body_html": "\n".join(field_html(page, name) for name in names),
    }


def field_html(page: Page, name: str) -> str:
    """What a field holds, as the public page would show it."""
    field, value = page._meta.get_field(name), getattr(page, name)
    if isinstance(field, StreamField):
        return str(value.render_as_block())
    if isinstance(field, RichTextField):
        return str(expand_db_html(value))
    return f"<p>{escape(value)}</p>" if value else ""


def gate_row(data: Mapping[str, Any]) -> dict[str, Any]:
    """The article row that the gate is asked about; what is published first is published now."""
    row = {
        "id": f"wagtail:{data['page_id']}",
        "title": data["title"],
        "html": data["body_html"],
        "url": data["url"],
        "published": data["first_published_at"] or timezone.now().isoformat(),
        "language": data["locale"],
    }
    return {name: value for name, value in row.items() if value is not None}


def digest_of(data: Mapping[str, Any]) -> str:
    """Names a text: the same title and body have the same digest."""
    return hashlib.sha256(f"{data['title']}\n{data['body_html']}".encode()).hexdigest()
