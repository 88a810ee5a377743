"""Articles have their turn by what they say of themselves: day, time, length."""

from datetime import date, datetime
from pathlib import Path

import pytest

from auditor import Article
from auditor.batch.turns import turn_of
from auditor.cli import main
from tests.batch.conftest import ROOT, read_rows

SHORT, LONG = "The ferry sank.", "The ferry sank in the night, and nobody was hurt."


def test_the_earlier_then_the_longer_is_first() -> None:
    day, noon, evening = date(2025, 3, 4), datetime(2025, 3, 4, 12), datetime(2025, 3, 4, 19)
    ordered = [
        Article(id="f", text=SHORT),
        Article(id="e", text=LONG, published=day),
        Article(id="a", text=SHORT, published=day),
        Article(id="d", text=LONG, published=noon),
        Article(id="c", text=SHORT, published=noon),
        Article(id="b", text=LONG, published=evening),
    ]
    assert sorted(reversed(ordered), key=turn_of) == ordered


@pytest.mark.parametrize("folder", ["news", "archive", "desk"])
def test_the_name_of_a_folder_parts_no_event(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(folder).symlink_to(ROOT / "seeds", target_is_directory=True)
    assert main(["batch", folder, "--out", "out", "--no-html", "--workers", "1", "--select", "story"]) == 0
    (story,) = read_rows(tmp_path / "out" / "stories.jsonl")
    assert len(story["articles"]) == 5
