"""Small looks into an XML element, by the local names of its children: feeds disagree on name spaces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import lxml.etree

from auditor.ingest.dates import read_date
from auditor.ingest.errors import InputError


def children(element: Any, *names: str) -> Iterator[Any]:
    """The children called by one of `names`, in order of the names."""
    for name in names:
        for child in element:
            if isinstance(child.tag, str) and local_name(child) == name:
                yield child


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


def markup_of(element: Any) -> str:
    """The content of an element as HTML: its text where that is escaped markup, else its children written out."""
    if len(element) == 0:
        return element.text or ""
    parts = [lxml.etree.tostring(child, encoding="unicode", method="html") for child in element]
    return (element.text or "") + "".join(parts)


def date_of(element: Any, *names: str) -> date | None:
    """The date in the first child that has one, as ISO 8601, as in an e-mail or written out; None for none of these."""
    for child in children(element, *names):
        text = "".join(child.itertext()).strip()
        try:
            return read_date(text, "date")
        except InputError:
            found = _mail_date(text)
        if found is not None:
            return found
    return None


def _mail_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # the latter for a year of ten digits
        return None
