"""A page's body as HTML, as its readers see it: what the service reads."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from bs4 import BeautifulSoup  # Wagtail needs it too
from django.utils.html import escape, linebreaks
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from .configuration import ROLES

SKIP, QUOTE, HEADING, TEXT = ROLES
HEADINGS = frozenset({"heading", "headline", "subheading", "subhead", "title", "subtitle"})
"""A block of plain text with such a name is a heading where no role and no template says otherwise."""
logger = logging.getLogger("wagtail_article_auditor")

Roles = Mapping[str, str]
"""Roles by path, as `body.image.credit`."""


def fields_html(page: Page, names: Sequence[str], roles: Roles) -> str:
    """What the named fields hold, one after the other."""
    return "\n".join(_field_html(page, name, roles) for name in names)


def rendered_html(page: Page) -> str | None:
    """The page's article by its own template, as a reader's browser would get it; None if that answers with no page.

    It is asked for as Wagtail's preview is: from memory, by nobody who is logged in. Where the template marks the
    article or the main part, that is it; else the service looks for it in the whole page.
    """
    response = page.make_preview_request(preview_mode=page.default_preview_mode)
    if response.status_code == HTTPStatus.OK:
        html = response.content.decode(response.charset, "replace")
        tree = BeautifulSoup(html, "html.parser")
        marked = next((found for name in ("article", "main") if len(found := tree.find_all(name)) == 1), None)
        return str(marked[0]) if marked else str(html)
    logger.warning("page %s: its template answered %s; its fields are read instead", page.pk, response.status_code)
    return None


def _field_html(page: Page, name: str, roles: Roles) -> str:
    field, value = page._meta.get_field(name), getattr(page, name)
    if isinstance(field, StreamField):
        return block_html(value.stream_block, value, name, roles)
    html = str(expand_db_html(value or "")) if isinstance(field, RichTextField) else paragraphs(value)
    return in_role(html, roles.get(name, TEXT))


def block_html(block: blocks.Block, value: Any, path: str, roles: Roles) -> str:
    """What a block shows: by its template, else by the values in it, whose labels are no text."""
    role = roles.get(path) or (QUOTE if "quote" in block.name else TEXT)
    if value is None or role == SKIP:
        return ""
    if _draws_itself(block, value) and not any(named.startswith(f"{path}.") for named in roles):
        return in_role(str(block.render(value)), role)
    for kind, read in READERS:
        if isinstance(block, kind):
            return in_role(read(block, value, path, roles), role)
    return ""


def in_role(html: str, role: str) -> str:
    """HTML as a quotation, as a heading, as nothing, or as it is."""
    if not html.strip() or role == SKIP:
        return ""
    if role == QUOTE and not html.startswith("<blockquote"):
        return f"<blockquote>{html}</blockquote>"
    return f"<h2>{html}</h2>" if role == HEADING else html


def paragraphs(value: Any) -> str:
    """Plain text as paragraphs."""
    return linebreaks(str(value), autoescape=True) if value else ""


def _draws_itself(block: blocks.Block, value: Any) -> bool:
    """Whether the site says how the block looks: by a template, or by code of its own."""
    own = (type(block).render, type(block).render_basic)
    return bool(block.get_template(value)) or any(not drawn.__module__.startswith("wagtail.") for drawn in own)


def _stream(_: blocks.Block, value: Any, path: str, roles: Roles) -> str:
    return "\n".join(block_html(child.block, child.value, f"{path}.{child.block_type}", roles) for child in value)


def _list(_: blocks.Block, value: Any, path: str, roles: Roles) -> str:
    return "\n".join(block_html(child.block, child.value, path, roles) for child in value.bound_blocks)


def _struct(block: blocks.Block, value: Any, path: str, roles: Roles) -> str:
    """The values in their order; beside an image they are its caption."""
    children = value.bound_blocks.items()
    html = "\n".join(block_html(child.block, child.value, f"{path}.{name}", roles) for name, child in children)
    if html.strip() and any(isinstance(child, ImageChooserBlock | ImageBlock) for child in block.child_blocks.values()):
        return f"<figure><figcaption>{html}</figcaption></figure>"
    return html


def _nothing(*_: Any) -> str:
    return ""


def _rich_text(_: blocks.Block, value: Any, *__: Any) -> str:
    return str(expand_db_html(value.source))


def _quotation(_: blocks.Block, value: Any, *__: Any) -> str:
    return in_role(paragraphs(value), QUOTE)


def _line(block: blocks.Block, value: Any, *_: Any) -> str:
    return in_role(escape(value), HEADING) if block.name in HEADINGS else paragraphs(value)


def _text(_: blocks.Block, value: Any, *__: Any) -> str:
    return paragraphs(value)


def _raw(_: blocks.Block, value: Any, *__: Any) -> str:
    return str(value)


READERS: tuple[tuple[type[blocks.Block], Callable[[blocks.Block, Any, str, Roles], str]], ...] = (
    (ImageBlock, _nothing),  # a StructBlock whose text is for who cannot see the image
    (blocks.BaseStreamBlock, _stream),
    (blocks.ListBlock, _list),
    (blocks.BaseStructBlock, _struct),
    (blocks.RichTextBlock, _rich_text),
    (blocks.BlockQuoteBlock, _quotation),  # a TextBlock
    (blocks.TextBlock, _text),
    (blocks.CharBlock, _line),
    (blocks.RawHTMLBlock, _raw),
)
"""How the values of blocks without a template are read. Others hold no text of the article: choosers, addresses,
embeds, choices, numbers, dates."""
