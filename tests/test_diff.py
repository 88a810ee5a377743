"""Revisions: aligned paragraphs, word changes, moves, and time that stays linear."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.diff import diff_texts
from tests.growth import clocked
from tests.performance.clock import slowness

OLD = "One boat left at dawn on Monday.\n\nTwo boats came back in the evening, the crew said.\n\nNobody was hurt."


def changes(old: str, new: str) -> list[tuple[str, str, str]]:
    return [
        (c.kind, old[c.old.start : c.old.end] if c.old else "", new[c.new.start : c.new.end] if c.new else "")
        for c in diff_texts(old, new)
    ]


def test_edited_word_is_the_only_change() -> None:
    new = OLD.replace("Two boats", "Three boats")
    edited = [change for change in diff_texts(OLD, new) if change.kind != "equal"]
    assert [change.kind for change in edited] == ["edited"]
    words = [
        (w.kind, OLD[w.old.start : w.old.end].strip(), new[w.new.start : w.new.end].strip()) for w in edited[0].words
    ]
    assert [w for w in words if w[0] != "equal"] == [("replace", "Two", "Three")]


@pytest.mark.parametrize("length", [100, 1_000, 12_000])
@pytest.mark.parametrize(
    ("was", "now", "kind"), [("here", "there", "replace"), ("", "there", "insert"), ("here", "", "delete")]
)
def test_one_change_is_found_in_a_paragraph_of_any_length(length: int, was: str, now: str, kind: str) -> None:
    words = [f"w{number}" for number in range(length)]
    middle = length // 2
    old, new = (" ".join([*words[:middle], *word.split(), *words[middle:]]) for word in (was, now))
    (edited,) = diff_texts(old, new)
    told = [(w.kind, old[w.old.start : w.old.end].strip(), new[w.new.start : w.new.end].strip()) for w in edited.words]
    assert [word for word in told if word[0] != "equal"] == [(kind, was, now)]
    assert "".join(new[w.new.start : w.new.end] for w in edited.words) == new


def test_move_insert_and_delete() -> None:
    one, two, three = OLD.split("\n\n")
    new = "\n\n".join([three, one, "A new paragraph about something else altogether."])
    kinds = [(kind, a, b) for kind, a, b in changes(OLD, new)]
    assert ("inserted", "", "A new paragraph about something else altogether.") in kinds
    assert ("deleted", two, "") in kinds
    assert sorted(kind for kind, _, _ in kinds) == ["deleted", "equal", "inserted", "moved"]


def test_same_text_is_equal() -> None:
    assert {kind for kind, _, _ in changes(OLD, OLD)} == {"equal"}
    assert changes("", "") == []


PARAGRAPHS = st.lists(st.sampled_from(["a b c", "a b d", "x y z w", "one two", "", "“q” r"]), max_size=8)


@settings(max_examples=200)
@given(PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_of_both_sides_stands_in_one_change(old: list[str], new: list[str]) -> None:
    a, b = "\n".join(old), "\n".join(new)
    found = diff_texts(a, b)
    assert sorted(a[c.old.start : c.old.end] for c in found if c.old) == sorted(p for p in old if p)
    assert [b[c.new.start : c.new.end] for c in found if c.new] == [p for p in new if p]
    for change in found:
        if change.words and change.old and change.new:
            assert "".join(a[w.old.start : w.old.end] for w in change.words) == a[change.old.start : change.old.end]
            assert "".join(b[w.new.start : w.new.end] for w in change.words) == b[change.new.start : change.new.end]


@pytest.mark.alone
def test_large_revisions_take_under_a_second() -> None:
    words = [f"word{number % 977}" for number in range(20_000)]
    old = " ".join(words)
    new = " ".join(word if number % 50 else "changed" for number, word in enumerate(words))
    slow = slowness()
    for first, second in ((old, new), ("a" * 3_000, "a" * 2_999 + "b"), ("a " * 3_000, "a " * 2_900)):
        assert min(clocked(lambda: diff_texts(first, second)) for _ in range(3)) < slow  # noqa: B023
    lines = "\n".join(words)
    assert clocked(lambda: diff_texts(lines, lines.replace("word5", "w5"))) < 5 * slow
