"""Rate limits: so many requests a minute by key, by login, or by address where neither came; at every door."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import cast

from flask import Response, current_app, g, request
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests, Unauthorized

from auditor.store.quotas import WINDOW_SECONDS, Quota
from auditor.text.counted import counted

from .access import IN_HEADERS, IN_PATH, Caller, current_caller
from .errors import QUOTA_EXCEEDED
from .services import services

PER_KEY, PER_LOGIN, PER_ADDRESS = "key", "login", "address"
KEY_IN_BODY = f"{IN_HEADERS}.check"
"""The endpoint whose clients send their key in a form; it counts by itself, once it has read that."""
UNCOUNTED = frozenset({"health.Health", "health.Ready"})
"""What monitors ask, from an address that others may have, too; they must not be told to wait."""
IPV6_NETWORK_BITS = 64
"""What one subscriber has for certain; within it, they may take a new address for each request."""


class QuotaExceeded(TooManyRequests):
    """One request too many."""

    def __init__(self, policy: str, quota: Quota) -> None:
        many, wait = counted(quota.limit, "request"), counted(quota.reset, "second")
        detail = f"More than {many} came within {WINDOW_SECONDS} seconds; wait {wait}."
        super().__init__(detail, retry_after=quota.reset)
        self.problem = {"type": QUOTA_EXCEEDED, "title": "Quota exceeded", "violated-policies": [policy]}


def count_request() -> None:
    """Count the request against the quota of its key, its login or its address. Raises a 429 for one too many.

    A service that is open to all of its own machine counts nothing, unless OPEN_LIMIT was set.
    """
    counts_itself = request.blueprint == IN_PATH or (request.endpoint == KEY_IN_BODY and request.method != "OPTIONS")
    if counts_itself or request.endpoint in UNCOUNTED:
        return
    try:
        caller = current_caller()
    except Unauthorized:
        caller = None
    spend(caller)


def spend(caller: Caller | None) -> None:
    """Count the request as one of `caller`, or else of the editor who is logged in, or of its address. Raises a 429."""
    subject, policy, limit = _subject(caller)
    if limit is None:
        return
    quota = services().quotas.spend(subject, limit)
    g.quota = policy, quota
    if quota.remaining < 0:
        raise QuotaExceeded(policy, quota)


def _subject(caller: Caller | None) -> tuple[str, str, int | None]:
    """Whose quota it is, the policy's name, and how much it is."""
    config = current_app.config
    if caller is not None and caller.key is not None:
        return f"key:{caller.key}", PER_KEY, config["RATE_LIMIT"]
    if current_user.is_authenticated:
        return f"login:{current_user.name}", PER_LOGIN, config["LOGIN_LIMIT"]
    limit = config["ADDRESS_LIMIT" if caller is None else "OPEN_LIMIT"]
    return f"address:{network_of(request.remote_addr or '')}", PER_ADDRESS, limit


def network_of(address: str) -> str:
    """The address, of version 6 only the network that one subscriber has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return f"{IPv6Address(int(parsed) >> (128 - IPV6_NETWORK_BITS) << (128 - IPV6_NETWORK_BITS))}/64"
    return str(parsed)


def set_limit_headers(response: Response) -> Response:
    """Tell how much is left, as draft-ietf-httpapi-ratelimit-headers-11 says."""
    counted = g.get("quota")
    if counted is not None:
        policy, quota = cast("tuple[str, Quota]", counted)
        response.headers["RateLimit-Policy"] = f'"{policy}";q={quota.limit};w={WINDOW_SECONDS}'
        response.headers["RateLimit"] = f'"{policy}";r={max(0, quota.remaining)};t={quota.reset}'
    return response
