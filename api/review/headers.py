"""What the pages let browsers do, and whose forms they take."""

from __future__ import annotations

from flask import Response, request
from werkzeug.exceptions import BadRequest, Forbidden

from ..access import is_own

PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def require_own_form() -> None:
    """Raises a 403 for a form that a page of another site sent: browsers say where a form comes from."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin", "")
    same = site == "same-origin" if site else bool(origin) and is_own(origin)
    if not same:
        raise Forbidden("This form did not come from a page of this service.")


def require_text() -> None:
    """Raises a 400 for a query or a form with a NUL character, which PostgreSQL could not be asked for."""
    for values in (request.args, request.form):
        for name, value in values.items(multi=True):
            if "\0" in name or "\0" in value:
                raise BadRequest(f"The field {name!r} holds a NUL character.")


def set_page_headers(response: Response) -> Response:
    """`response` with the headers of a page: our own script and style, nothing from elsewhere."""
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    response.headers["Referrer-Policy"] = "same-origin"  # with `no-referrer`, forms would not say where they come from
    response.headers["Cache-Control"] = "no-store"
    return response
