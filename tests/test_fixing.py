"""Fixes leave a text as an editor would: nothing is lost but the passage, no empty line is left, the rest is untouched."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Article, Auditor
from auditor.article import Span
from auditor.finding import DELETE, REPLACE, Finding, Severity
from auditor.fixing import Fixed, apply_fixes, choose_fixes, fix_article, is_safe
from tests.newsroom import rules_with
from tests.test_corpus import FILES, defective, load

AUDITOR = Auditor(rules_with(Severity.MINOR, "language/doubled-word", "title/doubled"))
"""To whom what stands twice is more than advice."""
PROSE = (
    "The harbour board voted on Tuesday to replace the old ferry, which has been late on nine days out of ten, it said."
)
MENDED = (
    "The harbour board of Lemmer voted on Monday to sell the bridge, which nobody has crossed in nine winters, it said."
)


@pytest.fixture
def auditor() -> Auditor:
    return AUDITOR


def finding(text: str, quote: str, fix: str | None = DELETE, severity: Severity = Severity.MINOR) -> Finding:
    start = text.index(quote)
    return Finding("test/rule", severity, 0.9, "text", Span(start, start + len(quote)), quote, "", "", (), quote, fix)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("A.\n\nX\n\nB.\n", "A.\n\nB.\n"),
        ("A.\nX\nB.\n", "A.\nB.\n"),
        ("A.\r\n\r\nX\r\n\r\nB.\r\n", "A.\r\n\r\nB.\r\n"),
        ("A.\nX\n\nB.", "A.\n\nB."),
        ("A.\n\nX\nB.", "A.\n\nB."),
        ("A.  \n\nX\n\n\tB.", "A.  \n\n\tB."),
        ("X\n\nB.\n", "B.\n"),
        ("\ufeffX\n\nB.\n", "\ufeffB.\n"),
        ("\n\nX\nB.\n", "\n\nB.\n"),
        ("A.\n\nX\n", "A.\n"),
        ("A.\n\nX", "A."),
        ("A.\n\nX\n\n\n", "A.\n\n\n"),
        ("A. X B.", "A. B."),
        ("A.\nX B.\nC.", "A.\nB.\nC."),
        ("A. X\nB.", "A.\nB."),
        ("A X, B.", "A, B."),
        ("A.\u2028X\u2028B.", "A.\u2028B."),
    ],
)
def test_a_deletion_takes_the_gap_along_that_it_would_leave(text: str, mended: str) -> None:
    assert apply_fixes(text, [finding(text, "X")]) == mended


def test_neighbouring_deletions_leave_one_gap() -> None:
    text = "A.\n\nX\n\nY\n\nB.\n"
    assert apply_fixes(text, [finding(text, "X"), finding(text, "Y")]) == "A.\n\nB.\n"


def test_of_two_fixes_that_overlap_the_graver_is_applied() -> None:
    text = "The the ferry sank."
    whole, word = finding(text, text, severity=Severity.MAJOR), finding(text, "The the", f"{REPLACE}The")
    apart = finding(text, "sank", f"{REPLACE}left")
    assert choose_fixes([word, whole, apart]) == [whole]
    assert choose_fixes([apart, word]) == [word, apart]
    assert apply_fixes(text, [apart, word]) == "The ferry left."


@pytest.mark.parametrize("fix", [None, "say which of the two it was"])
def test_what_is_no_edit_is_not_applied(fix: str | None) -> None:
    text = "The ferry sank."
    assert choose_fixes([finding(text, "ferry", fix)]) == []


def test_advice_and_quoted_words_are_left_to_an_editor(auditor: Auditor) -> None:
    text = f"Harbour board of Lemmer sells a ferry\n\n{PROSE}\n\n“It was the the end of the ferry,” Jan Roe said.\n\nThe end of the the ferry came.\n"
    fixed = fix_article(auditor, Article(text=text))
    assert fixed.text == text.replace("of the the ferry", "of the ferry")
    assert [finding.quote for finding in fixed.applied] == ["the the"]
    assert [finding.quoted for finding in fixed.left] == [True]
    assert choose_fixes([finding("Kiev", "Kiev", f"{REPLACE}Kyiv", Severity.INFO)]) == []


def test_a_fix_that_brings_another_forth_is_followed(auditor: Auditor) -> None:
    fixed = fix_article(auditor, Article(text=f"{PROSE}\n\nIt was the the the end of the ferry.\n"))
    assert fixed.text == f"{PROSE}\n\nIt was the end of the ferry.\n"
    assert len(fixed.applied) == 2


def test_a_text_is_never_emptied(auditor: Auditor) -> None:
    text = "Share this article on Facebook\nSubscribe to our newsletter\n"
    assert fix_article(auditor, Article(text=text)).text == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_clean_article_stays_as_it_is(auditor: Auditor, path: Path) -> None:
    article = Article(**load(path)["article"])
    assert fix_article(auditor, article).text == article.text


def test_articles_with_defects_are_mended_once_and_for_all(auditor: Auditor) -> None:
    mended = 0
    for path in FILES:
        article, _ = defective(load(path))
        mended += len(assert_mended(auditor, article).applied)
    assert mended >= 10  # so many of the corpus's defects are left-overs and doubled words


LINES = st.sampled_from(
    [
        PROSE, MENDED, "It was the the end of of the ferry.", "Share this article on Facebook", "Advertisement", "Menu",
        "The board met twice. Sign up for our free newsletter and get the day's top stories in your inbox.",
        "Sign up for our free newsletter and get the day's top stories in your inbox.", "Harbour board votes for a ferry",
    ]
)  # fmt: skip
GAPS = st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", " \n\n  ", " "])


@given(st.lists(st.tuples(LINES, GAPS), min_size=1, max_size=12))
@settings(max_examples=60)
def test_what_was_mended_is_gone_and_nothing_is_mended_twice(parts: list[tuple[str, str]]) -> None:
    assert_mended(AUDITOR, Article(text="".join(line + gap for line, gap in parts)))


def assert_mended(auditor: Auditor, article: Article) -> Fixed:
    """What fixing `article` did: once is as good as twice, and of what was not flagged every word stays."""
    fixed = fix_article(auditor, article)
    again = replace(article, text=fixed.text)
    gone = {finding.fingerprint for finding in fixed.applied}
    if fixed.text.strip() and fixed.applied:
        assert not gone & {finding.fingerprint for finding in auditor.audit(again).findings if is_safe(finding)}
    assert fix_article(auditor, again).text == fixed.text
    flagged = " ".join(finding.quote for finding in fixed.applied).split()
    assert not Counter(article.text.split()) - Counter(fixed.text.split()) - Counter(flagged)
    return fixed
