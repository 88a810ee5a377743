"""What of an extracted text stands in its page, and where."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article
from auditor.ingest.extraction import BETWEEN
from auditor.ingest.item import WHOLE
from auditor.ingest.readers import FORMATS
from auditor.ingest.stretches import Piece, find_stretches

PAGE = """<!doctype html>
<html><head><title>Ferry late again</title><script>document.write("<p>The board met")</script></head>
<body><nav><a href="/">Home</a> <a href="/ferry">The board</a></nav>
<!-- <p>The board met</p> --><main><article><h1>Ferry late again</h1>
<p>The board met on
  <b>Tuesday</b> to talk about ships &amp; crews, which have been late on nine days in ten since the winter began.</p>
<ul><li>The first ship was built in Leith and is older than its captain.</li><li>The second ship is newer.</li></ul>
<p>Nobody on the board could say on Tuesday when the ships would run as the timetable has it.</p>
</article></main></body></html>
"""


def read(html: str) -> Article:
    (item,) = FORMATS["text/html"].read(io.BytesIO(html.encode()), "page.html", WHOLE)
    return item.read()


def stands(article: Article, html: str) -> list[str]:
    """The stretches, each as it stands in the page at the place that it says."""
    lines = html.split("\n")
    found = []
    for stretch in article.stretches:
        rest = "\n".join([lines[stretch.line - 1][stretch.column - 1 :], *lines[stretch.line :]])
        found.append(rest[: stretch.end - stretch.start])
    return found


def test_a_page_has_its_text_in_stretches_between_tags_entities_and_line_breaks() -> None:
    article = read(PAGE)
    found = stands(article, PAGE)
    assert found == [article.text[s.start : s.end] for s in article.stretches]
    assert all(one.end <= other.start for one, other in pairwise(article.stretches))
    by_line = {stretch.line: text for stretch, text in zip(article.stretches, found, strict=True)}
    assert by_line[5] == "The board met on", "not where the menu, the script or the comment has it"
    assert found[-5:] == [
        "to talk about ships",
        "crews, which have been late on nine days in ten since the winter began.",
        "The first ship was built in Leith and is older than its captain.",
        "The second ship is newer.",
        "Nobody on the board could say on Tuesday when the ships would run as the timetable has it.",
    ]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>One boat left.</p>", ["One boat left."]),
        ("<P>One <I>boat</I> left.\n<P>It came back.", ["One", "boat", "left.", "It came back."]),
        ("<p>a < b</p>", ["a < b"]),
        ("<p>R&D &#8364;5 &euro;6 &nbsp;</p>", ["R&D", "5", "6"]),
        ("<style>One</style><textarea>One</textarea><p>One", ["One"]),
        ('<p title="> One">One', ["One"]),
        ("<p>One<script>", ["One"]),
        ("<!-- One", []),
        ("<p>He called <q>it</q> a boat.</p><p>Two</p>", ["He called", "it", "a boat.", "Two"]),
        (
            "<p>A \u200bboat\u200b, a b\u200boat, a&shy;b bo\u00adat.</p>",
            ["A", "boat", ", a b\u200boat, a", "b bo", "at."],
        ),
        ("<pre>One boat.\nTwo\n\nThree</pre>", ["One boat.", "Two\n\nThree"]),
    ],
)
def test_fragments(html: str, found: list[str]) -> None:
    article = read(html)
    assert stands(article, html) == [article.text[s.start : s.end] for s in article.stretches] == found


def test_what_is_hidden_in_a_block_or_marks_a_note_is_passed_by() -> None:
    long = "The mill at Lemmer closed on Monday, as its keeper had feared since the spring"
    html = f"<p>{long}.<sup>[1]</sup> {long}<span class=sr-only>(in 1921)</span>, and took the lamp.</p><p>Two</p>"
    assert stands(read(html), html) == [f"{long}.", long, "and took the lamp.", "Two"]


WORDS = st.lists(
    st.sampled_from(["boat", "left", "é🌊", "&amp;", "&lt;p>", "a", "<b>in</b>", "<br>", "\n", "- "]), max_size=8
)


@given(st.lists(WORDS, max_size=5), st.sampled_from(["p", "div", "li", "h2"]))
def test_a_stretch_is_always_what_stands_there(blocks: list[list[str]], tag: str) -> None:
    html = "".join(f"<{tag}>{' '.join(words)}</{tag}>" for words in blocks)
    article = read(html)
    assert stands(article, html) == [article.text[s.start : s.end] for s in article.stretches]
    plain = [word for words in blocks for word in words if word in ("boat", "left", "a")]
    assert sum(stretch.end - stretch.start for stretch in article.stretches) >= sum(map(len, plain))


def test_bullets_that_the_extractor_puts_in_are_left_out() -> None:
    text, html = f"- One boat{BETWEEN}A|B", "<li>One boat</li><td>A</td><td>B</td>"
    found = find_stretches(text, [Piece("- One boat", 0, 0), Piece("A|B", 12, 1)], ["One boat", "A B"], html)
    assert [text[stretch.start : stretch.end] for stretch in found] == ["One boat", "A", "B"]
