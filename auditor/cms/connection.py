"""How the CMS of a source is connected: who signs what it sends, with which secrets, and how it is called back."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from auditor.text.counted import counted

SENDERS = ("standard", "wagtail", "wordpress", "ghost", "contentful", "sanity", "github", "storyblok", "strapi")
"""Who may call a hook; `api.hooks.SENDERS` has the module of each, and a test holds both together."""
MIN_SECRET_CHARACTERS = 16
ADDRESS = validate.Regexp(
    r"https?://[^\s/?#]+(/[^\s?#]*)?\Z", error="is an http or https address without a query, as https://example.org"
)


DRAFT, RESTORE = QUARANTINES = ("draft", "restore")
"""Back to draft; or, where readers saw an earlier version, that version again, and the new one kept as a draft."""
NOTE, MAIL = NOTICES = ("note", "mail")
"""A note at the head of the draft; an e-mail to the staff address of each author."""


class SecretError(ValueError):
    """A secret that cannot be read; the message names where it was looked for, never what was found."""


@dataclass(frozen=True, slots=True)
class Hook:
    """What a source's CMS sends to `POST /v1/hooks/{source}`."""

    secrets: Sequence[str]
    """Where the active secrets are: `env:NAME` or `file:PATH`. Two while one is being replaced by the other."""
    sender: str = "standard"
    """One of SENDERS."""
    window: int = 300
    """How many seconds old a signed delivery may be, or ahead of our clock."""
    site: str | None = None
    """Where articles stand, for senders that name a slug and no URL."""
    fields: Mapping[str, str] | None = None
    """What the CMS calls an article's `title` and `body`, where it is not the usual."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """How a source's Ghost is called back."""

    url: str
    """The address of its Admin API: the site's, without `/ghost`."""
    key: str
    """Where the Admin API key of an integration is: `env:NAME` or `file:PATH`."""
    quarantine: str | None = None
    """What becomes of a post that the gate would have blocked: one of QUARANTINES, or nothing."""
    notice: Sequence[str] = ()
    """How its author is told of that: of NOTICES."""
    pages: bool = False
    """Whether `auditor reconcile` looks for pages too."""
    days: int = 3
    """How far back `auditor reconcile` looks for posts that no delivery told of."""


def read_secrets(place: str, folder: Path) -> list[str]:
    """The secrets kept at `place`, a line each: two while one replaces the other. Raises SecretError."""
    return [_long_enough(line, place) for line in _kept(place, folder).splitlines()] or [read_secret(place, folder)]


def read_secret(place: str, folder: Path, *, shortest: int = MIN_SECRET_CHARACTERS) -> str:
    """The secret kept at `place`, a file's path counting from `folder`. Raises SecretError.

    `shortest` is for secrets that somebody else made, such as the password of a mail server.
    """
    return _long_enough(_kept(place, folder), place, shortest)


def _kept(place: str, folder: Path) -> str:
    kind, _, name = place.partition(":")
    if kind == "env":
        found = os.environ.get(name, "")
    else:
        try:
            found = (folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SecretError(f"{place}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
    return found.strip()


def _long_enough(found: str, place: str, shortest: int = MIN_SECRET_CHARACTERS) -> str:
    found = found.strip()
    if not found:
        raise SecretError(f"{place}: not set")
    if len(found) < shortest:
        raise SecretError(f"{place}: under {counted(shortest, 'character')}")
    return found


class PlaceField(fields.Str):
    """Where a secret is, never the secret itself."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        place = super()._deserialize(value, attr, data, **kwargs)
        kind, _, name = (place or "").partition(":")
        if kind not in ("env", "file") or not name:
            raise ValidationError("a secret stands elsewhere: env:NAME or file:PATH")
        return f"{kind}:{name}"


class QuarantineField(fields.Field[str | None]):
    """One of QUARANTINES; true is back to draft, as it was before there was a choice."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> str | None:
        if isinstance(value, bool):
            return DRAFT if value else None
        if value not in QUARANTINES:
            raise ValidationError(f"is true, false or one of {', '.join(QUARANTINES)}")
        return str(value)


class HookSchema(Schema):
    """The table `hook` of a source in auditor.toml."""

    secrets = fields.List(PlaceField(), required=True, validate=validate.Length(1, 2))
    sender = fields.Str(validate=validate.OneOf(SENDERS))
    window = fields.Int(strict=True, validate=validate.Range(1, 3600))
    site = fields.Str(validate=ADDRESS)
    fields_ = fields.Dict(
        keys=fields.Str(validate=validate.OneOf(["title", "body"])),
        values=fields.Str(validate=validate.Length(1)),
        data_key="fields",
        attribute="fields",
    )

    @post_load
    def make(self, values: Mapping[str, Any], **_: Any) -> Hook:
        """The hook."""
        return Hook(**values)


class GhostSchema(Schema):
    """The table `ghost` of a source in auditor.toml."""

    url = fields.Str(required=True, validate=ADDRESS)
    key = PlaceField(required=True)
    quarantine = QuarantineField()
    notice = fields.List(fields.Str(validate=validate.OneOf(NOTICES)), validate=validate.Length(max=len(NOTICES)))
    pages = fields.Bool()
    days = fields.Int(strict=True, validate=validate.Range(1, 366))

    @post_load
    def make(self, values: Mapping[str, Any], **_: Any) -> Ghost:
        """The connection."""
        return Ghost(**values)
