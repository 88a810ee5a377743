"""`auditor check`: formats, exit statuses, inputs that cannot be read."""

import io
import json
import sys
from pathlib import Path

import pytest

from auditor.cli import main

SEEDS = Path(__file__).parents[2] / "seeds"
PROSE = "The harbour board met on Tuesday to talk about the new ferry, which has been late on nine days in ten.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(PROSE, encoding="utf-8")
    return path


def out(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_text_shows_passage_rule_and_message(capsys: pytest.CaptureFixture[str], article: Path) -> None:
    status, text, _ = out(capsys, "check", article)
    assert status == 0
    assert "metadata/missing-title" in text
    assert "^^^^" in text
    assert "came without a title" in text


def test_jsonl_row_is_the_contract(capsys: pytest.CaptureFixture[str], article: Path) -> None:
    _, text, _ = out(capsys, "check", "--format", "jsonl", "--include-text", article)
    row = json.loads(text)
    assert set(row) == {"id", "complete", "score", "judged", "not_judged", "ruleset", "findings", "article"}
    assert row["id"] == "article.txt"
    finding = row["findings"][0]
    assert finding["quote"] == row["article"]["text"][finding["start"] : finding["end"]]
    assert set(finding) == {
        "rule", "severity", "confidence", "field", "start", "end", "quote", "message", "why", "evidence", "fingerprint",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["json", "sarif", "annotations"])
def test_other_formats_are_json(capsys: pytest.CaptureFixture[str], article: Path, form: str) -> None:
    _, text, _ = out(capsys, "check", "--format", form, article)
    assert "metadata/missing-title" in json.dumps(json.loads(text))


def test_articles_of_one_name_are_told_apart(
    capsys: pytest.CaptureFixture[str], article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(article.parent)
    for folder in ("a", "b"):
        (article.parent / "news" / folder).mkdir(parents=True)
        (article.parent / "news" / folder / "article.txt").write_text(PROSE, encoding="utf-8")
    _, text, _ = out(capsys, "check", "news")
    assert [line.split()[0] for line in text.splitlines() if line.startswith("news")] == [
        "news/a/article.txt", "news/b/article.txt",
    ]  # fmt: skip
    _, text, _ = out(capsys, "check", "--format", "jsonl", "news")
    assert [json.loads(line)["id"] for line in text.splitlines()] == ["news/a/article.txt", "news/b/article.txt"]
    _, text, _ = out(capsys, "check", "--format", "jsonl", "news", "news/b/article.txt")
    names = ["news/a/article.txt", "news/b/article.txt", "news/b/article.txt#2"]
    assert [json.loads(line)["id"] for line in text.splitlines()] == names


def test_text_names_the_place_in_the_file(
    capsys: pytest.CaptureFixture[str], article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(article.parent)
    doubled = "The ferry was late.\n\nIt is the the second time this week that nobody told the passengers."
    rows = [{"id": "late\x1b[2J", "text": doubled}, {"text": doubled}]
    (article.parent / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    page = "".join(f"<p>{part}</p>\n" for part in doubled.split("\n\n"))
    (article.parent / "page.html").write_text(page, encoding="utf-8")
    rule = ("--select", "language/doubled-word")
    _, text, _ = out(capsys, "check", *rule, "rows.jsonl", "page.html")
    heads = [line for line in text.splitlines() if line.endswith(", 1 finding")]
    assert [line.split("  ")[:-1] for line in heads] == [
        ["rows.jsonl:1", "late\ufffd[2J"], ["rows.jsonl:2"], ["page.html"],
    ]  # fmt: skip
    assert [line.split("  ")[1] for line in text.splitlines() if "doubled-word" in line] == [
        "line 3 of the text", "line 3 of the text", "line 2",
    ]  # fmt: skip


def test_what_has_no_text_gets_no_score(capsys: pytest.CaptureFixture[str], article: Path) -> None:
    empty = article.with_name("empty.txt")
    empty.write_text(" \n\u200b", encoding="utf-8")
    for form in ("text", "json", "jsonl", "html"):
        status, text, errors = out(capsys, "check", "--format", form, empty)
        assert (status, errors) == (2, f"auditor: {empty}: nothing to audit: no word in its text\n")
        assert "of 100" not in text
        assert '"score"' not in text
    status, _, errors = out(capsys, "diff", article, empty)
    assert (status, errors) == (2, f"auditor: {empty}: nothing to audit: no word in its text\n")
    (article.parent / "none").mkdir()
    status, text, errors = out(capsys, "check", article.parent / "none")
    assert (status, text) == (2, "")
    assert "none: no articles in this folder" in errors


def test_sarif_counts_lines_and_columns(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n\n  " + PROSE, encoding="utf-8")
    _, text, _ = out(capsys, "check", "--format", "sarif", "--select", "metadata/missing-title", path)
    region = json.loads(text)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["charOffset"]) == (3, 3, 4)


def test_fail_on(capsys: pytest.CaptureFixture[str], article: Path) -> None:
    assert out(capsys, "check", "--fail-on", "info", article)[0] == 1
    assert out(capsys, "check", "--fail-on", "minor", article)[0] == 0


def test_what_cannot_be_read_is_told_and_the_rest_audited(capsys: pytest.CaptureFixture[str], article: Path) -> None:
    folder = article.parent
    (folder / "empty").mkdir()
    (folder / "bad.txt").write_bytes(b"abc \xff\xfe")
    (folder / "nul.txt").write_bytes(b"a\0b")
    (folder / "rows.jsonl").write_bytes(
        b'{"id": 7, "text": "a"}\n{"text": 5}\nnope\n{"text": "\\ud800"}\n[]\n{"title": "a"}\n'
    )
    names = ["bad.txt", "nul.txt", "missing.txt", "empty", "a.odt", "rows.jsonl", "article.txt"]
    status, text, errors = out(capsys, "check", "--format", "jsonl", *(folder / name for name in names))
    assert status == 2
    assert [json.loads(line)["id"] for line in text.splitlines()] == ["7", "article.txt"]
    for expected in (
        "bad.txt: not UTF-8", "nul.txt: holds a NUL", "missing.txt: ", "no articles in this folder", "a.odt: unknown kind",
        "rows.jsonl:2: text must be text, not int", "rows.jsonl:3: not JSON", "rows.jsonl:4: text: holds half of a surrogate",
        "rows.jsonl:5: an article is an object", "rows.jsonl:6: neither text nor html",
    ):  # fmt: skip
        assert expected in errors


def test_folder_uses_articles_yaml(capsys: pytest.CaptureFixture[str], article: Path) -> None:
    (article.parent / "articles.yaml").write_text(
        "article.txt: {title: Ferry late, published: 2025-03-04}\n", encoding="utf-8"
    )
    _, text, _ = out(capsys, "check", "--format", "jsonl", "--include-text", article.parent)
    assert json.loads(text)["article"]["title"] == "Ferry late"
    (article.parent / "articles.yaml").write_text("article.txt: {titel: x}\n", encoding="utf-8")
    status, _, errors = out(capsys, "check", article.parent)
    assert status == 2
    assert "unknown key 'titel'" in errors


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (PROSE, 1),
        ('{"text": "a"}\n{"text": "b"}\n', 2),
        ('[{"text": "a"}]', 1),
        ('{\n "text": "a"\n}', 1),
        ("<html><p>a b", 1),
    ],
)
def test_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, count: int
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(text.encode()))))
    _, written, _ = out(capsys, "check", "--format", "jsonl", "-")
    assert len(written.splitlines()) == count


def test_html_is_one_page_of_all_articles(capsys: pytest.CaptureFixture[str], article: Path) -> None:
    _, page, _ = out(capsys, "check", "--format", "html", article, article)
    assert page.startswith("<!doctype html>")
    assert page.count("</html>") == 1
    assert page.count("<article>") == 2


def test_wrong_call_is_told(capsys: pytest.CaptureFixture[str], article: Path) -> None:
    status, _, errors = out(capsys, "check", "--select", "metdata", article)
    assert (status, errors) == (2, "auditor: 'metdata' names no rule; did you mean 'metadata'?\n")
    status, _, errors = out(capsys, "check", "--published", "soon", article)
    assert status == 2
    assert "not an ISO date" in errors
    with pytest.raises(SystemExit) as exit_:
        main(["chekc"])
    assert exit_.value.code == 2


def test_seeds_are_untouched_and_audited(capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = out(capsys, "check", "--format", "jsonl", SEEDS)
    rows = [json.loads(line) for line in text.splitlines()]
    assert [row["id"][:3] for row in rows] == ["000", "001", "002", "003", "004"]
    assert all(row["complete"] for row in rows)
