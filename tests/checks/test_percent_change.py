"""How far a change in per cent may be from that of its figures, and what is said of one that is farther."""

import pytest

from tests.checks.conftest import Flag

RULE = "number/change-differs"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Sales rose 20 percent, from $1,000.00 to $1,169.00.", 1),
        ("Sales rose 20 percent, from $1,000.00 to $1,170.00.", 0),
        ("Sales rose 20 percent, from $1,000.00 to $1,233.00.", 0),
        ("Sales rose 20 percent, from $1,000.00 to $1,234.00.", 1),
        ("Fares rose 20 percent, from one hundred crowns to one hundred and seventeen crowns.", 0),
        ("Fares rose 20 percent, from one hundred crowns to one hundred and sixteen crowns.", 1),
        ("Fares rose 17 percent, from one hundred crowns to one hundred and twenty crowns.", 0),
        ("Fares rose 17 percent, from one hundred crowns to one hundred and twenty-one crowns.", 1),
        ("Sales fell 20 percent, from $1,000.00 to $766.00.", 1),
        ("Sales fell 20 percent, from $1,000.00 to $767.00.", 0),
        ("Sales fell 20 percent, from $2.00 to $1.00.", 1),
        ("Sales fell 20 percent, from $2.00 to $0.00.", 0),
        ("Sales went 50 percent up from $100 million to $120 million.", 1),
        ("Sales went 50 percent now up from $100 million to $120 million.", 1),
        ("Sales went 50 percent now all up from $100 million to $120 million.", 0),
        ("Sales of 120 boats, up 50 percent from the 100 of last spring.", 1),
        ("Sales of 120 boats, up 50 percent from the 100 oars of last spring.", 0),
        ("In 3 towns sales rose by 50 percent, from $100 million to $120 million.", 1),
        ("Sales rose by 50 percent, from $100 million to $120 million, in 3 towns.", 1),
        ("Sales went in 3 towns from $100 million to $120 million, a rise of 50 percent.", 1),
        ("Sales went to $120 million, up 50 percent, from $100 million in 3 towns.", 1),
    ],
)
def test_changes_that_are_not_those_of_the_figures(flag: Flag, text: str, count: int) -> None:
    assert len(flag(RULE, text)) == count


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Sales of $677 thousand, up 20 percent from the $677.", "$677"),
        ("Sales of $999 thousand, up 20 percent from the $1,000.", "20 percent"),
    ],
)
def test_a_level_a_thousand_times_lower_is_doubted(flag: Flag, text: str, quote: str) -> None:
    assert [finding.quote for finding in flag(RULE, text)] == [quote]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("Sales rose 20 percent, from $1,000 to $1,000.", "from $1,000 to $1,000 is a change of 0 percent"),
        ("Sales rose 20 percent, from $1,000 to $1,001.", "from $1,000 to $1,001 is an increase of 0.1 percent"),
        ("Sales rose 20 percent, from $1,000 to $999.", "from $1,000 to $999 is a decrease of 0.1 percent"),
        ("Shares rose 7 percent, or 40 cents, to $20.40.", "from 20 to $20.40 is an increase of 2 percent"),
        ("Shares fell 7 percent, or 40 cents, to $19.60.", "from 20 to $19.60 is a decrease of 2 percent"),
    ],
)
def test_what_the_figures_make(flag: Flag, text: str, change: str) -> None:
    (finding,) = flag(RULE, text)
    assert change in finding.message
