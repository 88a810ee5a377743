"""Addresses that more than one module names."""

from urllib.parse import quote

HOME = "/"
MAX_ID = 2**63 - 1
"""The largest integer that both databases keep."""
LOG = "/log"
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
    return f"/sources/{quote(key, safe='')}"


def story_page(story: int) -> str:
    """The page of a story."""
    return f"/stories/{story}"
