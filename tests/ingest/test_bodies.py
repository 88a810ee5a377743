"""What the text of a body out of a CMS is, element by element; a line that begins with "~" is no part of the article."""

from collections.abc import Mapping

import pytest

from auditor.ingest.html import is_page
from auditor.ingest.layout import fragment_blocks, page_blocks
from auditor.ingest.parsing import parse_fragment, parse_page
from auditor.ingest.record import article_of
from tests.growth import clocked, too_steep


def lines_of(html: str) -> list[str]:
    """The blocks of a fragment."""
    article = article_of({"html": html}, "row")
    return [("" if block.main else "~") + article.text[block.start : block.end] for block in article.layout]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<pre>LEMMER (Wire) - The mill closed.\n\nIts keeper left.\n\nAdvertisement</pre>",
         ["LEMMER (Wire) - The mill closed.", "Its keeper left.", "Advertisement"]),
        ("<pre>Lemmer 2\n  Tarn 1\nHulle 0</pre>", ["Lemmer 2", "Tarn 1", "Hulle 0"]),
        ("<pre>The mill closed on Monday, as its keeper had feared since\nthe spring, when the miller fell ill and nobody came\n"
         "to take his place.\n\nIt opened in 1921.</pre>",
         ["The mill closed on Monday, as its keeper had feared since the spring, when the miller fell ill and nobody came "
          "to take his place.", "It opened in 1921."]),
        ("The mill closed.\n\n<b>Its keeper</b> left.\nHe took the lamp.\n\nRead also: Ferry late",
         ["The mill closed.", "Its keeper left.", "He took the lamp.", "Read also: Ferry late"]),
        ("<div>The mill closed.\r\n\r\nIts keeper left.</div>", ["The mill closed.", "Its keeper left."]),
        ("The mill closed.\n\n<p>Its keeper\nleft.</p>\n<h2>What\nnow</h2>", ["The mill closed.", "Its keeper left.", "What now"]),
        ("<div>The mill closed\n  on Monday.</div>\n\n<p>Its\n\nkeeper left.</p>",
         ["The mill closed on Monday.", "Its keeper left."]),
        ("<div>The mill\n  closed.\n\n  Its keeper\n  left.</div>", ["The mill closed.", "Its keeper left."]),
        ("<ul><li>The mill\n  closed.</li></ul>", ["The mill closed."]),
        ("One<br>Two<br><br>Three", ["One", "Two", "Three"]),
    ],
)  # fmt: skip
def test_line_ends_part_lines_where_their_writer_meant_them_to(html: str, lines: list[str]) -> None:
    assert lines_of(html) == lines


def test_line_ends_of_a_page_are_spaces_but_in_preformatted_text() -> None:
    tree = parse_page("<html><body><div>The mill\n\nclosed.</div><pre>Lemmer 2\nTarn 1</pre></body></html>")
    assert [block.text for block in page_blocks(tree)] == ["The mill closed.", "Lemmer 2", "Tarn 1"]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>He called it <q>a <q>fine</q> mill</q>.</p>", ["He called it “a ‘fine’ mill”."]),
        ("<p>It closed on <time datetime=2025-03-03>3 March</time>.</p>", ["It closed on 3 March."]),
        ("<p>The mill&shy;er of Hul\u00adle.</p>", ["The miller of Hulle."]),
        ("<p>\ufeffThe \u200bmiller\u200b left. \u200e“Yes,”\u200f he said.&#8203;</p>", ["The miller left. “Yes,” he said."]),
        ("<p>The mil\u200b\u200bler left.</p>", ["The mil\u200b\u200bler left."]),
        ("<p>\U0001f468\u200d\U0001f469 left\u200d .</p>", ["\U0001f468\u200d\U0001f469 left ."]),
        ("<p>Rene\u0301 left.</p>", ["René left."]),
        ("<p>The wind<wbr>mill closed.</p>", ["The windmill closed."]),
        ("<p><span class=c1>The mi</span><span class=c2>ller</span> left.</p>", ["The miller left."]),
        ("<div><img><span>Image source, Tarn Post</span><span>The mill</span></div>", ["Image source, Tarn Post", "The mill"]),
        ("<table><tr><td>Monday</td><td><ul><li>Open</li><li>Free</li></ul></td></tr></table>", ["Monday", "Open", "Free"]),
        ("<p><span aria-hidden=true>T</span><span class=sr-only>T</span>he mill closed.</p>", ["The mill closed."]),
        ("<center>Lamps</center>The mill", ["Lamps", "The mill"]),
        ("<dl><dt>Mill</dt><dd>A house with sails.</dd></dl>", ["Mill", "A house with sails."]),
    ],
)  # fmt: skip
def test_text_is_what_a_reader_sees(html: str, lines: list[str]) -> None:
    assert lines_of(html) == lines


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>Gone</p>", '<p style="color:red; display : none">Gone</p>', '<p style="visibility:hidden">Gone</p>',
        '<span class="sr-only">Gone</span>', '<p class="a screen-reader-text">Gone</p>', "<p aria-hidden=true>Gone</p>",
        "<title>Gone</title>", "<button>Gone</button>", "<video>Gone</video>",
    ],
)  # fmt: skip
def test_what_is_hidden_is_no_text(hidden: str) -> None:
    assert lines_of(f"<p>The mill closed.</p>{hidden}<p>It ended.</p>") == ["The mill closed.", "It ended."]


def test_a_hidden_block_parts_lines() -> None:
    assert lines_of("<div>The mill closed.<p hidden>Gone</p>It ended.</div>") == ["The mill closed.", "It ended."]
    assert lines_of("<div>The mi<span hidden>Gone</span>ll closed.</div>") == ["The mill closed."]


@pytest.mark.parametrize(
    "shown",
    [
        '<p style="display:block">Here</p>', '<p style="border-style:none">Here</p>', '<div hidden id="S:0">Here</div>',
        f'<p aria-hidden="true">Here{" is a paragraph" * 6}</p>', f'<p class="sr-only{" a" * 200}">Here</p>',
    ],
)  # fmt: skip
def test_what_only_looks_hidden_is_text(shown: str) -> None:
    assert lines_of(shown)[0].startswith("Here")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("It has nine sails.<sup><a href='#fn1'>1</a></sup> Two", "It has nine sails. Two"),
        ("It has nine sails.<a class='footnote-anchor' href='#n'>1</a> Two", "It has nine sails. Two"),
        ("It has nine sails<a href='#n2'>[2]</a>, two", "It has nine sails, two"),
        ("It has nine sails.<sup>3</sup> Two", "It has nine sails. Two"),
        ("It has nine sails.<sup>3, 4</sup> Two", "It has nine sails. Two"),
        ("It has nine sails<sup>[3]</sup> or two", "It has nine sails or two"),
        ("<a href='#back'>↩</a> Two", "Two"),
        ("It has 40 m<sup>2</sup> on the 1<sup>st</sup> floor", "It has 40 m2 on the 1st floor"),
        ("As told [<a href='#r1'>1</a>,<a href='#r2'>2</a>]", "As told [1,2]"),
        ("See part <a href='#p2'>2</a> and <a href='#costs'>its costs</a>", "See part 2 and its costs"),
        ("Page<a href='/2'>2</a>", "Page2"),
    ],
)
def test_the_number_of_a_note_is_no_text(html: str, text: str) -> None:
    assert lines_of(f"<p>{html}.</p>") == [f"{text}."]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<article class=media><img></article><header><h2>Costs</h2></header><main><p>Two pounds.</p></main>",
         ["Costs", "Two pounds."]),
        ("<blockquote class=twitter-tweet><p>Late again!</p></blockquote><blockquote><p>Sorry.</p></blockquote>",
         ["~Late again!", "Sorry."]),
        ("<figure class=wp-block-pullquote><blockquote>Sorry</blockquote></figure><aside>More</aside>", ["~Sorry", "~More"]),
        ("<p class=wp-caption-text>The mill</p><p>It closed.</p>", ["~The mill", "It closed."]),
        ("<div class=kg-bookmark-card><span>Fine for mill</span><span>Tarn Post</span></div>", ["~Fine for mill", "~Tarn Post"]),
        ("<div class=newsletter-signup>By mail</div><div class=related_posts>Ferry</div><div class=promo>Buy</div>",
         ["~By mail", "~Ferry", "~Buy"]),
        ("<div class=newsletter-post><p>The mill closed.</p></div>", ["The mill closed."]),
    ],
)  # fmt: skip
def test_what_is_foreign_by_its_element_is_kept_and_marked(html: str, lines: list[str]) -> None:
    assert lines_of(html) == lines


@pytest.mark.parametrize("tag", ["<!DOCTYPE html>", "<html lang=en>", "<head>", "<body class=a>"])
def test_a_page_has_a_tag_of_one(tag: str) -> None:
    assert is_page(f"<!-- saved -->\n{tag}<p>The mill closed.</p>")
    assert not is_page(f"<p>The mill closed.</p><!--[if mso]>{tag}<![endif]--><script>'{tag}'</script><SCRIPT>'{tag}'")


def test_the_article_element_makes_no_page() -> None:
    assert not is_page("<article><main><p>The mill closed.</p></main></article>")


def test_long_fragments_take_time_in_proportion() -> None:
    parts = {
        "lines": "The mill closed.\n\nIts keeper\nleft.", "notes": "<p>Closed.<sup>1</sup><a href='#n'>2</a>",
        "cards": "<aside><span>a</span><span>B</span></aside>", "quotations": "<q>a</q>", "hidden": "<p aria-hidden=true>a",
        "edges": "\u200b a\u200bb", "comments": "<!-- <body> -->", "quoted": "<blockquote><figure>a",
        "fields": "<div class=block-a><dl><dt>a</dt><dd><b>b",
    }  # fmt: skip

    def work(count: int) -> Mapping[str, float]:
        def read(part: str) -> None:
            is_page(part * count)
            fragment_blocks(parse_fragment(part * count))

        return {name: clocked(lambda part=part: read(part)) for name, part in parts.items()}  # type: ignore[misc]

    assert too_steep(work, 2_000, 16_000) == {}
