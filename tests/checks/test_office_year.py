"""Years of coming to an office and of leaving it: those that a term allows, to the day."""

from datetime import date

import pytest

from auditor import Article
from auditor.checks.office_year import VERBS, Told
from auditor.document import Document
from auditor.knowledge.offices import Office, Term
from auditor.window import Window


def wrong(verb: str, year: int, start: date, end: date | None) -> bool:
    """Whether the year of coming or leaving is excluded by a term."""
    term = Term(Office("US", "president"), "Ada Brandt", start, end, date(2025, 1, 1), "register")
    return VERBS[verb](Told(Window(Document(Article(text="Brandt left.")), 0, 2), verb, year, [term]))


@pytest.mark.parametrize(
    ("start", "year", "told"),
    [
        (date(2017, 1, 20), 2015, True),
        (date(2017, 1, 20), 2016, False),
        (date(2017, 1, 20), 2017, False),
        (date(2017, 4, 30), 2016, False),
        (date(2017, 5, 1), 2016, True),
        (date(2017, 1, 20), 2021, False),
        (date(2017, 1, 20), 2022, True),
    ],
)
def test_who_comes_to_an_office_may_have_been_chosen_the_year_before(start: date, year: int, told: bool) -> None:
    assert wrong("coming", year, start, date(2021, 1, 20)) is told


@pytest.mark.parametrize(
    ("end", "year", "told"),
    [
        (date(2021, 1, 20), 2019, True),
        (date(2021, 1, 20), 2020, False),
        (date(2021, 1, 20), 2021, False),
        (date(2021, 1, 20), 2022, True),
        (date(2021, 4, 30), 2020, False),
        (date(2021, 5, 1), 2020, True),
        (None, 2021, False),
    ],
)
def test_who_leaves_an_office_may_have_lost_it_the_year_before(end: date | None, year: int, told: bool) -> None:
    assert wrong("leaving", year, date(2017, 1, 20), end) is told
