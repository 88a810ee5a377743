"""Passwords that are checked at once; tests/store holds what it costs to guess those of a service."""

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from auditor.store import passwords


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash in a moment; what is hashed names its own parameters, so that nothing else differs."""
    cheap = PasswordHasher.from_parameters(CHEAPEST)
    monkeypatch.setattr(passwords, "_HASHER", cheap)
    monkeypatch.setattr(passwords, "_NOBODYS_HASH", cheap.hash("nobody's"))
