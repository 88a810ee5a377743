"""One delivery of a CMS: how its signature is held against the raw body, and what it says of an article."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from werkzeug.datastructures import Headers
from werkzeug.exceptions import BadRequest, Unauthorized, UnprocessableEntity

from auditor.cms.connection import Hook

MAX_HEADER_CHARACTERS = 4_000
WITHDRAWN = ".withdrawn"
"""How the name of an event ends by which our clients say that they took a text offline which the gate would block."""
PUBLISHED = (".published", ".updated", ".published.edited")
"""How the names of events end that leave an article in public."""


class Delivery(NamedTuple):
    """What came in, before anything of it is believed."""

    headers: Headers
    body: bytes
    method: str
    path: str
    """As it was asked for; a hook takes no query."""


class Proof(NamedTuple):
    """What a signature has proved."""

    name: str | None = None
    """The delivery's id, where it is signed with the body."""
    sent: float | None = None
    """When it was signed, in seconds since 1970, where the sender says so."""


class Event(NamedTuple):
    """What a delivery tells."""

    kind: str
    """The sender's name for the event."""
    rows: Sequence[Mapping[str, Any]] = ()
    """The article to audit, as an input row, or one for each language that it is sent in; none if there is nothing."""
    name: str | None = None
    """What names the delivery if its proof does not; None for its body."""
    reason: str = ""
    """Why there is nothing to audit, if the event's kind does not say it."""
    origin: str = "hook"
    """By which way the article is kept to have come; `draft` for one that nobody can read yet."""
    withdrawn: str | None = None
    """The id of the article that was taken offline because of the gate."""


def no_source(_: Mapping[str, Any]) -> None:
    """The source of a payload that names none."""


class Sender(NamedTuple):
    """How one CMS signs, and what it sends."""

    verify: Callable[[Delivery, Sequence[str]], Proof]
    """Raises a 401 unless one of the active secrets signed the delivery."""
    read: Callable[[Delivery, Mapping[str, Any], Hook], Event]
    """What the payload tells. Raises a 422 for one that is not of this sender."""
    check_secret: Callable[[str], object] = str
    """What a secret is once it is read. Raises SecretError for one that cannot be of this sender."""
    source: Callable[[Mapping[str, Any]], str | None] = no_source
    """The source that a signed payload says it is for; None if it says nothing. Raises a 422 for what is no name."""


def required_header(delivery: Delivery, name: str) -> str:
    """The header `name`. Raises a 401 without it, a 400 for one that is over-long."""
    value = delivery.headers.get(name)
    if not value:
        raise Unauthorized(f"The delivery has no header {name}; it must be signed.")
    if len(value) > MAX_HEADER_CHARACTERS:
        raise BadRequest(f"The header {name} has over {MAX_HEADER_CHARACTERS} characters.")
    return value


def check_signature(shown: Iterable[str], made: Iterable[bytes]) -> None:
    """Raise a 401 unless one of the signatures `shown` is one of those `made`; takes the same time for all."""
    texts, digests = [text.encode("utf-8", "replace") for text in shown], list(made)
    matches = [hmac.compare_digest(text, digest) for text in texts for digest in digests]
    if True not in matches:
        raise Unauthorized("The signature does not fit the body: it is of another secret, or the body was changed.")


def signed_pairs(value: str) -> dict[str, str]:
    """The parts of a header like `t=1,v1=abc`, by name."""
    pairs = (part.strip().partition("=") for part in value.split(","))
    return {name: found for name, _, found in pairs}


def parse_moment(value: str | None, unit: float, header: str) -> float:
    """Seconds since 1970 from a whole number of `unit` seconds in `header`. Raises a 400 for anything else."""
    if value is None or not (value.isascii() and value.isdigit() and len(value) <= 15):
        raise BadRequest(f"The time in the header {header} is no whole number of {'milli' * (unit < 1)}seconds.")
    return int(value) * unit


def required_object(holder: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object in field `name` of a payload. Raises a 422 without it."""
    value = holder.get(name)
    if not isinstance(value, Mapping):
        raise UnprocessableEntity(f"The payload has no object {name!r}; is the right sender in the settings?")
    return value


def is_publication(kind: str) -> bool:
    """Whether an event of this name leaves an article in public."""
    return kind.endswith(PUBLISHED)


def is_withdrawal(kind: str) -> bool:
    """Whether an event of this name says that a client took a text offline."""
    return kind.endswith(WITHDRAWN)
