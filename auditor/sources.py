"""Which source an article comes from: a registrable domain, or a name."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from auditor.article import Article

_NO_LETTERS = re.compile(r"\W+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+\Z")

MIN_PART = 4
"""Letters of a name that may be a part of the source's: "Guardian" in "theguardian"."""


@lru_cache(maxsize=4096)
def source_key(name: str) -> str:
    """One key for all spellings of a source: the registrable domain of a URL or host name, else the name folded.

    Domains are cut by the public suffix list that comes with courlan; nothing is fetched.
    """
    text = " ".join(name.split()).casefold()
    host = _host(text)
    if host is None:
        return text
    from courlan import extract_domain  # noqa: PLC0415 - 0.06 s that an article without a URL does not need

    return extract_domain(f"https://{host}/") or host.removeprefix("www.")


def source_of(article: Article) -> str | None:
    """The key of the article's source: what it is said to be, else the domain of its URL."""
    if article.source and article.source.strip():
        return source_key(article.source)
    host = _host(article.url.casefold()) if article.url else None
    return source_key(host) if host else None


def source_word(article: Article) -> str:
    """The article's source in one word: its name, or its domain's; empty without one."""
    return _word_of(source_of(article) or "")


def is_named(article: Article, letters: str) -> bool:
    """Whether a name, folded, without spaces and "the", is that of the article's source or site, or a longer part."""
    site = article.url and _host(article.url.casefold())
    keys = (source_of(article), site and source_key(site))
    own = filter(None, (_word_of(key).removeprefix("the") for key in keys if key))
    return any(letters == word or (len(letters) >= MIN_PART and letters in word) for word in own)


def _word_of(key: str) -> str:
    return _NO_LETTERS.sub("", key if " " in key else key.partition(".")[0])


def _host(text: str) -> str | None:
    """The host name that `text` is, or the one of the URL that it is."""
    if "://" in text:
        try:
            return urlsplit(text).hostname
        except ValueError:
            return None
    return text if _HOST.match(text) else None
