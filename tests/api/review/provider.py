"""A small provider of OpenID Connect, real HTTP on the loopback address, which may be told to misbehave."""

from __future__ import annotations

import json
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from joserfc.jws import JWSRegistry

CLIENT, SECRET = "auditor client", "a secret of the provider, %: and all"


@dataclass
class FakeProvider:
    """What the provider says; tests change it."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    """Of whom signs in next."""
    changes: dict[str, Any] = field(default_factory=dict)
    """What is wrong with the next token: claims that take the place of right ones; None leaves one out."""
    metadata: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)
    signs: str = "key-1"
    algorithm: str = "RS256"
    delay: float = 0.0
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorize(self, address: str) -> str:
        """What the browser of somebody who signs in is led back to."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (query["client_id"], query["response_type"], query["code_challenge_method"]) == (CLIENT, "code", "S256")
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return f"{query['redirect_uri']}?code={code}&state={query['state']}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer of the token endpoint."""
        name, _, secret = b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        known = self.codes.pop(form.get("code", ""), None)
        challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if (
            (unquote(name), unquote(secret)) != (CLIENT, SECRET)
            or known is None
            or known["code_challenge"] != challenge
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": known["nonce"],
            **self.claims,
        }
        claims = {name: value for name, value in {**claims, **self.changes}.items() if value is not None}
        return 200, {"access_token": "at", "token_type": "Bearer", "id_token": self._signed(claims)}

    def _signed(self, claims: dict[str, Any]) -> str:
        header = {"alg": self.algorithm, "kid": self.signs}
        if self.algorithm == "none":
            parts = (urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims))
            return f"{'.'.join(parts)}."
        key = OctKey.import_key(SECRET) if self.algorithm == "HS256" else self.keys[self.signs]
        token: str = jwt.encode(header, claims, key, registry=JWSRegistry(algorithms=[self.algorithm]))
        return token

    def described(self) -> dict[str, Any]:
        """What the provider says of itself."""
        told = {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint": f"{self.issuer}/token", "end_session_endpoint": f"{self.issuer}/end",
        }  # fmt: skip
        return {**told, **self.metadata}


def handler_of(provider: FakeProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.asked.append(self.path)
            if self.path == "/jwks":
                published = [key.as_dict(private=False) | {"kid": name} for name, key in provider.keys.items()]
                self.answer(200, {"keys": published})
            else:
                self.answer(200, provider.described())

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self.answer(*provider.token(form, self.headers.get("Authorization", "")))

        def answer(self, status: int, said: dict[str, Any]) -> None:
            time.sleep(provider.delay)
            data = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def providing() -> Iterator[FakeProvider]:
    """A provider, while it runs."""
    provider = FakeProvider(keys={"key-1": RSAKey.generate_key(2048)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(provider))
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
