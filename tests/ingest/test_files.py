"""What articles of files are called, and files that hold none."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest

from auditor.article import Article
from auditor.ingest import InputError, read_input, read_inputs
from tests.ingest.made_docx import made_docx, paragraph

TEXT = "The harbour board voted on Tuesday to replace the old ferry with a larger ship."


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a folder of two articles of one name."""
    for folder in ("a", "b"):
        (tmp_path / "news" / folder).mkdir(parents=True)
        (tmp_path / "news" / folder / "article.txt").write_text(f"{TEXT} {folder}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(*names: object) -> list[Article]:
    rows = list(read_inputs([str(name) for name in names]))
    assert not [row for row in rows if isinstance(row, InputError)], rows
    return [row for row in rows if isinstance(row, Article)]


def ids(*names: object) -> list[str | None]:
    return [article.id for article in read(*names)]


def places(*names: object) -> list[tuple[str, str]]:
    return [(a.origin.where, a.origin.uri) for a in read(*names) if a.origin]


def test_an_article_is_called_after_its_path_however_it_is_given(news: Path) -> None:
    both = ["news/a/article.txt", "news/b/article.txt"]
    assert ids("news") == ids("./news/") == ids("news/a", "news/b") == ids("news/a/article.txt", "./news/b") == both
    assert ids("news/b") == ids("news/b/article.txt") == both[1:]


def test_behind_an_absolute_path_it_is_called_after_what_lies_inside(news: Path) -> None:
    assert ids(news / "news") == ["a/article.txt", "b/article.txt"]
    assert ids(news / "news" / "a") == ids(news / "news" / "a" / "article.txt") == ["article.txt"]


def test_two_files_are_two_articles_in_whatever_order(news: Path) -> None:
    one, other = news / "news" / "a", news / "news" / "b" / "article.txt"
    assert ids(one, other) == ["a/article.txt", "b/article.txt"]
    assert ids(other, one) == ["b/article.txt", "a/article.txt"]
    assert ids(one / "article.txt", one) == ["article.txt", "article.txt#2"]
    (news / "article.txt").write_text(TEXT, encoding="utf-8")
    assert ids("article.txt", other) == ["article.txt", "b/article.txt"]
    (news / "old" / "b").mkdir(parents=True)
    (news / "old" / "b" / "article.txt").write_text(TEXT, encoding="utf-8")
    assert ids(other, news / "old" / "b") == ["news/b/article.txt", "old/b/article.txt"]


def test_the_same_name_twice_gets_a_number(news: Path) -> None:
    assert ids("news/a", "news/a/article.txt") == ["news/a/article.txt", "news/a/article.txt#2"]
    rows = [{"id": name, "text": TEXT} for name in ("x", "x", "y", "x#2", "x", "x#2")]
    (news / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert ids("rows.jsonl") == ["x", "x#2", "y", "x#2#2", "x#3", "x#2#3"]


def test_records_without_a_name_are_called_after_file_and_number(news: Path) -> None:
    (news / "rows.jsonl").write_text(f'\n{{"text": "{TEXT}"}}\n{{"id": "", "text": "{TEXT}"}}\n', encoding="utf-8")
    assert ids("rows.jsonl") == ["rows.jsonl:2", "rows.jsonl:3"]
    assert [article.origin.line for article in read("rows.jsonl") if article.origin] == [2, 3]


def test_messages_name_the_path_as_it_was_given_and_addresses_are_of_the_working_folder(news: Path) -> None:
    (news / "50% é #1?.txt").write_text(TEXT, encoding="utf-8")
    assert places("news/a") == [("news/a/article.txt", "news/a/article.txt")]
    assert places(news / "news" / "a") == [(f"{news}/news/a/article.txt", "news/a/article.txt")]
    assert places("50% é #1?.txt") == [("50% é #1?.txt", "50%25%20%C3%A9%20%231%3F.txt")]
    os.chdir("news")
    assert places("../50% é #1?.txt") == [("../50% é #1?.txt", (news / "50% é #1?.txt").as_uri())]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf8_can_be_written_down(news: Path) -> None:
    with open(b"\xff.txt", "w", encoding="utf-8") as file:
        file.write(TEXT)
    (article,) = read(os.fsdecode(b"\xff.txt"))
    assert (article.id, article.origin and article.origin.uri) == ("\N{REPLACEMENT CHARACTER}.txt", "%FF.txt")


def test_a_folder_inside_has_what_is_known_in_a_file_of_its_own(news: Path) -> None:
    for folder in ("a", "b"):
        known = f"article.txt: {{title: Ferry {folder}}}\n"
        (news / "news" / folder / "articles.yaml").write_text(known, encoding="utf-8")
    assert [article.title for article in read("news")] == ["Ferry a", "Ferry b"]
    (news / "news" / "b" / "articles.yaml").write_text("article.txt: {titel: x}\n", encoding="utf-8")
    rows = list(read_input("news"))
    assert str(rows[-1]).startswith("news/b/articles.yaml: article.txt: unknown key 'titel'")


def test_lines_of_what_is_compressed_are_no_lines_of_the_file(news: Path) -> None:
    (news / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (news / "rows.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode()))
    for article in read("a.txt.gz", "rows.jsonl.gz"):
        assert article.origin
        assert article.origin.line is None
        assert not article.stretches


NO_WORD = "nothing to audit: no word in its text"
NO_ARTICLE = "nothing to audit: no article in it"
EMPTY = {
    "empty.txt": (b"", NO_WORD),
    "white.txt": (" \n\t\u200b\ufeff\u00a0\u3164\n".encode(), NO_WORD),
    "rule.md": (b"---\n\n***\n", NO_WORD),
    "empty.html": (b"", NO_WORD),
    "page.html": (b"<html><head></head><body><script>go()</script></body></html>", NO_WORD),
    "fragment.html": (b"<p>&nbsp;</p><img src='a.jpg'>", NO_WORD),
    "blank.json": (b'{"title": " ", "text": " "}', NO_WORD),
    "null.json": (b'{"title": "Ferry late", "text": null}', "neither text nor html"),
    "markup.json": (b'{"html": "<p></p>"}', NO_WORD),
    "ninjs.json": (b'{"uri": "a", "body_text": ""}', "neither text nor html"),
    "list.json": (b"[]", NO_ARTICLE),
    "empty.jsonl": (b"", NO_ARTICLE),
    "blank.jsonl": (b"\n\n", NO_ARTICLE),
    "feed.rss": (b"<rss><channel><item><title> </title></item></channel></rss>", NO_WORD),
    "feed.atom": (b"<feed><entry><title/><content/></entry></feed>", NO_WORD),
    "message.xml": (b"<newsItem><contentSet><inlineXML><p> </p></inlineXML></contentSet></newsItem>", NO_WORD),
    "picture.xml": (b"<newsItem><contentSet><remoteContent/></contentSet></newsItem>", NO_ARTICLE),
    "empty.warc": (b"", NO_ARTICLE),
    "empty.xml": (b"", "not XML"),
    "binary.txt": (bytes(range(128, 256)), "not UTF-8"),
    "binary.html": (b"<p>\0</p>", NO_WORD),
    "binary.json": (bytes(range(128, 256)), "not UTF-8"),
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_file_without_a_text_is_told(tmp_path: Path, name: str) -> None:
    data, reason = EMPTY[name]
    (tmp_path / name).write_bytes(data)
    rows = list(read_input(str(tmp_path / name)))
    assert rows
    assert all(isinstance(row, InputError) for row in rows), rows
    assert str(rows[0]).startswith(str(tmp_path / name))
    assert reason in str(rows[-1])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<html><head><title>Ferry late</title></head><body><script>go()</script></body></html>"),
        ("title.json", b'{"title": "Ferry late", "text": " "}'),
        ("id.json", b'{"id": "a7", "text": ""}'),
        ("url.json", b'{"url": "https://example.org/ferry", "text": ""}'),
        ("feed.rss", b"<rss><channel><item><title>Ferry late</title></item></channel></rss>"),
    ],
)
def test_an_article_without_a_text_is_one_by_its_name(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (article,) = read_input(str(tmp_path / name))
    assert isinstance(article, Article)
    assert not article.text.strip()


def test_words_of_any_script_are_words(tmp_path: Path) -> None:
    for text in ("船", "كتاب", "ก", "7"):
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        assert [article.text for article in read(tmp_path / "a.txt")] == [text]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"---\ntitle: Ferry\n---\n*Late* again.", "Late again."),
        (b"Subject: Ferry\nFrom: a@bay.example\n\nLate again.", "Late again."),
        (b"<nitf><body><body.content><p>Late again.</p></body.content></body></nitf>", "Late again."),
        (made_docx(paragraph("Late again.")), "Late again."),
        (b"---\n\nLate again.", "---\n\nLate again."),
        (b"Subject: the ferry\n\nLate again.", "Subject: the ferry\n\nLate again."),
    ],
)
def test_standard_input_is_told_by_how_it_begins(monkeypatch: pytest.MonkeyPatch, data: bytes, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
    assert [article.text for article in read("-")] == [text]


def test_a_date_is_of_the_file_that_says_it(news: Path) -> None:
    (news / "a.md").write_text(f"---\ndate: 2025-03-04\n---\n{TEXT}", encoding="utf-8")
    assert [article.published_from for article in read("a.md")] == ["front matter date"]
    (news / "articles.yaml").write_text("a.md: {published: 2025-03-05}\n", encoding="utf-8")
    (article,) = read("a.md")
    assert (str(article.published), article.published_from) == ("2025-03-05", "articles.yaml")


def test_standard_input_without_a_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b" "))))
    assert [str(row) for row in read_input("-")] == [f"-: {NO_WORD}"]
