"""Accounts: passwords that are dear to guess from, names and roles that can be, and what remains of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from argon2.profiles import RFC_9106_LOW_MEMORY as ADVISED
from sqlalchemy import select

from auditor import service
from auditor.store import Store, StoreError
from auditor.store.accounts import (
    ROLES,
    NewAccount,
    add_account,
    find_account,
    find_subject,
    keep_signed_in,
    list_accounts,
    remove_account,
    set_account,
    set_password,
    were_accounts,
)
from auditor.store.passwords import hash_password, is_right
from auditor.store.reach import EVERYTHING, bound_to
from auditor.store.tables import account, log_entry
from tests.accounts import TESTER
from tests.accounts import add_account as add_local

PASSWORD = "a long enough password"


def test_passwords_are_hashed_as_dearly_as_is_advised() -> None:
    kept = [hash_password(name, PASSWORD).text for name in ("Ann", "Bo")]
    assert len(set(kept)) == 2, "each has a salt of its own"
    for hashed in kept:
        cost = extract_parameters(hashed)
        assert cost.type is Type.ID
        assert (cost.memory_cost, cost.time_cost) >= (ADVISED.memory_cost, ADVISED.time_cost)
        assert PASSWORD not in hashed
        assert is_right(hashed, PASSWORD)
        assert not is_right(hashed, f"{PASSWORD}!")


def test_a_name_of_nobody_costs_a_hash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the time of the answer would tell which names exist."""
    from auditor.store import passwords

    checked = []

    class Watched:
        def verify(self, kept: str, password: str) -> None:
            checked.append(extract_parameters(kept))
            PasswordHasher().verify(kept, password)

    own = hash_password("Ann", PASSWORD)
    monkeypatch.setattr(passwords, "_HASHER", Watched())
    assert not is_right(None, PASSWORD)
    assert is_right(own.text, PASSWORD)
    assert checked[0] == checked[1]


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "at least 15 characters"),
        ("aaaaaaaaaa", "at least 15 characters"),
        ("a" * 20, 'easy to guess .repeats like "aaa"'),
        ("passwordpassword", "easy to guess .repeats like"),
        ("abcdefghijklmnopq", "easy to guess .sequences like"),
        ("qwertyuiopasdfgh", "easy to guess"),
        ("1234567890123456", "easy to guess"),
        ("article auditor1", "easy to guess"),
        ("Jane Roe-Jane Roe", "easy to guess"),
        ("x" * 1_001, "at most 1,000"),
    ],
)
def test_passwords_that_would_be_guessed_are_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(StoreError, match=why) as raised:
        hash_password("Jane Roe", password)
    assert password not in str(raised.value)


@pytest.mark.parametrize("password", [PASSWORD, "correct horse battery staple", "x%" * 500, "пароль из многих слов"])
def test_other_passwords_need_no_rules_of_composition(password: str) -> None:
    if password.startswith("x%"):  # judged by its beginning, which repeats
        with pytest.raises(StoreError):
            hash_password("Ann", password)
    else:
        assert is_right(hash_password("Ann", password).text, password)


def test_what_was_closed_once_stays_closed(store: Store) -> None:
    with store.writing() as connection:
        assert not were_accounts(connection)
        add_local(connection, "Ann", PASSWORD, "admin")
        assert were_accounts(connection)
        remove_account(connection, "Ann", TESTER)
        assert list_accounts(connection) == []
        assert were_accounts(connection)


def test_an_account_from_before_the_log_is_remembered_by_its_removal(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(account.insert().values(name="Old", role="admin", created=datetime.now(UTC)))
        assert were_accounts(connection)
        remove_account(connection, "Old", TESTER)
        assert were_accounts(connection)


def test_roles_and_reach_are_set_and_each_change_is_in_the_log(store: Store) -> None:
    with store.writing() as connection:
        add_local(connection, "Ann", PASSWORD, "reviewer", bound_to(["https://a.example/"]))
        found = find_account(connection, " Ann ")
        assert found is not None
        assert found.reach == bound_to(["a.example"])
        set_account(connection, "Ann", "viewer", None, TESTER)
        changed = set_account(connection, "Ann", None, bound_to(None, ["Sport"]), TESTER)
        assert (changed.role, changed.reach) == ("viewer", bound_to(None, ["Sport"]))
        assert set_account(connection, "Ann", None, EVERYTHING, TESTER).reach.is_everything
        set_account(connection, "Ann", "viewer", None, TESTER)  # nothing new: nothing to tell
        set_password(connection, "Ann", hash_password("Ann", PASSWORD), TESTER)
        with pytest.raises(StoreError, match="roles are: viewer, reviewer, admin"):
            set_account(connection, "Ann", "owner", None, TESTER)
        remove_account(connection, "Ann", TESTER)
        said = connection.execute(select(log_entry.c.action, log_entry.c.who).order_by(log_entry.c.id)).all()
    assert [action for action, _ in said] == ["user added", *["user changed"] * 3, "password changed", "user removed"]
    assert {who for _, who in said} == {TESTER.name}


def test_somebody_of_an_issuer_is_known_by_their_subject_alone(store: Store) -> None:
    given = NewAccount(name="Ann", role="reviewer", issuer="https://idp.example", subject="1")
    with store.writing() as connection:
        local = add_local(connection, "Ann", PASSWORD, "admin")
        signed = keep_signed_in(connection, given, TESTER)
        assert signed.id != local
        assert signed.name.startswith("Ann ("), "the name of another is never taken, nor its account"
        again = keep_signed_in(
            connection, NewAccount(name="Bo", role="admin", issuer="https://idp.example", subject="1"), TESTER
        )
        assert (again.id, again.name, again.role) == (signed.id, signed.name, "admin")
        other = keep_signed_in(
            connection, NewAccount(name="Bo", role="viewer", issuer="https://other.example", subject="1"), TESTER
        )
        assert other.id != signed.id
        assert find_subject(connection, "https://idp.example", "2") is None
        with pytest.raises(StoreError, match="has no password here"):
            set_password(connection, signed.name, hash_password("Ann", PASSWORD), TESTER)
        for subject in ("", "1" * 256):
            with pytest.raises(StoreError, match="subject"):
                keep_signed_in(
                    connection, NewAccount(name="Cy", role="viewer", issuer="https://i", subject=subject), TESTER
                )


def test_names_that_cannot_be(store: Store) -> None:
    for name in ("", " ", "a" * 65, "a\nb\x1b", "a\u202eb"):
        with pytest.raises(StoreError, match="1 to 64 characters"), store.writing() as connection:
            add_account(connection, NewAccount(name=name, role="viewer"), TESTER)


def test_settings_know_the_roles_of_the_store() -> None:
    assert service.ROLES == ROLES
