"""The log: each entry bound to the one before it, and none ever changed."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from auditor.store import Store, StoreError
from auditor.store.chain import MAX_GAPS, MAX_LINE_BYTES, entry_line, read_entries, verify_chain
from auditor.store.log import (
    BEGINNING,
    COMMAND,
    EDITOR,
    ENTRIES_AT_ONCE,
    KEY,
    Actor,
    LogFilter,
    digest_of,
    iter_log,
    list_actions,
    record,
    record_settings,
    search_log,
)
from auditor.store.queries import Page
from auditor.store.tables import log_entry

ADA = Actor(EDITOR, "ada", "192.0.2.1")


def test_entries_are_bound_to_those_before(store: Store) -> None:
    with store.writing() as connection:
        record(connection, ADA, "rule muted", "source:example.org", rule="office/not-held", until=None)
        record(connection, Actor(COMMAND, "root"), "key made", "key:aud_12345678", scopes=["read"])
    with store.reading() as connection:
        rows = connection.execute(select(log_entry).order_by(log_entry.c.id)).mappings()
        first, second = [dict(row) for row in rows]
    assert (first["before"], second["before"]) == (BEGINNING, first["digest"])
    for entry in (first, second):
        assert digest_of(entry) == entry["digest"]
        for name, other in (("who", "eve"), ("details", {}), ("address", "198.51.100.7"), ("before", "1" * 64)):
            assert digest_of({**entry, name: other}) != entry["digest"]


@pytest.mark.parametrize("change", [lambda: update(log_entry).values(who="eve"), lambda: delete(log_entry)])
def test_no_entry_is_changed_or_deleted(store: Store, change: Callable[[], object]) -> None:
    with store.writing() as connection:
        record(connection, ADA, "rule muted", "source:example.org")
    with pytest.raises(DBAPIError, match="the log is only ever added to"), store.writing() as connection:
        connection.execute(change())  # type: ignore[call-overload]
    with store.reading() as connection:
        assert connection.execute(select(log_entry.c.who)).scalars().all() == ["ada"]


def test_what_was_not_done_is_not_in_it(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        record(connection, ADA, "rule muted", "source:example.org")
        raise ZeroDivisionError
    with store.reading() as connection:
        assert connection.execute(select(log_entry.c.id)).first() is None


def write(store: Store, number: int) -> list[dict[str, Any]]:
    """So many entries."""
    with store.writing() as connection:
        for n in range(number):
            record(connection, ADA, "rule muted", f"source:{n}.example", rule="office/not-held", numbers=[n])
    return list(iter_log(store.database))


def test_the_chain_is_whole(store: Store) -> None:
    assert verify_chain(iter_log(store.database)) == (0, BEGINNING, 0, (), "", True)
    entries = write(store, 5)
    found = verify_chain(iter_log(store.database), entries[2]["digest"])
    assert found == (5, entries[-1]["digest"], 0, (), "", True)
    assert not verify_chain(entries[:2], entries[2]["digest"]).expected, "its end was cut off"


@pytest.mark.parametrize(
    ("change", "before", "problem"),
    [
        (lambda entries: entries[2].update(who="eve"), 2, "entry 3 was changed"),
        (lambda entries: entries.pop(2), 2, "entry 4 was not written after the one before it"),
        (lambda entries: entries.pop(0), 0, "entry 2 was not written after the one before it"),
        (lambda entries: entries.insert(2, entries[1]), 2, "entry 2 stands behind entry 2"),
        (lambda entries: entries.reverse(), 0, "entry 5 was not written after the one before it"),
        (
            lambda entries: entries[2].update(slipped_in(entries[2])),
            3,
            "entry 4 was not written after the one before it",
        ),
    ],
)
def test_what_was_changed_is_found(
    store: Store, change: Callable[[list[dict[str, Any]]], object], before: int, problem: str
) -> None:
    entries = write(store, 5)
    change(entries)
    found = verify_chain(entries)
    assert (found.entries, found.problem.partition(":")[0]) == (before, problem)


def slipped_in(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry with another name and the digest that goes with it."""
    other = {**entry, "who": "eve"}
    return {**other, "digest": digest_of(other)}


def test_numbers_without_an_entry_are_told(store: Store) -> None:
    entries = write(store, 1)
    for n in range(MAX_GAPS + 5):
        entry = {**entries[-1], "id": 10 * n + 10, "before": entries[-1]["digest"]}
        entries.append({**entry, "digest": digest_of(entry)})
    found = verify_chain(entries)
    assert (found.problem, found.missing) == ("", 8 + 9 * (MAX_GAPS + 4))
    assert (found.gaps[:2], len(found.gaps)) == (((2, 9), (11, 19)), MAX_GAPS)


def test_an_export_is_verified_as_the_log_is(store: Store) -> None:
    entries = write(store, 3)
    with store.writing() as connection:
        record(
            connection, Actor(KEY, "M\u00fcller \u2028 & S\u00f6hne", None), "key made", "key:1", days=None, share=0.5
        )
    lines = [f"{entry_line(entry)}\n" for entry in iter_log(store.database)]
    found = verify_chain(read_entries(io.BytesIO("".join(lines).encode()), "log"), entries[1]["digest"])
    assert (found.entries, found.problem, found.expected) == (4, "", True)
    lines[1] = lines[1].replace('"ada"', '"eve"')
    assert verify_chain(read_entries(io.BytesIO("".join(lines).encode()), "log")).problem == "entry 2 was changed"


@pytest.mark.parametrize(
    "line",
    [
        b"", b"no JSON", b"[]", b"{}", b'"text"', b"[" * 100_000, b"\xff", b"1" * 5_000, b"x" * (MAX_LINE_BYTES + 2),
        b'{"id": "1", "created": "2026-11-01T09:30:00+00:00", "kind": "key", "who": "a", "address": null, "action": "a", '
        b'"object": "a", "details": {}, "before": "", "digest": ""}',
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused(line: bytes) -> None:
    with pytest.raises(StoreError, match="log:1: no entry of a log"):
        list(read_entries(io.BytesIO(line + b"\n"), "log"))


def test_many_entries_are_read_some_at_a_time(store: Store) -> None:
    entries = write(store, 2 * ENTRIES_AT_ONCE)
    assert [entry["id"] for entry in entries] == list(range(1, 2 * ENTRIES_AT_ONCE + 1))
    assert verify_chain(entries).entries == 2 * ENTRIES_AT_ONCE


def test_writers_beside_each_other_make_one_chain(store: Store) -> None:
    """On PostgreSQL two who read the last digest at once would both follow it."""

    def work(name: str) -> None:
        for n in range(20):
            with store.writing() as connection:
                record(connection, Actor(EDITOR, name), "finding decided", f"finding:{n}")

    threads = [threading.Thread(target=work, args=(f"editor {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    found = verify_chain(iter_log(store.database))
    assert (found.entries, found.problem, found.missing) == (80, "", 0)


def test_the_zone_of_a_session_is_nothing_to_the_digest(store: Store) -> None:
    entries = write(store, 1)
    moved = {**entries[0], "created": entries[0]["created"].astimezone(timezone(timedelta(hours=5)))}
    assert digest_of(moved) == entries[0]["digest"]
    if store.database.dialect == "postgresql":
        with store.writing() as connection:
            connection.execute(text("SET TIME ZONE 'Asia/Kolkata'"))
            record(connection, ADA, "rule muted", "source:example.org")
            row = connection.execute(select(log_entry).order_by(log_entry.c.id.desc()).limit(1)).mappings().one()
            assert digest_of(dict(row)) == row["digest"]


def test_entries_are_found(store: Store) -> None:
    with store.writing() as connection:
        record(connection, ADA, "rule muted", "source:example.org")
        record(connection, Actor(KEY, "cms"), "rule muted", "source:example.net")
        record(connection, ADA, "article erased", "article:7")
    now = datetime.now(UTC)
    hour = timedelta(hours=1)
    for wanted, numbers in (
        (LogFilter(), [3, 2, 1]),
        (LogFilter(who="ada"), [3, 1]),
        (LogFilter(action="rule muted"), [2, 1]),
        (LogFilter(object="article:7"), [3]),
        (LogFilter(who="ada", action="rule muted", object="source:example.org"), [1]),
        (LogFilter(since=now - hour, until=now + hour), [3, 2, 1]),
        (LogFilter(since=now + hour), []),
        (LogFilter(until=now - hour), []),
    ):
        with store.reading() as connection:
            assert [row["id"] for row in search_log(connection, wanted, Page(10)).rows] == numbers
            assert list_actions(connection) == ["article erased", "rule muted"]
    with store.reading() as connection:
        first = search_log(connection, LogFilter(), Page(2))
        rest = search_log(connection, LogFilter(), Page(2, after=first.last))
    assert ([row["id"] for row in first.rows], first.last) == ([3, 2], [2])
    assert ([row["id"] for row in rest.rows], rest.last) == ([1], ())


def test_settings_are_noted_when_they_change(store: Store) -> None:
    for settings in ("a", "a", "b", "b", None, "a"):
        with store.writing() as connection:
            record_settings(connection, "web", settings=settings, rules="r")
    told = [entry["details"]["settings"] for entry in iter_log(store.database)]
    assert told == ["a", "b", None, "a"]


def test_an_address_of_any_length_is_kept(store: Store) -> None:
    """What a proxy forwards may be no address at all."""
    with store.writing() as connection:
        record(connection, Actor(KEY, "x" * 500, "\0" + "y" * 500), "rule muted", "source:example.org")
    (entry,) = iter_log(store.database)
    assert (len(entry["who"]), entry["address"]) == (200, "\ufffd" + "y" * 44)
    assert verify_chain([entry]).problem == ""
