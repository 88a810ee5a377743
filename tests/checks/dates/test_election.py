"""Which election gave a term, and when one term follows another."""

from datetime import date

import pytest

from auditor import Article, Auditor
from auditor.checks.dates.election import election_year
from auditor.knowledge import Knowledge
from auditor.knowledge.offices import Office, Term
from auditor.ruleset import RuleSet, load_rules

RULE = load_rules()["office/election-year"]


@pytest.mark.parametrize(
    ("role", "start", "year"),
    [
        ("president", date(2021, 1, 20), 2020),
        ("president", date(2021, 1, 21), 0),
        ("governor", date(2019, 1, 20), 2018),
        ("governor", date(2019, 1, 21), 0),
        ("senator", date(2021, 1, 6), 2020),
        ("senator", date(2021, 1, 7), 0),
        ("representative", date(2021, 1, 6), 2020),
        ("representative", date(2021, 1, 7), 0),
        ("governor", date(2019, 2, 1), 0),
        ("governor", date(2019, 10, 31), 0),
        ("governor", date(2019, 11, 1), 2019),
        ("governor", date(2019, 12, 10), 2019),
    ],
)
def test_an_autumn_gives_the_terms_that_begin_until_the_oath(role: str, start: date, year: int) -> None:
    term = Term(Office("US-IA", role), "Ada Torvik", start, None, date(2025, 1, 1), "register")
    assert election_year(term) == year


@pytest.mark.parametrize(
    ("until", "text", "flagged"),
    [
        ("2019-12-07", "Ada Torvik beat Ole Brandt in 2018.", True),
        ("2019-12-06", "Ada Torvik beat Ole Brandt in 2018.", False),
        ("2019-12-13", "Ada Torvik beat Ole Brandt in 2018.", True),
        ("2019-12-14", "Ada Torvik beat Ole Brandt in 2018.", False),
        ("2019-12-10", "Ada Torvik, who narrowly beat Ole Brandt in 2018, is glad.", True),
        ("2019-12-10", "Ada Torvik, who very narrowly beat Ole Brandt in 2018, is glad.", False),
    ],
)
def test_who_follows_shortly_after_has_won(until: str, text: str, flagged: bool) -> None:
    shared = {"office": "governor", "country": "US-KY", "as_of": date(2025, 1, 1)}
    terms = [
        {"person": "Ole Brandt", "from": date(2015, 12, 8), "to": date.fromisoformat(until), **shared},
        {"person": "Ada Torvik", "from": date(2019, 12, 10), **shared},
    ]
    auditor = Auditor(RuleSet((RULE,), "election"), Knowledge({"offices": terms}))
    report = auditor.audit(Article(text=text))
    assert report.complete, report.failures
    assert bool(report.findings) == flagged
