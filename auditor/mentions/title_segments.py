"""The parts of a title that colons, bars and dashes part: labels, bylines and names of sites stand in their own."""

from __future__ import annotations

import re

from auditor.article import Span

_START = re.compile(r"(?:^|:|\s[-–—|])\s*$")
_END = re.compile(r"\s*(?::|$|\s[-–—|]\s)")
_SITE = re.compile(r"\s[-–—|]\s+(?:\S+(?: \S+){0,3})$")
"""A last segment of so few words is mostly the name of a site."""


def stands_alone(title: str, span: Span) -> bool:
    """Whether nothing else stands between two colons, bars or dashes, or an end of the title."""
    return bool(_START.search(title[: span.start]) and _END.match(title, span.end))


def is_of_site(title: str, span: Span) -> bool:
    """Whether a passage stands behind a last dash or bar, in a few words."""
    site = _SITE.search(title)
    return site is not None and span.end > site.start()
