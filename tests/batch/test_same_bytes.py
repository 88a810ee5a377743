"""The same articles give the same bytes: whatever the seed of hashes, the processes, the parts and the order of files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import LINE, ROOT, read_rows, write_archive

FILES = ("reports.jsonl", "stories.jsonl", "sources.jsonl")
REPORTS = 24
RULES = ("--select", "boilerplate", "--select", "geography", "--select", "story", "--no-html")
TOLD = (
    "The flood at the Belford granary destroyed {} sacks of barley and spoiled the winter stores, the warden said.",
    "Volunteers carried {} crates of lamps across the swollen river before the wooden bridge collapsed at midnight.",
    "The harbour council lent {} carpenters from the northern shipyard to rebuild the broken granary roof.",
)
"""What all reports tell, each with other figures and without one of the words: like sentences that are hard to tell
apart, so that which of them is compared first is soon left to chance."""
OWN = ("orchard", "quarry", "chapel", "brewery", "foundry", "tannery", "sawmill", "pottery")
OF = ("keeper", "mason", "baker", "ferryman", "miller", "weaver")


def report(number: int) -> dict[str, Any]:
    """One of many reports of a flood; three in four say when in the day they came."""
    sentences = []
    for at, told in enumerate(TOLD):
        words = told.format(40 + number * (at + 3) % 7 * 13).split()
        long = [place for place, word in enumerate(words) if word.isalpha() and len(word) > 5 and place > 8]
        words.pop(long[(number + at) % len(long)])
        sentences.append(" ".join(words))
    own, of = OWN[number % len(OWN)], OF[number % len(OF)]
    tools = ("sandbags", "shovels", "lanterns", "barrels")[number % 4]
    quoted = f"“All through that night we had {tools} enough for every house beside the river when the water came,” Warden Ann Weller said."
    more = (
        f"The {of} of the {own} near row {number} lost a cart, two goats and the winter's hay, and slept at the {own}.\n"
        f"Nobody at the {own} had seen the like in {number + 30} years, said the {of}, who counts the days of rain."
    )
    hour = f"T{6 + number * 5 % 17:02d}:{number % 60:02d}:00+00:00" if number % 4 else ""
    return {
        "id": f"flood{number:02d}",
        "title": "Peru and Chile send help after the flood at the Belford granary",
        "text": "\n\n".join([*sentences, quoted, more, LINE]),
        "source": f"paper{number % 3}.example",
        "published": f"2025-03-03{hour}",
    }


def run(folder: Path, rows: list[dict[str, Any]], seed: int, *how: object) -> Path:
    """The folder of a batch over `rows`, in processes that hash by `seed`."""
    folder.mkdir()
    archive, out = write_archive(folder / "rows.jsonl", rows), folder / "out"
    command = [sys.executable, "-m", "auditor", "batch", str(archive), "--out", str(out), *RULES, *map(str, how)]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [report(number) for number in range(REPORTS)]


@pytest.fixture(scope="module")
def whole(rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process makes of the reports in one part."""
    return run(tmp_path_factory.mktemp("bytes") / "whole", rows, 0, "--workers", 1)


def test_the_reports_are_worth_comparing(whole: Path) -> None:
    found = {finding["rule"] for row in read_rows(whole / "reports.jsonl") for finding in row["findings"]}
    assert {"story/number-differs", "story/quotation-differs", "boilerplate/foreign-text"} <= found
    assert len(read_rows(whole / "stories.jsonl")) == 1


@pytest.mark.parametrize(
    "how", [(1, "--workers", 2), (2, "--workers", 1, "--shard-size", 5), (3, "--workers", 2, "--shard-size", 7)]
)
def test_seeds_processes_and_parts_change_no_byte(
    rows: list[dict[str, Any]], whole: Path, tmp_path: Path, how: tuple[Any, ...]
) -> None:
    out = run(tmp_path / "other", rows, *how)
    for name in FILES:
        assert (out / name).read_bytes() == (whole / name).read_bytes(), name


def test_the_order_of_the_articles_changes_no_report(rows: list[dict[str, Any]], whole: Path, tmp_path: Path) -> None:
    out = run(tmp_path / "other", rows[::-1], 0, "--workers", 2, "--shard-size", 5)
    assert read_rows(out / "reports.jsonl")[::-1] == read_rows(whole / "reports.jsonl")
    for name in FILES[1:]:
        assert (out / name).read_bytes() == (whole / name).read_bytes(), name
