"""Addresses that more than one module names."""

HOME = "/"
MAX_ID = 2**63 - 1
"""The largest integer that both databases keep."""
STYLESHEET = "/static/report.css"


def page_of(audit: int) -> str:
    """The page of one audit."""
    return f"/audits/{audit}"


def record_of(audit: int) -> str:
    """The same audit in the API."""
    return f"/v1/audits/{audit}"
