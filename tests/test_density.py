"""How dense the code of detection is and how many words stand in it: no more than today, and what became less stays less."""

from pathlib import Path

import pytest

from tools.density import (
    DENSITY_ROOMS,
    WORD_ROOMS,
    branches_per_10_lines,
    find_functions,
    find_word_lists,
)

MAX_BRANCHES_PER_10_LINES = 6.2
"""To come down to 3.5; proselint has 2.4, yamllint 3.8."""
MAX_DENSE_FUNCTIONS = 0
"""Ten branches or more in fifteen lines. To come down to none."""
MAX_WORD_LISTS = 15
"""Lists of words belong into data files, where each says why it is there. These are categories of our own."""

FORKED = """
def one(): return 1
async def nine(words):
    assert words
    for word in words:
        try:
            word = 1 if word and word.a and word.b else 2
        except ValueError:
            pass
    return [x for x in words if x]
"""
WORDS = """
A = frozenset({"by", "until", "o'clock", "vice-president"})
B = ("mr.", "mrs.", "dr.")
C = [["in", "on", "at"], 1]
NOT = {"two", "words"}, ("Not", "in", "capitals"), ["one", "two", 3], ("in other words", "so", "to"), {"a1", "b1", "c1"}
VALUES = frozenset({"place", "claimed", "known"})
chosen = OneOf(("low", "middle", "high")), validate.OneOf(["low", "middle", "high"])
kind: Literal["red", "green", "blue"]
ahead = len(("who", "serves", "as"))
"""


def test_each_way_that_parts_is_a_branch(tmp_path: Path) -> None:
    (tmp_path / "forked.py").write_text(FORKED)
    one, nine = find_functions([tmp_path])
    assert (one.name, one.branches, one.lines, one.is_dense) == ("one", 1, 1, False)
    assert (nine.name, nine.branches, nine.lines, nine.is_dense) == ("nine", 9, 8, False)
    assert branches_per_10_lines([one, nine]) == pytest.approx(10 * 10 / 9)


@pytest.mark.parametrize(("branches", "lines", "dense"), [(10, 15, True), (9, 5, False), (10, 16, False)])
def test_ten_branches_in_fifteen_lines_are_dense(tmp_path: Path, branches: int, lines: int, dense: bool) -> None:
    filled = "".join(f"    {number}\n" for number in range(lines - 2))
    (tmp_path / "made.py").write_text(f"def made(a):\n{filled}    return {' or '.join('a' * branches)}\n")
    (made,) = find_functions([tmp_path])
    assert (made.branches, made.lines, made.is_dense) == (branches, lines, dense)


def test_a_word_list_is_made_of_lower_case_words_only(tmp_path: Path) -> None:
    (tmp_path / "words.py").write_text(WORDS)
    assert sorted(find_word_lists([tmp_path])) == [
        ("by", "until", "o'clock", "vice-president"),
        ("in", "on", "at"),
        ("mr.", "mrs.", "dr."),
    ]


def held(name: str, found: float, most: float, slack: float) -> None:
    """Fail if `found` is above the limit `most`, or so far below that the limit holds nothing any more."""
    assert found <= most, f"{found} are more than {name} = {most}: `python tools/density.py` shows the worst"
    assert found >= round(most - slack, 1), f"tighten {name} in tests/test_density.py from {most} to {found}"


def test_branches_of_detection() -> None:
    functions = list(find_functions(DENSITY_ROOMS))
    held("MAX_BRANCHES_PER_10_LINES", round(branches_per_10_lines(functions), 1), MAX_BRANCHES_PER_10_LINES, 0.2)
    held("MAX_DENSE_FUNCTIONS", sum(f.is_dense for f in functions), MAX_DENSE_FUNCTIONS, 3)


def test_word_lists_of_detection() -> None:
    held("MAX_WORD_LISTS", len(list(find_word_lists(WORD_ROOMS))), MAX_WORD_LISTS, 3)


@pytest.mark.parametrize(("found", "says"), [(7.0, "more than MAX"), (6.5, "tighten MAX")])
def test_the_limit_fails_on_both_sides(found: float, says: str) -> None:
    with pytest.raises(AssertionError, match=says):
        held("MAX", found, 6.8, 0.2)
