"""Blocks of a page are known by their place in it."""

import re
from collections.abc import Mapping

from auditor.ingest.html import read_page
from auditor.ingest.layout import page_blocks
from auditor.ingest.parsing import parse_page
from tests.growth import clocked, too_steep

PAGE = """<html><head><title>Ferry</title><style>p {}</style></head><body>
<nav><ul><li>Home</li><li>News</li></ul></nav>
<article><h1>Board votes for a ferry</h1>
<p>The harbour board voted on <b>Tuesday</b> to replace the old ferry.</p>
<p>The new ship will cost some twelve million pounds.<br>It is to be built in the north.</p>
<p hidden>x</p><figure><figcaption>The ferry in 1961</figcaption></figure>
<script>var p = "<p>no text</p>";</script>
<p>Passengers said that they had lost hours of work.</p></article></body></html>"""


def test_blocks_have_text_path_and_place() -> None:
    blocks = page_blocks(parse_page(PAGE))
    assert [block.text for block in blocks][:5] == [
        "Home", "News", "Board votes for a ferry", "The harbour board voted on Tuesday to replace the old ferry.",
        "The new ship will cost some twelve million pounds.",
    ]  # fmt: skip
    assert [block.text for block in blocks if block.foreign] == ["Home", "News", "The ferry in 1961"]
    tree = parse_page(PAGE)
    for block in blocks:
        place = re.sub(r":nth-of-type\((\d+)\)", r"[\1]", "/" + block.path.replace(" > ", "/"))
        assert block.text.split()[0] in " ".join(tree.xpath(place)[0].itertext())
    assert not any("no text" in block.text for block in blocks)


def test_a_block_knows_the_texts_that_it_was_read_from() -> None:
    tree = parse_page(PAGE)
    block = page_blocks(tree)[3]
    assert [getattr(element, where) for element, where in block.sources] == [
        "The harbour board voted on ", "Tuesday", " to replace the old ferry.",
    ]  # fmt: skip


def test_layout_spans_hold_their_blocks() -> None:
    body = "".join(
        f"<p>The board met on day {n} and spoke for a long time of the ferry and its cost.</p>" for n in range(9)
    )
    article = read_page(f"<html><body><article><h1>Board meets</h1>{body}</article></body></html>", "page", {})
    assert len(article.layout) >= 9
    for block in article.layout:
        assert "\n" not in article.text[block.start : block.end]
        assert block.path.startswith("html > body > article")


def test_long_pages_take_time_in_proportion() -> None:
    def work(count: int) -> Mapping[str, float]:
        html = "<body>" + "<p>This is one of very many paragraphs.</p><script></script>" * count + "</body>"
        return {"blocks": clocked(lambda: page_blocks(parse_page(html)))}

    assert too_steep(work, 5_000, 40_000) == {}
