"""What of a page is its article: each paragraph once and as it was written, nothing that the page sets aside."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.ingest.extraction import (
    MAX_OWN_BOXES,
    MIN_KIN,
    MIN_LOST_CHARACTERS,
    MIN_REPEAT_CHARACTERS,
    extract_article,
    extract_described,
)
from auditor.ingest.html import MIN_TEXT_CHARACTERS, read_page, without_title
from auditor.ingest.parsing import parse_page
from tests.growth import clocked, too_steep

TITLE = "Footbridge over the weir to be rebuilt"
PROSE = [
    "The district council agreed on Monday to rebuild the footbridge over the weir, which storms have kept shut.",
    "Engineers who looked at the oak piers in May found that four of eleven had rotted below the water line.",
    "Walkers have had to go round by the road bridge, a detour of two miles along a lane that has no pavement.",
    "The council will spend 2.3 million pounds on the work, and a charity has promised another 400,000.",
    "The contract is to be let in the autumn, and the bridge should open again before the regatta in June.",
]
LINE = "Nobody at the desk meant this line to be read as a part of the report about the weir."


def page(*inserted: str, before: str = "", after: str = "", prose: list[str] = PROSE) -> str:
    """A page whose third paragraph what is inserted follows."""
    paragraphs = [f"<p>{text}</p>" for text in prose]
    body = "\n".join([*paragraphs[:3], *inserted, *paragraphs[3:]])
    head = f"<!doctype html><html><head><title>{TITLE}</title></head>"
    return f"{head}<body>{before}<main><article><h1>{TITLE}</h1><div>{body}</div></article></main>{after}</body></html>"


def pieces(html: str) -> list[str]:
    return [text for text, _, _ in without_title(extract_article(parse_page(html)), TITLE).pieces]


def with_line(line: str) -> list[str]:
    return [*PROSE[:3], line, *PROSE[3:]]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("The vice&shy;chair of the council, Zo\u200be Lund, drew the plans.", "The vicechair of the council, Zo\u200be Lund, drew the plans."),
        ("The archive in \u200fתל אביב\u200e holds the only drawing of the bridge.", "The archive in תל אביב holds the only drawing of the bridge."),
        ("Jose\u0301 Aldana said that the new piers would be of steel.", "José Aldana said that the new piers would be of steel."),
        ("The weir was drained on <time>2 August 2014</time> for the lock gates.", "The weir was drained on 2 August 2014 for the lock gates."),
        ("Members voted <label>nine to two</label> in favour, after a long debate.", "Members voted nine to two in favour, after a long debate."),
        ("The bill<span style='display: none'> (table 4)</span> will be met from reserves.", "The bill will be met from reserves."),
        ("The bill<span hidden> (table 4)</span><i class='sr-only'> (below)</i> will be met.", "The bill will be met."),
        ("Work starts in <!-- date -->September, the <b>engineers</b>\n  said.", "Work starts in September, the engineers said."),
        ("Work⠠ starts in ⠎⠑⠏⠞, the sign for the blind says.", "Work⠠ starts in ⠎⠑⠏⠞, the sign for the blind says."),
    ],
)  # fmt: skip
def test_a_paragraph_stands_once_as_the_page_has_it(markup: str, text: str) -> None:
    assert pieces(page(f"<p>{markup}</p>")) == with_line(text)


def test_lines_of_a_box_with_a_picture_between_them_stand_once() -> None:
    picture = '<div class="pic"><img src="w.jpg"><span class="caption">The weir</span></div>'
    body = "<br><br>".join([*PROSE[:2], f"{PROSE[2]}{picture}{PROSE[3]}", PROSE[4]])
    assert pieces(f"<html><body><article><div>{body}</div></article></body></html>") == PROSE


@pytest.mark.parametrize(
    "markup",
    [
        "<p hidden>{}</p>", '<div style="visibility: hidden"><p>{}</p></div>', '<p class="sr-only">{}</p>',
        '<p class="newsletter-signup">{}</p>', '<div class="NewsletterBox"><p>{}</p></div>', '<p class="related">{}</p>',
        '<p class="wp-caption-text">{}</p>', '<div id="disqus_thread"><p>{}</p></div>', '<p class="photo-credit">{}</p>',
        '<div role="complementary"><p>{}</p></div>', "<aside><p>{}</p></aside>", "<nav><p>{}</p></nav>",
        "<p>Facebook</p><p>E-Mail</p>", "<figure><figcaption>{}</figcaption></figure>", '<p aria-hidden="true">{}</p>', "<button>{}</button>",
    ],
)  # fmt: skip
def test_what_a_page_hides_or_sets_aside_is_none_of_the_article(markup: str) -> None:
    assert pieces(page(markup.format(LINE))) == PROSE


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="has-caption">{}</p>', '<p class="uncaptioned">{}</p>', '<p hidden="until-found">{}</p>',
        '<p style="display:block">{}</p>', '<div class="credit"><p>{}</p></div>', f'<p class="{"related" * 20}">{{}}</p>',
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_stays(markup: str) -> None:
    assert LINE in pieces(page(markup.format(LINE)))


def test_a_part_that_holds_much_of_the_article_is_the_article_s() -> None:
    def foreign(count: int) -> list[str]:
        inner = "".join(f"<p>{text}</p>" for text in PROSE[:count])
        outer = "".join(f"<p>{text}</p>" for text in PROSE[count:])
        return pieces(
            f"<html><body><article><div class='disclaimer'>{inner}</div><div>{outer}</div></article></body></html>"
        )

    assert foreign(1) == PROSE[1:]
    assert foreign(2) == PROSE


def test_what_is_never_closed_hides_nothing() -> None:
    for opened in ("<button>Menu", "<nav>Menu", "<div hidden>", "<aside>"):
        assert set(PROSE) <= set(pieces(page(before=opened))), opened


def test_a_paragraph_that_was_lost_among_its_like_is_brought_back() -> None:
    linked = '<p><a href="/x"><b>{}</b></a></p>'
    said = "On Friday two of the five owners of the bank gave up their moorings for nothing."
    for boxes in range(MAX_OWN_BOXES + 1):
        assert pieces(page("<div>" * boxes + linked.format(said) + "</div>" * boxes)) == with_line(said)
    far = MAX_OWN_BOXES + 1
    assert pieces(page("<div>" * far + linked.format(said) + "</div>" * far)) == PROSE
    assert pieces(page(f"<div>{linked.format(said.rstrip('.'))}</div>")) == PROSE, "a headline ends without a stop"
    enough = "The owners gave up " + "their moorings " * 3
    short = enough[: MIN_LOST_CHARACTERS - 2].strip().ljust(MIN_LOST_CHARACTERS - 2, "s")
    assert pieces(page(f"<div>{linked.format(short + '.')}</div>")) == PROSE
    assert pieces(page(f"<div>{linked.format(short + 's.')}</div>")) == with_line(short + "s.")


def test_a_lost_paragraph_needs_others_like_it() -> None:
    said = "On Friday two of the five owners of the bank gave up their moorings for nothing."
    linked = f'<h4><a href="/x">{said}</a></h4>'
    for count in (MIN_KIN - 1, MIN_KIN):
        headings = "".join(
            f"<h4>Stage {number} of the work on the bridge</h4><p>{PROSE[number]}</p>" for number in range(count)
        )
        html = f"<html><body><article><div>{headings}<div>{linked}</div><p>{PROSE[3]}</p><p>{PROSE[4]}</p></div></article></body></html>"
        assert (said in pieces(html)) == (count == MIN_KIN), count


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("<tr><td>Monday</td><td><ul><li>Closing of the lane</li></ul></td></tr>", ["Monday", "Closing of the lane"]),
        ("<tr><th>Piers</th><td><p>fourteen weeks</p></td></tr>", ["Piers", "fourteen weeks"]),
    ],
)
def test_a_table_is_read_cell_by_cell_with_what_the_extractor_loses_of_it(table: str, cells: list[str]) -> None:
    assert pieces(page(f"<table>{table}</table>")) == [*PROSE[:3], *cells, *PROSE[3:]]


def test_a_paragraph_of_another_part_is_not_said_twice() -> None:
    assert pieces(page(before=f'<div class="top"><p>{PROSE[0]}</p></div>')).count(PROSE[0]) == 1
    assert pieces(page(f"<blockquote>{PROSE[1]}</blockquote>")) == PROSE
    assert pieces(page(f'<p class="lead">{PROSE[2]}</p>')) == PROSE
    assert pieces(page(f"<p>{PROSE[0]}</p>")) == with_line(PROSE[0]), "the writer's own slip"
    for length, times in ((MIN_REPEAT_CHARACTERS - 1, 2), (MIN_REPEAT_CHARACTERS, 1)):
        said = "Said twice in this".ljust(length, "o")
        assert pieces(page(f"<p>{said}</p><h3>{said}</h3>")).count(said) == times


def test_the_title_is_no_part_of_the_text() -> None:
    assert TITLE not in pieces(page())
    assert [text for text, _, _ in extract_article(parse_page(page())).pieces] == [TITLE, *PROSE]
    assert "How it came about" in pieces(page("<h1>How it came about</h1>"))


def test_a_page_of_nothing_but_its_title_keeps_it() -> None:
    html = f"<html><body><article><h1>{PROSE[0]}</h1><h1>{PROSE[1]}</h1><h1>{PROSE[2]}</h1></article></body></html>"
    assert pieces(html) == PROSE[:3]


def test_metadata_may_hold_the_text_of_a_page_that_shows_little() -> None:
    told = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{" ".join(PROSE)}"}}</script>'

    def read(shown: str) -> str:
        return read_page(
            f"<html><head>{told}</head><body><article><p>{shown}</p></article></body></html>", "page", {}
        ).text

    assert read("Loading …") == " ".join(PROSE)
    shown = ("The bridge will be shut and open again. " * 9)[: MIN_TEXT_CHARACTERS - 1]
    assert read(shown + ".") == shown + "."
    assert read(shown[:-1] + ".") == " ".join(PROSE)


def test_markup_in_metadata_is_taken_away() -> None:
    for text in (
        "<p>One boat\0 left.</p><p>It came back.</p>",
        "&lt;p&gt;One boat left.&lt;/p&gt;&lt;p&gt;It came back.",
    ):
        assert extract_described(text).text == "One boat left.\n\nIt came back."
    assert extract_described("One \ud800boat < two.\nIt came back.").text == "One ?boat < two.\nIt came back."


def test_an_app_without_text_has_none() -> None:
    html = '<html><body><div id="root"></div><noscript>Enable it.</noscript><script>go()</script></body></html>'
    assert extract_article(parse_page(html)).text == ""
    assert extract_article(parse_page("")).text == ""


def test_long_pages_take_time_in_proportion() -> None:
    def work(count: int) -> Mapping[str, float]:
        rows = "".join(
            f'<div class="a{n} related"><p hidden>{n}</p><p>This is paragraph {n} of many.</p></div>'
            for n in range(count)
        )
        html = f"<html><body><article>{rows}</article></body></html>"
        return {"article": clocked(lambda: extract_article(parse_page(html)))}

    assert too_steep(work, 400, 4_000) == {}
