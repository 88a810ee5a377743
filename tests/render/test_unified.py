"""A unified diff is what `patch` and other tools read: difflib's own, in bounded time."""

import difflib
import re
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.render.unified import NO_NEWLINE, unified_diff
from tests.growth import clocked, too_steep

TEXT = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "\n", "d\u2028e\n"]), max_size=30).map("".join)


@given(TEXT, TEXT, st.sampled_from(["", "end", "end\r"]))
@settings(max_examples=200)
def test_it_says_how_to_make_the_new_text(old: str, new: str, end: str) -> None:
    assert patched(old + end, list(unified_diff(old + end, new, "a.txt"))) == new


def patched(old: str, lines: list[str]) -> str:
    """`old` with a diff applied, strictly."""
    before, after, at = re.findall(r"[^\n]*\n|[^\n]+", old), list[str](), 0
    for line in "".join(lines).replace(NO_NEWLINE, "\0\n").split("\n")[2:-1]:
        if line.startswith("@@"):
            start, _, length = line.split()[1].removeprefix("-").partition(",")
            first = int(start) - (length != "0")
            after += before[at:first]
            at = first
            continue
        text = line[1:].removesuffix("\0") if line.endswith("\0") else f"{line[1:]}\n"
        if line[0] in " -":
            assert before[at] == text
            at += 1
        if line[0] in " +":
            after.append(text)
    return "".join(after + before[at:])


def test_small_texts_give_what_difflib_gives() -> None:
    old = "".join(f"line {number}\n" for number in range(40))
    new = old.replace("line 3\n", "").replace("line 20\n", "line twenty\n") + "one more\n"
    theirs = difflib.unified_diff(old.splitlines(True), new.splitlines(True), "a.txt", "a.txt")
    assert list(unified_diff(old, new, "a.txt")) == list(theirs)
    assert list(unified_diff(old, old, "a.txt")) == []


def test_lines_that_stand_many_times_take_linear_time() -> None:
    def work(size: int) -> Mapping[str, float]:
        lines = [f"x{number % 150}\n" for number in range(size)]
        kept = "".join(line for at, line in enumerate(lines) if at % (size // 4) != 7)
        return {"diff": clocked(lambda: list(unified_diff("".join(lines), kept, "a.txt")))}

    assert too_steep(work) == {}
