"""Passwords: which ones may be, and how they are kept and compared."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from auditor.store.errors import StoreError

MIN_PASSWORD_CHARACTERS = 15
"""What NIST SP 800-63B-4 (3.1.1.2) asks of a password that is the only factor, as it is here; a shorter one that was
set before opens still."""
MAX_PASSWORD_CHARACTERS = 1_000
"""Ten pass phrases; SP 800-63B-4 asks for 64 at least."""
MIN_GUESSES = 10**10
"""What `zxcvbn` calls very unguessable. All guesses that the limits of log-ins leave for one account (two million a
year) find such a password in one year of five thousand; `passwordpassword` takes 6 guesses, three words that are no
saying take 10 to the 11th and more."""
MAX_JUDGED_CHARACTERS = 24
"""So much of a password is judged, from its beginning: the time grows faster than the square of the length. The worst
of 24 characters, digits that stand for letters, take 75 ms, of 72 they take 2.4 s."""
OURS = ("auditor", "article auditor")
"""Words that whoever guesses the passwords of this service tries first, with the account's own name."""
_HASHER = PasswordHasher()
_NOBODYS_HASH = _HASHER.hash(secrets.token_urlsafe())
"""Checked where there is no such account, so that the time of an answer does not tell which names exist."""
_JUDGE = Lock()
"""zxcvbn keeps the words of the one who asks in a table of all."""


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """What of a password is kept: its Argon2id hash with the parameters it was made with."""

    text: str


def hash_password(name: str, password: str) -> PasswordHash:
    """What to keep of a new password of the account `name`. Raises StoreError for one that is easy to guess.

    It takes some 50 ms and 64 MiB, so that it is done before a transaction that writes, never within.
    """
    require_strong(name, password)
    return PasswordHash(_HASHER.hash(password))


def is_right(kept: str | None, password: str) -> bool:
    """Whether `kept` is the hash of `password`; takes as long where nothing is kept."""
    try:
        _HASHER.verify(kept or _NOBODYS_HASH, password[:MAX_PASSWORD_CHARACTERS])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def require_strong(name: str, password: str) -> None:
    """Raises StoreError, which says why, for a password that is too short or that would be guessed soon."""
    if len(password) < MIN_PASSWORD_CHARACTERS:
        raise StoreError(f"a password has at least {MIN_PASSWORD_CHARACTERS} characters; a few words do")
    if len(password) > MAX_PASSWORD_CHARACTERS:
        raise StoreError(f"a password has at most {MAX_PASSWORD_CHARACTERS:,} characters")
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists of words are needed where a password is set alone

    with _JUDGE:
        judged = zxcvbn(password[:MAX_JUDGED_CHARACTERS], user_inputs=[name, *name.split(), *OURS])
    if judged["guesses"] < MIN_GUESSES:
        why = judged["feedback"]["warning"].rstrip(".") or "It is close to passwords that many people have"
        raise StoreError(f"this password is easy to guess ({why[0].lower()}{why[1:]}); take some words that do not go "
                         "together")  # fmt: skip
