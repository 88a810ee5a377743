"""Which source an article comes from: a registrable domain, or a name."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from courlan import extract_domain

from auditor.article import Article

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+\Z")


def source_key(name: str) -> str:
    """One key for all spellings of a source: the registrable domain of a URL or host name, else the name folded.

    Domains are cut by the public suffix list that comes with courlan; nothing is fetched.
    """
    text = " ".join(name.split()).casefold()
    host = _host(text)
    if host is None:
        return text
    return extract_domain(f"https://{host}/") or host


def source_of(article: Article) -> str | None:
    """The key of the article's source: what it is said to be, else the domain of its URL."""
    if article.source and article.source.strip():
        return source_key(article.source)
    host = _host(article.url.casefold()) if article.url else None
    return source_key(host) if host else None


def _host(text: str) -> str | None:
    """The host name that `text` is, or the one of the URL that it is."""
    if "://" in text:
        try:
            return urlsplit(text).hostname
        except ValueError:
            return None
    return text if _HOST.match(text) else None
