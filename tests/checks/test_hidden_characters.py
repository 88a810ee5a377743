"""Words that are not as they show: which characters are named, and how many words are told."""

from auditor.article import Article
from auditor.audit import Auditor
from auditor.finding import Finding

RULE = "language/hidden-characters"


def found(article: Article) -> list[Finding]:
    """The findings of the rule."""
    return [finding for finding in Auditor().audit(article).findings if finding.rule == RULE]


def test_a_finding_names_the_characters_and_mends_a_lone_word() -> None:
    (finding,) = found(Article(text="The keeper lit the la\u200bm\u2060p of the mill."))
    assert finding.message == (
        "“lamp” is written with ZERO WIDTH SPACE (U+200B) and WORD JOINER (U+2060), not shown on a page; "
        "1 word of this kind in all."
    )
    assert (finding.quote, finding.fix) == ("la\u200bm\u2060p", "replace: lamp")


def test_many_words_are_one_finding_that_shows_some_of_them() -> None:
    text = "The keeper lit the m\u0456ll. " * 9
    (finding,) = found(Article(text=text))
    assert finding.message.endswith("shown like a Latin letter; 9 words of this kind in all.")
    assert finding.fix is None
    assert [text[slice(*each.span)] for each in finding.evidence if each.span] == ["m\u0456ll"] * 5


def test_the_title_and_each_way_are_told_apart() -> None:
    article = Article(title="The mi\u200bll of the h\u0456ll", text="The keeper lit the la\u200bmp of the mill.")
    assert [(finding.field, finding.message[:40]) for finding in found(article)] == [
        ("title", "“mill” is written with ZERO WIDTH SPACE "),
        ("title", "“hill” is written with CYRILLIC SMALL LE"),
        ("text", "“lamp” is written with ZERO WIDTH SPACE "),
    ]
