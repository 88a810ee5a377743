"""Small looks into an XML element, by the local names of its children: feeds disagree on name spaces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import lxml.etree

from auditor.ingest.dates import MAX_CHARACTERS, parse_date, read_date
from auditor.ingest.errors import InputError

MEDIA = "http://search.yahoo.com/mrss/"
"""Name space of the pictures and films of feeds, whose titles and descriptions are not the article's."""
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def children(element: Any, *names: str) -> Iterator[Any]:
    """The children called by one of `names`, in order of the names; those of pictures are passed over."""
    for name in names:
        for child in element:
            if isinstance(child.tag, str) and local_name(child) == name and not child.tag.startswith(f"{{{MEDIA}}}"):
                yield child


def descendants(element: Any, *names: str) -> Iterator[Any]:
    """The elements inside that are called by one of `names`, or all of them, in document order; none inside None."""
    if element is None:
        return iter(())
    found = element.iter(*(f"{{*}}{name}" for name in names or "*"))
    return (each for each in found if each is not element)


def inner_text(element: Any) -> str:
    """All text inside an element, in one line."""
    return " ".join("".join(element.itertext()).split())


def declared_language(element: Any) -> str | None:
    """What the element's `xml:lang` says."""
    return element.get(LANGUAGE) or None


def local_name(element: Any) -> str:
    """The name of an element without its name space, also where a prefix stands for one that was never declared."""
    name: str = element.tag.rpartition("}")[2]
    return name.rpartition(":")[2]


def text_of(element: Any, *names: str) -> str | None:
    """The text of the first child, by order of `names`, that has any."""
    for child in children(element, *names):
        text = "".join(child.itertext()).strip()
        if text:
            return text
    return None


def texts_of(element: Any, *names: str) -> Iterator[str]:
    """The texts of the children called by one of `names`, in order of the names."""
    return filter(None, map(inner_text, children(element, *names)))


def markup_of(element: Any) -> str:
    """The content of an element as HTML: its text where that is escaped markup, else its children written out."""
    if len(element) == 0:
        return element.text or ""
    parts = [lxml.etree.tostring(child, encoding="unicode", method="html") for child in element]
    return (element.text or "") + "".join(parts)


class Dated(NamedTuple):
    """A date and the name of the element that has it."""

    date: date
    name: str


def date_of(element: Any, *names: str) -> Dated | None:
    """The date in the first child that has one; None where none is to be read."""
    for child in children(element, *names):
        found = written_date("".join(child.itertext()).strip())
        if found is not None:
            return Dated(found, local_name(child))
    return None


def written_date(text: str) -> date | None:
    """The date in `text`, as ISO 8601, as in an e-mail or written out; None for none of these."""
    try:
        return parse_date(text, "date")
    except InputError:
        found = _mail_date(text)
    if found is not None:
        return found
    try:
        return read_date(text, "date")
    except InputError:
        return None


def _mail_date(text: str) -> datetime | None:
    """Asked before dateparser, which takes a thousand times as long; the weekday is what makes sure of the form."""
    try:
        return parsedate_to_datetime(text[:MAX_CHARACTERS])
    except (ValueError, OverflowError):  # the latter for a year of ten digits
        return None
