"""What the title has otherwise than the text, in the same words: to the last name that counts, and the next."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.title_swaps import find_swaps

AROUND = "to widen the harbour by spring"
BODY = "The harbour board met on Tuesday to talk about the new ferry, which has been late."


def swaps(title: str, line: str) -> list[tuple[str, str]]:
    """What the title has, and what the text has in its place."""
    text = f"{BODY}\n{line}\n{BODY}"
    found = find_swaps(Document(Article(title=title, text=text)))
    return [(title[slice(*swap.span)], text[slice(*swap.other)]) for swap in found]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Whitlam", "Whitlam"),
        ("Ada Bo Carr Whitlam", "Ada Bo Carr Whitlam"),
        ("Ada Bo Cy Carr Whitlam", "Bo Cy Carr Whitlam"),
        ("Xi", "Xi"),
        ("X", ""),
    ],
)
def test_a_name_in_place_of_another_has_two_letters_and_at_most_four_words(written: str, told: str) -> None:
    assert swaps(f"Henderson {AROUND}", f"{written} {AROUND}") == [("Henderson", told)] * bool(told)


@pytest.mark.parametrize(("written", "told"), [("Xi", "Xi"), ("X", "")])
def test_a_name_that_closes_the_title_is_looked_for_behind_its_words(written: str, told: str) -> None:
    title = "Board to widen the old harbour, says {}"
    assert swaps(title.format("Henderson"), title.format(written)) == [("Henderson", told)] * bool(told)


@pytest.mark.parametrize("before", ["", "Old "])
def test_both_halves_of_a_firm_are_its_name(before: str) -> None:
    found = swaps(f"{before}Barf&Henderson {AROUND}", f"{before}Barf&Whitlam {AROUND}")
    assert found == [("Barf&Henderson", "Barf&Whitlam")]
