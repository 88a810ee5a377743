"""Sources: one under all its names, with settings that say who made them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auditor.store import Store, StoreError
from auditor.store.sources import (
    Mute,
    active_mutes,
    add_alias,
    add_reply,
    find_source,
    list_replies,
    mute_rule,
    required_source,
    set_retention,
    unmute_rule,
)
from tests.store.made import report_on


def test_one_source_under_all_spellings(store: Store) -> None:
    store.add(report_on("One.", source="https://www.Example.org/news"))
    store.add(report_on("Two.", source="example.org"))
    store.add(report_on("Three.", source=None, url="http://news.example.org/three"))
    assert store.count(source="example.org") == 3


def test_alias_of_what_is_to_come(store: Store) -> None:
    store.add(report_on("One."))
    with store.writing() as connection:
        add_alias(connection, "example.org", "The Daily Example")
    store.add(report_on("Two.", source="the daily  example"))
    assert store.count(source="example.org") == store.count(source="The Daily Example") == 2
    with store.reading() as connection:
        found = required_source(connection, "The Daily Example")
    assert (found.key, found.aliases) == ("example.org", ("the daily example",))


def test_alias_joins_what_was_kept_under_it(store: Store) -> None:
    store.add(report_on("One."))
    store.add(report_on("Two.", source="The Daily Example"))
    with store.writing() as connection:
        add_alias(connection, "example.org", "The Daily Example")
        add_alias(connection, "example.org", "The Daily Example")
    assert store.count(source="example.org") == 2
    assert {row["source"] for row in store.list()} == {"example.org"}


def test_an_alias_belongs_to_one_source(store: Store) -> None:
    store.add(report_on("One."))
    store.add(report_on("Two.", source="example.net"))
    with store.writing() as connection:
        add_alias(connection, "example.org", "The Daily Example")
        with pytest.raises(StoreError, match=r"is a name of example\.org already"):
            add_alias(connection, "example.net", "The Daily Example")
        with pytest.raises(StoreError, match="no source 'nobody'"):
            add_alias(connection, "nobody", "somebody")


def test_mute_is_a_setting_with_an_end(store: Store) -> None:
    store.add(report_on())
    soon, past = datetime.now(UTC) + timedelta(days=1), datetime.now(UTC) - timedelta(days=1)
    with store.writing() as connection:
        mute_rule(connection, "example.org", Mute("date/weekday", "Ann", "our tables are older", soon))
        mute_rule(connection, "example.org", Mute("title/number", "Ann", "over by now", past))
        mute_rule(connection, "example.org", Mute("office/not-held", "Ben", "house style"))
        with pytest.raises(StoreError, match="who and why"):
            mute_rule(connection, "example.org", Mute("office/not-held", "Ben", " "))
    with store.reading() as connection:
        assert [mute.rule for mute in active_mutes(connection, "example.org")] == ["date/weekday", "office/not-held"]
        assert active_mutes(connection, "example.org")[0].until == soon
        assert active_mutes(connection, "nobody") == []
    with store.writing() as connection:
        unmute_rule(connection, "example.org", "office/not-held")
    with store.reading() as connection:
        assert [mute.rule for mute in active_mutes(connection, "example.org")] == ["date/weekday"]


def test_replies_of_the_publisher(store: Store) -> None:
    store.add(report_on())
    with store.writing() as connection:
        add_reply(connection, "example.org", "The editor", "We corrected it on Monday.")
        source = required_source(connection, "example.org")
    with store.reading() as connection:
        (reply,) = list_replies(connection, source.id)
    assert (reply["who"], reply["text"]) == ("The editor", "We corrected it on Monday.")


def test_retention(store: Store) -> None:
    store.add(report_on())
    with store.writing() as connection:
        set_retention(connection, "example.org", 30)
        assert required_source(connection, "example.org").keep_days == 30
        set_retention(connection, "example.org", None)
        assert required_source(connection, "example.org").keep_days is None
        with pytest.raises(StoreError, match="at least 1 day"):
            set_retention(connection, "example.org", 0)


def test_unknown_source(store: Store) -> None:
    with store.reading() as connection:
        assert find_source(connection, "nobody.example") is None
