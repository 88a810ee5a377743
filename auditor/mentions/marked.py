"""Slips that the writer has marked as those of the source: "alot [sic]"."""

import re

_SIC = re.compile(r"(?:\s\w+)?[^\w\s(\[]{0,3}\s?[(\[]\s?sic\b", re.IGNORECASE)
"""A word may stand between, where what is wrong is the one before it: "a old [sic] lamp"."""


def is_marked(text: str, end: int) -> bool:
    """Whether "sic" in brackets stands behind a passage that ends at `end`."""
    return _SIC.match(text, end) is not None
