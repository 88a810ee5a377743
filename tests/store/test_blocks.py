"""Blocks seen in articles of a source are counted, and forgotten in time."""

from __future__ import annotations

import pytest

from auditor.store import Store, blocks
from auditor.store.blocks import known_blocks, remember_blocks
from auditor.store.sources import required_source
from tests.store.made import report_on


@pytest.fixture
def source_id(store: Store) -> int:
    store.add(report_on())
    with store.reading() as connection:
        return required_source(connection, "example.org").id


def test_counts_articles_not_lines(store: Store, source_id: int) -> None:
    with store.writing() as connection:
        remember_blocks(connection, source_id, ["menu", "menu", "share"])
        remember_blocks(connection, source_id, ["menu"])
        remember_blocks(connection, source_id, [])
    with store.reading() as connection:
        assert known_blocks(connection, source_id, ["menu", "share", "lead"]) == {"menu": 2, "share": 1}
        assert known_blocks(connection, source_id + 1, ["menu"]) == {}


def test_is_bounded_and_keeps_what_repeats(store: Store, source_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MAX_BLOCKS", 10)
    monkeypatch.setattr(blocks, "TIDY_EVERY", 1)
    with store.writing() as connection:
        remember_blocks(connection, source_id, ["menu"])
        for article in range(5):
            remember_blocks(connection, source_id, ["menu", *(f"{article}-{n}" for n in range(4))])
    with store.reading() as connection:
        names = ["menu", *(f"{article}-{n}" for article in range(5) for n in range(4))]
        known = known_blocks(connection, source_id, names)
    assert len(known) == 10
    assert known["menu"] == 6
    assert {f"4-{n}" for n in range(4)} <= known.keys()
