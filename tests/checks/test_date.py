"""The date rules where their examples do not reach: neighbours, near misses, worst cases."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import Article, Auditor
from auditor.audit import compile_checks
from auditor.checks.protocol import Context
from auditor.document import Document
from auditor.knowledge import Knowledge
from auditor.lexicon import Lexicon
from auditor.mentions.times.vocabulary import MONTH_NAMES, WEEKDAY_NAMES
from auditor.ruleset import RuleSet, load_rules
from tests.growth import clocked, too_steep

RULES = tuple(rule for rule in load_rules().rules if rule.kind == "date" and rule.id != "date/relative-undated")
AUDITOR = Auditor(RuleSet(RULES, "dates"))
CHECKS, *_ = compile_checks(RULES, Context(Knowledge(), Lexicon()))
PUBLISHED = date(2023, 6, 20)


def found(text: str, **fields: object) -> list[tuple[str, str]]:
    report = AUDITOR.audit(Article(text=text, **fields))  # type: ignore[arg-type]
    assert report.complete, report.failures
    return [(finding.rule.partition("/")[2], finding.quote) for finding in report.findings]


def spelled(day: date) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.day}, {day.year}"


@given(day=st.dates(date(1924, 1, 1), date(2023, 6, 1)), weekday=st.integers(0, 6))
def test_only_the_right_weekday_passes(day: date, weekday: int) -> None:
    quote = f"{WEEKDAY_NAMES[weekday]}, {spelled(day)}"
    hits = found(f"The quay in Lemmer burned on {quote}, the minutes say.", published=PUBLISHED)
    assert hits == ([] if weekday == day.weekday() else [("weekday-differs", quote)])


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Friday, October 13, 1307", ""),
        ("Thursday, October 4, 1582", ""),
        ("Friday, October 15, 1582", ""),
        ("Thursday, October 13, 1307", "October 13, 1307 is a Friday"),
        ("Sunday, January 9, 1905", ""),
        ("Monday, January 9, 1905", ""),
        ("Friday, January 9, 1905", "January 9, 1905 is a Monday (in the Julian calendar a Sunday)"),
        ("Thursday, February 29, 1900", ""),
        ("Monday, January 9, 1923", ""),
        ("Tuesday, January 9, 1924", "January 9, 1924 is a Wednesday"),
        ("Sunday, January 9, 2005", ""),
        ("Monday, January 9, 2005", "January 9, 2005 is a Sunday"),
    ],
)
def test_days_are_counted_in_the_calendars_of_their_time(quote: str, expected: str) -> None:
    report = AUDITOR.audit(Article(text=f"The quay in Lemmer burned on {quote}, the minutes say.", published=PUBLISHED))
    said = [finding.message.partition("; ")[2] for finding in report.findings]
    assert said == ([f"{expected}."] if expected else [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It burned on Feb. 29, 2019, at dawn.", "February has 28 days in 2019"),
        ("It burned on Feb. 29, 1901, at dawn.", "February has 28 days in 1901"),
        ("It burned on Feb. 30, 1900, at dawn.", "February has 29 days at most"),
        ("It burned on Feb. 30, at dawn.", "February has 29 days at most"),
        ("It burned in 2090, and was never mended.", "it has not come yet"),
    ],
)
def test_what_cannot_be_is_said(text: str, said: str) -> None:
    (finding,) = AUDITOR.audit(Article(text=text), today=PUBLISHED).findings
    assert said in finding.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The lock was built 40 years ago, in 2024.", "2024 is 1 year after 2023"),
        ("The lock was built 40 years ago, in 2023.", "2023 is 0 years before 2023"),
        ("It was shut for nine months, from November 2014 to March 2015.", "that is 4 months, or 5 with both ends"),
        ("It was shut for nine days, from May 3 to May 5.", "that is 2 days, or 3 with both ends"),
        ("It was shut for nine years, from 2014 to 2016.", "that is 2 years, or 3 with both ends"),
    ],
)
def test_what_is_reckoned_is_said(text: str, said: str) -> None:
    (finding,) = AUDITOR.audit(Article(text=text, published=PUBLISHED)).findings
    assert said in finding.message


@given(begin=st.dates(date(1990, 1, 1), date(2022, 1, 1)), days=st.integers(-4000, 4000))
def test_only_backward_ranges_are_flagged(begin: date, days: int) -> None:
    end = begin + timedelta(days)
    if end.year < 1990 or end > PUBLISHED:
        return
    quote = f"from {spelled(begin)}, to {spelled(end)}"
    hits = found(f"The dike was shut {quote}, the board said.", published=PUBLISHED)
    assert hits == ([("range-reversed", quote)] if days < 0 else [])


@given(ahead=st.integers(-400, 400))
def test_told_after_publication(ahead: int) -> None:
    day = PUBLISHED + timedelta(ahead)
    hits = found(f"The ferry sank on {spelled(day)}, with all its cargo.", published=PUBLISHED)
    assert hits == ([("after-publication", spelled(day))] if ahead >= 2 else [])


DATED = "Sunday, May 3, the 3/4/9999 and since 2999, in 1914, of 9999-12-31, from 2019 to 2009, 20 years ago in 1990, last week, aged 45, born in 1962. "


@given(published=st.dates())
def test_any_day_of_publication_is_taken(published: date) -> None:
    found(DATED, published=published)


def test_the_first_day_of_all_is_taken() -> None:
    found(DATED, published=date.min)
    found(DATED, published=date.max)


def test_a_weekday_without_year_is_judged_near_publication_only() -> None:
    assert found("The board meets on Monday, June 28.", published=PUBLISHED) == [("weekday-differs", "Monday, June 28")]
    assert found("The board met on Monday, Dec. 28.", published=PUBLISHED) == []
    assert found("The board meets on Monday, June 28.") == []


def test_repeats_of_one_day_are_one_finding() -> None:
    text = "The ferry sank on July 3, 2024. It was raised on July 3, 2024, too."
    assert found(text, published=PUBLISHED) == [("after-publication", "July 3, 2024")]


def test_odd_dates_are_compared_too() -> None:
    text = "The ferry sank on 25/12/2024, with all its cargo."
    assert found(text, published=PUBLISHED) == [("after-publication", "25/12/2024")]
    assert found("The ferry sank on 25/12/2019, with all its cargo.", published=PUBLISHED) == []


def test_counting_in_words_is_no_date() -> None:
    assert (
        found(
            "In June 31 sailors left, in Feb. 30 came back and by September 31 sailors were ill.", published=PUBLISHED
        )
        == []
    )


def test_a_moved_date_is_no_reversed_range() -> None:
    assert found("The vote was moved from July 17, 2023, to July 10, 2023.", published=PUBLISHED) == []


# A text, and what it must be said of it where each limit still holds; the next is just beyond.
LIMITS = [
    ("The inn opened for all in 1998 and closed in 1995.", "order"),
    ("The inn opened there for all in 1998 and closed in 1995.", ""),
    ("It lasted from May 3, 2019, to May 1, 2019.", "range-reversed"),
    ("It lasted from May 3, 2019, and, to May 1, 2019.", ""),
    ("She took over the office in Lemmer in 1903.", "year-century"),
    ("She took over the office in Lemmer in 1902.", ""),
    ("She took over the office in Lemmer in 1924.", "year-century"),
    ("She took over the office in Lemmer in 1925.", ""),
    ("She took over the office in Lemmer in 1914. She left Lemmer in 1973.", "year-century"),
    ("She took over the office in Lemmer in 1914. She left Lemmer in 1972.", ""),
    ("The contract is dated “: June 31”, it seems.", "impossible"),
    ("The contract is dated “June 31”, it seems.", ""),
    ("They shut it on Friday, August 4, for good.", "after-publication"),
    ("They shut it on Saturday, August 5, for good.", ""),
    ("The quay will open with songs and dances and wine and red beer on May 3, 2023.", "already-over"),
    ("The quay will open with songs and dances and wine and cold red beer on May 3, 2023.", ""),
    ("The ferry was shut for five months, from January to March 2015.", "length-differs"),
    ("The ferry was shut for three months, from January to March 2015.", ""),
    ("The ferry was shut for one month, from January to March 2015.", ""),
    ("The ferry was shut for three weeks, from March 2 to March 14.", "length-differs"),
    ("The ferry was shut for three weeks, from March 2 to March 16.", ""),
    ("The ferry was shut for 15 years, from 1980 to 1985 and then now again from 1990 to 2000.", "length-differs"),
    ("The ferry was shut for 15 years, from 1980 to 1985 and now again from 1990 to 2000.", ""),
    ("It was the sixth day in a row above all that had been measured before by us, after Monday and Tuesday.",
     "day-count"),
    ("It was the sixth day in a row above all that had been measured before by all of us, after Monday and Tuesday.",
     ""),
    ("It was the sixth day in a row above 35, after Monday.", ""),
    ("The club, founded in 1962, marks its 60th birthday this year.", "anniversary"),
    ("Lemmer marked with songs on the quay 40 years since the storm of 1992, on Saturday.", "anniversary"),
    ("Lemmer marked with songs on the old quay 40 years since the storm of 1992, on Saturday.", ""),
    ("They met on Monday, January 2, and on Monday, March 2.", "weekdays-apart"),
    ("They met on Monday, January 2, and on Monday, March 4.", ""),
    ("They met on Monday, January 2, and on Monday, March 3.", "weekdays-apart"),
    ("They met on Monday, Dec. 4, and again on Tuesday, Dec. 4.", ""),
    ("The choir sings on Tuesday, Wednesday, Thursday, Friday and Saturday, June 6-10, 2023.", ""),
    ("The choir sings on Monday, Wednesday, Thursday, Friday and Saturday, June 6-10, 2023.", "weekday-differs"),
    ("Bids must come in by May 2, they say. Take note that bids must come in by May 12.", "two-values"),
    ("Bids come in by May 2, they must. Take note that bids come in by May 12.", ""),
    ("Bids must come in to the old grey harbour board by May 2. Bids must come in to the old grey harbour board by May 12.",
     "two-values"),
    ("Bids must come in to the old cold grey harbour board by May 2. Bids must come in to the old cold grey harbour board by"
     " May 12.", ""),
    ("Lemmer in June marked the 20th anniversary of the 1998 flood.", "anniversary"),
    ("Lemmer this summer marked the 20th anniversary of the 1998 flood.", ""),
    ("The contract is dated “June 31.” It seems old.", ""),
    ("The board gave a talk on “Our Ferries and Songs in 2060” to the pilots.", ""),
    ("The board gave a talk on “Our Ferries with Songs in 2060” to the pilots.", "year-implausible"),
    ("I saw the flood in 1912.", "year-century"),
    ("I saw the flood in 1913.", ""),
    ("The ferry was shut for three months, from February to April 2015.", ""),
    ("The ferry was shut for five days, from 3 March 2023 to 3 March 2023.", ""),
    ("They struck three days from March 2 to March 3.", "length-differs"),
    ("They struck for zero days, from March 2 to March 4.", "length-differs"),
    ("The quay was mended in 25 years, from 1991 to 2013.", "length-differs"),
    ("She led the board from 1980 to 1984, twenty-five years.", "length-differs"),
    ("The quay burned on June 20, 2023. The ferry sank on July 3, 2024.", "after-publication"),
    ("The quay burned on June 20. The ferry sank on July 3, 2023.", "after-publication"),
    ("The quay burned on June 21. The ferry sank on July 3, 2023.", ""),
    ("The lock is shut from May 14 to 14, they say.", ""),
    ("The lock was shut from Aug. 19 to Aug. 19, they say.", ""),
    ("The lock was shut from Aug. 19 to Aug. 1, they say.", "range-reversed"),
    ("The lock was shut from Aug. 19 to August, they say.", ""),
    ("The lock was shut from 30 June 2019 to June 2019, they say.", ""),
    ("Opened in 1998 and closed in 1995, the inn is a ruin.", "order"),
    ("The quay will open with red songs in March 2023.", "already-over"),
    ("The quay will open with old red songs in March 2023.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule"), LIMITS)
def test_limits(text: str, rule: str) -> None:
    assert [name for name, _ in found(text, published=PUBLISHED)] == ([rule] if rule else [])


WORST: dict[str, Callable[[int], str]] = {
    "months": lambda n: "May 3, 2019, " * n,
    "days after publication": lambda n: "sank on May 3, 2099, " * n,
    "weekdays of another year": lambda n: "Monday, June 28 and 2019 or " * n,
    "old years": lambda n: "left in 1914 or in 2014 " * n,
    "ranges": lambda n: "from 2019 to 2009 and " * n,
    "digits": lambda n: "10/11/2031 " * n,
    "anniversaries": lambda n: "20th anniversary of the 1998 flood on Saturday, " * n,
    "long ordinals": lambda n: "1" * n + "th anniversary of the 1998 flood on Saturday, ",
    "births": lambda n: ", 45, was born in 1962 " * n,
    "years of lives": lambda n: "De Boer (1922-2010), who died at 63, " * n,
    "lengths": lambda n: "for 14 years, from 1991 to 2015, " * n,
    "promises": lambda n: "will open on May 3, 2023, " * n,
    "days to act by": lambda n: "must be handed in by April 2. Lists must be handed in by April 9. " * n,
    "days in a row": lambda n: "the sixth day in a row, after Thursday and Friday, " * n,
    "weekdays of ranges": lambda n: "Monday to Friday, May 5 to 8, " * n,
    "foundings": lambda n: "founded in 1962, marked its 50th birthday on Saturday, " * n,
    "spaces": lambda n: "".join(
        f"{word}{' ' * 8 * n}" for word in ("Monday", "on May 3, 2099", "last", "early", "of 2099")
    ),
    "one long number": lambda n: "1" * 20 * n,
    "no time at all": lambda n: "word " * n,
}


@pytest.mark.parametrize("name", WORST)
def test_time_grows_with_the_text(name: str) -> None:
    def work(size: int) -> Mapping[str, float]:
        document = Document(Article(text=WORST[name](size), published=PUBLISHED))
        return {"dates": clocked(lambda: [list(check.run(document)) for check in CHECKS])}

    assert too_steep(work, 400, 3_200) == {}
