"""What is an extra and not installed is told with the line that installs it, by every command that needs it."""

import sys
from pathlib import Path

import pytest

from auditor.cli import main

DATABASE_CALLS = (
    ["serve", "--port", "0"],
    ["serve", "--port", "0", "--workers", "0"],
    ["worker"],
    ["db", "check"],
    ["keys", "list"],
    ["sources", "list"],
    ["report", "--summary", "summary.html"],
    ["webhooks", "list"],
)
INPUTS = {
    "a.parquet": ("pyarrow", "parquet"),
    "a.warc": ("fastwarc.warc", "archives"),
    "a.txt.zst": ("zstandard", "archives"),
}
BATCHES = {"--parquet": ("pyarrow.parquet", "parquet"), "--engine=dask": ("distributed", "cluster")}


@pytest.mark.parametrize("call", DATABASE_CALLS, ids=" ".join)
def test_postgresql(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], call: list[str]) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # importing it fails, as where it is not installed
    assert main([*call, "--database", "postgresql://host/name"]) == 2
    assert "pip install 'article-auditor[postgresql]'" in capsys.readouterr().err


@pytest.mark.parametrize("name", INPUTS)
def test_inputs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    module, extra = INPUTS[name]
    (tmp_path / name).write_bytes(b"x")
    monkeypatch.setitem(sys.modules, module, None)
    assert main(["check", str(tmp_path / name)]) == 2
    assert f"pip install 'article-auditor[{extra}]'" in capsys.readouterr().err


@pytest.mark.parametrize("option", BATCHES)
def test_batches(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    module, extra = BATCHES[option]
    (tmp_path / "a.txt").write_text("A text.", encoding="utf-8")
    monkeypatch.setitem(sys.modules, module, None)
    assert main(["batch", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), option]) == 2
    assert f"pip install 'article-auditor[{extra}]'" in capsys.readouterr().err
