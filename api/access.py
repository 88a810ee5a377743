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

from auditor.store.deliveries import source_owner
from auditor.store.keys import SCOPES, find_key, needs_note, note_use
from auditor.store.reach import EVERYTHING, Reach, bound_to

from .services import services

SCHEME = "key"
"""What the OpenAPI document calls the way to show a key."""
SECURITY_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": (
        "A key that `auditor keys create` showed, as `Authorization: Bearer aud_...`. Each operation names the scope "
        "it needs. Of a source that the key is not bound to, nothing is there (404) and nothing is taken (403). "
        "A service on a loopback address for which no key was made needs none, "
        "but for what comes through a proxy."
    ),
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

IN_HEADERS, IN_PATH = "languagetool", "languagetool_path"
"""LanguageTool's API, twice: for clients that can send a key, and for those that can be told an address alone."""
KEEPS_NOTHING = frozenset({IN_HEADERS, IN_PATH})
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
    """Id of the first key that the holder had, which stays while keys are rotated; None where none is needed."""
    reach: Reach = EVERYTHING
    """Which articles the key is bound to."""

    @property
    def owner(self) -> str | None:
        """Who owns the work that the caller asks for; nobody where no key is needed."""
        return None if self.key is None else f"key:{self.key}"

    @property
    def owners(self) -> frozenset[str] | None:
        """Whose work the caller may look at: their own and that of the sources within reach; None for all."""
        if self.owner is None or self.reach.is_everything:
            return None
        return frozenset({self.owner, *(source_owner(name) for name in self.reach.sources or ())})


LOCAL = Caller("local", frozenset(SCOPES))
PROXY_HEADERS = frozenset(
    "Forwarded Via X-Real-IP X-Client-IP X-Cluster-Client-IP X-Remote-IP X-Original-Host X-Original-Forwarded-For "
    "True-Client-IP CF-Connecting-IP CF-Connecting-IPv6 CF-Ray CF-Visitor CDN-Loop Fastly-Client-IP Fly-Client-IP "
    "DO-Connecting-IP Client-IP X-Azure-ClientIP X-Azure-SocketIP X-Amzn-Trace-Id X-Cloud-Trace-Context "
    "X-Appengine-User-IP X-Envoy-External-Address X-ProxyUser-IP WL-Proxy-Client-IP Proxy-Client-IP".lower().split()
)
"""What proxies and content networks add, of their manuals, beside the headers that begin with `X-Forwarded`."""


def current_caller() -> Caller:
    """Who sent the request being answered. Raises a 401 without a valid key where one is needed, or for a wrong one."""
    if "caller" not in g:
        unasked = is_open() and "Authorization" not in request.headers
        g.caller = LOCAL if unasked else caller_of(_shown_key())
    return cast("Caller", g.caller)


def is_open() -> bool:
    """Whether the request needs no key: the service is open to its own machine, and the request came from there."""
    return bool(current_app.config["OPEN"]) and not came_through_a_proxy()


def came_through_a_proxy() -> bool:
    """Whether anything about the request says so: then it came from anywhere, whatever its address is.

    HTTP/1.0 does too: no browser speaks it, but nginx does where it was told nothing, and then adds no header.
    """
    if request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
        return True
    names = [name.lower() for name in request.headers.keys()]  # noqa: SIM118 - what is iterated over are pairs
    return any(name in PROXY_HEADERS or name.startswith("x-forwarded") for name in names)


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
    return Caller(key.name, key.scopes, key.line, bound_to(key.sources))


def _refusal(detail: str, **values: str | None) -> Unauthorized:
    return Unauthorized(detail, www_authenticate=WWWAuthenticate("bearer", {"realm": "auditor", **values}))


def require(scope: str) -> Caller:
    """Who sent the request, if they may do what `scope` covers. Raises a 401 or 403."""
    caller = current_caller()
    if scope not in caller.scopes:
        raise Forbidden(f"The key of {caller.name} lacks the scope {scope!r}.")
    return caller


def require_everything(what: str) -> None:
    """Raise a 403 for a key that is bound to some sources: `what` the request asks for is of all."""
    if not current_caller().reach.is_everything:
        raise Forbidden(f"{what} is of all sources, and the key is bound to some.")


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
    if request.method in SAFE_METHODS or request.blueprint in KEEPS_NOTHING:
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
