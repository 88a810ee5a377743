"""Requests signed as each sender signs them, written from the schemes' descriptions and not from our code."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

STANDARD = {"standard", "wagtail", "wordpress"}
TIMED = [*sorted(STANDARD), "ghost", "contentful", "sanity"]
"""Senders that sign the time."""
SECRETS = {
    name: f"a secret that {name} shares with the harbour desk"
    for name in ("ghost", "contentful", "sanity", "github", "storyblok", "strapi")
}
SECRETS |= {
    name: f"whsec_{base64.b64encode(f'the key of {name} at the harbour'.encode()).decode()}" for name in STANDARD
}
OTHER = "whsec_" + base64.b64encode(b"a key of somebody quite else").decode()
SOURCE = "harbour.example"


@dataclass
class Request:
    """What is sent to the hook; tests change it at will."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    path: str = f"/v1/hooks/{SOURCE}"


def signed(
    sender: str,
    payload: Any,
    *,
    secret: str = "",
    age: float = 0,
    name: str = "",
    topic: str = "ContentManagement.Entry.publish",
    unsigned: bool = False,
) -> Request:
    """`payload` as `sender` sends it, signed `age` seconds ago with `secret`; Contentful's topic may be `unsigned`."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload, ensure_ascii=False).encode()
    request = Request(body, {"Content-Type": "application/json"})
    if sender == "contentful":
        request.headers["X-Contentful-Topic"] = topic
        if unsigned:
            request.headers["x-contentful-signed-headers"] = (
                "content-type,x-contentful-signed-headers,x-contentful-timestamp"
            )
    moment = time.time() - age
    scheme = "standard" if sender in STANDARD else sender
    SIGNERS[scheme](request, secret or SECRETS[sender], moment, name or f"msg_{uuid.uuid4().hex}")
    return request


def _mac(key: str | bytes, data: bytes, algorithm: str = "sha256") -> bytes:
    return hmac.new(key.encode() if isinstance(key, str) else key, data, algorithm).digest()


def _standard(request: Request, secret: str, moment: float, name: str) -> None:
    stamp = str(int(moment))
    mac = _mac(base64.b64decode(secret.removeprefix("whsec_")), f"{name}.{stamp}.".encode() + request.body)
    request.headers |= {
        "Webhook-Id": name, "Webhook-Timestamp": stamp,
        "Webhook-Signature": "v1a,b3RoZXI= v1," + base64.b64encode(mac).decode(),
    }  # fmt: skip


def _ghost(request: Request, secret: str, moment: float, _: str) -> None:
    stamp = str(int(moment * 1000))
    request.headers["x-ghost-signature"] = f"sha256={_mac(secret, request.body + stamp.encode()).hex()}, t={stamp}"


def _contentful(request: Request, secret: str, moment: float, _: str) -> None:
    stamp = str(int(moment * 1000))
    every = "content-type,x-contentful-signed-headers,x-contentful-timestamp,x-contentful-topic"
    names = request.headers.setdefault("x-contentful-signed-headers", every).split(",")
    request.headers |= {
        "Content-Type": "application/vnd.contentful.management.v1+json", "x-contentful-timestamp": stamp,
    }  # fmt: skip
    known = {name.lower(): value for name, value in request.headers.items()}
    text = "\n".join(["POST", request.path, ";".join(f"{name}:{known[name]}" for name in names), ""])
    request.headers["x-contentful-signature"] = _mac(secret, text.encode() + request.body).hex()


def _sanity(request: Request, secret: str, moment: float, _: str) -> None:
    stamp = str(int(moment * 1000))
    mac = base64.urlsafe_b64encode(_mac(secret, f"{stamp}.".encode() + request.body)).rstrip(b"=").decode()
    request.headers |= {"sanity-webhook-signature": f"t={stamp},v1={mac}", "sanity-operation": "update"}


def _github(request: Request, secret: str, _: float, name: str) -> None:
    request.headers |= {"X-Hub-Signature-256": f"sha256={_mac(secret, request.body).hex()}", "X-GitHub-Delivery": name}


def _storyblok(request: Request, secret: str, _: float, __: str) -> None:
    request.headers["webhook-signature"] = _mac(secret, request.body, "sha1").hex()


def _strapi(request: Request, secret: str, _: float, __: str) -> None:
    request.headers |= {"Authorization": f"Bearer {secret}", "X-Strapi-Event": "entry.publish"}


SIGNERS = {
    "standard": _standard, "ghost": _ghost, "contentful": _contentful, "sanity": _sanity, "github": _github,
    "storyblok": _storyblok, "strapi": _strapi,
}  # fmt: skip
PROOFS = {
    "ghost": "x-ghost-signature", "contentful": "x-contentful-signature", "sanity": "sanity-webhook-signature",
    "github": "X-Hub-Signature-256", "storyblok": "webhook-signature", "strapi": "Authorization",
} | dict.fromkeys(STANDARD, "Webhook-Signature")  # fmt: skip
"""The header that each sender's proof stands in."""


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
