"""Kind `story`: who is outvoted, what counts as a voice, and what is news rather than a contradiction."""

import re
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.article import Article
from auditor.audit import Auditor
from auditor.finding import Finding, Severity
from auditor.story.telling import make_telling
from tests.growth import clocked, too_steep
from tests.newsroom import rules_with

SENTENCE = "The fire in the Lerwick market destroyed {} crates of salmon, the harbour trust said in a statement."
AUDITOR = Auditor(rules_with(Severity.MODERATE, "story/number-differs"))
Told = tuple[str, date | None, str | None]
"""Text, day of publication, and the number of the article that it is a copy of."""


def findings(*told: Told) -> list[list[Finding]]:
    """The story findings of each article."""
    articles = [Article(text=text, published=day, id=str(number)) for number, (text, day, _) in enumerate(told)]
    tellings = [
        make_telling(AUDITOR.read(article), str(number), copy_of)
        for number, (article, (_, _, copy_of)) in enumerate(zip(articles, told, strict=True))
    ]
    hits, failures = AUDITOR.audit_story(tellings)
    assert not failures
    reports = [
        AUDITOR.add_story(AUDITOR.audit(article), [h.hit for h in hits if h.article == article.id])
        for article in articles
    ]
    return [[f for f in report.findings if f.rule.startswith("story/")] for report in reports]


def test_the_outvoted_report_is_flagged_and_cites_the_others() -> None:
    one, two, three = findings(*((SENTENCE.format(n), None, None) for n in (476, 470, 470)))
    assert [(f.rule, f.quote, f.severity) for f in one] == [("story/number-differs", "476", Severity.MODERATE)]
    assert [(e.article, e.quote) for e in one[0].evidence] == [(key, SENTENCE.format(470)) for key in "12"]
    assert not two
    assert not three


def test_a_message_has_what_each_of_the_others_says() -> None:
    for figures, others, reports in [
        ((476, 470), "“470”", "another report"),
        ((476, 470, 470), "“470”", "2 other reports"),
        ((476, 470, 471, 470), "“470” or “471”", "3 other reports"),
        ((476, 470, 471, 472), "“470”, “471” or “472”", "3 other reports"),
    ]:
        (finding,), *_ = findings(*((SENTENCE.format(n), None, None) for n in figures))
        assert finding.message == (
            f"The text says “476”; in {reports} on the same event nearly the same words have {others}."
        )


def test_a_message_has_three_wordings_at_most() -> None:
    (finding,), *_ = findings(*((SENTENCE.format(n), None, None) for n in (476, 470, 471, 472, 473)))
    told = re.findall(r"“(\d+)”", finding.message)
    assert told[0] == "476"
    assert len(set(told[1:]) & {"470", "471", "472", "473"}) == 3
    assert finding.message.endswith(" or other words.")


@given(st.integers(2, 5))
@settings(max_examples=4)
def test_the_message_counts_the_reports_that_differ(others: int) -> None:
    first, *rest = findings(*((SENTENCE.format(n), None, None) for n in (476, *[470] * others)))
    assert [f"in {others} other reports" in finding.message for finding in first] == [True]
    assert not any(rest)


def test_two_reports_alone_only_differ() -> None:
    one, two = findings((SENTENCE.format(476), None, None), (SENTENCE.format(470), None, None))
    assert [f.severity for f in (*one, *two)] == [Severity.MINOR, Severity.MINOR]


def test_of_two_the_older_is_flagged() -> None:
    one, two = findings((SENTENCE.format(476), date(2019, 3, 2), None), (SENTENCE.format(470), date(2019, 3, 1), None))
    assert not one
    assert not two  # the later count is the higher: it has grown
    one, two = findings((SENTENCE.format(470), date(2019, 3, 2), None), (SENTENCE.format(476), date(2019, 3, 1), None))
    assert not one
    assert [f.quote for f in two] == ["476"]


def test_copies_are_one_voice() -> None:
    told = [(SENTENCE.format(476), None, None), (SENTENCE.format(470), None, None), (SENTENCE.format(470), None, "1")]
    assert [len(found) for found in findings(*told, (SENTENCE.format(476), None, None))] == [0, 1, 1, 0]


def test_score_falls_with_the_finding() -> None:
    article = Article(text=f"{SENTENCE.format(476)} Nobody was hurt, and the market is to open again in May.", id="0")
    others = [Article(text=SENTENCE.format(470), id=key) for key in "12"]
    hits, _ = AUDITOR.audit_story([make_telling(AUDITOR.read(a), str(a.id)) for a in (article, *others)])
    report = AUDITOR.audit(article)
    fallen = AUDITOR.add_story(report, [hit.hit for hit in hits])
    assert report.score == 100
    assert fallen.score is not None
    assert fallen.score < report.score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about 500", "476"),
        ("1,200", "1,187"),
        ("more than 450", "476"),
    ],
)
def test_rounding_is_no_contradiction(one: str, other: str) -> None:
    assert findings((SENTENCE.format(one), None, None), (SENTENCE.format(other), None, None)) == [[], []]


def test_series_of_like_sentences_is_left_alone() -> None:
    series = " ".join(
        f"Hall {n} of the Lerwick market lost {n + 40} crates of {f} salmon." for n, f in enumerate("abcd")
    )
    shorter = series.replace("Hall 2 of the Lerwick market lost 42 crates of c salmon. ", "")
    assert findings((series, None, None), (shorter, None, None)) == [[], []]


def test_time_grows_with_the_number_of_sentences() -> None:
    def work(size: int) -> Mapping[str, float]:
        texts = [
            " ".join(f"Hall w{n}x lost {n + m} crates of salmon v{n}y to fire u{n}z." for n in range(size))
            for m in (0, 1)
        ]
        tellings = [make_telling(AUDITOR.read(Article(text=text)), str(m)) for m, text in enumerate(texts)]
        return {"story": clocked(lambda: AUDITOR.audit_story(tellings))}

    assert too_steep(work, 100, 800) == {}
