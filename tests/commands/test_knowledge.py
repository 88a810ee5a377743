"""`auditor knowledge`: who, check, import, sources."""

import argparse
from pathlib import Path

import pytest
import yaml

from auditor.commands import knowledge
from auditor.ingest import InputError


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    knowledge.add_parser(parser.add_subparsers(dest="command"))
    return knowledge.run(parser.parse_args(["knowledge", *arguments]))


def test_who_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("who", "marco rubio", "--on", "2025-11-01") == 0
    out = capsys.readouterr().out
    assert "US secretary of state" in out
    assert "senator" not in out


def test_who_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("who", "Nobody Atall") == 1
    assert "no office of 'Nobody Atall'" in capsys.readouterr().err


def test_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--on", "2026-06-15") == 0
    out = capsys.readouterr().out
    assert "cannot be: 0" in out
    assert "not checked for 365 days" in out


@pytest.mark.parametrize("table", ["bodies", "firms"])
def test_check_lists_old_rows_of_each_table(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("check", "--on", "2025-06-02")
    assert f"{table}, not checked for 365 days: 0" in capsys.readouterr().out
    run("check", "--on", "2046-06-02")
    assert f"{table}, not checked for 365 days: 0" not in capsys.readouterr().out


def test_check_finds_what_cannot_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "offices.yaml"
    row = "- {person: Marta Keel, office: president, country: US, from: 2012-01-01, to: 2015-01-01}\n"
    own.write_text(row, encoding="utf-8")
    assert run("check", "--own", str(own), "--on", "2026-06-15") == 1
    assert "yet Marta Keel from 2012-01-01" in capsys.readouterr().out


def test_import_makes_rows_that_who_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, own = tmp_path / "holders.csv", tmp_path / "offices.yaml"
    table.write_text(
        "position,person,personID,start,end\nMinister of Ferries,Ian Moss,Q3,2015,2018\n", encoding="utf-8"
    )
    assert run("import", "wikidata", str(table), "--country", "NL", "--out", str(own), "--as-of", "2026-01-01") == 0
    assert yaml.safe_load(own.read_text(encoding="utf-8"))[0]["person"] == "Ian Moss"
    assert run("who", "Ian Moss", "--own", str(own)) == 0
    assert "2015-01-01  2018-12-31  Ian Moss, Dutch Minister of Ferries" in capsys.readouterr().out


def test_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    table = tmp_path / "holders.csv"
    table.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column position"):
        run("import", "wikidata", str(table))


def test_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sources") == 0
    out = capsys.readouterr().out
    assert "CC0" in out
    assert "GeoNames" in out
