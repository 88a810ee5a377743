"""Numbers of titles, held against those of the text."""

import pytest

from auditor.finding import Severity
from tests.checks.test_titles import FERRY, findings


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Board of 25 to meet", "Twenty-five members will come."),
        ("Ferry cost $1.4 billion", "It cost $1,386,000,000 to build."),
        ("Ferry cost $1.38 billion", "It cost $1,386,000,000 to build."),
        ("600 boats in harbour", "In the harbour lie 551 boats."),
        ("25 percent of boats are late", "A quarter of the boats are late."),
        ("75 percent of boats are late", "Three-quarters of the boats are late."),
        ("Two days of rain", "It rained for 48 hours."),
        ("18 months of rain", "It rained for a year and a half, or 1.5 years."),
        ("More than 40 boats in harbour", "In the harbour lie 50 boats."),
        ("Nearly 40 boats in harbour", "In the harbour lie 32 boats."),
        ("About 40 boats in harbour", "In the harbour lie 44 boats."),
        ("90 boats in harbour", "In the harbour lie 20 boats, 30 yachts and 40 ships."),
    ],
)
def test_a_number_is_borne_out_in_other_words(title: str, text: str) -> None:
    assert not findings(title, FERRY + text, "number-differs")
    assert not findings(title, FERRY + text, "number-absent")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("80 boats in harbour", "In the harbour lie 75 boats."),
        ("26 percent of boats are late", "A quarter of the boats are late."),
        ("More than 40 boats in harbour", "In the harbour lie 51 boats."),
        ("Nearly 40 boats in harbour", "In the harbour lie 31 boats."),
        ("About 40 boats in harbour", "In the harbour lie 45 boats."),
        ("100 boats in harbour", "In the harbour lie 20 boats, 30 yachts, 40 ships and 10 rafts."),
    ],
)
def test_a_number_that_is_near_is_another(title: str, text: str) -> None:
    assert {f.rule for f in findings(title, text)} & {"title/number-differs", "title/number-absent"}


def test_another_number_for_the_same_is_a_conflict_with_its_evidence() -> None:
    text = "The ferry cost $1.4 billion to build, the board said. It has been late on nine days out of ten."
    (finding,) = findings("Ferry cost board $7.4 billion to build", text, "number-differs")
    assert (finding.quote, finding.severity) == ("$7.4 billion", Severity.MODERATE)
    assert finding.evidence[0].quote == "$1.4 billion"
    assert not findings("Ferry cost board $7.4 billion to build", text, "number-absent")


@pytest.mark.parametrize(("boats", "rule"), [(30, "title/number-differs"), (31, "title/number-absent")])
def test_numbers_far_apart_are_of_other_things(boats: int, rule: str) -> None:
    (finding,) = findings(
        f"{boats * 10} boats lie in harbour", f"In the harbour lie {boats - boats % 30 * 2} boats.", ""
    )
    assert finding.rule == rule


def test_a_number_of_another_matter_is_advice() -> None:
    (finding,) = findings("Ferry cost $7.4 billion", FERRY + "It cost $1.4 billion to build.", "number-absent")
    assert (finding.quote, finding.severity) == ("$7.4 billion", Severity.INFO)


def test_a_year_has_no_comma() -> None:
    text = "In the harbour of Lemmer lie 1,900 boats, the harbour master said. They race on Monday."
    assert findings("1,600 boats lie in harbour of Lemmer", text, "number-differs")
    assert not findings("1600 boats lie in harbour of Lemmer", text, "number-differs")
