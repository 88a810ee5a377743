"""Days without a year that their weekday fixes near the day of the document."""

from datetime import date

import pytest

from auditor import Article
from auditor.document import Document
from auditor.mentions.times import find_fixed


@pytest.mark.parametrize(
    ("day", "fixed"),
    [
        ("Saturday, April 24", True),
        ("Sunday, April 25", False),
        ("Sunday, Jan. 24", True),
        ("Saturday, Jan. 23", False),
        ("Friday, April 24", False),
        ("April 24", False),
    ],
)
def test_a_day_is_fixed_by_its_weekday_within_45_days(day: str, fixed: bool) -> None:
    document = Document(Article(text=f"The fair is on {day}, in Lemmer.", published=date(2021, 3, 10)))
    assert bool(find_fixed(document)) is fixed
