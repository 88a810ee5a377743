"""What a page's own metadata says of its article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from auditor.ingest.declared import AUTHOR, MAX_CHARACTERS, Declared, read_declared, text_of
from auditor.ingest.jsonld import Node, authors_of, body_of, find_articles, is_free, read_nodes, text_in, title_of
from auditor.ingest.ownership import around, is_own
from auditor.ingest.page_dates import modified_day, published_day
from auditor.ingest.page_title import MAX_SITE_WORDS, agree, choose_title, plain
from auditor.vocabulary import words

MAX_TITLES, MAX_ARTICLES, MAX_AUTHORS = 10, 20, 50
"""For networks, in JSON-LD, and of one article: pages have fewer."""
MAX_NAME_CHARACTERS = 80
MAX_NAME_WORDS = 6
"""A longer "author" is a sentence about one."""
_BY = re.compile(r"\A(?:(?:written|words|text|story|reported) )?by:?\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:;|\||\band\b|&)\s*")
_SCHEMES = ("http", "https")


def page_fields(tree: Any) -> dict[str, Any]:
    """The fields of the article of a page, but its text, as the page declares them; what it does not say is not there.

    A page that a script fills may have its text in JSON-LD: then it is under `described`.
    """
    if tree is None:
        return {}
    page = read_declared(tree)
    nodes = read_nodes(page.scripts)
    social = [plain(title) for title in islice(_meta(page, "metadata/social titles"), MAX_TITLES)]
    address = _address(page)
    headings = {heading: text_of(heading) for heading in page.headings}
    article = _own_article(find_articles(nodes), [*page.titles[:1], *social, *headings.values()])
    others = [title_of(article), *social]
    title = choose_title(list(headings.values()), next(iter(page.titles), ""), others, _site_names(page, address))
    heading = next((element for element, text in headings.items() if plain(text) == title), None)
    published, modified = (find(page, article, heading) for find in (published_day, modified_day))
    fields = {
        "title": title,
        "url": address,
        "source": (urlsplit(address).hostname or "").removeprefix("www.") if address else "",
        "authors": tuple(_authors(page, article, nodes, heading)),
        "social_titles": tuple(dict.fromkeys(social)),
        "published": published and published.day,
        "published_from": published and published.where,
        "modified": modified and modified.day,
        "language": _language(page, article),
        "section": page.first(words("metadata/section")) or text_in(article, "articleSection"),
        "free": _free(page, article),
        "described": body_of(article),
    }
    return {name: value for name, value in fields.items() if value not in (None, "", ())}


def _meta(page: Declared, names: str) -> Iterator[str]:
    """What meta elements of these names say, in the page's order."""
    known = words(names)
    return (value for name, values in page.meta.items() if name in known for value in values)


def _own_article(articles: Sequence[Node], titles: Sequence[str]) -> Node:
    """The article of JSON-LD that the page is of: the one whose headline is a title of the page, or the only one."""
    for article in articles[:MAX_ARTICLES]:
        headline = title_of(article)
        if any(agree(headline, title) for title in titles):
            return article
    return articles[0] if len(articles) == 1 else {}


def _address(page: Declared) -> str:
    """The address that the page gives itself, if it is a whole one."""
    return next(filter(_is_address, (*page.canonical, *page.meta.get("og:url", ()))), "")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in _SCHEMES and bool(parts.hostname)
    except ValueError:
        return False


def _site_names(page: Declared, address: str) -> Iterator[str]:
    """What the site is called: by its meta elements, and by its host."""
    yield from (name for name in _meta(page, "metadata/site") if len(name.split()) <= MAX_SITE_WORDS)
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    yield from (host, host.partition(".")[0])


def _authors(page: Declared, article: Node, nodes: Sequence[Node], heading: Any) -> Iterable[str]:
    """The names of who wrote it, each once, by the first that names any: JSON-LD, meta elements, marked elements."""
    holders = around(heading)
    marked = (each for name in ("author", AUTHOR) for each in page.marked.get(name, ()) if is_own(each, holders))
    for told in (authors_of(article, nodes), _meta(page, "metadata/authors"), map(text_of, marked)):
        names = dict.fromkeys(islice((name for said in told for name in _names(said[:MAX_CHARACTERS])), MAX_AUTHORS))
        if names:
            return names
    return ()


def _names(said: str) -> Iterator[str]:
    """The names in what stands for an author; addresses and handles are none."""
    for part in _AND.split(_BY.sub("", plain(said))):
        pieces = part.split(",")
        listed = pieces if all(len(piece.split()) > 1 for piece in pieces) else [part]
        yield from filter(_is_name, (piece.strip() for piece in listed))


def _is_name(text: str) -> bool:
    written = text != text.lower() and not any(mark in text for mark in "@/{<(0123456789")
    return written and len(text) <= MAX_NAME_CHARACTERS and len(text.split()) <= MAX_NAME_WORDS


def _language(page: Declared, article: Node) -> str:
    """The language that the article, else the page declares, as its first subtag: "en" of "en-GB"."""
    language = article.get("inLanguage")
    code = language.get("alternateName") if isinstance(language, Mapping) else language
    for said in (code if isinstance(code, str) else "", page.language, page.first(frozenset({"og:locale"}))):
        tag = re.match(r"[a-z]{2}(?![a-z])", said.strip().lower())
        if tag:
            return tag.group()
    return ""


def _free(page: Declared, article: Node) -> bool | None:
    """Whether the page says that all may read it all, or that not all may; None where it says neither."""
    tier = page.first(words("metadata/tier")).lower()
    if tier in words("metadata/closed"):
        return False
    said = is_free(article)
    return True if said is None and tier == "free" else said
