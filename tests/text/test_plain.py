"""Texts as they show: what is dropped or folded, where passages stand, and what counts as hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article, LayoutBlock, Span
from auditor.audit import Auditor
from auditor.text.plain import PlainArticle, Trick, make_plain, make_plain_article

TRICKY = st.text(
    st.sampled_from(
        [
            *"aeiopc xyz.\nÃé",
            *"\u00ad\u200b\u200d\u2060\ufeff\u202e\u2800\u0301\u0430\u0435\u0456\u03bf\u03a9\ufb01\uff41\U0001f575",
        ]
    )
)


def shown(text: str) -> str:
    """`text` as it shows."""
    plain = make_plain(text)
    return plain.annotated.text if plain else text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("the la\u200bmp", "the lamp"),
        ("\ufeffThe lamp\u2060, lit", "The lamp, lit"),
        ("self\u2010\u200bmade", "self\u2010made"),
        ("keep\u00ader", "keeper"),
        ("Andre\u0301", "André"),
        ("\ufb01rst \uff2d\uff49\uff4c\uff4c \U0001d5e0ill", "first Mill Mill"),
        ("m\u0456ll", "mill"),
        ("the\u2800mill", "the mill"),
        ("no\u200b\u200b\u2060where", "nowhere"),
    ],
)
def test_a_text_is_read_as_it_shows(text: str, plain: str) -> None:
    assert shown(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "café “quoted” naïve",
        "Мир и мир",
        "TNFα, NFκB, 5 μm, 3 kΩ",
        "\U0001f575\ufe0f\u200d\u2642\ufe0f smiles",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "SantamarÃ\u00ada",
    ],
)
def test_what_shows_is_left_as_it_is(text: str) -> None:
    assert make_plain(text) is None


@pytest.mark.parametrize(
    ("text", "tricks"),
    [
        ("the la\u200bmp", {(Trick.UNSEEN, "\u200b")}),
        ("the \u200blamp\u200b", set()),
        ("keep\u00ader", set()),
        ("Andre\u0301 \ufb01rst", set()),
        ("m\u0456ll, m\u0456\u0456l", {(Trick.LOOK_ALIKE, "\u0456")}),
        ("m\u0456\u200bll", {(Trick.UNSEEN, "\u200b")}),
    ],
)
def test_only_what_hides_inside_a_word_is_a_trick(text: str, tricks: set[tuple[Trick, str]]) -> None:
    plain = make_plain(text)
    assert {(word.trick, word.characters) for word in plain.tricked} == tricks if plain else not tricks


@given(TRICKY)
def test_every_passage_keeps_its_place(text: str) -> None:
    plain = make_plain(text)
    if plain is None:
        return
    annotated = plain.annotated
    assert annotated.whole == text
    places = [annotated.place(Span(at, at + 1)) for at in range(len(annotated.text))]
    assert places == sorted(places)
    assert all(0 <= start <= end <= len(text) for start, end in places)
    for word in plain.tricked:
        assert annotated.text[slice(*word.span)] != text[slice(*annotated.place(word.span))]


def test_the_layout_of_an_article_moves_with_its_text() -> None:
    text = "The la\u200bmp is lit.\n\nThe mill is shut."
    first, second = LayoutBlock(0, 17, "p", True), LayoutBlock(19, 36, "p", True)
    quoted, apart = (Span(19, 36),), (Span(0, 17), Span(19, 36))
    plain = make_plain_article(Article(text=text, title="Mill", layout=(first, second), quoted=quoted, apart=apart))
    assert (plain.article.quoted, plain.article.apart) == ((Span(18, 35),), (Span(0, 16), Span(18, 35)))
    assert [plain.article.text[block.start : block.end] for block in plain.article.layout] == [
        "The lamp is lit.",
        "The mill is shut.",
    ]
    assert make_plain_article(Article(text="The lamp.")) == PlainArticle(Article(text="The lamp."))


def test_a_hidden_character_switches_no_rule_off_and_moves_no_finding() -> None:
    text = "The keeper lit the\u200b the lamp, an\u2060d the miller thanked him for adver\u0442ising the the old mi\u200bll."
    report = Auditor().audit(Article(title="The keeper lights the lamp", text=text))
    assert all(finding.quote == text[slice(*finding.span)] for finding in report.findings if finding.field == "text")
    assert [f.quote for f in report.findings if f.rule == "language/doubled-word"] == ["the\u200b the", "the the"]
    assert [f.quote for f in report.findings if f.rule == "language/hidden-characters"] == ["an\u2060d"]
    assert report.article.text == text
