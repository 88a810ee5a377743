"""The nations that an article is about, and the leaders that stand for them."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.focus import find_focus
from auditor.mentions.leaders import find_leaders


def document(text: str, title: str = "A title of five words") -> Document:
    return Document(Article(title=title, text=text))


def test_weighs_title_above_text() -> None:
    focus = document("Rain fell in Peru and in Chile.", "Chile counts its losses again").layer(find_focus)
    assert focus.main == "CL"
    assert focus.titled == ("CL",)
    assert focus.count("PE") == 1


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Chile waits. " + "Peru waits. " * 3, "CL"),
        ("Chile waits. " + "Peru waits. " * 5, "PE"),
        ("The Bundestag waits. " * 7 + "Chile waits. " * 2, "CL"),
        ("The Bundestag waits. " * 11 + "Chile waits. " * 2, "DE"),
    ],
)
def test_a_title_counts_three_mentions_and_a_body_half_of_one(text: str, main: str) -> None:
    assert document(text, "Chile counts its losses again").layer(find_focus).main == main


@pytest.mark.parametrize(("mentions", "main"), [(2, "PE"), (4, "CL")])
def test_a_dateline_counts_two_mentions(mentions: int, main: str) -> None:
    text = (
        "LIMA, Peru (Staff) - The count went on for the third day, and nobody could say on Friday when it would end, "
    )
    assert document(text + "they said. " + "Chile waits. " * mentions).layer(find_focus).main == main


def test_a_nation_that_is_named_once_is_alone() -> None:
    focus = document("Rain fell in Peru, in Chile and in Kenya, and again in Chile.").layer(find_focus)
    assert focus.lone == ("PE", "KE")


def test_the_title_may_name_where_the_article_is_dated_from() -> None:
    text = (
        "LIMA, Peru (Staff) - The count went on for the third day, and nobody could say on Friday when it would end, "
    )
    text += "they said. Chile waits."
    focus = document(text, "Peru, Poland and Chile count their votes").layer(find_focus)
    assert focus.titled == ("PE", "PL", "CL")
    assert focus.headed == {"PE"}


def test_bodies_and_papers_anchor_a_nation() -> None:
    focus = document("The Bundestag voted. The Moscow Times reported it.").layer(find_focus)
    assert focus.anchors["DE"] == focus.anchors["RU"] == 1
    assert focus.mentions == {}


def test_leaders_stand_for_their_nation() -> None:
    text = "Emmanuel Macron left. Macron did not speak. Harry Macron did. Macron Avenue was shut, and MACRON printed."
    found = document(text).layer(find_leaders)
    assert [(leader.country, leader.full) for leader in found] == [("FR", True), ("FR", False)]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Park Geun-hye’s party lost.", "KR"),
        ("Xi spoke last.", "CN"),
        ("They waited for Foreign Minister Lavrov to speak.", "RU"),
        ("They waited for Lavrov’s sister Anna to speak.", None),
        ("Barack Obama spoke.", None),
    ],
)
def test_leaders_by_parts_of_their_names(text: str, country: str | None) -> None:
    assert [leader.country for leader in document(text).layer(find_leaders)] == ([country] if country else [])


def test_nations_of_the_united_kingdom_stand_alone() -> None:
    focus = document("Wales and Scotland play in Cardiff.").layer(find_focus)
    assert {"GB.WLS", "GB.SCT"} <= set(focus.mentions)
