"""Sources: one under all its names, with settings that say who made them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from auditor.store import Store, StoreError, identity
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


URL = "https://example.org/bridge/"


def articles_of(store: Store, *audits: int) -> list[int]:
    """The articles that audits are of."""
    return [record["article"] for audit in audits if (record := store.get(audit))]


@pytest.mark.parametrize(
    "known", [{"url": URL, "id": "7"}, {"id": "7"}, {}], ids=["by its address", "by its name", "by what it says"]
)
def test_an_article_of_a_source_that_was_joined_is_known_again(store: Store, known: dict[str, str]) -> None:
    text = "Two." if known else "One."
    before = store.add(report_on("One.", source="The Daily Example", **known))
    store.add(report_on("Three."))
    with store.writing() as connection:
        add_alias(connection, "example.org", "The Daily Example")
    after = store.add(report_on(text, source="example.org", **known))
    later = store.add(report_on(text, source="The Daily Example", **known))
    assert len(set(articles_of(store, before, after, later))) == 1


def test_of_two_articles_of_one_address_that_of_the_source_itself_is_known_again(store: Store) -> None:
    other = store.add(report_on("One.", source="The Daily Example", url=URL))
    own = store.add(report_on("Two.", url=URL))
    with store.writing() as connection:
        add_alias(connection, "example.org", "The Daily Example")
    assert store.count(source="example.org") == 2
    after = [store.add(report_on("Three.", source=name, url=URL)) for name in ("example.org", "The Daily Example")]
    first, second, *others = articles_of(store, other, own, *after)
    assert (first != second, others) == (True, [second, second])


def test_a_new_source_never_takes_over_what_a_joined_one_left(store: Store) -> None:
    """SQLite gives the number of a row that is gone to the next one."""
    store.add(report_on("One.", url=URL))
    left = store.add(report_on("Two.", source="example.net", url=URL))
    with store.writing() as connection:
        add_alias(connection, "example.org", "example.net")
    new = store.add(report_on("Three.", source="example.com", url=URL))
    assert len(set(articles_of(store, left, new))) == 2


def test_articles_move_page_by_page_with_few_statements(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "ARTICLES_AT_ONCE", 7)
    addresses = [f"{URL}{number}" for number in range(20)]
    moved = [store.add(report_on("One.", source="example.net", url=each)) for each in addresses]
    own = [store.add(report_on("Two.", url=each)) for each in addresses[::4]]
    statements: list[str] = []
    with store.writing() as connection:
        event.listen(connection, "before_cursor_execute", lambda *given: statements.append(given[2]))
        add_alias(connection, "example.org", "example.net")
    assert len([each for each in statements if each.startswith("UPDATE article ")]) == 3
    again = [store.add(report_on("Three.", url=each)) for each in addresses]
    known = articles_of(store, *moved)
    known[::4] = articles_of(store, *own)
    assert articles_of(store, *again) == known


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
