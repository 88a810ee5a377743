"""Markdown: what its reader would see, where that stands in the file, and what front matter says."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.article import Article, Span
from auditor.audit import Auditor
from auditor.ingest.errors import InputError
from auditor.ingest.item import WHOLE
from auditor.ingest.markdown import read_markdown_text
from auditor.ingest.readers import FORMATS
from auditor.render.regions import find_regions
from tests.growth import clocked
from tests.performance.clock import slowness

ONE = "The harbour board of Port Lemmer voted on Tuesday to replace the old ferry, which is fifty years old."
TWO = "“We have waited long enough,” said Ada Quill, who leads the board. The ship will cost 12 million pounds."


def read(source: str) -> Article:
    (item,) = FORMATS["text/markdown"].read(io.BytesIO(source.encode()), "a.md", WHOLE)
    article = item.read()
    hold_places(article, source)
    return article


def hold_places(article: Article, source: str) -> None:
    """A stretch is what stands at its place in the file."""
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for stretch in article.stretches:
        at = starts[stretch.line - 1] + stretch.column - 1
        assert source[at : at + stretch.end - stretch.start] == article.text[stretch.start : stretch.end]


def file_with(front: str, body: str, fence: str = "---") -> str:
    return f"{fence}\n{front}\n{fence}\n\n{body}\n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# Heading #\n\nText.", "Heading\n\nText."),
        ("Heading\n===\n\nText.", "Heading\n\nText."),
        ("**Bold** and *thin* and `code` and ~~struck~~.", "Bold and thin and code and struck."),
        ("A [link](https://a.example 'with a title') and ![a picture](b.jpg).", "A link and ."),
        (
            "<https://a.example/b> and [a reference][r].\n\n[r]: https://b.example",
            "https://a.example/b and a reference.",
        ),
        ("- one\n- two\n  wrapped\n\n1. first\n", "one\n\ntwo wrapped\n\nfirst"),
        ("> Quoted\n> twice.\n>\n> > Deeper.", "Quoted twice.\n\nDeeper."),
        ("| a | b |\n|---|---|\n| a | c\\|d |", "a | b\n\na | c|d"),
        (
            "Text[^1].\n\n[^1]: The *first* note\n  goes on.\n[^n]: The second.",
            "Text.\n\nThe first note goes on.\n\nThe second.",
        ),
        ("One line  \nand another\\\nand <br> a third.", "One line\n\nand another\n\nand\n\na third."),
        ("```py\nx = 1\n```\n\n    Set off by spaces.\n", "Set off by spaces."),
        ("5 &lt; 6 &amp; \\*so\\* on", "5 < 6 & *so* on"),
        ("<div>\n<p>In <b>HTML</b>.</p>\n</div>\n\n<!-- never -->\n\n<aside>x</aside>", "In HTML.\n\nx"),
        ("{{< figure src='a' >}}\n\n{% include x.html %}\n\nText.{: .lead}\n\n## Title {#name}", "Text.\n\nTitle"),
        ("{{ not a tag }} and [^ nor this]", "{{ not a tag }} and [^ nor this]"),
        (":::note Title\nCare.\n:::\n\nAt 5:::6 and :::x", "Care.\n\nAt 5:::6 and :::x"),
        ("---\n\nBetween rules.\n\n---\n", "Between rules."),
        ("***\n", ""),
    ],
)
def test_the_text_is_what_a_reader_sees(body: str, text: str) -> None:
    assert read(body).text == text
    assert read(body.replace("\n", "\r\n")).text == text
    assert read(file_with("title: A", body)).text == text


def test_passages_have_their_lines_and_columns_in_the_file() -> None:
    source = file_with("title: Ferry", f'{ONE}\n\n* **Two** [boats](https://a.example "boats") & boats\n\n> {TWO}')
    article = read(source)
    spans = [
        Span(at, at + len(word))
        for word in (ONE, "Two", "boats", "& boats", TWO)
        if (at := article.text.find(word)) >= 0
    ]
    regions = find_regions(article, spans)
    assert [(region.start.line, region.start.column, region.exact) for region in regions if region] == [
        (5, 1, True), (7, 5, True), (7, 12, True), (7, 46, True), (9, 3, True),
    ]  # fmt: skip


MARKS = st.lists(
    st.sampled_from([
        "a", "word ", "*", "**", "_", "`", "``", "[", "](b)", "![", "<", ">", "&amp;", "\\", "\n", "\n\n", "- ", "> ", "# ", "|",
        "\n|-|-|\n", "[^1]", "[^1]: ", "  \n", "<br>", "~~", "\t", "    ", "\r\n", "é", "{% x %}", "1. ", "<b>", "https://a.b", "'",
    ]),
    max_size=40,
)  # fmt: skip


@settings(max_examples=300, derandomize=True, database=None)
@given(MARKS)
def test_a_stretch_is_always_what_stands_there(parts: list[str]) -> None:
    source = "".join(parts)
    hold_places(read_markdown_text(source, "a.md"), source)
    hold_places(read_markdown_text(f"---\ntitle: a\n---\n{source}", "a.md"), f"---\ntitle: a\n---\n{source}")


@pytest.mark.parametrize(
    ("front", "fields"),
    [
        (
            "title: 'Late: again'\ndate: 2025-03-04T09:30:00Z\nlastmod: 2025-03-05\nauthors: [Ada Quill, {name: Ben Ashe}]\n"
            "lang: en-GB\ncategories:\n  - Local\n  - Sea\ntags: [x]\ncanonical_url: https://a.example/b",
            {
                "title": "Late: again", "published": datetime(2025, 3, 4, 9, 30, tzinfo=UTC), "modified": date(2025, 3, 5),
                "authors": ("Ada Quill", "Ben Ashe"), "language": "en-GB", "section": "Local", "url": "https://a.example/b",
                "published_from": "front matter date",
            },
        ),
        ("author: Ada Quill\npubDate: 4 March 2025", {"authors": ("Ada Quill",), "published": date(2025, 3, 4)}),
        ("title: 5\ndate: soon\nauthor: {}\nlang: [1]\nurl: /b", {"title": "", "published": None, "published_from": None, "url": None}),
        ("", {"title": ""}),
    ],
)  # fmt: skip
def test_front_matter_gives_the_fields(front: str, fields: dict[str, object]) -> None:
    article = read(file_with(front, ONE))
    assert article.text == ONE
    assert {name: getattr(article, name) for name in fields} == fields


def test_front_matter_in_toml() -> None:
    article = read(file_with('title = "Late"\ndate = 2025-03-04\nauthor = "Ada Quill"\n[extra]\nx = 1', ONE, "+++"))
    assert (article.title, article.published, article.authors) == ("Late", date(2025, 3, 4), ("Ada Quill",))


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("a: &a [x]\nb: [*a, *a]", "uses an alias"),
        ("a: [" + "x, " * 6_000 + "x]", "more than 5,000 values"),
        ("a: " + "[" * 5_000, "not YAML"),
        ("title: a: b", "not YAML"),
        ("date: 2025-13-01", "not YAML"),
        ("a: !!python/object:os.system {}", "not YAML"),
    ],
)
def test_front_matter_that_cannot_be_read_is_told(front: str, says: str) -> None:
    with pytest.raises(InputError, match=f"a.md: .*{says}"):
        read(file_with(front, ONE))


def test_what_only_looks_like_front_matter_is_text() -> None:
    assert read(f"---\n\n{ONE}\n\n---\n\n{TWO}\n").text == f"{ONE}\n\n{TWO}"
    assert read(f"---\ntitle: never closed\n\n{ONE}").text.endswith(ONE)
    assert read(f"---\n- a list\n---\n\n{ONE}").text.endswith(ONE)


def test_a_byte_order_mark_is_no_text() -> None:
    assert read(f"\ufeff# Ferry\n\n{ONE}").text == f"Ferry\n\n{ONE}"
    assert read("\ufeff" + file_with("title: Ferry", ONE)).title == "Ferry"


@pytest.mark.parametrize("line", ["# \n", "#\n \n", "a", " ", "a \n", "\r"])
def test_what_stands_between_two_rules_is_looked_at_in_time(line: str) -> None:
    source = file_with(line * (60_000 // len(line)) + "!", ONE)
    assert clocked(lambda: read_markdown_text(source, "a.md")) < 2 * slowness()


def test_a_heading_that_says_the_title_again_is_left_out() -> None:
    assert read(file_with("title: Ferry  late", f"# ferry late\n\n{ONE}")).text == ONE
    assert read(file_with("title: Ferry late", f"# Ferry\n\n{ONE}")).text == f"Ferry\n\n{ONE}"


def test_too_much_is_refused() -> None:
    with pytest.raises(InputError, match="at most 1,048,576 are read"):
        read("a" * ((1 << 20) + 1))


def test_no_mark_is_found_in_a_clean_file() -> None:
    body = f"{ONE.replace('old ferry', '**old** [ferry](https://a.example/f)')}\n\n## What it *costs*\n\n> {TWO}\n\n![Dusk](d.jpg)\n"
    front = "title: Board of Port Lemmer votes for a larger ferry\ndate: 2025-03-04\nauthor: Milo Brandt\ntags: [ferry]"
    assert Auditor().audit(read(file_with(front, body))).findings == ()


@pytest.mark.parametrize(
    ("source", "quoted"),
    [
        (f"{ONE}\n\n> Two lines\n> of it.\n>\n> And more.\n\nThree.", ["Two lines of it.\n\nAnd more."]),
        (f"{ONE}\n\n> Outer.\n> > Inner.\n\nOwn.\n\n> Last.", ["Outer.\n\nInner.", "Last."]),
        (f"{ONE}\n\n- > In a list.\n- Own.", ["In a list."]),
        (f'{ONE}\n\n<blockquote class="twitter-tweet"><p>A post.</p></blockquote>\n\nOwn.', ["A post."]),
        (f"> - One.\n> - Two.\n\n{ONE}\n\n>     code", ["One.\n\nTwo.", "code"]),
        (f"{ONE}\n\nOwn > all.", []),
    ],
)
def test_quotations_are_somebodys_words(source: str, quoted: list[str]) -> None:
    article = read(source)
    assert [article.text[slice(*span)] for span in article.quoted] == quoted
