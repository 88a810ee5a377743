"""A page as an article: what the service is told of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page

from .body import fields_html, rendered_html
from .configuration import read_configuration

MAX_NAME, MAX_AUTHORS = 100, 20
"""Names of editors and authors are cut to what the service takes of the former; twenty authors are a large team's."""


def is_article(page: Page) -> bool:
    """Whether the site calls pages of this kind articles."""
    model = page.specific_class
    return model is not None and model._meta.label_lower in read_configuration().fields_of


def page_data(page: Page, public: bool) -> dict[str, Any]:
    """The `data` of an event: the page as it stands in memory, and whether readers see it at its address now.

    `page` is of its specific class.
    """
    return {
        "page_id": page.pk,
        "title": page.title,
        "seo_title": page.seo_title,
        "slug": page.slug,
        "url": page.full_url if public else None,
        "locale": page.locale.language_code,
        "live": public,
        "authors": authors_of(page),
        "first_published_at": _moment(page.first_published_at),
        "last_published_at": _moment(page.last_published_at),
        "go_live_at": _moment(page.go_live_at),
        "body_html": body_of(page),
    }


def body_of(page: Page) -> str:
    """The body as readers see it: the page by its template where the site wants that, else its named fields."""
    found = read_configuration()
    label = page._meta.label_lower
    whole = rendered_html(page) if found.render else None
    return whole or fields_html(page, found.fields_of[label], found.roles_of.get(label, {}))


def authors_of(page: Page) -> list[str]:
    """Who wrote it: what AUDITOR["AUTHORS"] leads to, else the page's owner."""
    wanted = read_configuration().authors
    if callable(wanted):
        value = wanted(page)
    elif wanted and hasattr(page, wanted.split(".")[0]):
        value = _follow(page, wanted)
    else:
        value = page.owner and name_of(page.owner)
    several = isinstance(value, Iterable) and not isinstance(value, str)
    names = (" ".join(str(name).split())[:MAX_NAME] for name in (value if several else [value or ""]))
    return [name for name in names if name][:MAX_AUTHORS]


def name_of(user: Any) -> str:
    """How a user is called, as far as the service keeps it."""
    return str(user.get_full_name() or user.get_username())[:MAX_NAME]


def _follow(page: Page, path: str) -> Any:
    """What stands at the end of a path of attributes, as `byline.name`; each step may be a method or a relation."""
    value: Any = page
    for step in path.split("."):
        value = getattr(value, step, None)
        if hasattr(value, "all"):
            value = list(value.all())
        elif callable(value):
            value = value()
    return value


def gate_row(data: Mapping[str, Any], **asked: Any) -> dict[str, Any]:
    """The article row that the gate is asked about, and who asks by which way.

    Its dates are three: when it was published first, if ever; when this text of a published article is of; and when it
    goes live, if that is later.
    """
    row = {
        "id": f"wagtail:{data['page_id']}",
        "title": data["title"],
        "html": data["body_html"] or "<p></p>",  # the service takes no row without a body, but one without text
        "url": data["url"],
        "published": data["first_published_at"],
        "modified": _modified(data, bool(asked.get("public"))),
        "goes_live": _later(data["go_live_at"]),
        "language": data["locale"],
        "authors": data["authors"],
        "asked": {name: value for name, value in asked.items() if value},
    }
    return {name: value for name, value in row.items() if value}


def digest_of(data: Mapping[str, Any]) -> str:
    """Names a text: the same title and body have the same digest."""
    return hashlib.sha256(f"{data['title']}\n{data['body_html']}".encode()).hexdigest()


def _modified(data: Mapping[str, Any], public: bool) -> str | None:
    if not data["first_published_at"]:
        return None
    known = data["last_published_at"] if public else None
    return str(known or timezone.now().isoformat())


def _later(moment: str | None) -> str | None:
    found = moment and parse_datetime(moment)
    return moment if found and found > timezone.now() else None


def _moment(value: Any) -> str | None:
    return value.isoformat() if value else None
