"""What CMSs say of an article, as the input row that `auditor check` reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from auditor.cms.connection import Hook

TITLES = ("title", "headline", "name")
BODIES = ("body", "html", "content", "text", "article")
_MARKUP = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|br|blockquote|figure|img|table|section|article|pre)\b[^<>]*>"
    r"|</(?:a|b|em|i|span|strong)>",
    re.IGNORECASE,
)
_PAGE_TAG = re.compile(r"<(?:!doctype|/?(?:html|head|body))(?:\s[^<>]*)?>", re.IGNORECASE)


def make_row(**values: Any) -> dict[str, Any]:
    """A row of the values that are there; dates that cannot be read and authors that are addresses are left out."""
    for name in ("published", "modified"):
        values[name] = clean_date(values.get(name))
    values["authors"] = clean_names(values.get("authors"))
    values["social_titles"] = list(dict.fromkeys(clean_texts(_listed(values.get("social_titles")))))
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def body_html(value: Any) -> Any:
    """The body that a CMS keeps, without the tags of a page that a word processor wrote around it.

    So the row says, as it is: all of it is the article's.
    """
    return _PAGE_TAG.sub("", value) if isinstance(value, str) else value


def clean_date(value: Any) -> str | None:
    """`value` if it is an ISO date or date-time of this era, else None: CMSs say 0000-00-00 for "not yet"."""
    if not isinstance(value, str):
        return None
    try:
        return value if date.fromisoformat(value) else None
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(value).isoformat()
    except ValueError:
        return None


def clean_texts(values: Iterable[Any]) -> list[str]:
    """Those of `values` that are texts with something in them."""
    return [value.strip() for value in values if isinstance(value, str) and value.strip()]


def clean_names(values: Any) -> list[str]:
    """Names of authors, given as texts or as objects with a `name`; an e-mail address is nobody's byline."""
    names = [value.get("name") if isinstance(value, Mapping) else value for value in _listed(values)]
    return [name for name in clean_texts(names) if "@" not in name]


def _listed(value: Any) -> Iterable[Any]:
    """What a field holds that may hold several: one by itself is a list of one."""
    return value if isinstance(value, list | tuple) else [value]


def first_text(holder: Mapping[str, Any], *names: str) -> str:
    """The first of the fields `names` that holds text, else ""."""
    return next(iter(clean_texts(holder.get(name) for name in names)), "")


def inner(holder: Any, name: str) -> Mapping[str, Any]:
    """The object in field `name`; an empty one if there is none."""
    value = holder.get(name) if isinstance(holder, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def title_of(holder: Mapping[str, Any], hook: Hook) -> str:
    """The title among the fields of a content model that the newsroom made itself."""
    return first_text(holder, *own_field(hook, "title"), *TITLES)


def content_of(holder: Mapping[str, Any], hook: Hook) -> dict[str, str]:
    """The body among the fields of such a model, as `html` or `text` of a row; empty if there is none."""
    for name in (*own_field(hook, "body"), *BODIES):
        found = read_content(holder.get(name))
        if found:
            return found
    return {}


def own_field(hook: Hook, name: str) -> tuple[str, ...]:
    """What the newsroom calls its field `name`, if it said so."""
    return ((hook.fields or {})[name],) if name in (hook.fields or {}) else ()


def read_content(value: Any) -> dict[str, str]:
    """A body as `html`, where it has marks of one, or `text`; a tree of rich text is read as text."""
    text = value if isinstance(value, str) else "\n\n".join(rich_blocks(value))
    if not text.strip():
        return {}
    return {"html": body_html(text)} if _MARKUP.search(text) else {"text": text}


MAX_DEPTH = 60
"""Nesting of rich text; editors' trees stay under 20."""
INLINE = frozenset({"asset-hyperlink", "entry-hyperlink", "hyperlink", "link"})


def rich_blocks(node: Any, depth: int = 0) -> list[str]:
    """The blocks of text in a tree as Contentful, Sanity, Storyblok and Strapi keep it: whatever holds leaves."""
    if depth > MAX_DEPTH:
        return []
    blocks: list[str] = []
    line: list[str] = []
    for child in _children(node):
        if _is_leaf(child):
            line.append(_leaf_text(child))
        elif _kind(child) in INLINE:
            line += rich_blocks(child, depth + 1)
        else:
            blocks += _flushed(line) + rich_blocks(child, depth + 1)
    return blocks + _flushed(line)


def _children(node: Any) -> list[Any]:
    if isinstance(node, list):
        return node
    found = node.get("children", node.get("content")) if isinstance(node, Mapping) else None
    return found if isinstance(found, list) else []


def _kind(node: Any) -> str | None:
    """What a node calls itself, in the first field of the senders' that has it; text, whatever the payload holds."""
    return (first_text(node, "nodeType", "type", "_type") or None) if isinstance(node, Mapping) else None


def _is_leaf(node: Any) -> bool:
    return isinstance(node, Mapping) and _kind(node) in ("text", "span", None) and not _children(node)


def _leaf_text(node: Mapping[str, Any]) -> str:
    value = node.get("text", node.get("value"))
    return value if isinstance(value, str) else ""


def _flushed(line: list[str]) -> list[str]:
    """The block that `line` makes, which is emptied; none if it is blank."""
    text = "".join(line).strip()
    line.clear()
    return [text] if text else []


def address_of(hook: Hook, slug: Any) -> str | None:
    """Where an article stands that a CMS knows by its slug."""
    if hook.site is None or not isinstance(slug, str) or not slug.strip("/ "):
        return None
    return f"{hook.site.rstrip('/')}/{slug.strip('/ ')}"
