"""NITF, the IPTC's older XML for news: its documents as input rows, alone or inside NewsML-G2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from auditor.ingest.bylines import byline_names
from auditor.ingest.elements import declared_language, descendants, inner_text, local_name, written_date
from auditor.ingest.extraction import BETWEEN

BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "hl1", "hl2", "li", "dt", "dd", "td", "th", "pre"})
LEFT_OUT = frozenset({"head", "body.head", "body.end", "media"})
"""What stands beside the text: fields, and pictures with their captions."""
DATES = (("date.issue", "norm"), ("date.release", "norm"), ("pubdata", "date.publication"))
"""Elements and attributes that have the day of publication, the likeliest first."""


def nitf_row(nitf: Any) -> Mapping[str, Any]:
    """The input row of an NITF document. Source: IPTC NITF 3.x, docdata, pubdata, body.head and body.content."""
    return {
        "id": _attribute(nitf, "doc-id", "id-string"),
        "title": _text(nitf, "hl1") or _text(nitf, "title"),
        "text": nitf_text(nitf),
        "source": _attribute(nitf, "doc-id", "regsrc") or _attribute(nitf, "pubdata", "name"),
        **_published(nitf),
        "authors": nitf_authors(nitf),
        "section": _attribute(nitf, "pubdata", "position.section"),
        "language": declared_language(nitf),
    }


def nitf_text(element: Any) -> str:
    """The blocks of the body, the place of the dateline before the first, as it is printed."""
    blocks = list(body_blocks(element))
    place = next(filter(None, (_text(line, "location") for line in descendants(element, "dateline"))), None)
    if place and blocks and not blocks[0].casefold().startswith(place.casefold()):
        blocks[0] = f"{place} — {blocks[0]}"
    return BETWEEN.join(blocks)


def body_blocks(element: Any) -> Iterator[str]:
    """The text of each paragraph, heading and line of a list in the body of NITF or XHTML, each once.

    A body without any is one block.
    """
    body = next(chain(descendants(element, "body.content"), descendants(element, "body")), element)
    found = list(_blocks(body))
    yield from found or filter(None, [" ".join("".join(body.xpath("text()")).split())])


def _blocks(element: Any) -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str) or local_name(child) in LEFT_OUT:
            continue
        if local_name(child) not in BLOCKS or any(local_name(each) in BLOCKS for each in descendants(child)):
            yield from _blocks(child)
        elif text := inner_text(child):
            yield text


def nitf_authors(element: Any) -> list[str]:
    """The names in the first byline: those that are marked as persons, else what the line says."""
    line = next(descendants(element, "byline"), None)
    if line is None:
        return []
    marked = [inner_text(person) for person in descendants(line, "person")]
    return [name for name in marked if name] or byline_names("".join(_without_titles(line)) or inner_text(line))


def _without_titles(line: Any) -> Iterator[str]:
    """The text of a byline without the titles of its people."""
    yield line.text or ""
    for child in line:
        if isinstance(child.tag, str) and local_name(child) != "byttl":
            yield inner_text(child)
        yield child.tail or ""


def _published(nitf: Any) -> Mapping[str, Any]:
    for element, attribute in DATES:
        found = written_date(_attribute(nitf, element, attribute) or "")
        if found is not None:
            return {"published": found, "published_from": f"NITF {element}"}
    return {}


def _attribute(nitf: Any, element: str, name: str) -> str | None:
    return next((str(each.get(name)).strip() for each in descendants(nitf, element) if each.get(name)), None)


def _text(element: Any, name: str) -> str | None:
    return next(filter(None, map(inner_text, descendants(element, name))), None)
