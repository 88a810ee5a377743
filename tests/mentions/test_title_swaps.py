"""What the title has otherwise than the text, in the same words: to the last name that counts, and the next."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.title_swaps import find_swaps, is_swapped
from auditor.window import Window

AROUND = "to widen the harbour by spring"
BODY = "The harbour board met on Tuesday to talk about the new ferry, which has been late."


def swaps(title: str, line: str) -> list[tuple[str, str]]:
    """What the title has, and what the text has in its place."""
    text = f"{BODY}\n{line}\n{BODY}"
    found = find_swaps(Document(Article(title=title, text=text)))
    return [(title[slice(*swap.window.bare_span)], text[slice(*swap.told.bare_span)]) for swap in found]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Whitlam", "Whitlam"),
        ("Ada Bo Carr Whitlam", "Ada Bo Carr Whitlam"),
        ("Ada Bo Cy Carr Whitlam", "Bo Cy Carr Whitlam"),
        ("Xi", "Xi"),
        ("Q", ""),
        ("Mayor", ""),
    ],
)
def test_a_name_in_place_of_another_has_two_letters_and_at_most_four_words(written: str, told: str) -> None:
    assert swaps(f"Henderson {AROUND}", f"{written} {AROUND}") == [("Henderson", told)] * bool(told)


@pytest.mark.parametrize(("written", "told"), [("Xi", "Xi"), ("Q", "")])
def test_a_name_that_closes_the_title_is_looked_for_behind_its_words(written: str, told: str) -> None:
    title = "Board to widen the old harbour, says {}"
    assert swaps(title.format("Henderson"), title.format(written)) == [("Henderson", told)] * bool(told)


@pytest.mark.parametrize(("name", "told"), [("Xi", 1), ("Ada Bo Carr Whitlam", 1), ("Ada Bo Cy Carr Whitlam", 0)])
def test_a_name_before_the_last_word_of_the_title_has_at_most_four_words(name: str, told: int) -> None:
    title = "Board to widen the old harbour, says {} today"
    assert swaps(title.format("Henderson"), title.format(name)) == [("Henderson", name)] * told


@pytest.mark.parametrize(
    ("around", "told"),
    [("to widen the harbour by spring", [("Henderson", "Whitlam")]), ("to widen the harbour by", [])],
)
def test_six_words_of_the_title_stand_around_the_other_name(around: str, told: list[tuple[str, str]]) -> None:
    assert swaps(f"Henderson {around}", f"Whitlam {around}") == told


@pytest.mark.parametrize("before", ["", "Old "])
def test_both_halves_of_a_firm_are_its_name(before: str) -> None:
    found = swaps(f"{before}Barf&Henderson {AROUND}", f"{before}Barf&Whitlam {AROUND}")
    assert found == [("Barf&Henderson", "Barf&Whitlam")]


@pytest.mark.parametrize(
    ("number", "other"),
    [
        ("12 boats", "15 boats"),
        ("$12", "$15"),
        ("12 percent", "15 percent"),
        ("12 miles", "15 miles"),
        ("two thirds", "one third"),
        ("12-year-old", "15-year-old"),
        ("Number 12", "Number 15"),
        ("2012", "2015"),
    ],
)
def test_an_amount_in_place_of_another(number: str, other: str) -> None:
    assert len(swaps(f"Board with {number} {AROUND}", f"Board with {other} {AROUND}")) == 1


@pytest.mark.parametrize(
    ("number", "other"), [("12", "12:30"), ("12:30", "12"), ("7 p.m.", "8 p.m."), ("May 7", "May 8"), ("12", "12")]
)
def test_a_time_is_no_amount(number: str, other: str) -> None:
    assert swaps(f"Board with {number} {AROUND}", f"Board with {other} {AROUND}") == []


def test_a_mark_before_a_name_is_no_half_of_it() -> None:
    assert swaps(f"Board (Henderson) {AROUND}", f"Board (Whitlam) {AROUND}") == [("Henderson", "Whitlam")]


def test_a_name_that_the_title_has_too_is_no_other() -> None:
    assert swaps(f"Whitlam asks Henderson {AROUND}", f"Whitlam asks Whitlam {AROUND}") == []


def test_what_stands_before_or_behind_a_swap_is_not_swapped() -> None:
    text = f"{BODY}\nHarbour board with Whitlam and Barford {AROUND}"
    document = Document(Article(title=f"Harbour board with Henderson and Barford {AROUND}", text=text))
    swapped = [at for at in range(len(document.title_tokens)) if is_swapped(Window(document, at, at + 1, "title"))]
    assert swapped == [3]


@pytest.mark.parametrize(("between", "firm"), [("&", "Barf&"), (" & ", "")])
def test_a_space_parts_a_name_from_the_one_before_it(between: str, firm: str) -> None:
    found = swaps(f"Barf{between}Henderson {AROUND}", f"Barf{between}Whitlam {AROUND}")
    assert found == [(f"{firm}Henderson", f"{firm}Whitlam")]


@pytest.mark.parametrize(
    ("title", "line", "found"),
    [
        ("Ferries of Norled Volvo to sail", "The board of Norled Vestland met. " * 3, [("Volvo", "Vestland")]),
        ("Ferries of Norled Volvo to sail", "The board of Norled Vestland met. " * 3 + "Norled met. ", []),
        (
            "Ferries of Norled Volvo to sail",
            "The board of Norled Vestland met. " * 20 + "Norled met. ",
            [("Volvo", "Vestland")],
        ),
        ("Ferries of Norled Volvo to sail", "The board of Norled Vestland met. " * 19 + "Norled met. ", []),
        ("Ferries of Norled Volvo to sail", "The board of Norled Vestland met. " * 3 + "A norled Vestland met. ", []),
        ("Ferries of Norled Volvo to sail", "Norled Vestland met. " * 3 + "Norled Barford met. ", []),
        ("Talks of Norled Pena to go on", "Norled Peña met. " * 3, []),
        (
            "Talks of Heather Volvo to go on",
            "Heather Brandtberg met. " + "Brandtberg met. " * 2,
            [("Volvo", "Brandtberg")],
        ),
        ("Talks of Heather Volvo to go on", "Heather Brandtberg met. Brandtberg met. ", []),
        ("Talks of Heather Volvo to go on", "Heather 5 met. " * 2, []),
        ("Talks of Margaret Whitlam to go on", "Heather Whitlam met. " * 3, []),
        ("Talks of Norled Volvo to go on", "Norled Brandtberg met. " + "Brandtberg met. " * 2, []),
    ],
)
def test_a_half_of_a_name_has_always_the_same_other_half(title: str, line: str, found: list[tuple[str, str]]) -> None:
    assert swaps(title, line) == found
