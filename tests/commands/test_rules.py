"""`auditor rules`: list, explain, test, docs."""

from pathlib import Path

import pytest

from auditor.cli import main


def out(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["rules", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = out(capsys, "list", "--select", "metadata")
    listed = [line.split()[0] for line in text.splitlines()]
    assert {"metadata/missing-byline", "metadata/missing-date", "metadata/missing-title"} <= set(listed)
    assert listed == sorted(listed)
    assert {name.partition("/")[0] for name in listed} == {"metadata"}


def test_explain(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text('[source."a.org"]\nignore = ["metadata"]\n', encoding="utf-8")
    _, text, _ = out(capsys, "explain", "metadata/missing-date", "--source", "a.org", "--config", str(config))
    assert f"source.a.org: off, by ignore 'metadata' ({config}:2)" in text
    assert text.endswith("So it is off.\n")
    status, _, errors = out(capsys, "explain", "metadata/missing-dat")
    assert status == 2
    assert "did you mean 'metadata/missing-date'?" in errors


def test_test_of_a_rule_that_is_not_there_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, errors = out(capsys, "test", "metadata/missing-dat")
    assert status == 2
    assert "did you mean 'metadata/missing-date'?" in errors


def test_test_names_what_does_not_hold(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert out(capsys, "test", "metadata")[0] == 0
    rule = (Path(__file__).parents[2] / "rules" / "metadata" / "missing-date.yaml").read_text(encoding="utf-8")
    (tmp_path / "metadata").mkdir()
    rule = rule.replace("missing-date", "missing-day").replace(
        "<<The harbour board met on Tuesday.>>", "The <<harbour>> board met on Tuesday."
    )
    (tmp_path / "metadata" / "missing-day.yaml").write_text(rule, encoding="utf-8")
    status, text, _ = out(capsys, "test", "metadata/missing-day", "--rules", str(tmp_path))
    assert status == 1
    assert (
        "metadata/missing-day: flag example 1: flagged ['The harbour board met on Tuesday.']; expected ['harbour']"
        in text
    )


def test_docs(tmp_path: Path) -> None:
    assert main(["rules", "docs", "--out", str(tmp_path)]) == 0
    assert "metadata/missing-date" in (tmp_path / "index.md").read_text(encoding="utf-8")
    page = (tmp_path / "metadata" / "missing-date.md").read_text(encoding="utf-8")
    assert "> <<The harbour board met on Tuesday.>> It meets again in May." in page
