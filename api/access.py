"""Who calls the API, and what they may do: keys with scopes, or everything on a loopback address without keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from flask import current_app, g, request
from flask_smorest import Blueprint
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import BadRequest, Forbidden, Unauthorized

from auditor.store.keys import SCOPES, find_key, needs_note, note_use

from .services import services

SCHEME = "key"
"""What the OpenAPI document calls the way to show a key."""
SECURITY_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": (
        "A key that `auditor keys create` showed, as `Authorization: Bearer aud_...`. Each operation names the scope "
        "it needs. A service on a loopback address for which no key was made needs none, "
        "but for `admin` through a proxy."
    ),
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

KEEPS_NOTHING = "languagetool"
"""Add-ons of browsers call it from the pages of others."""
_HOST = re.compile(r"(?:\[([^\[\]]+)\]|([^:]+))(?::[0-9]{1,5})?")

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request."""

    name: str
    """The holder of the key, or `local`."""
    scopes: frozenset[str]
    key: int | None = None
    """Id of the key; None where none is needed."""


LOCAL = Caller("local", frozenset(SCOPES))
FORWARDED = Caller("local", frozenset(SCOPES) - {"admin"})
"""Who comes to an open service through a proxy: from anywhere, as far as the service can tell."""
FORWARDED_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


def current_caller() -> Caller:
    """Who sent the request being answered. Raises a 401 without a valid key where one is needed, or for a wrong one."""
    if "caller" not in g:
        unasked = current_app.config["OPEN"] and "Authorization" not in request.headers
        g.caller = _neighbour() if unasked else caller_of(_shown_key())
    return cast("Caller", g.caller)


def _neighbour() -> Caller:
    """Who sent a request without a key to a service that is open to its own machine."""
    return FORWARDED if any(name in request.headers for name in FORWARDED_HEADERS) else LOCAL


def _shown_key() -> str:
    """What stands in the header; Werkzeug's reading of it fails for a name and password that are not ASCII."""
    scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise _refusal("Send a key as Authorization: Bearer aud_...; `auditor keys create` makes one.")
    return token.strip()


def caller_of(secret: str) -> Caller:
    """Who holds the key `secret`. Raises a 401 for what is no valid key."""
    store, now = services().store, datetime.now(UTC)
    with store.reading() as connection:
        key = find_key(connection, secret)
    if key is None:
        raise _refusal("This is no valid key: it was mistyped, was revoked or has expired.", error="invalid_token")
    if needs_note(key, now):
        with store.writing() as connection:
            note_use(connection, key, now)
    return Caller(key.name, key.scopes, key.id)


def _refusal(detail: str, **values: str | None) -> Unauthorized:
    return Unauthorized(detail, www_authenticate=WWWAuthenticate("bearer", {"realm": "auditor", **values}))


def require(scope: str) -> Caller:
    """Who sent the request, if they may do what `scope` covers. Raises a 401 or 403."""
    caller = current_caller()
    if scope not in caller.scopes:
        raise Forbidden(f"The key of {caller.name} lacks the scope {scope!r}.")
    return caller


def needs(scope: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only callers with `scope` reach a view, and say so in the OpenAPI document; the outermost decorator."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            require(scope)
            return view(*args, **kwargs)

        documented: Callable[P, R] = Blueprint.doc(security=[{SCHEME: [scope]}])(guarded)
        return documented

    return decorate


def refuse_other_hosts() -> None:
    """Refuse a request under a name that is not ours; Flask's own TRUSTED_HOSTS knows no addresses of IPv6.

    Raises a 400.
    """
    hosts, named = current_app.config["HOSTS"], _HOST.fullmatch(request.host)
    if hosts is not None and (named is None or (named[1] or named[2]).lower() not in hosts):
        raise BadRequest(f"Host {request.host!r} is not trusted.")


def refuse_other_sites() -> None:
    """Refuse what a page of another site makes a browser send: without a key, only browsers' own word tells.

    Raises a 403. Clients that are no browsers send neither of the two headers.
    """
    if request.method in SAFE_METHODS or request.blueprint == KEEPS_NOTHING:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    foreign = site not in ("same-origin", "none") if site else bool(origin) and not is_own(origin or "")
    if foreign:
        raise Forbidden("A page of another site may not write here.")


def is_own(origin: str) -> bool:
    """Whether an Origin header names the host that the request came to."""
    try:
        return urlsplit(origin).netloc == request.host
    except ValueError:  # half of an address of IPv6
        return False
