"""Keys in the store: what is kept of them, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from auditor.store import Store
from auditor.store.keys import (
    KEY_CHARACTERS,
    AccessKeyError,
    create_key,
    find_key,
    is_well_formed,
    list_keys,
    make_secret,
    revoke_key,
    rotate_key,
    were_keys,
)
from auditor.store.tables import access_key


def test_keys_are_long_and_never_the_same() -> None:
    keys = {make_secret() for _ in range(200)}
    assert len(keys) == 200
    assert {len(key) for key in keys} == {KEY_CHARACTERS}
    assert all(is_well_formed(key) for key in keys)


@given(st.integers(0, KEY_CHARACTERS - 1), st.sampled_from("0aZ_é"))
def test_a_mistyped_key_is_told_by_its_checksum(place: int, letter: str) -> None:
    key = make_secret()
    mistyped = key[:place] + letter + key[place + 1 :]
    assert is_well_formed(mistyped) == (mistyped == key)
    assert not is_well_formed(key[:-1])


def test_the_database_has_no_key(store: Store) -> None:
    with store.writing() as connection:
        secret = create_key(connection, "desk", ["read"])
        row = connection.execute(select(access_key)).one()
        assert secret not in repr(row)
        assert secret[12:] not in repr(row)
        found = find_key(connection, secret)
    assert found is not None
    assert (found.name, found.scopes, found.prefix) == ("desk", frozenset({"read"}), secret[:12])


def test_rotation_leaves_two_valid_keys_and_no_more(store: Store) -> None:
    with store.writing() as connection:
        first = create_key(connection, "desk", ["read", "audit"])
        second = rotate_key(connection, first[:12], timedelta(hours=1))
        assert [find_key(connection, key) is not None for key in (first, second)] == [True, True]
        with pytest.raises(AccessKeyError, match="two valid keys"):
            rotate_key(connection, "desk", timedelta(hours=1))
        old, new = list_keys(connection)
        assert old.scopes == new.scopes == {"read", "audit"}
        assert old.expires is not None
        assert old.expires <= datetime.now(UTC) + timedelta(hours=1)
        assert new.expires is None
        revoke_key(connection, first[:12])
        assert [find_key(connection, key) is not None for key in (first, second)] == [False, True]


def test_a_rotated_key_lasts_as_long_as_the_old_one_did(store: Store) -> None:
    with store.writing() as connection:
        create_key(connection, "desk", ["read"], datetime.now(UTC) + timedelta(days=30))
        rotate_key(connection, "desk", timedelta(days=60))
        old, new = list_keys(connection)
    assert old.expires is not None and new.expires is not None
    assert old.expires < new.expires  # the overlap does not lengthen the old one's life
    assert abs(new.expires - datetime.now(UTC) - timedelta(days=30)) < timedelta(minutes=1)


def test_a_key_is_bound_to_sources_and_stays_so(store: Store) -> None:
    with store.writing() as connection:
        create_key(connection, "desk", ["read"], sources=["https://www.valley.example/news", "Hill  News"])
        rotate_key(connection, "desk", timedelta(hours=1))
        assert [key.sources for key in list_keys(connection)] == [frozenset({"valley.example", "hill news"})] * 2
        create_key(connection, "all", ["read"])
        assert list_keys(connection)[-1].sources is None
        for none in ([], [" "]):
            with pytest.raises(AccessKeyError, match="names one at least"):
                create_key(connection, "none", ["read"], sources=none)


def test_keys_that_replace_each_other_are_of_one_line_and_later_ones_of_the_name_are_not(store: Store) -> None:
    with store.writing() as connection:
        create_key(connection, "desk", ["read"])
        for _ in range(2):
            rotate_key(connection, "desk", timedelta(hours=1))
            revoke_key(connection, list_keys(connection)[-2].prefix)
        revoke_key(connection, "desk")
        create_key(connection, "desk", ["read"])
        keys = list_keys(connection)
    assert [key.line for key in keys] == [keys[0].id] * 3 + [keys[3].id]


def test_what_cannot_be_made_is_told(store: Store) -> None:
    with store.writing() as connection:
        for name, scopes, expires in (
            (" ", ["read"], None),
            ("a" * 101, ["read"], None),
            ("desk", [], None),
            ("desk", ["write"], None),
            ("desk", ["read"], datetime(2020, 1, 1, tzinfo=UTC)),
        ):
            with pytest.raises(AccessKeyError):
                create_key(connection, name, scopes, expires)
        assert not were_keys(connection)
        create_key(connection, "desk", ["read"])
        with pytest.raises(AccessKeyError, match="rotate"):
            create_key(connection, "desk", ["read"])
        with pytest.raises(AccessKeyError, match="no valid key"):
            revoke_key(connection, "other")
        assert were_keys(connection)
        revoke_key(connection, "desk")
        assert were_keys(connection), "what was closed stays closed"
        create_key(connection, "desk", ["read"])
