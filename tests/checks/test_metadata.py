"""What an article comes without: a byline is looked for at both ends of a published page."""

import pytest

from auditor import Article, Auditor
from auditor.ruleset import RuleSet, load_rules

BYLINE = RuleSet((load_rules()["metadata/missing-byline"],), "test")
URL = "https://example.org/ferry"


def flagged(article: Article) -> bool:
    return bool(Auditor(BYLINE).audit(article).findings)


@pytest.mark.parametrize(("before", "behind", "expected"), [(390, 800, False), (402, 800, True), (800, 380, False)])
def test_a_byline_is_looked_for_at_both_ends(before: int, behind: int, expected: bool) -> None:
    text = f"{'x' * before}\nBy Mirja Kallio\n{'x' * behind}"
    assert flagged(Article(text=text, url=URL)) is expected


def test_a_byline_begins_its_line() -> None:
    assert flagged(Article(text="The ferry was late, said a report by Mirja Kallio.", url=URL))
    assert not flagged(Article(text="The ferry was late.\n  BY MIRJA KALLIO", url=URL))


def test_an_empty_text_lacks_nothing() -> None:
    assert not flagged(Article(text=" \n", url=URL))


def test_only_pages_are_expected_to_name_their_authors() -> None:
    assert flagged(Article(text="The ferry was late.", url=URL))
    assert not flagged(Article(text="The ferry was late.", title="A late ferry"))
    assert not flagged(Article(text="The ferry was late.", url=URL, authors=("Mirja Kallio",)))


def test_a_text_without_words_lacks_nothing() -> None:
    report = Auditor(BYLINE).audit(Article(text=" \n", url=URL))
    assert (report.complete, report.findings) == (True, ())
