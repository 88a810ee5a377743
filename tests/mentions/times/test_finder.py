"""Mentions of time: what is found, and where it begins and ends."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Article
from auditor.document import Document
from auditor.mentions.times import find_times, interval_of
from auditor.mentions.times.vocabulary import MONTH_NAMES, WEEKDAY_NAMES


def document(text: str) -> Document:
    return Document(Article(text=text))


# [[...]] marks what is a time; everything else is none.
SENTENCES = [
    "It began on [[Sept. 29]] and ended on [[October 7, 2023]].",
    "The vote of [[Sept. 29 this year]] was close; that of [[Nov. 3 last year]] was not.",
    "They met on [[3rd of May 2019]], on [[4 May 2019]] and on [[the 5]] boats.".replace("[[the 5]]", "the 5"),
    "Doors open [[Friday night (Jan. 3]]) and close [[Sunday, January 5, 2020]].",
    "The fair of [[May 3-5, 2019]], was dry; that of [[10-12 June 2020]] was not.",
    "[[March 3, 2019, a Sunday]], was the last day; so was [[March 10 (Sunday)]].",
    "In [[June of 2018]] and in [[May]] rain fell; may it fall again, Theresa May said.",
    "Sales in [[the]] [[first quarter of 2019]] beat those of [[Q3 2018]].".replace("[[the]]", "the"),
    "She left [[early in 2024]], he [[late last year]], and they in [[mid-October]].",
    "The [[1990s]] were wet, [[2018]] was dry and [[last summer]] was neither.",
    "It shut [[two weeks ago]] and not [[10 years ago]], as [[last month's]] letter says.",
    "See [[2025-12-18]], [[10/11/2025]] and [[12.10.2025]]; call 555-10-2020.",
    "He paid $2019 for 2000 volunteers, 1,999 boats and 2019% more.",
    "In [[March]] 31 people left; in [[April]] 20 percent came back.",
    "On [[March 5, 2021]], the Sun and the Sat phone failed; the shop was shut [[Sun. March 7]].",
    "Flight 1990 left [[yesterday]] and lands [[tomorrow]].",
    "He left [[late last week]], in [[mid-May]] or late [[Feb. 13]]; she in the [[early 1990s]].",
    "See example.org/2020/05/a, CVE-2025-11700 and [[2016]]-17.",
    "Jan ([[1822]]-[[1895]]) and Piet ([[1922]]) lived there; so did 1822 people, and in [[1822]] one more.",
    "Piet wrote it on [[12 Nov 2025]]\n8 min read",
    "A 2101 fair and a [[2100]] fair, a [[1900]] fair and a 1899 fair.",
    "It is shut between 1 and [[3 May]]; 3 May is no day here, [[3 May 2019]] is.",
    "[[This Monday, May 28]], is dry; [[last Tuesday]] was not.",
    "He came twice, [[3rd of May]] and [[4 of June]]; [[Late 1850]] was wet, and the [[mid-1850]] one was not; on [[5 May]] 12 left.",
    "He was born on [[12.10.1925]].",
    "It opens [[12 Jan.]] in Lemmer and [[3 Sept.]], not in chapter 3 [[Jan. 5]], nor in rooms 1200-1990; [[2009]]-[[2012]] was dry.",
    "-2010 frost. In [[1912]] W. H. Lund built a mill of 2000 kW, in [[2019]] NM and GB News one of 2700 kW, not of 1900 kWh.",
    "may 3, [[2019]], was dry; a built-in 2500 lamp burns, in [[2500]] none will.",
    "[[2 years ago]] and [[999 days ago]], not 1000 days ago.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_found_where_they_stand(sentence: str) -> None:
    text = sentence.replace("[[", "").replace("]]", "")
    wanted = [part.partition("]]")[0] for part in sentence.split("[[")[1:]]
    assert [text[time.span.start : time.span.end] for time in find_times(document(text))] == wanted


def spellings(day: date) -> list[str]:
    month = MONTH_NAMES[day.month - 1]
    return [
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"the {day.day}th of {month}, {day.year}",
        f"{WEEKDAY_NAMES[day.weekday()]}, {month} {day.day} {day.year}",
        f"{WEEKDAY_NAMES[day.weekday()]} evening ({day.day} {month} {day.year})",
        day.isoformat(),
    ]


@given(day=st.dates(date(1000, 1, 1), date(2900, 12, 31)), form=st.integers(0, 5))
def test_a_full_date_means_its_day(day: date, form: int) -> None:
    (time,) = find_times(document(f"It was on {spellings(day)[form]}."))
    found = interval_of(time)
    assert found is not None
    assert found == (day, day)
    assert time.weekday in (None, day.weekday())


PIECES = st.sampled_from(
    [
        "May ", "march ", "31 ", "Sept. ", "2019 ", "2019", "s ", "-", "/", ", ", "the ", "of ", "Friday ", "(", ")", "last ",
        "year ", "ago ", "two ", "early ", "mid", "first ", "quarter ", "1/2/2020 ", "12.10.2025 ", "in ", "%", "\n", "99 ",
        "Q3 ", "a ", "summer ", "tomorrow ", "İ", "3rd ", "'s ", "0", "2999 ", "1000 ",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=300)
@given(text=TEXTS, base=st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_mentions_are_in_order_and_intervals_run_forward(text: str, base: date) -> None:
    times = find_times(document(text))
    for time in times:
        assert 0 <= time.span.start < time.span.end <= len(text)
        found = interval_of(time, base)
        assert found is None or found.first <= found.last
        assert interval_of(time) is None or time.year is not None
    for first, second in pairwise(times):
        assert first.span.end <= second.span.start


@given(base=st.dates(date(1900, 2, 1), date(2200, 1, 1)))
def test_neighbouring_days_meet(base: date) -> None:
    yesterday, tomorrow = (interval_of(time, base) for time in find_times(document("Yesterday and tomorrow.")))
    assert yesterday is not None
    assert tomorrow is not None
    assert yesterday.last + timedelta(2) == tomorrow.first
