"""Signatures are compared in a time that tells nothing of them: all with all, by `hmac.compare_digest`."""

from __future__ import annotations

import hmac

import pytest
from werkzeug.exceptions import Unauthorized

from api.hooks.delivery import check_signature


def test_every_signature_is_compared_with_every_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first that fits ends nothing: how long an answer takes would tell which secret it was."""
    compared = []

    def compare(shown: bytes, made: bytes) -> bool:
        compared.append((shown, made))
        return hmac_compare(shown, made)

    hmac_compare = hmac.compare_digest
    monkeypatch.setattr("api.hooks.delivery.hmac.compare_digest", compare)
    check_signature(["a", "b"], [b"a", b"c"])
    assert compared == [(b"a", b"a"), (b"a", b"c"), (b"b", b"a"), (b"b", b"c")]
    with pytest.raises(Unauthorized):
        check_signature(["d"], [b"a"])
    assert compared[4:] == [(b"d", b"a")]
