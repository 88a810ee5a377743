"""Titles of royals: which the table excludes on a day, to the last day of grace."""

from datetime import date

import pytest

from auditor import Article, Auditor
from auditor.knowledge import Knowledge
from auditor.ruleset import RuleSet, load_rules

SHARED = {"person": "Elin", "names": ["Elin"], "source": "register", "as_of": "2020-05-01"}
ROWS = [
    {**SHARED, "title": "Princess", "place": "Lemmer", "from": "1990-03-01", "to": "2010-03-01"},
    {**SHARED, "title": "Duchess", "place": "Urk", "from": "2010-03-02"},
]
AUDITOR = Auditor(RuleSet((load_rules()["office/royal-title"],), "royal"), knowledge=Knowledge({"royal-titles": ROWS}))


@pytest.mark.parametrize(
    ("title", "day", "told"),
    [
        ("Princess of Lemmer", date(1990, 1, 30), False),
        ("Princess of Lemmer", date(1990, 1, 29), True),
        ("Princess of Lemmer", date(2010, 3, 31), False),
        ("Princess of Lemmer", date(2010, 4, 1), True),
        ("Duchess of Urk", date(2010, 1, 31), False),
        ("Duchess of Urk", date(2010, 1, 30), True),
        ("Princess of Urk", date(2000, 1, 1), True),
    ],
)
def test_which_titles_are_told(title: str, day: date, told: bool) -> None:
    report = AUDITOR.audit(Article(text=f"Elin, {title}, said on Monday that the harbour opens.", published=day))
    assert report.complete, report.failures
    assert bool(report.findings) is told
