"""Results of matches and votes: figures, winners and losers."""

import pytest

from auditor import Article
from auditor.document import Document
from auditor.mentions.results import (
    find_results,
    find_scored_results,
    find_scores,
    find_title_result,
    find_words_with_capitals_only,
)


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("Lemmer won 3-1.", [({3, 1}, "match")]),
        ("The house voted 62-38.", [({62, 38}, "vote")]),
        ("The house passed it by 62 votes to 38.", [({62, 38}, "vote")]),
        ("It was won by two goals to one.", [({2, 1}, "match")]),
        ("It ended in a 1-1 draw.", [({1}, "match")]),
        ("The house passed the 9-11 bill.", []),
        ("The house passed it 9-11 on Monday.", [({9, 11}, "vote")]),
        ("They sat in row 3-1.", [({3, 1}, "")]),
        ("They sat 62 votes to 38.", [({62, 38}, "")]),
        ("The house voted at once 62 to 38.", [({62, 38}, "vote")]),
        ("The house voted at once, today, 62 to 38.", []),
        ("They drove from 3 to 11 miles to vote.", []),
        ("The house has 3-4 members.", []),
    ],
)
def test_scores(text: str, scores: list[tuple[set[int], str]]) -> None:
    found = Document(Article(text=text)).layer(find_scores)
    assert [(set(score.figures), score.matter) for score in found] == scores


@pytest.mark.parametrize(
    ("text", "winners"),
    [
        ("Lemmer beat Barford.", ["lemmer"]),
        ("Barford was beaten by Lemmer.", ["lemmer"]),
        ("Barford lost in the rain at home to Lemmer.", ["lemmer"]),
        ("Barford lost in the rain at home again to Lemmer.", []),
        ("Lemmer won 3-1 at Barford.", ["lemmer"]),
        ("Lemmer sat down, and on Monday it beat Barford.", ["lemmer"]),
        ("Lemmer sat down, and Oldport beat Barford.", []),
        ("Lemmer hopes to beat Barford.", []),
        ("Lemmer was beaten on the way to Barford.", []),
        ("Lemmer beat the tired old Barford.", ["lemmer"]),
        ("Lemmer beat the tired old sad Barford.", []),
        ("Lemmer beat rain in Barford.", []),
        ("Barford defeated Lemmer; Lemmer's win over Barford is forgotten.", ["barford", "lemmer"]),
    ],
)
def test_results(text: str, winners: list[str]) -> None:
    title = "Lemmer beat Barford in the rain"
    document = Document(Article(title=title, text=f"In Lemmer and Barford it rained. {text}"))
    titled = document.layer(find_title_result)
    assert titled is not None
    assert (set(titled.winner), set(titled.loser)) == ({"lemmer"}, {"barford"})
    assert sorted(name for result in find_results(document, titled) for name in result.winner) == sorted(winners)


@pytest.mark.parametrize(
    ("title", "winner"),
    [
        ("Lemmer Beats Barford", "lemmer"),
        ("Barford Falls to Lemmer", "lemmer"),
        ("Barford knocked out by Lemmer", "lemmer"),
        ("Lemmer Town Side Beats Barford", "lemmer"),
        ("Lemmer Town Second Side Beats Barford", None),
        ("Lemmer beats rain", None),
        ("Ox beats Barford", None),
        ("Ulm beats Barford", "ulm"),
        ("Lemmer mourns: Barford loses", None),
        ("Could Barford Not Beat Lemmer", None),
    ],
)
def test_titles(title: str, winner: str | None) -> None:
    document = Document(
        Article(title=title, text="Lemmer and Barford met on Monday in the rain. The Ox of Ulm sat by the town.")
    )
    result = document.layer(find_title_result)
    assert (result and next(iter(result.winner))) == winner


@pytest.mark.parametrize(
    ("text", "results"), [("Lemmer beat Barford 3-1.", 1), ("Lemmer beat Barford 3-1 and 2-0.", 0)]
)
def test_a_scored_result_has_one_score(text: str, results: int) -> None:
    assert len(Document(Article(text=text)).layer(find_scored_results)) == results


def test_two_sides_share_no_name() -> None:
    document = Document(Article(title="Lemmer Town beat Barford Town", text="Lemmer Town and Barford Town met."))
    assert document.layer(find_title_result) is None


TITLE = "Lemmer beat Barford in the rain"


def test_a_title_within_the_text_is_no_result_of_the_text() -> None:
    document = Document(Article(text=TITLE + "\n\n" + "In Lemmer and Barford it rained for a day. " * 5))
    titled = document.layer(find_title_result)
    assert titled is not None
    assert list(find_results(document, titled)) == []


def test_a_word_without_a_capital_is_no_name_though_it_has_a_curly_mark() -> None:
    document = Document(Article(text="He met the mayor\u2019s man in Lemmer."))
    assert document.layer(find_words_with_capitals_only) == {"he", "lemmer"}
