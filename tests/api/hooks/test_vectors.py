"""Signatures that others made: of the specification, of the reference library, and of the senders' own packages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from standardwebhooks.webhooks import Webhook
from werkzeug.datastructures import Headers
from werkzeug.exceptions import Unauthorized

from api.hooks import SENDERS
from api.hooks.delivery import Delivery, Proof

SECRET = "a-secret-of-the-harbour-desk-0123456789-abcdefghijklmnopqrstuvwxyz"
BODY = '{"title":"Board votes for a ferry","note":"é—"}'.encode()
SENT = 1795308362.0
WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
VECTORS = [
    # The test vector of the Standard Webhooks libraries.
    ("standard", WHSEC, b'{"test": 2432232314}',
     {"webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
     Proof("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330)),
    # Made by signRequest of @contentful/node-apps-toolkit 3.16, which takes secrets of 64 characters.
    ("contentful", SECRET[:64], BODY,
     {"X-Contentful-Topic": "ContentManagement.Entry.publish", "Content-Type": "application/vnd.contentful.management.v1+json",
      "x-contentful-signature": "8ac0728534d68404875a9fc31615c8f3bd86ac1642ba600f1697924b43890492",
      "x-contentful-signed-headers": "content-type,x-contentful-signed-headers,x-contentful-timestamp,x-contentful-topic",
      "x-contentful-timestamp": "1795308362000"},
     Proof(sent=SENT)),
    # Made by encodeSignatureHeader of @sanity/webhook 4.0.
    ("sanity", SECRET, BODY,
     {"sanity-webhook-signature": "t=1795308362000,v1=k7UF2uCZNDxyjFAVIpc3dgMmaxciu4ZJrmdxlxlf4-s"}, Proof(sent=SENT)),
    # Made by sign of @octokit/webhooks-methods 6.0.
    ("github", SECRET, BODY,
     {"X-Hub-Signature-256": "sha256=003205871dfa4a25a3060d197f3c0183c43c31fe0720ed5f2fb421b6642c0d78"}, Proof()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sender", "secret", "body", "headers", "proof"), VECTORS, ids=[vector[0] for vector in VECTORS]
)
def test_a_signature_of_the_senders_own_code_is_a_proof(
    sender: str, secret: str, body: bytes, headers: dict[str, str], proof: Proof
) -> None:
    delivery = Delivery(Headers(headers), body, "POST", "/v1/hooks/harbour.example")
    assert SENDERS[sender].verify(delivery, ["whsec_b3RoZXJvdGhlcm90aGVy", secret]) == proof
    with pytest.raises(Unauthorized):
        SENDERS[sender].verify(delivery._replace(body=body + b" "), [secret])


def test_the_reference_library_signs_what_we_verify() -> None:
    moment = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
    signature = Webhook(WHSEC).sign("msg_1", moment, BODY.decode())
    headers = {"webhook-id": "msg_1", "webhook-timestamp": str(int(moment.timestamp())), "webhook-signature": signature}
    delivery = Delivery(Headers(headers), BODY, "POST", "/v1/hooks/harbour.example")
    assert SENDERS["standard"].verify(delivery, [WHSEC]) == Proof("msg_1", moment.timestamp())


def test_contentful_must_sign_its_time() -> None:
    _, secret, body, headers, _ = VECTORS[1]
    loose = {**headers, "x-contentful-signed-headers": "content-type"}
    with pytest.raises(Unauthorized, match="not among those that are signed"):
        SENDERS["contentful"].verify(Delivery(Headers(loose), body, "POST", "/"), [secret])
