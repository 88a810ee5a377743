"""Figures that cannot all be right are flagged, with the ones they clash with as evidence."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import Article, Auditor
from auditor.finding import Finding, Severity
from auditor.ruleset import RuleSet, load_rules

Flag = Callable[..., list[Finding]]


def test_total_names_the_sum_and_shows_the_parts(flag: Flag) -> None:
    (finding,) = flag("number/total-differs", "The boat brought 12 men and 9 women, 23 in all, to the shore on Monday.")
    assert finding.quote == "12 men and 9 women, 23"
    assert finding.message == "12 + 9 make 21; the text says 23."
    assert [(e.note, e.quote) for e in finding.evidence] == [("the whole", "23"), ("the parts", "12 men and 9")]


TOTALS = Auditor(RuleSet((load_rules()["number/total-differs"],), "totals"))


@given(st.integers(2, 5000), st.integers(2, 5000), st.integers(-40, 40))
def test_a_total_is_flagged_unless_it_is_the_sum_or_no_more_than_a_part(men: int, women: int, off: int) -> None:
    text = f"The boat brought {men:,} men and {women:,} women, a total of {men + women + off:,} people, to the shore."
    flagged = TOTALS.audit(Article(text=text)).findings if men + women + off > 1 else ()
    assert bool(flagged) == (off != 0 and men + women + off > max(men, women))


@pytest.mark.parametrize(
    "text",
    [
        "The boat brought 12 men and 9 women, more than 23 in all, to the shore on Monday.",
        "The boat brought about 12 men and 9 women, 23 in all, to the shore on Monday.",
        "The boat brought 12 men and 9 women. There were 23 in all on the quay, the keeper said.",
        "There were 23 people on the quay: 12 men, 9 women and some children.",
    ],
)
def test_inexact_and_open_sums_pass(flag: Flag, text: str) -> None:
    assert not flag("number/total-differs", text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("In the poll 104 percent of all villagers were for the mill, the board said.", 1),
        ("In the poll 100 percent of all villagers were for the mill, the board said.", 0),
        ("In the poll 101 percent of all villagers were for the mill, the board said.", 1),
        ("The number of boats dropped 110 percent, the board said.", 1),
        ("The number of boats dropped by 110 percent, the board said.", 1),
        ("The number of boats dropped again by 110 percent, the board said.", 0),
        ("Profit dropped 110 percent and the mill made a loss, the board said.", 0),
        ("Sales were 130 percent of those of last year, the board said.", 0),
    ],
)
def test_more_than_the_whole(flag: Flag, text: str, count: int) -> None:
    assert len(flag("number/percent-over-whole", text)) == count


def test_ranges(flag: Flag) -> None:
    assert flag("number/range-reversed", "The walk takes between 40 and 25 minutes at low tide.")
    assert not flag("number/range-reversed", "The walk takes between 25 and 40 minutes at low tide.")
    assert flag("number/range-reversed", "The walk takes between 4 and 1 minutes at low tide.")
    assert not flag("number/range-reversed", "The walk takes between 4 and 4 minutes at low tide.")
    assert not flag("number/range-reversed", "The walk takes between 4 and 0 minutes at low tide.")
    assert not flag("number/range-reversed", "The fee was cut from 40 to 25 dollars in May.")
    assert not flag("number/range-reversed", "The mill needs between 900 and 1.2 million dollars.")


@pytest.mark.parametrize(("words", "count"), [(6, 1), (7, 0)])
def test_a_total_stands_near_its_parts(flag: Flag, words: int, count: int) -> None:
    lead = " ".join(["now"] * words)
    text = f"The boat brought 12 men and 9 women, {lead}, 23 in all, to the shore."
    assert len(flag("number/total-differs", text)) == count


@pytest.mark.parametrize(
    ("noun", "results", "count"),
    [
        ("matches", "12 wins, four draws and nine defeats", 1),
        ("matches", "12 wins, eight draws and eleven defeats", 0),
        ("matches", "12 wins and nine defeats", 0),
        ("matches", "12 wins and four draws", 0),
        ("points", "8 wins, four draws and three defeats", 0),
    ],
)
def test_a_record_makes_the_matches(flag: Flag, noun: str, results: str, count: int) -> None:
    assert len(flag("number/record-differs", f"The side has played 31 {noun}, with {results}.")) == count


@pytest.mark.parametrize(("words", "count"), [(2, 1), (3, 0)])
def test_a_change_is_named_near_its_percentage(flag: Flag, words: int, count: int) -> None:
    text = f"Sales of the yard rose {'now ' * words}by 50 percent, from $100 million to $120 million, it said."
    assert len(flag("number/change-differs", text)) == count


KILLED = "The storm killed 14 people on the coast.\n\nThe 14 people killed will be buried on the hill.\n\n"


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("The board mourned the 16 people killed on the coast.", ["16"]),
        ("The board mourned the 14 people killed on the coast.", []),
        ("The board mourned the 16 people killed, 14 at first.", []),
        ("The board helped the 16 people injured on the coast.", []),
        ("The board mourned the 60 people killed in the old war.", []),
        ("The board spoke of 16 earlier reports and people killed.", []),
        ("The board mourned the 16 people of the old town on hills killed.", ["16"]),
        ("The board mourned the 16 people of the very old town on hills killed.", []),
        ("The board has killed with it 16 people of the coast.", ["16"]),
        ("The board has killed with it the 16 people of the coast.", []),
    ],
)
def test_one_count_with_two_values(flag: Flag, text: str, quotes: list[str]) -> None:
    assert [f.quote for f in flag("number/count-differs", KILLED + text)] == quotes


def test_a_count_that_stands_once_contradicts_none_that_does(flag: Flag) -> None:
    assert not flag("number/count-differs", "The storm killed 14 people. The board mourned the 16 people killed.")


@pytest.mark.parametrize(("often", "seldom", "count"), [("two", "one sailor", 0), ("three", "two sailors", 1)])
def test_a_count_is_of_several(flag: Flag, often: str, seldom: str, count: int) -> None:
    text = f"The storm killed {often} sailors. The {often} sailors killed lived here. It killed {seldom} of Lemmer."
    assert len(flag("number/count-differs", text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("She won by 9 points, 54 percent to 43 percent.", 1),
        ("She won by 9.5 points, 54 percent to 43 percent.", 1),
        ("She won by 10 points, 54 percent to 43 percent.", 0),
        ("She won by 12 points, 54 percent to 43 percent.", 0),
        ("She won by 13 points, 54 percent to 43 percent.", 1),
    ],
)
def test_how_far_rounded_shares_lie_apart(flag: Flag, text: str, count: int) -> None:
    assert len(flag("number/margin-differs", text)) == count


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Of the 60 boats 41 are in service and 22 at sea.", Severity.INFO),
        ("Of the 60 seats 41 went to Labour and 22 to the Greens.", Severity.MODERATE),
        ("The 30 delegates included 19 women and 13 men.", Severity.MODERATE),
        ("Twelve of the 30 boats are in service; the other 16 lie ashore.", Severity.MODERATE),
    ],
)
def test_parts_that_may_overlap_are_advice(flag: Flag, text: str, severity: Severity) -> None:
    (finding,) = flag("number/parts-exceed", text)
    assert finding.severity is severity
