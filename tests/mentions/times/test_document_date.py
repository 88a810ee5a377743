"""The day of publication, from the best that an article offers."""

from datetime import UTC, date, datetime

import pytest

from auditor import Article
from auditor.document import Document
from auditor.mentions.times import DocumentDate, find_document_date

PROSE = (
    "The harbour board met to talk about the new ferry, which has been late on nine days out of ten since the timetable "
    "came in, members said."
)


TODAY = date(2026, 3, 31)


def dated(text: str = PROSE, today: date | None = TODAY, **fields: object) -> DocumentDate:
    return find_document_date(Document(Article(text=text, **fields), today=today))  # type: ignore[arg-type]


@pytest.mark.parametrize("published", [date(2023, 6, 20), datetime(2023, 6, 20, 23, 59, tzinfo=UTC)])
def test_given_day_comes_first(published: date) -> None:
    found = dated(f"Saturday, June 17, 2023\n{PROSE}", published=published, url="https://a.example/2023/06/19/b")
    assert found == (date(2023, 6, 20), date(2023, 6, 20), "published")
    assert found.day == date(2023, 6, 20)


def test_address() -> None:
    assert dated(url="https://a.example/2023/06/19/ferry").day == date(2023, 6, 19)
    assert dated(url="https://a.example/ferry-2023-06-19.html").day == date(2023, 6, 19)
    assert dated(url="https://a.example/2023/16/39/ferry").known == ""


@pytest.mark.parametrize(
    "line", ["Saturday, June 17, 2023", "Published on June 17, 2023 at 3:02 p.m. EDT", "UPDATED: 17 June 2023"]
)
def test_date_line(line: str) -> None:
    found = dated(f"{line}\n{PROSE}")
    assert (found.day, found.known) == (date(2023, 6, 17), "header")


def test_a_date_line_is_one_of_the_first_six() -> None:
    assert dated("\n".join([*"abcde", "June 17, 2023", PROSE])).known == "header"
    assert dated("\n".join([*"abcdef", "June 17, 2023", PROSE])).known != "header"


def test_a_date_line_is_short() -> None:
    assert dated(f"June 17, 2023{' posted' * 20}\n{PROSE}").known == "header"
    assert dated(f"June 17, 2023{' posted' * 21}\n{PROSE}").known != "header"


def test_a_line_that_says_more_is_no_date_line() -> None:
    assert dated(f"Jan de Boer, sailor, born June 17, 1923\n{PROSE}").day is None


def test_a_date_over_two_lines_is_no_date_line() -> None:
    assert dated(f"June 17,\n2023 {PROSE}").known != "header"


def test_dateline() -> None:
    found = dated(f"LEMMER, June 17, 2023 (Example) - {PROSE}")
    assert (found.day, found.known) == (date(2023, 6, 17), "dateline")


def test_what_is_told_as_over_bounds_the_window() -> None:
    found = dated(f"{PROSE} It was bought on May 3, 2021, and will be sold in 2030. The old one sank in 2019.")
    assert (found.earliest, found.known, found.day) == (date(2021, 5, 3), "text", None)
    assert found.latest == TODAY


def test_where_no_day_is_known_the_window_has_no_end() -> None:
    text = f"{PROSE} It was bought on May 3, 2021, and sold in 2030."
    assert dated(text).earliest == date(2021, 5, 3)
    assert dated(text, today=None).latest == date.max
    assert dated(text, today=None, modified=date(2024, 2, 1)).latest == date(2024, 2, 1)


def test_this_year_is_the_window_s_own() -> None:
    found = dated(f"{PROSE} It was bought in 2021. It was painted on Sept. 29 this year.")
    assert found.earliest == date(2021, 9, 29)


def test_revision_bounds_the_window() -> None:
    found = dated(modified=date(2022, 1, 5))
    assert (found.latest, found.known) == (date(2022, 1, 5), "text")


def test_nothing_known() -> None:
    found = dated()
    assert (found.earliest, found.known) == (date.min, "")
