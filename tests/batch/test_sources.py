"""sources.jsonl: the sources of a batch, scored by the articles of the batch alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.article import LayoutBlock
from auditor.batch.sources import ROWS, SourceNotes, measure_sources, weigh_sources, write_sources
from auditor.batch.task import Task
from auditor.finding import Report, Severity
from tests.batch.conftest import read_rows
from tests.store.made import TEXT, flag, report_on

TODAY = date(2026, 11, 22)


def rows(folder: Path, *reports: Report) -> dict[str, dict[str, Any]]:
    """Rows by source, from two parts, dealt into three buckets."""
    parts = [folder / "one", folder / "two"]
    for number, part in enumerate(parts):
        part.mkdir()
        sources = SourceNotes(TODAY)
        for report in reports[number::2]:
            sources.add("", report)
        sources.write(part)
    facts: dict[str, Any] = {"parts": [str(part) for part in parts], "buckets": 3, "today": TODAY, "pages": False}
    tasks = [Task("sources", number, "", "", facts | {"bucket": number}) for number in range(3)]
    folders = [folder / f"bucket-{task.number}" for task in tasks]
    for task, made in zip(tasks, folders, strict=True):
        made.mkdir()
        weigh_sources(task, made, lambda _: None)
    facts["measure"] = measure_sources(folders)
    for task, made in zip(tasks, folders, strict=True):
        write_sources(replace(task, facts=facts | {"bucket": task.number}), made, lambda _: None)
    return {row["source"]: row for made in folders for row in read_rows(made / ROWS)}


def test_a_row_a_source(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        report_on(TEXT, flag(TEXT, "Springfield"), published=date(2026, 10, 1)),
        report_on(TEXT + "More.", flag(TEXT, "Monday", severity=Severity.INFO)),
        report_on(TEXT, source="https://www.example.net/"),
    )
    assert sorted(found) == ["example.net", "example.org"]
    mine = found["example.org"]
    assert (mine["articles"], mine["first"], mine["last"]) == (2, "2026-10-01", "2026-11-22")
    assert [passage["quote"] for passage in mine["passages"]] == ["Springfield"]
    assert mine["categories"][0]["typical"] == 2.5
    assert found["example.net"]["score"] > mine["score"]


def test_remains_of_a_page_count_only_where_we_saw_it(tmp_path: Path) -> None:
    finding = flag(TEXT, "Springfield", "boilerplate/share")
    for layout, points in (((), 0), ((LayoutBlock(0, 5, "p", True),), 4)):
        folder = tmp_path / str(points)
        folder.mkdir()
        found = rows(folder, report_on(TEXT, finding, layout=layout))
        assert [passage["points"] for row in found.values() for passage in row["passages"]] == [points]


def test_a_row_holds_the_dearest_passages_and_says_how_many_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.render.source.MAX_PASSAGES", 1)
    dear, cheap = flag(TEXT, "Springfield"), flag(TEXT, "Monday", severity=Severity.MINOR)
    (row,) = rows(tmp_path, report_on(TEXT, dear, cheap)).values()
    assert [passage["quote"] for passage in row["passages"]] == ["Springfield"]
    assert row["passages_left_out"] == 1


def test_no_source_no_row(tmp_path: Path) -> None:
    assert rows(tmp_path, report_on(TEXT, source=None)) == {}
