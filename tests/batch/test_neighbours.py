"""Blocks that recur in a source are known before the first article is audited, however the archive is cut."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from auditor import Article
from auditor.batch import neighbours
from auditor.batch.neighbours import BlockNotes, SeenBlocks, merge_blocks, stretches_file
from auditor.document import Document

LINE = "Enjoy the quiet waters of the bay today"


def documents(count: int) -> list[Document]:
    return [
        Document(Article(source=f"s{n % 2}", text=f"Day {chr(97 + n % 26) * 5} of {n % 7} sheep.\n{LINE}"))
        for n in range(count)
    ]


def counts(folder: Path, given: list[Document], size: int) -> list[list[int]]:
    """What is told of each document, if the archive is cut into parts of `size`."""
    folder.mkdir()
    parts = [given[at : at + size] for at in range(0, len(given), size)]
    blocks, articles = [], []
    for number, part in enumerate(parts):
        notes = BlockNotes()
        for document in part:
            notes.add(document)
        blocks.append(folder / f"rows-{number}.npy")
        articles.append(folder / f"notes-{number}.npy")
        np.save(blocks[-1], notes.rows())
        np.save(articles[-1], notes.notes())
    merge_blocks(blocks, articles, folder)
    told = []
    for number, part in enumerate(parts):
        seen = SeenBlocks(folder / "blocks.npy", folder / stretches_file(number))
        told += [seen.count(document) for document in part]
    return told


@pytest.mark.parametrize("rows", [3, 500_000])
def test_parts_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(neighbours, "MERGED_ROWS", rows)
    given = documents(20)
    whole = counts(tmp_path / "whole", given, 20)
    assert whole[0][-1] == 9, "the other articles of its source, later ones too"
    assert counts(tmp_path / "parts", given, 3) == whole


def test_the_same_article_twice_is_one(tmp_path: Path) -> None:
    given = documents(2)[:1] * 5
    assert counts(tmp_path / "made", given, 2) == [[0, 0]] * 5


def test_only_articles_of_one_stretch_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "STRETCH_ARTICLES", 4)
    assert [told[-1] for told in counts(tmp_path / "made", documents(16), 5)] == [3] * 16


def test_the_order_of_the_articles_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which articles make a stretch is theirs to say: a line that only the latest have is found in none before."""
    monkeypatch.setattr(neighbours, "STRETCH_ARTICLES", 4)
    given = [
        Document(
            Article(
                source="s",
                published=date(2025, 1, 1 + n),
                text=f"{n * 'far '}from\n{LINE if n > 5 else chr(97 + n) * 5}",
            )
        )
        for n in range(12)
    ]
    inner = [given[n] for n in (8, 3, 11, 6, 0, 9, 2, 5, 10, 1, 7, 4)]
    told = counts(tmp_path / "turn", given, 5)
    assert [row[-1] for row in told] == [0] * 6 + [1] * 2 + [3] * 4, "6 and 7 are but two of their stretch"
    assert counts(tmp_path / "other", inner, 3) == [told[given.index(document)] for document in inner]


def test_articles_without_a_source_are_not_compared(tmp_path: Path) -> None:
    assert counts(tmp_path / "made", [Document(Article(text=LINE))] * 3, 2) == [[], [], []]
