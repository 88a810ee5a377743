"""How the kinds of offices spell what a message says."""

from datetime import date

import pytest

from auditor import Article, Auditor
from auditor.checks.office_ordinal import spell_ordinal
from auditor.checks.offices.telling import spell_term
from auditor.checks.regnal_number import spell_roman
from auditor.knowledge import Knowledge
from auditor.knowledge.offices import Office, Term
from auditor.ruleset import RuleSet, load_rules

DAY = date(2011, 1, 5)
TERM = Term(Office("US", "president"), "Ada Brandt", DAY, None, DAY, "register")


@pytest.mark.parametrize(
    ("number", "ordinal", "roman"),
    [(1, "1st", "I"), (4, "4th", "IV"), (9, "9th", "IX"), (12, "12th", "XII"), (23, "23rd", "XXIII")],
)
def test_numbers(number: int, ordinal: str, roman: str) -> None:
    assert (spell_ordinal(number), spell_roman(number)) == (ordinal, roman)


def test_terms() -> None:
    assert spell_term(TERM) == "since January 5, 2011"
    ended = TERM._replace(end=date(2015, 1, 20))
    assert spell_term(ended) == "from January 5, 2011, to January 20, 2015"
    assert spell_term(ended._replace(approximate=True)) == "from January 5, 2011, to about January 20, 2015"


def test_bounds_of_a_party_and_of_a_title() -> None:
    facts = {
        "offices": [
            {"person": "Oren Pratt", "office": "representative", "country": "US-TX", "from": "2015-01-03", "as_of": "2025-10-01"}
        ],
        "parties": [
            {"person": "Oren Pratt", "party": "Democrat", "to": "2018-05-01", "as_of": "2025-10-01", "source": "register"}
        ],
        "royal-titles": [
            {
                "person": "Viktor", "names": ["Viktor"], "title": "earl", "place": "Marsh", "from": "2000-05-19",
                "to": "2010-05-19", "as_of": "2025-10-01", "source": "register",
            }
        ],
    }  # fmt: skip
    rules = tuple(rule for rule in load_rules().rules if rule.kind in ("lawmaker", "royal-title"))
    text = "Rep. Oren Pratt, R-Texas, met Viktor, the Prince of Marsh, on Monday."
    report = Auditor(RuleSet(rules, "told"), knowledge=Knowledge(facts)).audit(
        Article(text=text, published=date(2017, 6, 3))
    )
    party, title = (finding.message for finding in report.findings)
    assert "Democrat until May 1, 2018" in party
    assert "Earl of Marsh from May 19, 2000, to May 19, 2010" in title
