"""Undated texts: which are of another time, to the last day and year of it."""

from datetime import date

import pytest

from auditor import Article
from auditor.checks.offices.period import is_archive
from auditor.document import Document
from auditor.knowledge import Knowledge
from auditor.knowledge.offices import Office, Term

ROW = {"person": "Ada Brandt", "office": "president", "country": "US", "from": "2017-01-20", "as_of": "2025-10-01"}
KNOWLEDGE = Knowledge({"offices": [ROW]})


@pytest.mark.parametrize(("end", "old"), [(None, False), (date(2022, 10, 2), False), (date(2022, 10, 1), True)])
def test_a_claim_that_ended_over_three_years_ago_makes_a_text_old(end: date | None, old: bool) -> None:
    term = Term(Office("US", "president"), "Ada Brandt", date(2017, 1, 20), end, date(2025, 10, 1), "register")
    assert is_archive(Document(Article(text="It rains."), KNOWLEDGE), [term]) is old


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("It rained in 2024.", False),
        ("It rained in 2023.", True),
        ("It rained in 2023 and 2024.", False),
        ("It rained in 2023 and may in 2026.", True),
        ("It rained in 2025.", False),
        ("It rained in 1900.", True),
        ("It rained in 1899.", False),
    ],
)
def test_a_text_whose_latest_year_is_two_years_ago_is_old(text: str, old: bool) -> None:
    assert is_archive(Document(Article(text=text), KNOWLEDGE), []) is old
