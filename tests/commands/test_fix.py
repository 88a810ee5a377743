"""`auditor check --fix` and `--diff`: what is written, what is told, what is left alone."""

import errno
import gzip
import io
import os
import stat
import sys
from pathlib import Path

import pytest

from auditor.cli import main

PROSE = "The harbour board of Lemmer met to talk about the the new ferry, which has been late on nine days.\n"
MENDED = PROSE.replace("the the", "the")
CLEAN = "The harbour board of Lemmer will meet again in the spring, when the winter timetable of the ferry has ended.\n"
SHARE = "Share this article on Facebook\n"
QUOTED = "“It was the the last one,” the mayor said.\n"
TEXT = f"{PROSE}\n{SHARE}\n{CLEAN}"
FIXED = f"{MENDED}\n{CLEAN}"


@pytest.fixture(autouse=True)
def newsroom(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder of people to whom what stands twice is more than advice."""
    monkeypatch.chdir(tmp_path_factory.mktemp("newsroom"))
    rules = ("language/doubled-word", "title/doubled")
    lines = [f'"{rule}" = "minor"\n' for rule in rules]
    Path("auditor.toml").write_text("".join(["[severity]\n", *lines]), encoding="utf-8")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_fixes_are_applied_and_what_remains_is_told(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fix", str(article)]) == 0
    assert article.read_bytes() == FIXED.encode()
    told = capsys.readouterr()
    assert "metadata/missing-title" in told.out
    assert "language/doubled-word" not in told.out
    assert told.err == "auditor: 2 findings fixed in 1 text, 1 left\n"
    assert main(["check", "--fix", str(article)]) == 0
    assert article.read_bytes() == FIXED.encode()


def test_the_exit_status_counts_what_remains(article: Path) -> None:
    asked = ["check", "--fix", "--ignore", "metadata", "--fail-on", "minor", str(article)]
    assert main(asked) == 0
    article.write_text(f"{TEXT}\n{QUOTED}", encoding="utf-8")
    assert main(asked) == 1
    assert article.read_text("utf-8") == f"{FIXED}\n{QUOTED}"


def test_advice_is_left_to_an_editor(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article.write_text(f"{FIXED}\n{QUOTED}", encoding="utf-8")
    main(["check", "--fix", str(article)])
    assert "0 findings fixed in 0 texts, 2 left, 1 suggestion for an editor to decide on" in capsys.readouterr().err


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.replace("ferry", "fe\u0301rry\u00a0\u2009").encode(),
    ],
)  # fmt: skip
def test_encoding_marks_and_line_ends_stay(article: Path, form: object) -> None:
    assert callable(form)
    article.write_bytes(form(TEXT))
    main(["check", "--fix", str(article)])
    assert article.read_bytes() == form(FIXED)


def test_mode_and_link_stay(article: Path, tmp_path: Path) -> None:
    article.chmod(0o640)
    link = tmp_path / "latest.txt"
    link.symlink_to(article)
    main(["check", "--fix", str(link)])
    assert link.is_symlink()
    assert stat.S_IMODE(article.stat().st_mode) == 0o640
    assert article.read_bytes() == FIXED.encode()
    assert sorted(os.listdir(tmp_path)) == ["article.txt", "latest.txt"]


def test_a_read_only_file_is_told(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article.chmod(0o444)
    assert main(["check", "--fix", str(article)]) == 2
    told = capsys.readouterr().err
    assert "article.txt: is read-only; nothing was fixed in it" in told
    assert "0 findings fixed" in told
    assert article.read_bytes() == TEXT.encode()


def test_a_disk_that_is_full_is_told_and_the_file_stays(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["check", "--fix", str(article)]) == 2
    assert "article.txt: cannot be written: No space left on device" in capsys.readouterr().err
    assert os.listdir(article.parent) == ["article.txt"]
    assert article.read_bytes() == TEXT.encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.txt", TEXT.encode("latin-1", "replace") + b"\xe9"), ("a.html", f"<p>{TEXT}</p>".encode()),
     ("a.txt.gz", gzip.compress(TEXT.encode())), ("a.jsonl", b'{"text": "It was the the end of it."}\n')],
)  # fmt: skip
def test_other_formats_and_what_cannot_be_read_are_left_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    main(["check", "--fix", str(tmp_path)])
    assert (tmp_path / name).read_bytes() == data
    told = capsys.readouterr().err
    assert "a.txt: not UTF-8" in told if name == "a.txt" else "1 file of other formats left as they are" in told


def test_a_folder_is_fixed_with_what_is_known_of_its_texts(tmp_path: Path, article: Path) -> None:
    (tmp_path / "articles.yaml").write_text(
        "article.txt: {title: Harbour board of Lemmer talks about a ferry}\n", encoding="utf-8"
    )
    article.write_text(f"{MENDED}\nHarbour board of Lemmer talks about a ferry\n\n{CLEAN}", encoding="utf-8")
    assert main(["check", "--fix", "--fail-on", "minor", str(tmp_path)]) == 0
    assert article.read_text("utf-8") == FIXED


def test_a_diff_writes_nothing(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article.write_bytes(TEXT.rstrip("\n").encode())
    assert main(["check", "--diff", str(article)]) == 1
    told = capsys.readouterr()
    assert told.out.splitlines()[:2] == [f"--- {article}", f"+++ {article}"]
    lines = {f"-{PROSE}", f"+{MENDED}", f"-{SHARE}", f" {CLEAN}"}
    assert lines <= set(told.out.splitlines(keepends=True))
    assert "\\ No newline at end of file" in told.out
    assert "2 findings would be fixed in 1 text" in told.err
    assert article.read_bytes() == TEXT.rstrip("\n").encode()
    article.write_bytes(FIXED.encode())
    assert main(["check", "--diff", str(article)]) == 0
    assert capsys.readouterr().out == ""
    assert main(["check", "--diff", str(article), "nowhere.txt"]) == 2
    assert "No such file" in capsys.readouterr().err


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))


def test_standard_input_goes_to_standard_output(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    give(monkeypatch, TEXT.encode("utf-16"))
    assert main(["check", "--fix", "-"]) == 0
    written = capfdbinary.readouterr()
    assert written.out == FIXED.encode("utf-16")
    assert b"metadata/missing-title" in written.err
    give(monkeypatch, b"<html><p>It was the the end.</p>")
    assert main(["check", "--fix", "-"]) == 2
    written = capfdbinary.readouterr()
    assert written.out == b""
    assert b"only plain text can be fixed" in written.err
    give(monkeypatch, TEXT.encode())
    assert main(["check", "--fix", "-", "article.txt"]) == 2
