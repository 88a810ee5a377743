"""The table `service` of auditor.toml: where the pages are, how long logins last, who else signs people in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates, validates_schema

from auditor.cms.connection import ADDRESS, PlaceField

IDLE_MINUTES = 60
"""What NIST SP 800-63B-4 (2.2.3) advises at its middle level: a browser that was left open is soon nobody's."""
LOGIN_DAYS = 7
"""One password a week for who comes every hour, which few do; SP 800-63B-4 (2.1.3) allows 30 days with a password."""
ROLES = ("viewer", "reviewer", "admin")
"""As the store has them; a test holds both together."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """The organisation's sign-in: a provider of OpenID Connect."""

    issuer: str
    """Its address, as its tokens name it."""
    client_id: str
    client_secret: str
    """Where the secret is: `env:NAME` or `file:PATH`."""
    roles: Mapping[str, str]
    """The role that a value of the claim gives; the greatest of several counts."""
    roles_claim: str = "groups"
    scopes: Sequence[str] = ("openid", "profile")
    name_claim: str = "preferred_username"
    """What decisions are signed with."""
    sources_claim: str | None = None
    """The claim that lists whose articles somebody may see; without it, all."""
    desks_claim: str | None = None
    label: str = "your organisation"
    """What the page of log-in calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """What is set for the pages."""

    url: str | None = None
    """Where editors reach the pages, without a slash at its end."""
    idle: timedelta = field(default=timedelta(minutes=IDLE_MINUTES))
    """How long a login lasts that is not used."""
    lasting: timedelta = field(default=timedelta(days=LOGIN_DAYS))
    """How long any login lasts."""
    oidc: Provider | None = None

    def page_of(self, audit: int) -> str | None:
        """The address of an audit's page; None if nobody said where the pages are."""
        return f"{self.url}/audits/{audit}" if self.url else None


def require_private(address: str) -> None:
    """Raises ValidationError for an address that is not https, but for this machine's own."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValidationError("is an https address: who can read the way to it could log in as anybody")


class ProviderSchema(Schema):
    """The table `service.oidc` of auditor.toml."""

    issuer = fields.Str(required=True, validate=[ADDRESS, require_private])
    client_id = fields.Str(required=True, validate=validate.Length(1, 500))
    client_secret = PlaceField(required=True)
    roles = fields.Dict(
        keys=fields.Str(validate=validate.Length(1)),
        values=fields.Str(validate=validate.OneOf(ROLES)),
        required=True,
        validate=validate.Length(1),
    )
    roles_claim = fields.Str(validate=validate.Length(1))
    scopes = fields.List(fields.Str(validate=validate.Length(1)), validate=validate.ContainsNoneOf([""]))
    name_claim = fields.Str(validate=validate.Length(1))
    sources_claim = fields.Str(validate=validate.Length(1))
    desks_claim = fields.Str(validate=validate.Length(1))
    label = fields.Str(validate=validate.Length(1, 60))

    @validates("scopes")
    def check_scopes(self, value: Sequence[str], **_: Any) -> None:
        """Without the scope `openid` a provider gives no ID token."""
        if "openid" not in value:
            raise ValidationError("has openid among them")

    @post_load
    def make(self, values: Mapping[str, Any], **_: Any) -> Provider:
        """The provider."""
        return Provider(**values)


class ServiceSchema(Schema):
    """The table `service` of auditor.toml."""

    url = fields.Str(validate=ADDRESS)
    idle_minutes = fields.Int(strict=True, validate=validate.Range(5, 30 * 1440))
    login_days = fields.Int(strict=True, validate=validate.Range(1, 30))
    oidc = fields.Nested(ProviderSchema)

    @validates("url")
    def check_url(self, value: str, **_: Any) -> None:
        """The address has no path: pages know their own."""
        if value.rstrip("/").count("/") > 2:
            raise ValidationError("is an address without a path, as https://audit.example.org")

    @validates_schema
    def check_way_back(self, values: Mapping[str, Any], **_: Any) -> None:
        """Who is signed in by a provider comes back over a way that nobody else can read."""
        if "oidc" in values and "url" in values:
            try:
                require_private(values["url"])
            except ValidationError as error:
                raise ValidationError({"url": error.messages}) from None

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> ServiceSettings:
        """The settings."""
        known: dict[str, Any] = {"url": values["url"].rstrip("/")} if "url" in values else {}
        if "idle_minutes" in values:
            known["idle"] = timedelta(minutes=values["idle_minutes"])
        if "login_days" in values:
            known["lasting"] = timedelta(days=values["login_days"])
        return ServiceSettings(oidc=values.get("oidc"), **known)
