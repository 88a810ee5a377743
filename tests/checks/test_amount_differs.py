"""Which amounts of one figure are held against each other, and when they are plainly of one matter."""

import pytest

from auditor.article import Article
from auditor.checks.amount_differs import propose
from auditor.document import Document
from auditor.finding import Severity
from auditor.ruleset import load_rules
from tests.checks.conftest import Flag

RULE = "number/magnitude-differs"


def pairs(text: str) -> int:
    return len(list(propose(Document(Article(text=text)), load_rules()[RULE])))


@pytest.mark.parametrize(("alike", "found"), [(18, 1), (19, 1), (20, 0)])
def test_the_first_twenty_amounts_of_a_figure_are_compared(alike: int, found: int) -> None:
    text = "The inn paid £5 million. " * alike + "The mill paid $5 billion. The mill paid $5 million."
    assert pairs(text) == found


@pytest.mark.parametrize(("amounts", "found"), [(49, 49), (50, 50), (51, 50)])
def test_an_article_of_many_amounts_is_a_table(amounts: int, found: int) -> None:
    told = (f"The mill paid $1.{place} billion. It paid $1.{place} million." for place in range(101, 200, 2))
    more = (f"The mill paid $2.{place} billion. It paid $2.{place} million." for place in range(101, 200, 2))
    assert pairs(" ".join([*told, *more][:amounts])) == found


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        (
            "The old quay cost $1.25 million in all.",
            "Of the quay no man in town here would give $1.25 billion.",
            Severity.MODERATE,
        ),
        ("The old quay cost $1.2 million in all.", "That the quay cost $1.2 billion is told.", Severity.MODERATE),
        ("The old quay by us took $1.2 million in all.", "That the quay cost $1.2 billion is told.", Severity.INFO),
    ],
)
def test_what_is_plainly_one_matter(flag: Flag, one: str, other: str, severity: Severity) -> None:
    assert [finding.severity for finding in flag(RULE, f"{one}\n\n{other}")] == [severity]
