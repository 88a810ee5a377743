"""Whether a time is an end of a period, and whether that had begun."""

from datetime import date

import pytest

from auditor import Article
from auditor.document import Document
from auditor.mentions.times import find_times
from auditor.mentions.times.periods import is_of_period, is_running

DAY = date(2021, 3, 10)


@pytest.mark.parametrize(
    ("text", "to_come"),
    [
        ("The show (March 10, 2021 - June 8, 2021) is free.", True),
        ("The show (March 9, 2021 - June 8, 2021) is free.", False),
        ("The mill was shut from May 9, 2021, to June 8, 2021.", False),
        ("The mill was shut only from May 9, 2021, to June 8, 2021.", True),
        ("The ferry sails on May 9, 2021. The show (May 10, 2021 - June 8, 2021) is free.", False),
        ("The show (May 10, 2021 - June 8, 2021) is free, unlike that of June 9, 2021.", True),
    ],
)
def test_of_a_period_to_come(text: str, to_come: bool) -> None:
    document = Document(Article(text=text))
    assert is_of_period(find_times(document)[0].window(document), DAY) is to_come


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("It is shut between March 10, 2021, and June 8, 2021.", True),
        ("It is shut between March 11, 2021, and June 8, 2021.", False),
        ("It is shut on March 9, 2021, and June 8, 2021.", False),
        ("It is shut from March 9, 2021, to April 8, 2021, and on June 8, 2021.", False),
    ],
)
def test_a_period_runs_from_its_first_day(text: str, running: bool) -> None:
    document = Document(Article(text=text))
    assert is_running(find_times(document)[-1].window(document), DAY) is running
