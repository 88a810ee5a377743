"""Where each page of a site lies: by what it shows and not by its turn, so that links hold from run to run."""

from __future__ import annotations

import hashlib
import re

SLUG_CHARACTERS = 60


def page_name(folder: str, key: str) -> str:
    """The address of the page of `key` from the top of the site, as `articles/harbour-report-txt-1b2c3d4e.html`."""
    slug = re.sub(r"[^a-z0-9]+", "-", key.lower())[:SLUG_CHARACTERS].strip("-") or "page"
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{folder}/{slug}-{digest}.html"


def article_page(name: str) -> str:
    """The address of the page of the article that is called `name`."""
    return page_name("articles", name)


def list_name(kind: str, page: int) -> str:
    """The address of page `page` (from 1) of a list."""
    return f"{kind}.html" if page == 1 else f"{kind}-{page}.html"
