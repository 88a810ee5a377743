"""The organisation's provider of OpenID Connect: asked with a time-out each time, believed only what it signed.

The protocol is authlib's; what is here is what this service lets a provider do: answer in time, briefly, over https.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast
from urllib.parse import quote

import urllib3
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from marshmallow import ValidationError

from auditor.service import Provider, require_private

CALL_SECONDS = 5.0
"""How long a call may take in all: a sign-in of which somebody waits, in a process that answers nobody else."""
MAX_ANSWER_BYTES = 1 << 20
"""Keys and tokens take some KB; a token of somebody in hundreds of groups some tens of them."""
KNOWN_SECONDS = 3600
"""How long what a provider says of itself, and its keys, are known: it changes with the provider's next version."""
DOWN_SECONDS = 30
"""How long nobody asks a provider that did not answer: else each sign-in would hold a process for CALL_SECONDS."""
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures by a key that the provider alone has; never those by the secret that both have, never none."""
LEEWAY_SECONDS = 60
"""By how much the clocks may differ; machines that ask a time server differ by less than one."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderDown(Exception):
    """The provider did not answer as one; the message says what it did."""


class Unproven(Exception):
    """What came back does not prove who somebody is; the message says why."""


class Handshake(NamedTuple):
    """What one sign-in is known by, all made of one secret that only the browser of that person keeps."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def of(cls, secret: str) -> Handshake:
        """That of a secret."""
        return cls(*(_derived(secret, part) for part in cls._fields))


def new_secret() -> str:
    """A secret to begin a sign-in with."""
    return secrets.token_urlsafe(32)


def _derived(secret: str, part: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(f"{part}:{secret}".encode()).digest()).rstrip(b"=").decode()


@dataclass(slots=True)
class SignIn:
    """A provider, ready to be asked. Safe to use from many threads."""

    provider: Provider
    secret: str = field(repr=False)
    way_back: str
    """The address of ours that it sends people back to."""
    http: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False), repr=False)
    _said: tuple[float, Mapping[str, Any]] | None = None
    _keys: tuple[float, KeySet] | None = None
    _down: float = -float("inf")

    def begin(self, secret: str) -> str:
        """The address where somebody signs in, who comes back with proof of it. Raises ProviderDown."""
        hand = Handshake.of(secret)
        address: str = prepare_grant_uri(
            self.metadata()["authorization_endpoint"],
            self.provider.client_id,
            "code",
            self.way_back,
            " ".join(self.provider.scopes),
            hand.state,
            nonce=hand.nonce,
            code_challenge=create_s256_code_challenge(hand.verifier),
            code_challenge_method="S256",
        )
        return address

    def finish(self, code: str, secret: str) -> Mapping[str, Any]:
        """What the provider vouches for of whom it sent back with `code`. Raises Unproven, ProviderDown."""
        hand = Handshake.of(secret)
        answer = self._ask_for_token(code, hand.verifier)
        try:
            token = self._decode(str(answer.get("id_token", "")))
            claims = CodeIDToken(
                token.claims,
                token.header,
                {
                    "iss": {"essential": True, "value": self.provider.issuer},
                    "aud": {"essential": True, "value": self.provider.client_id},
                },
                {"nonce": hand.nonce, "client_id": self.provider.client_id, "access_token": answer.get("access_token")},
            )
            claims.validate(leeway=LEEWAY_SECONDS)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise Unproven(f"the ID token is not valid: {getattr(error, 'error', type(error).__name__)}") from None
        if claims.get("nonce") != hand.nonce:
            raise Unproven("the ID token is that of another sign-in")
        return dict(claims)

    def end(self, way_back: str) -> str | None:
        """Where somebody ends their session at the provider, if it says where; they come back to `way_back`."""
        try:
            address = self.metadata().get("end_session_endpoint")
            require_private(str(address))
        except (ProviderDown, ValidationError):
            return None
        end = "&" if "?" in str(address) else "?"
        client, back = quote(self.provider.client_id, safe=""), quote(way_back, safe="")
        return f"{address}{end}client_id={client}&post_logout_redirect_uri={back}"

    def metadata(self) -> Mapping[str, Any]:
        """What the provider says of itself. Raises ProviderDown."""
        if self._said is None or self._said[0] <= time.monotonic() - KNOWN_SECONDS:
            said = self._ask("GET", f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
            if said.get("issuer") != self.provider.issuer:
                raise ProviderDown("it names itself by another address")
            try:
                for name in ENDPOINTS:
                    require_private(str(said.get(name)))
            except ValidationError:
                raise ProviderDown("not all that it names stands at https addresses") from None
            self._said = time.monotonic(), said
        return self._said[1]

    def _decode(self, token: str) -> jwt.Token:
        """The token, by the keys that are known; by new ones, once, where it names another."""
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        try:
            return jwt.decode(token, self._known_keys(), registry=registry)
        except InvalidKeyIdError:
            self._keys = None
            return jwt.decode(token, self._known_keys(), registry=registry)

    def _known_keys(self) -> KeySet:
        if self._keys is None or self._keys[0] <= time.monotonic() - KNOWN_SECONDS:
            keys = KeySet.import_key_set(cast("Any", self._ask("GET", self.metadata()["jwks_uri"])))
            self._keys = time.monotonic(), keys
        return self._keys[1]

    def _ask_for_token(self, code: str, verifier: str) -> Mapping[str, Any]:
        said = self.metadata()
        body = prepare_token_request("authorization_code", "", self.way_back, code=code, code_verifier=verifier)
        methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        post = "client_secret_basic" not in methods and "client_secret_post" in methods
        client, secret = self.provider.client_id, self.secret
        if not post:
            client, secret = quote(client, safe=""), quote(secret, safe="")
        auth = ClientAuth(client, secret, "client_secret_post" if post else "client_secret_basic")
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        _, headers, body = auth.prepare("POST", said["token_endpoint"], headers, body)
        return self._ask("POST", said["token_endpoint"], headers=headers, body=body)

    def _ask(self, method: str, address: str, **request: Any) -> Mapping[str, Any]:
        """The JSON object that is answered, in time and of some size. Raises Unproven for a refusal, ProviderDown."""
        if time.monotonic() < self._down + DOWN_SECONDS:
            raise ProviderDown("it did not answer a moment ago")
        try:
            status, data = self._call(method, address, request)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            self._down = time.monotonic()
            raise ProviderDown(f"it does not answer: {type(error).__name__}") from None
        if method == "POST" and status in (400, 401):
            raise Unproven("it knows nothing of this sign-in")
        try:
            answer = json.loads(data) if status == 200 else None
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise ProviderDown(f"it answers {status} without a JSON object")
        return answer

    def _call(self, method: str, address: str, request: Mapping[str, Any]) -> tuple[int, bytes]:
        ends = time.monotonic() + CALL_SECONDS
        timeout = urllib3.Timeout(total=CALL_SECONDS)
        response = self.http.request(method, address, timeout=timeout, redirect=False, preload_content=False, **request)
        with response:
            data = b""
            for chunk in response.stream(8192, decode_content=True):
                data += chunk
                if len(data) > MAX_ANSWER_BYTES or time.monotonic() > ends:
                    raise urllib3.exceptions.HTTPError("too much, or too slow")
            return response.status, data
