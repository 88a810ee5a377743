"""What a page declares of its article: title, days, authors and the rest; nothing is guessed from prose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from auditor.article import Article
from auditor.ingest.html import read_page
from auditor.ingest.page_fields import page_fields
from auditor.ingest.page_title import agree, choose_title, without_site
from auditor.ingest.parsing import parse_page
from auditor.ingest.record import article_of

TITLE = "Old ferry stays for one more winter"
HEADING = f"<h1>{TITLE}</h1>"
PROSE = (
    "<p>The harbour board of Lemmer voted on Tuesday to keep the old ferry, after a debate in the school gym.</p>"
    "<p>Eleven members were for it; the chair, who has run the board since 2009, did not vote, she said afterwards.</p>"
)


def page(head: str = "", body: str = HEADING, language: str = "en") -> str:
    """A page of the article with something in its head and something before or instead of its heading."""
    title = "" if "<title>" in head else f"<title>{TITLE} | Lemmer Post</title>"
    return f'<!DOCTYPE html><html lang="{language}"><head>{title}{head}</head><body><main>{body}{PROSE}</main></body></html>'


def read(head: str = "", body: str = HEADING, language: str = "en") -> Article:
    """The article of such a page."""
    return read_page(page(head, body, language), "page", {})


def json_ld(fields: str, kind: str = "NewsArticle") -> str:
    """The JSON-LD of an article of that title."""
    return f'<script type="application/ld+json">{{"@type":"{kind}","headline":"{TITLE}",{fields}}}</script>'


def meta(name: str, value: str) -> str:
    """A meta element."""
    return f'<meta name="{name}" content="{value}">'


DAY = date(2021, 3, 10)


@pytest.mark.parametrize(
    ("head", "body", "where"),
    [
        (json_ld('"datePublished":"2021-03-10T09:30:00+01:00"'), HEADING, "JSON-LD datePublished"),
        (
            json_ld('"datePublished":"2021-03-10"', "https://schema.org/LiveBlogPosting"),
            HEADING,
            "JSON-LD datePublished",
        ),
        (json_ld('"dateCreated":"2021-03-10"'), HEADING, "JSON-LD dateCreated"),
        (meta("article:published_time", "2021-03-10T08:00:00Z"), HEADING, "meta article:published_time"),
        (meta("sailthru.date", "2021-03-10 09:30:00 -0500"), HEADING, "meta sailthru.date"),
        (meta("PubDate", "Wed, 10 Mar 2021 09:30:00 GMT"), HEADING, "meta pubdate"),
        (meta("pubdate", "2021-03-10 17:19:53 UTC"), HEADING, "meta pubdate"),
        (meta("date", "2021/03/10"), HEADING, "meta date"),
        ("", f'{HEADING}<meta itemprop="datePublished" content="2021-03-10">', "meta datepublished"),
        ("", f'{HEADING}<span itemprop="datePublished">March 10, 2021</span>', "itemprop datepublished"),
        ("", f'{HEADING}<time pubdate datetime="2021-03-10">Wednesday</time>', "time"),
        ("", f'{HEADING}<time class="entry-date updated" datetime="2021-03-10">Wednesday</time>', "time"),
        ("", f'{HEADING}<p class="byline">By Tom Field, <time datetime="2021-03-10">Wednesday</time></p>', "time"),
        ("", f'<header>{HEADING}<p><time datetime="2021-03-10">Wednesday</time></p></header>', "time"),
    ],
)
def test_the_day_of_publication_is_told_with_where_it_was_declared(head: str, body: str, where: str) -> None:
    article = read(head, body)
    assert (article.published_on, article.published_from) == (DAY, where)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", f"{HEADING}<p>It has run since March 10, 2021.</p>"),
        ("", f"{HEADING}<footer>Copyright 2019 Lemmer Post</footer>"),
        ("", f'{HEADING}<p>The strike began on <time datetime="2019-06-01">1 June 2019</time>.</p>'),
        ("", f'<header><time datetime="2018-01-02">Today</time></header>{HEADING}'),
        ("", f'{HEADING}<aside><time class="published" datetime="2018-01-02">2 January</time></aside>'),
        ("", f'{HEADING}<div class="related-posts"><time class="entry-date" datetime="2018-01-02">old</time></div>'),
        (
            "",
            f'<article>{HEADING}</article><article><time class="entry-date" datetime="2020-02-03">3 Feb.</time></article>',
        ),
        (meta("date", "4/3/2021"), HEADING),
        (meta("date", "0001-01-01T00:00:00Z"), HEADING),
        (meta("date", "1970-01-01"), HEADING),
        (meta("date", "2000-01-01T00:00:00"), HEADING),
        (meta("date", "1899-06-01"), HEADING),
        (meta("date", "2100-01-01"), HEADING),
        (meta("article:modified_time", "2021-03-14"), HEADING),
    ],
)
def test_a_day_that_nobody_declared_is_none(head: str, body: str) -> None:
    article = read(head, body)
    assert (article.published, article.published_from) == (None, None)


def test_a_day_at_the_bounds_is_one() -> None:
    days = [read(meta("date", value)).published_on for value in ("1900-01-02", "2099-12-31", "2000-01-01T00:00:01")]
    assert days == [date(1900, 1, 2), date(2099, 12, 31), date(2000, 1, 1)]


def test_the_first_of_two_days_wins_and_names_the_other() -> None:
    article = read(json_ld('"datePublished":"2021-03-10"') + meta("pubdate", "2019-01-01"))
    assert (article.published_on, article.published_from) == (
        DAY,
        "JSON-LD datePublished, against meta pubdate 2019-01-01",
    )
    assert read(json_ld('"datePublished":"2021-03-10"') + meta("pubdate", "2021-03-11")).published_from == (
        "JSON-LD datePublished"
    )


def test_the_day_of_the_last_change() -> None:
    body = f'{HEADING}<time class="updated" datetime="2021-03-14">Sunday</time>'
    assert read(body=body).modified == date(2021, 3, 14)
    assert read(json_ld('"dateModified":"2021-03-13"'), body).modified == date(2021, 3, 13)


def test_of_two_articles_in_json_ld_the_pages_own_counts() -> None:
    other = json_ld('"datePublished":"2018-01-02"').replace(TITLE, "Quay flooded for the third time")
    assert read(other + json_ld('"datePublished":"2021-03-10"')).published_on == DAY
    assert read(other + other).published is None
    assert read(other).published_on == date(2018, 1, 2)


@pytest.mark.parametrize(
    ("before", "after"), [("<!--\n", "\n-->"), ("//<![CDATA[\n", "\n//]]>"), ('{"@graph":[', "]}"), ("[", "]")]
)
def test_json_ld_as_pages_wrap_it(before: str, after: str) -> None:
    text = (
        f'{before}{{"@type":["Article"],"headline":"{TITLE}","about":"two\nlines","datePublished":"2021-03-10"}}{after}'
    )
    assert read(f'<script type="application/ld+json">{text}</script>').published_on == DAY


def test_json_ld_that_is_broken_is_passed_by() -> None:
    broken = '<script type="application/ld+json">{"@type":"Article","datePublished":"2019</script>'
    assert read(broken + meta("date", "2021-03-10")).published_on == DAY


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (meta("og:title", "Lemmer Post - all that moves the coast"), HEADING),
        ("<title>Lemmer Post</title>" + json_ld('"datePublished":"2021-03-10"'), ""),
        (f"<title>Lemmer Post: {TITLE}</title>" + meta("og:site_name", "Lemmer Post"), ""),
        (f"<title>{TITLE} - News - Lemmer Post</title>", ""),
        ("", f'<h1 class="logo">Lemmer Post</h1>{HEADING}'),
        ("", f"{HEADING}<h1>More from the coast of Lemmer</h1>"),
        ("", "<h1><span>Old fer\u00adry stays</span> for<br>one more winter</h1>"),
        (f"<title>Ferry</title>{meta('twitter:title', TITLE)}", f"{HEADING}<h1>All about the coast</h1>"),
    ],
)
def test_the_title_is_the_heading_that_others_bear_out(head: str, body: str) -> None:
    assert read(head, body).title == TITLE


def test_a_headline_that_was_cut_gives_way_to_the_whole() -> None:
    cut = json_ld('"datePublished":"2021-03-10"').replace(TITLE, "Old ferry stays for one")
    assert read(cut, "").title == TITLE


def test_a_page_without_heading_and_headline_has_the_title_element_without_the_site() -> None:
    assert read(body="").title == TITLE
    assert without_site("War and peace: a long talk", ["post"]) == "War and peace: a long talk"
    assert without_site("Ferry - stays | The Lemmer Post of the Northern Coast", ()) == (
        "Ferry - stays | The Lemmer Post of the Northern Coast"
    )
    assert choose_title([], "", [], ()) == ""


def test_titles_agree_by_most_of_their_words() -> None:
    assert agree("Old ferry stays, board says", "Old ferry stays for winter, board of Lemmer says")
    assert not agree("Old ferry stays in port for good", "New ferry comes to the port")
    assert agree("Ferries", "ferries")
    assert not agree("Old ferry", TITLE)


def test_the_pages_own_heading_is_no_part_of_the_text() -> None:
    article = read(body=f"<p>Harbour news</p>{HEADING}")
    assert TITLE not in article.text
    assert article.text.split("\n\n")[-1].startswith("Eleven members")
    assert all(article.text[block.start : block.end].strip() for block in article.layout)
    crumbs = f"<nav><ol><li>{TITLE}</li></ol></nav>{HEADING}"
    assert TITLE not in read(body=crumbs).text
    assert TITLE in read(body=f"<h2>{TITLE}</h2>").text
    known = read_page(page(), "page", {"title": "Another title that came with it"})
    assert known.text.startswith(TITLE)


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        (json_ld('"author":[{"name":"Ada Lund"},{"name":"Ada Lund"},"Tom Field"]'), HEADING, ("Ada Lund", "Tom Field")),
        (json_ld('"author":{"name":["Ada Lund","Tom Field"]}'), HEADING, ("Ada Lund", "Tom Field")),
        (meta("author", "By Ada Lund and Tom Field"), HEADING, ("Ada Lund", "Tom Field")),
        (meta("author", "Ada Lund, Tom Field"), HEADING, ("Ada Lund", "Tom Field")),
        (meta("author", "Ada Lund, Jr."), HEADING, ("Ada Lund, Jr.",)),
        (meta("article:author", "https://example.org/ada"), HEADING, ()),
        (meta("author", "lund@example.org") + meta("parsely-author", "Ada Lund"), HEADING, ("Ada Lund",)),
        ("", f'{HEADING}<p>By <a rel="author" href="/a">Ada Lund</a></p>', ("Ada Lund",)),
        ("", f'{HEADING}<div class="comments"><span itemprop="author">Tom Field</span></div>', ()),
        ("", f"{HEADING}<p>By the sea Ada Lund sat.</p>", ()),
    ],
)
def test_authors_are_those_declared(head: str, body: str, names: tuple[str, ...]) -> None:
    assert read(head, body).authors == names


def test_an_author_may_be_told_elsewhere_in_the_graph() -> None:
    graph = (
        f'{{"@graph":[{{"@type":"Article","headline":"{TITLE}","author":{{"@id":"#a"}}}},'
        '{"@type":"Person","@id":"#a","name":"Ada Lund"}]}'
    )
    assert read(f'<script type="application/ld+json">{graph}</script>').authors == ("Ada Lund",)


@pytest.mark.parametrize(
    ("head", "language", "wanted"),
    [
        ("", "en-GB", {"language": "en"}),
        ("", "de", {"language": "de"}),
        (json_ld('"inLanguage":{"alternateName":"fr"}'), "en", {"language": "fr"}),
        (meta("og:locale", "nl_NL"), "", {"language": "nl"}),
        (meta("article:section", "Coast"), "en", {"section": "Coast"}),
        (json_ld('"articleSection":["Coast","Ferries"]'), "en", {"section": "Coast"}),
        (json_ld('"isAccessibleForFree":"False"'), "en", {"free": False}),
        (json_ld('"hasPart":{"isAccessibleForFree":false}'), "en", {"free": False}),
        (json_ld('"isAccessibleForFree":true'), "en", {"free": True}),
        (meta("article:content_tier", "metered"), "en", {"free": False}),
        (meta("article:content_tier", "free"), "en", {"free": True}),
        ("", "en", {"free": None, "section": None}),
        ('<link rel="canonical" href="https://www.post.example/ferry">', "en", {"source": "post.example"}),
        (
            '<link rel="canonical" href="/ferry">' + meta("og:url", "https://post.example/ferry?x=1"),
            "en",
            {"url": "https://post.example/ferry?x=1"},
        ),
        ("<meta content='“Ferry stays”' property='og:title'>", "en", {"social_titles": ("“Ferry stays”",)}),
    ],
)
def test_what_else_a_page_declares(head: str, language: str, wanted: dict[str, Any]) -> None:
    article = read(head, language=language)
    assert {name: getattr(article, name) for name in wanted} == wanted


def test_the_text_of_a_page_that_a_script_fills_is_that_of_its_json_ld() -> None:
    described = json_ld('"articleBody":"The board met."')
    empty = f"<!DOCTYPE html><html><head>{described}</head><body></body></html>"
    assert read_page(empty, "page", {}).text == "The board met."
    assert page_fields(parse_page("")) == {}


def test_a_day_that_came_with_the_article_is_from_the_input() -> None:
    article = article_of({"html": page(json_ld('"datePublished":"2021-03-10"')), "published": "2021-03-12"}, "row")
    assert (article.published_on, article.published_from) == (date(2021, 3, 12), "input")
    placeholder = article_of({"text": "The board met.", "published": "1970-01-01T00:00:00Z"}, "row")
    assert (placeholder.published, placeholder.published_from) == (None, None)


def test_headings_that_were_never_closed_are_read_in_linear_time() -> None:
    assert page_fields(parse_page("<h1>" * 200 + "word " * 200_000))["title"].startswith("word word")
