"""Sign-in by the organisation: the way to its provider, and who comes back from there, with which role and reach."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote, unquote

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import BadRequest, Forbidden, ServiceUnavailable

from auditor.cms.connection import SecretError, read_secret
from auditor.service import Provider
from auditor.settings import Settings, SettingsError
from auditor.store.accounts import ROLES, Account, NewAccount, close_logins, find_subject, keep_signed_in
from auditor.store.errors import StoreError
from auditor.store.log import SERVICE, Actor, record
from auditor.store.reach import bound_to

from ..logs import log_failure
from ..routes import HOME, LOGIN, SIGN_IN, SIGNED_IN
from ..services import services
from .entering import PROVIDER
from .headers import set_page_headers
from .login import begin_login, cookie_name, forget_cookie, redirect, set_cookie, within
from .provider import DOWN_SECONDS, Handshake, ProviderDown, SignIn, Unproven, new_secret
from .trying import Proved, begin_attempt

COOKIE = "auditor_sign_in"
COOKIE_SECONDS = 600
"""How long a sign-in may take: a password, a second factor, a search for the telephone."""
MAX_NEXT_CHARACTERS = 500
MAX_CODE_CHARACTERS = 4_096
MAX_BOUNDS = 1_000
"""Sources, or desks, that a token may list."""

blueprint = Blueprint("sign-in", __name__)
blueprint.after_request(set_page_headers)


def load_sign_in(app: Flask, settings: Settings) -> None:
    """Make the provider of `settings` ready to be asked. Raises SettingsError for a secret that cannot be had."""
    provider = settings.service.oidc
    assert provider is not None
    try:
        secret = read_secret(provider.client_secret, settings.folder)
    except SecretError as error:
        raise SettingsError(settings.located("service.oidc", "client_secret", str(error))) from None
    app.extensions[PROVIDER] = SignIn(provider, secret, f"{settings.service_url}{SIGNED_IN}")


def sign_in() -> SignIn:
    """The provider that is set."""
    return cast("SignIn", current_app.extensions[PROVIDER])


@blueprint.get(SIGN_IN)
def begin() -> Response:
    """Lead to the provider. The browser keeps the secret that proves that who comes back is who went."""
    secret = new_secret()
    try:
        response = redirect(sign_in().begin(secret))
    except ProviderDown as error:
        raise _unavailable(error) from None
    wanted = quote(within(request.args.get("next", HOME))[:MAX_NEXT_CHARACTERS], safe="")
    set_cookie(response, f"{secret}.{wanted}", COOKIE_SECONDS, COOKIE)
    return response


@blueprint.get(SIGNED_IN)
def finish() -> Response:
    """Log in whom the provider vouches for. Raises a 400, 403, 429 or 503 that says what is wrong."""
    secret, _, wanted = request.cookies.get(cookie_name(COOKIE), "").partition(".")
    if not secret or not hmac.compare_digest(_given("state"), Handshake.of(secret).state.encode()):
        raise BadRequest(f"This sign-in was not begun in this browser, or too long ago; begin anew at {LOGIN}.")
    if not request.args.get("code"):
        raise Forbidden("The sign-in of your organisation did not let you in.")
    attempt = begin_attempt(None)
    try:
        claims = sign_in().finish(_given("code").decode()[:MAX_CODE_CHARACTERS], secret)
    except Unproven as error:
        log_failure("sign-in", str(error))
        raise Forbidden("The sign-in of your organisation did not prove who you are; begin anew.") from None
    except ProviderDown as error:
        raise _unavailable(error) from None
    account = _account_of(sign_in().provider, claims)
    response = begin_login(Proved(account, None, attempt), unquote(wanted), by="organisation") or redirect(LOGIN)
    forget_cookie(response, COOKIE)
    return response


def _given(name: str) -> bytes:
    return request.args.get(name, "").encode("utf-8", "replace")


def _unavailable(error: ProviderDown) -> ServiceUnavailable:
    log_failure("sign-in", str(error))
    detail = "The sign-in of your organisation does not answer; try again, or log in with a password of this service."
    return ServiceUnavailable(detail, retry_after=DOWN_SECONDS)


def _account_of(provider: Provider, claims: Mapping[str, Any]) -> Account:
    """The account of whom the claims are about, with what they say now. Raises a 403 where they give no role."""
    subject, role = str(claims["sub"]), role_of(provider, claims)
    actor = Actor(SERVICE, "sign-in", request.remote_addr)
    if role is None:
        _end_logins(provider, subject, actor)
        raise Forbidden("Your organisation gives you no role here; who looks after its groups can.")
    name = claims.get(provider.name_claim)
    if not isinstance(name, str):
        raise Forbidden(f"Your organisation does not say your name (claim {provider.name_claim}).")
    reach = bound_to(_listed(provider.sources_claim, claims), _listed(provider.desks_claim, claims))
    given = NewAccount(name=name, role=role, reach=reach, issuer=provider.issuer, subject=subject)
    try:
        with services().store.writing() as connection:
            return keep_signed_in(connection, given, actor)
    except StoreError as error:
        raise Forbidden(f"Nobody can be called here as your organisation calls you: {error}.") from None


def _end_logins(provider: Provider, subject: str, actor: Actor) -> None:
    """End the logins of somebody who has a role no more."""
    with services().store.writing() as connection:
        known = find_subject(connection, provider.issuer, subject)
        if known is not None:
            ended = close_logins(connection, known.id)
            record(connection, actor, "log-in refused", f"user:{known.name}", why="no role", logins=ended)


def role_of(provider: Provider, claims: Mapping[str, Any]) -> str | None:
    """The greatest role that a value of the claim gives; None if none gives any."""
    found = [provider.roles[value] for value in claimed(claims, provider.roles_claim) if value in provider.roles]
    return max(found, key=ROLES.index, default=None)


def _listed(name: str | None, claims: Mapping[str, Any]) -> Sequence[str] | None:
    """What a claim lists; None where no claim is asked for, nothing where it is and does not come."""
    return None if name is None else claimed(claims, name)[:MAX_BOUNDS]


def claimed(claims: Mapping[str, Any], name: str) -> list[str]:
    """The texts of the claim `name`, which may lie deeper, as `realm_access.roles`; a single one counts as a list."""
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    values = found if isinstance(found, list) else [found]
    return [value for value in values if isinstance(value, str)]
