"""Ghost: what it says of a post, and its Admin API: what was published lately, how it stands, and how it is changed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import urllib3

from auditor.cms.row import body_html, make_row

NAME = "ghost:"
"""What an article's id begins with; the post's own follows."""
API_VERSION = "v6.0"
TOKEN_SECONDS = 240
"""Ghost takes tokens of five minutes at most; clocks differ."""
REQUEST_SECONDS = 10.0
POSTS_A_PAGE = 50
CREATED, NO_CONTENT = 201, 204
PUBLIC, SCHEDULED, SENT, DRAFT = "published", "scheduled", "sent", "draft"
"""The states of a post; one that is sent went out by e-mail and stands nowhere else."""
TOLD = (PUBLIC, SCHEDULED, SENT)
"""The states in which the auditor looks at a post."""
KINDS: Mapping[str, str] = {"posts": ",email", "pages": ""}
"""Where the Admin API has what it publishes, and what it can say of each beside authors and versions."""


MAX_REASON_CHARACTERS = 200


class GhostError(RuntimeError):
    """Ghost could not be asked, or refused; the message names the address and never the key."""

    reason = ""
    """What Ghost said of it."""


def post_row(post: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a post, as it stands in a delivery and in the Admin API alike; no e-mail address gets into it."""
    titles = [post.get(name) for name in ("og_title", "twitter_title", "meta_title")]
    return make_row(
        id=f"{NAME}{post['id']}",
        title=post.get("title"),
        html=body_html(post.get("html")),
        url=post.get("canonical_url") or post.get("url"),
        published=post.get("published_at"),
        modified=post.get("updated_at"),
        authors=post.get("authors"),
        social_titles=titles,
    )


def origin_of(post: Mapping[str, Any]) -> str:
    """By which way a post has come: a scheduled one is a draft, which is judged before anybody reads it."""
    return "draft" if post.get("status") == SCHEDULED else "hook"


def row_name(row: Mapping[str, Any]) -> str:
    """What names a delivery without an id: the same post as it was last changed, by whichever event it came."""
    parts = [row.get(name) for name in ("id", "modified", "title", "html")]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def make_token(key: str, now: float) -> str:
    """A token for the Admin API, from the key `id:hexsecret` of an integration. Raises GhostError."""
    name, _, secret = key.partition(":")
    if not re.fullmatch(r"(?:[0-9a-f]{2})+", secret):
        raise GhostError("the Admin API key is id:secret, the secret in hexadecimal")
    head = {"alg": "HS256", "typ": "JWT", "kid": name}
    claims = {"iat": int(now), "exp": int(now) + TOKEN_SECONDS, "aud": "/admin/"}
    signed = ".".join(_base64(json.dumps(part).encode()) for part in (head, claims))
    return f"{signed}.{_base64(hmac.new(bytes.fromhex(secret), signed.encode(), hashlib.sha256).digest())}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Entry(NamedTuple):
    """A post or a page as it is now."""

    kind: str
    """`posts` or `pages`: Ghost keeps both alike, at two addresses."""
    values: Mapping[str, Any]
    """As the Admin API has it, with HTML, Lexical, authors and earlier versions."""

    @property
    def path(self) -> str:
        """Where it is in the Admin API."""
        return f"{self.kind}/{quote(self.values['id'], safe='')}/"


@dataclass(frozen=True, slots=True)
class GhostAdmin:
    """The Admin API of one Ghost. Every call raises GhostError where Ghost does not answer or refuses."""

    url: str
    key: str = field(repr=False)

    def check_key(self) -> None:
        """Read what only the key opens."""
        self._ask("GET", "posts/?limit=1&fields=id")

    def add_webhook(self, event: str, target: str, name: str, secret: str) -> bool:
        """Let the integration tell `target` of an event; whether it did not yet."""
        row = {"event": event, "target_url": target, "name": name, "secret": secret}
        try:
            self._ask("POST", "webhooks/", {"webhooks": [row]})
        except GhostError as error:
            if "already" in error.reason:
                return False
            raise
        return True

    def told_since(self, moment: datetime, kind: str = "posts") -> Iterator[dict[str, Any]]:
        """Posts or pages that are public or scheduled and were changed or imported at `moment` or later.

        The one changed first comes first, with its HTML. An import keeps the dates of its file; that it is new is in
        the id alone, which begins with the second in which Ghost made it.
        """
        changed, made = moment.strftime("%Y-%m-%d %H:%M:%S"), f"{int(moment.timestamp()):08x}{'0' * 16}"
        query = {
            "filter": f"status:[{','.join(TOLD)}]+(updated_at:>='{changed}',id:>='{made}')",
            "order": "updated_at asc", "formats": "html", "include": "authors", "limit": POSTS_A_PAGE,
        }  # fmt: skip
        page: int | None = 1
        while page:
            answer = self._ask("GET", f"{kind}/?{urlencode({**query, 'page': page})}")
            yield from answer[kind]
            page = answer["meta"]["pagination"]["next"]

    def read(self, name: str) -> Entry | None:
        """The post or page of this id as it is now, None if it is gone."""
        for kind, more in KINDS.items():
            query = urlencode({"formats": "html,lexical", "include": f"authors,post_revisions{more}"})
            answer = self._ask("GET", f"{kind}/{quote(name, safe='')}/?{query}", gone=404)
            if answer:
                return Entry(kind, answer[kind][0])
        return None

    def change(self, entry: Entry, **values: Any) -> bool:
        """Give it other values, if nobody changed it since it was read; whether it was changed."""
        body = {entry.kind: [{**values, "updated_at": entry.values["updated_at"]}]}
        return bool(self._ask("PUT", entry.path, body, gone=409))

    def copy(self, entry: Entry) -> Entry:
        """A new draft of all that the post or page has."""
        return Entry(entry.kind, self._ask("POST", f"{entry.path}copy/?formats=lexical")[entry.kind][0])

    def delete(self, entry: Entry) -> None:
        """Delete it, if it is there."""
        self._ask("DELETE", entry.path, gone=404)

    def editor_address(self, entry: Entry) -> str:
        """Where its author writes on it."""
        return f"{self.url.rstrip('/')}/ghost/#/editor/{entry.kind[:-1]}/{entry.values['id']}"

    def _ask(self, method: str, path: str, body: Any = None, gone: int = 0) -> dict[str, Any]:
        """Ghost's answer; an empty one for the status `gone`."""
        address = f"{self.url.rstrip('/')}/ghost/api/admin/{path}"
        headers = {
            "Authorization": f"Ghost {make_token(self.key, time.time())}", "Accept-Version": API_VERSION,
            "Content-Type": "application/json", "User-Agent": "article-auditor",
        }  # fmt: skip
        try:
            answer = urllib3.request(
                method,
                address,
                body=None if body is None else json.dumps(body).encode(),
                headers=headers,
                redirect=False,  # the token goes to the address in the settings and nowhere else
                retries=False,
                timeout=REQUEST_SECONDS,
            )
            if answer.status in (gone, NO_CONTENT):
                return {}
            if answer.status not in (200, CREATED):
                raise _refusal(f"{method} {address.partition('?')[0]}: answered {answer.status}", answer.data)
            found: dict[str, Any] = answer.json()
            return found
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise GhostError(f"{method} {address.partition('?')[0]}: {error}") from None


def _refusal(what: str, body: bytes) -> GhostError:
    """The error for an answer that is none, with what Ghost said of it."""
    try:
        error = json.loads(body)["errors"][0]
        reason = " ".join(f"{error.get('context') or error.get('message') or ''} {error.get('code') or ''}".split())
    except (ValueError, LookupError, TypeError, AttributeError):
        reason = ""
    made = GhostError(f"{what}{f' ({reason[:MAX_REASON_CHARACTERS]})' if reason else ''}")
    made.reason = reason
    return made
