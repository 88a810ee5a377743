"""Addresses that more than one module names."""

HOME = "/"
STYLESHEET = "/static/report.css"


def page_of(audit: int) -> str:
    """The page of one audit."""
    return f"/audits/{audit}"


def record_of(audit: int) -> str:
    """The same audit in the API."""
    return f"/v1/audits/{audit}"
