"""Pages of lists: cursors that say where a page ends, and the address of the next one."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import request
from werkzeug.exceptions import NotFound

from auditor.ingest.errors import InputError
from auditor.ingest.fields import clean_text
from auditor.store.queries import Found, Page

from .routes import MAX_ID

KeyTypes = Sequence[type]
INTEGER: KeyTypes = (int,)
TEXT: KeyTypes = (str,)
MOMENT: KeyTypes = (datetime, int)
LINK_HEADER = {"Link": {"description": 'The next page, as rel="next"', "schema": {"type": "string"}}}


def read_page(query: Mapping[str, Any], types: KeyTypes) -> Page:
    """The page that a list's query asks for; the list's keys are of `types`. Raises a 404 for a foreign cursor."""
    sort, cursor = query.get("sort", ""), query.get("cursor")
    return Page(query["limit"], sort, _read_cursor(cursor, sort, types) if cursor else ())


def _read_cursor(cursor: str, sort: str, types: KeyTypes) -> Sequence[Any]:
    try:
        made_for, *values = json.loads(base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True))
        if made_for != sort or not _fits(values, types):
            raise ValueError(cursor)
        return [_moment(value) if wanted is datetime else value for value, wanted in zip(values, types, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, InputError):
        raise NotFound("There is no such page: the cursor is not one of this list in this order.") from None


def _fits(key: Sequence[Any], types: KeyTypes) -> bool:
    """Whether a key has the shape that the list's have, and only what a database can compare."""
    return len(key) == len(types) and all(_is_one(value, wanted) for value, wanted in zip(key, types, strict=True))


def _is_one(value: Any, wanted: type) -> bool:
    if wanted in (str, datetime):
        return isinstance(value, str) and clean_text(value, "") == value
    kinds = (int, float) if wanted is float else int
    return isinstance(value, kinds) and not isinstance(value, bool) and abs(value) <= MAX_ID


def _moment(value: str) -> datetime:
    """The moment that `next_page` wrote. Raises ValueError, OverflowError."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment.astimezone(UTC)


def next_page(found: Found, page: Page) -> tuple[str | None, dict[str, str]]:
    """The address of the page behind `found`, None if there is none, and the header that says so."""
    if not found.last:
        return None, {}
    cursor = base64.urlsafe_b64encode(
        json.dumps([page.sort, *found.last], default=datetime.isoformat).encode()
    ).decode()
    known = {name: value for name, value in request.args.items() if name != "cursor"}
    address = f"{request.path}?{urlencode({**known, 'cursor': cursor})}"
    return address, {"Link": f'<{address}>; rel="next"'}
