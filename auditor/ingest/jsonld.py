"""What a page's JSON-LD says of its article, by schema.org's NewsArticle and its kin."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import islice
from typing import Any

from auditor.vocabulary import words

MAX_SCRIPT_CHARACTERS = 1 << 20
MAX_NODES = 1_000
"""Objects of one page that are looked at; real pages have some dozens."""
MAX_AUTHORS = 50
MAX_CHARACTERS = 1_000
"""Of a headline or date."""
PAGE = "WebPage"
INNER = ("@graph", "mainEntity")
"""Where an object holds others of the same page."""
_WRAPPERS = ("<!--", "-->", "//<![CDATA[", "<![CDATA[", "//]]>", "]]>", "/*", "*/")
"""What hid a script from parsers of old."""
Node = Mapping[str, Any]


def read_nodes(scripts: Iterable[str]) -> list[Node]:
    """The objects in these scripts: at the top, in a list, in @graph or mainEntity.

    What is not well formed is left out; nothing that the JSON points to is opened.
    """
    return list(islice((node for script in scripts for node in _nodes(script)), MAX_NODES))


def _nodes(script: str) -> Iterator[Node]:
    waiting = [_parse(script)]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value[:MAX_NODES][::-1]
        elif isinstance(value, Mapping):
            yield value
            waiting += [value[name] for name in INNER[::-1] if name in value]


def _parse(script: str) -> Any:
    if len(script) > MAX_SCRIPT_CHARACTERS:
        return None
    text = script.strip()
    for wrapper in _WRAPPERS:
        text = text.removeprefix(wrapper).removesuffix(wrapper).strip()
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def find_articles(nodes: Sequence[Node]) -> list[Node]:
    """Those that are an article; without one those that are a page."""
    kinds = (words("metadata/article types"), frozenset({PAGE}))
    found = ([node for node in nodes if not kind.isdisjoint(_types(node))] for kind in kinds)
    return next(filter(None, found), [])


def title_of(node: Node) -> str:
    """The title of an article; the name of a page has that of the site in it."""
    return text_in(node, "headline") or ("" if PAGE in _types(node) else text_in(node, "name"))


def _types(node: Node) -> Iterator[str]:
    """The names of its types, without the address of the schema."""
    types = node.get("@type")
    for each in types if isinstance(types, list) else [types]:
        yield str(each).rpartition("/")[2].rpartition(":")[2]


def text_in(node: Node, *names: str) -> str:
    """The first of these fields that holds text, with its entities read; else ""."""
    for name in names:
        value = node.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            return " ".join(unescape(value[:MAX_CHARACTERS]).split())
    return ""


def body_of(node: Node) -> str:
    """The text of the article where it stands in the JSON, as it stands there; else ""."""
    value = node.get("articleBody")
    return value if isinstance(value, str) and value.strip() else ""


def authors_of(node: Node, nodes: Sequence[Node]) -> list[str]:
    """The names of the article's authors; one that is only referred to is looked for among all `nodes`."""
    value = node.get("author") or node.get("creator")
    listed = value if isinstance(value, list) else [value]
    by_id = {str(each["@id"]): each for each in nodes if "@id" in each and "name" in each}
    return [name for each in listed[:MAX_AUTHORS] for name in _names(each, by_id)]


def _names(author: Any, by_id: Mapping[str, Node]) -> list[str]:
    """The name that an author is, has, or is known by elsewhere; some have a list of names."""
    if isinstance(author, Mapping):
        author = author.get("name") or by_id.get(str(author.get("@id")), {}).get("name")
    listed = author if isinstance(author, list) else [author]
    return [name for name in listed[:MAX_AUTHORS] if isinstance(name, str)]


def is_free(node: Node) -> bool | None:
    """Whether all may read all of it, as it says itself or of its parts; None where it says nothing."""
    parts = node.get("hasPart")
    holders = [node, *(parts[:MAX_NODES] if isinstance(parts, list) else [parts])]
    said = (_truth(each.get("isAccessibleForFree")) for each in holders if isinstance(each, Mapping))
    return next((each for each in said if each is not None), None)


def _truth(value: Any) -> bool | None:
    """A truth value as pages write it: true, "False", "http://schema.org/False"."""
    return {"true": True, "false": False}.get(str(value).rpartition("/")[2].lower())
