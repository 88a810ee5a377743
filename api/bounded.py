"""Audits and pages while a client waits: so many at a time, each within its time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from werkzeug.exceptions import UnprocessableEntity

from auditor.article import Article
from auditor.finding import Report
from auditor.ingest.errors import InputError

from .services import services

AUDIT_SECONDS = 10.0
"""How long one audit may take while its client waits."""
MAX_WAITING_SECONDS = 2.0
"""How long a request waits for its turn; four audits of 4,000 characters take 0.03 s."""
RENDER_SECONDS = 10.0
"""How long a page may take; the largest part of an article takes 0.2 s, and both revisions of a comparison 3 s."""
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def in_turn(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Let `view`, which shows what is kept, work only in a slot. It raises TimeoutError if too many wait."""

    @wraps(view)
    def turned(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with services().page_slots.taken(MAX_WAITING_SECONDS):
            return view(*args, **kwargs)

    return turned


def audit_bounded(article: Article, seconds: float) -> Report:
    """The report on `article`, today. Raises TimeoutError if it is not there after `seconds`, or if too many wait."""
    ends, today = time.monotonic() + seconds, datetime.now(UTC).date()
    with services().slots.taken(min(seconds, MAX_WAITING_SECONDS)):
        report = services().bounded.audit(article, max(0.0, ends - time.monotonic()), today)
    services().metrics.count_audit(report)
    return report


def read_bounded(row: Mapping[str, Any], seconds: float) -> Article:
    """The article that an input row describes. Raises InputError; TimeoutError as `audit_bounded` does."""
    ends = time.monotonic() + seconds
    with services().slots.taken(min(seconds, MAX_WAITING_SECONDS)):
        return services().bounded.read(row, max(0.0, ends - time.monotonic()))


def audit_row(row: Mapping[str, Any], seconds: float, *, needs_text: bool = True) -> Report:
    """The report on the article that `row` describes. Raises a 422 if it has no text and needs one; TimeoutError."""
    ends = time.monotonic() + seconds
    try:
        article = read_bounded(row, seconds)
    except InputError as error:
        raise UnprocessableEntity(str(error)) from None
    if needs_text and not article.text.strip():
        raise UnprocessableEntity("There is no text to audit.")
    return audit_bounded(article, ends - time.monotonic())
