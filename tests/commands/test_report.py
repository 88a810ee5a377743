"""`auditor report` on a store in a file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from auditor.cli import main
from auditor.store import Store
from tests.store.made import TEXT, flag, report_on


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store with two articles of two sources, one of them in two revisions."""
    made = f"sqlite:///{tmp_path}/audits.db"
    monkeypatch.setenv("AUDITOR_DATABASE", made)
    store = Store(made)
    store.add(report_on(TEXT, flag(TEXT, "Springfield"), url="https://example.org/a"))
    store.add(report_on(TEXT + "More.", flag(TEXT, "Monday"), url="https://example.org/a"))
    store.add(report_on("Other. " + TEXT, source="other.example", title="Other"))
    store.close()
    return made


def titles(folder: Path) -> list[str]:
    with (folder / "articles.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row["title"] for row in csv.DictReader(stream)]


@pytest.mark.usefixtures("url")
def test_a_site_has_each_article_by_its_newest_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--out", str(tmp_path / "site")]) == 0
    assert capsys.readouterr().out.startswith("2 articles in ")
    assert titles(tmp_path / "site") == ["The bridge opens", "Other"]
    assert len(list((tmp_path / "site" / "sources").iterdir())) == 2
    findings = (tmp_path / "site" / "findings.csv").read_text(encoding="utf-8")
    assert "Monday" in findings and "Springfield." not in findings.replace("Monday", "")
    (source,) = (tmp_path / "site" / "sources").glob("example*")
    assert "../articles/the-bridge-opens-" in source.read_text(encoding="utf-8"), "passages lead to their article"


@pytest.mark.usefixtures("url")
def test_what_is_chosen(tmp_path: Path) -> None:
    assert main(["report", "--out", str(tmp_path / "a"), "--source", "other.example"]) == 0
    assert titles(tmp_path / "a") == ["Other"]
    assert main(["report", "--out", str(tmp_path / "b"), "--since", "2999-01-01"]) == 0
    assert titles(tmp_path / "b") == []


@pytest.mark.usefixtures("url")
def test_a_summary_alone_is_one_file(tmp_path: Path) -> None:
    assert main(["report", "--summary", str(tmp_path / "summary.html")]) == 0
    html = (tmp_path / "summary.html").read_text(encoding="utf-8")
    assert "Audit of 2 articles" in html and "The bridge opens" in html and "other.example" in html
    assert not (tmp_path / "articles").exists()


@pytest.mark.usefixtures("url")
def test_what_cannot_be_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report"]) == 2
    assert "say where to" in capsys.readouterr().err
    assert main(["report", "--source", "nobody.example", "--summary", "x.html"]) == 2
    assert "no source 'nobody.example'" in capsys.readouterr().err
