"""The log: who did what to what, when and from where; for admins."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import request

from auditor.render.desk import Link
from auditor.render.html import render_page
from auditor.store.log import LogFilter, list_actions, search_log
from auditor.store.queries import Page

from ..routes import LOG, page_of, source_page
from ..services import services
from .desk import parse_moment
from .login import require_admin, require_everything
from .room import audit_ids, page_blueprint, page_frame

blueprint = page_blueprint("log")
blueprint.before_request(require_admin)
blueprint.before_request(require_everything)
ROWS_PER_PAGE = 100
MAX_FILTER_CHARACTERS = 300
FILTERS = ("who", "action", "object", "day")
KINDS: Mapping[str, str] = {"key": "by key", "command": "by command", "service": "the service", "editor": ""}
"""How an entry says who did it, beside the name."""


class Row(NamedTuple):
    """An entry as the page shows it."""

    entry: Mapping[str, Any]
    kind: str
    object: Link
    details: list[tuple[str, str]]


@blueprint.get(LOG)
def show() -> str:
    """What was done, the newest first; the query filters, `before` is the last number of the page before."""
    names = ((name, request.args.get(name, "").strip()[:MAX_FILTER_CHARACTERS]) for name in FILTERS)
    given = {name: value for name, value in names if value}
    before = audit_ids([request.args["before"]]) if request.args.get("before") else []
    page = Page(ROWS_PER_PAGE, after=before)
    with services().store.reading() as connection:
        found = search_log(connection, _filter(given), page)
        actions = list_actions(connection)
    following = f"{LOG}?{urlencode({**given, 'before': found.last[0]})}" if found.last else None
    rows = [_row(entry) for entry in found.rows]
    return render_page("log.html", page_frame(LOG), rows=rows, given=given, actions=actions, next=following)


def _filter(given: Mapping[str, str]) -> LogFilter:
    """The entries that the fields of the form ask for; a day that is none asks for all."""
    day = parse_moment(given.get("day", ""))
    return LogFilter(
        who=given.get("who"),
        action=given.get("action"),
        object=given.get("object"),
        since=day,
        until=day and day + timedelta(days=1),
    )


def _row(entry: Mapping[str, Any]) -> Row:
    details = [(name.replace("_", " "), _words(value)) for name, value in entry["details"].items()]
    return Row(entry, KINDS[entry["kind"]], _object(entry["object"]), [(n, v) for n, v in details if v])


def _words(value: Any) -> str:
    """A value of the details as it is read; empty for what says nothing."""
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:,}" if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def _object(name: str) -> Link:
    """What it was done to, with the address of its page if it has one."""
    kind, _, rest = name.partition(":")
    if kind == "source":
        return Link(name, source_page(rest))
    return Link(name, page_of(int(rest)) if kind == "audit" and rest.isdecimal() else "")
