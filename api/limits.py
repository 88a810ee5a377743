"""Rate limits: so many requests a minute by key, or by address where no key came."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import cast

from flask import Response, current_app, g, request
from werkzeug.exceptions import TooManyRequests, Unauthorized

from auditor.store.quotas import WINDOW_SECONDS, Quota
from auditor.text.counted import counted

from .access import current_caller
from .errors import QUOTA_EXCEEDED
from .services import services

LIMITED = "/v1/"
PER_KEY, PER_ADDRESS = "key", "address"
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
    """Count the request against its key's quota, or its address's. Raises a 429 for one too many.

    A service that is open to all of its own machine counts nothing, unless OPEN_LIMIT was set.
    """
    if not request.path.startswith(LIMITED):
        return
    config = current_app.config
    subject, policy, limit = _subject(config["RATE_LIMIT"], config["ADDRESS_LIMIT"])
    if limit is None:
        return
    quota = services().quotas.spend(subject, limit)
    g.quota = policy, quota
    if quota.remaining < 0:
        raise QuotaExceeded(policy, quota)


def _subject(by_key: int | None, by_address: int | None) -> tuple[str, str, int | None]:
    """Whose quota it is, the policy's name, and how much it is."""
    try:
        caller = current_caller()
    except Unauthorized:
        return f"address:{network_of(request.remote_addr or '')}", PER_ADDRESS, by_address
    if caller.key is None:
        return f"address:{network_of(request.remote_addr or '')}", PER_ADDRESS, current_app.config["OPEN_LIMIT"]
    return f"key:{caller.key}", PER_KEY, by_key


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
