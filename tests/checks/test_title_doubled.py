"""Titles that stand in the text a second time."""

from collections.abc import Mapping

import pytest

from auditor import Article
from auditor.finding import DELETE, Severity
from tests.checks.test_titles import AUDITOR, FERRY, findings, severity
from tests.growth import clocked, too_steep


@pytest.mark.parametrize(("marks", "deleted"), [("!!!!", True), (" II", False)])
def test_a_title_may_have_marks_behind_it(marks: str, deleted: bool) -> None:
    text = f"{FERRY}\n\nFerry late on nine days in ten{marks}\n\n{FERRY}"
    found = findings("Ferry late on nine days in ten", text, "doubled")
    assert [finding.fix == DELETE for finding in found] == [deleted]


@pytest.mark.parametrize(
    ("title", "flagged"),
    [("Ferry late yet again", True), ("Ferry late ever more", True), ("Ferry is late again", False)],
)
def test_a_title_of_twenty_letters_is_doubled(title: str, flagged: bool) -> None:
    assert bool(findings(title, f"The board met on Tuesday.\n\n{title}\n\n{FERRY}", "doubled")) is flagged


@pytest.mark.parametrize(
    ("title", "twice"), [("Location, location here - Location, location here", True), ("Late ferry, late ferry", False)]
)
def test_three_words_or_more_are_a_title_said_twice(title: str, twice: bool) -> None:
    assert bool([f for f in findings(title, FERRY, "doubled") if f.field == "title"]) is twice


def test_only_one_finding_for_the_first_line_which_is_advice() -> None:
    title = "Ferry late on nine days in ten"
    assert severity(title, f"{title}\n\n{FERRY}", "doubled") is Severity.INFO
    assert severity(title, f"{FERRY}\n\n{title}\n\n{FERRY}", "doubled") is Severity.MINOR


@pytest.mark.parametrize(("lines", "flagged"), [(2, True), (3, False)])
def test_a_second_title_stands_within_three_lines(lines: int, flagged: bool) -> None:
    head = "Ferry to Lemmer late on nine days in ten, board admits"
    other = "Ferry to Lemmer late on nine days in ten since spring"
    text = "\n".join([head, *(f"By no means {number}" for number in range(lines)), other, FERRY * 2])
    assert [finding.fix for finding in findings("", text, "doubled")] == [None] * flagged


@pytest.mark.parametrize(
    ("title", "line", "flagged"),
    [
        ("Old ferry is late on a bay", "Is on a bay now", True),
        ("Old harbourmaster resigns today", "Today old harbourmaster resigns", True),
        ("Harbourmaster resigns today", "Today harbourmaster resigns", False),
        ("Board admits ferry to Lemmer late on nine days", "Ferry to Lemmer late passenger", True),
        ("Board admits ferry to Lemmer is late on nine days", "Ferry to Lemmer is late passage two", False),
    ],
)
def test_a_second_title_has_four_words_and_eighty_hundredths_of_the_first(title: str, line: str, flagged: bool) -> None:
    assert bool(findings("", f"{title}\n{line}\n{FERRY * 2}", "doubled")) is flagged


@pytest.mark.parametrize(("times", "told"), [(20, 20), (21, 20)])
def test_a_title_is_told_twenty_times_at_most(times: int, told: int) -> None:
    title = "Ferry late on nine days in ten"
    assert len(findings(title, FERRY + f"\n\n{title}\n\nIt was late." * times, "doubled")) == told


def test_the_title_three_times_is_two_repeats() -> None:
    title = "Ferry late on nine days in ten"
    text = f"{title}\n{title}\n{FERRY}\n{title}. Photo: A. Miller\n{FERRY}"
    assert [finding.fix for finding in findings("", text, "doubled")] == [DELETE, None]  # the credit would be torn


def test_a_title_that_fills_the_text_takes_linear_time() -> None:
    title = "Ferry late on nine days in ten"

    def work(times: int) -> Mapping[str, float]:
        article = Article(title=title, text=f"{title}\n" * times)
        return {"audit": clocked(lambda: AUDITOR.audit(article))}

    assert too_steep(work, 500, 4_000) == {}
