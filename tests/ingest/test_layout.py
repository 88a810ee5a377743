"""Blocks of a page are known by their place in it; what the extractor lost among them is brought back."""

import re
from collections.abc import Mapping

from auditor.ingest.extraction import align, lost_blocks
from auditor.ingest.html import read_page
from auditor.ingest.layout import page_blocks, parse_page
from auditor.ingest.nesting import depth
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


def test_lines_find_their_blocks_each_once() -> None:
    blocks = page_blocks(parse_page("<body><p>Same</p><p>Same</p><li>- Item</li></body>"))
    assert align(["Same", "Same", "- Item", "Gone"], blocks) == [0, 1, 2, None]


def test_a_lost_block_among_its_like_is_brought_back() -> None:
    texts = [f"This is paragraph {number} of a text that has some of them." for number in range(6)]
    blocks = page_blocks(parse_page("<body>" + "".join(f"<p>{text}</p>" for text in texts) + "</body>"))
    extract = "\n".join(text for text in texts if text != texts[2])
    assert lost_blocks(blocks, [0, 1, 3, 4, 5], extract) == [2]
    assert lost_blocks(blocks, [0, 5], extract) == []


def test_layout_spans_hold_their_blocks() -> None:
    body = "".join(
        f"<p>The board met on day {n} and spoke for a long time of the ferry and its cost.</p>" for n in range(9)
    )
    article = read_page(f"<html><body><article><h1>Board meets</h1>{body}</article></body></html>", "page", {})
    assert len(article.layout) >= 9
    for block in article.layout:
        assert "\n" not in article.text[block.start : block.end]
        assert block.path.startswith("html > body > article")


def test_depth_counts_boxes_not_scripts_or_drawings() -> None:
    assert depth("<div>" * 300 + "a") == 300
    assert depth("<p>a" * 5000) == 0
    assert depth("<script>'<div><div>'</script><svg>" + "<path/>" * 900 + "</svg><div></div>") == 1
    assert depth("<!-- <div><div> -->" + "<div></div>" * 50) == 1


def test_long_pages_take_time_in_proportion() -> None:
    def work(count: int) -> Mapping[str, float]:
        html = "<body>" + "<p>This is one of very many paragraphs.</p><script></script>" * count + "</body>"
        return {
            "depth": clocked(lambda: depth(html)),
            "blocks": clocked(lambda: page_blocks(parse_page(html))),
        }

    assert too_steep(work, 5_000, 40_000) == {}
