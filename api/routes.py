"""Addresses that more than one module names, and what stands in them: ids and names of sources."""

import re
from urllib.parse import quote, unquote

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.routing import IntegerConverter, Map

HOME = "/"
MAX_ID = 2**63 - 1
"""The largest integer that both databases keep."""
LOG = "/log"
ID = r"[0-9]{1,19}"
"""Digits that may be an id; Python makes no number of more than 4,300 and takes those of all scripts."""
LOGIN = "/login"
LOGOUT = "/logout"
ACCOUNT = "/account"
SIGN_IN = "/login/organisation"
"""Where the way to the organisation's provider begins."""
SIGNED_IN = "/login/organisation/back"
"""Where the provider sends people back to."""
STYLESHEET = "/static/report.css"
VIEWS_STYLESHEET = "/static/views.css"
REVIEW_STYLESHEET = "/static/review.css"
SCRIPT = "/static/review.js"


def page_of(audit: int, part: int = 1) -> str:
    """The page of one audit, or of a part of it."""
    return f"/audits/{audit}" if part == 1 else f"/audits/{audit}?part={part}"


def finding_page(audit: int, finding: int, part: int) -> str:
    """The place of a finding in the page of the part that has it; parts go by the finding, for they may be cut anew."""
    chosen = "" if part == 1 else f"?finding={finding}"
    return f"/audits/{audit}{chosen}#finding-{finding}"


def job_of(job: int | None) -> str:
    """A job in the API."""
    return f"/v1/jobs/{job}"


def record_of(audit: int) -> str:
    """The same audit in the API."""
    return f"/v1/audits/{audit}"


def source_page(key: str) -> str:
    """The page of a source."""
    return f"/sources/{source_segment(key)}"


def source_segment(key: str) -> str:
    """A source in a path, by its key: what servers would take for theirs is percent-encoded twice, as they decode once.

    So a slash is none of the path's, and dots or digits alone are no way up and no id.
    """
    once = key.replace("%", "%25").replace("/", "%2F")
    if _TAKEN.fullmatch(key):
        once = f"%{ord(key[0]):02X}{key[1:]}"
    return quote(once, safe="")


_TAKEN = re.compile(r"\.{1,2}|[0-9]+")


def source_name(segment: str) -> str:
    """The name of a source that stood in a path, which `source_segment` may have written."""
    return unquote(segment)


def read_id(value: str) -> int | None:
    """The id that `value` is, if it is one that a database may keep."""
    return int(value) if re.fullmatch(ID, value) and int(value) <= MAX_ID else None


def refuse_nul() -> None:
    """Raise a 404 for a path with a NUL character: nothing is called so, and PostgreSQL takes no such question."""
    if "\0" in request.path:
        raise NotFound("Nothing has an address with a NUL character.")


class IdConverter(IntegerConverter):
    """The converter `int` of routes: what cannot be an id leads nowhere, so that no view is asked for one."""

    regex = ID

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=MAX_ID)


def story_page(story: int) -> str:
    """The page of a story."""
    return f"/stories/{story}"
