"""Dates that a text speaks of instead of using them."""

from auditor.window import Window

QUOTATION_MARKS = 3
"""Characters that a quotation may hold beside a date that is cited in it."""


def is_cited(window: Window) -> bool:
    """Whether the date alone stands between quotation marks: the text speaks of it, and may say that it is wrong."""
    quotation = window.document.quotation_at(window.span.start)
    length = window.span.end - window.span.start + QUOTATION_MARKS
    return quotation is not None and quotation.span.end - quotation.span.start <= length
