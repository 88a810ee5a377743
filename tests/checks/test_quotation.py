"""Quotation marks, quotations in two wordings, and names misheard in quotations."""

from collections.abc import Callable

import pytest

from auditor.checks.garbled_name import consonants
from auditor.finding import Finding

Flag = Callable[..., list[Finding]]


@pytest.mark.parametrize(
    "text",
    [
        "“We wait,\" said the keeper, who mixes his marks. 'We do.'",
        "“We wait.\n“We go on waiting.”",
        'He called it “the "old" lamp” and left.',
        'The lamp is 6" wide, the keeper said.',
        "“He said: ‘We wait.’”",
        "He said it twice: “We wait.“ Then he left.",
        "As ever, he said: “The lamp is old. “It will never go out.” Then he left.",
        "As ever, he said: “The lamp is (‘very old.’) “It will never go out.” Then he left.",
        "„Wir warten“, sagte der Wärter. „Wir gehen nicht.“",
    ],
)
def test_paired_marks_pass(flag: Flag, text: str) -> None:
    assert not flag("quotation/unbalanced", text)


@pytest.mark.parametrize(
    "text",
    [
        "“We wait, the keeper said.",
        'The keeper said: "We wait.',
        "“A,” he said. “B.",
        "We left.” “We wait. He said: “We go.",
        "As ever, he said: “The lamp is [(‘very old.’)] “It will never go out.” Then he left.",
    ],
)
def test_open_marks_are_flagged(flag: Flag, text: str) -> None:
    assert len(flag("quotation/unbalanced", text)) == 1


SAID = "“We shall keep the lamp burning for as long as there are ships,” the keeper said.\n\n"


@pytest.mark.parametrize(
    ("again", "count"),
    [
        ("“We shall keep the lamp lit for as long as there are ships,” he repeated.", 1),
        ("“We shall keep the lamp burning for as long as there are ships,” he repeated.", 0),
        ("“We shall keep the lamp burning for as long,” he repeated.", 0),
        ("“They will sell the mill standing for as little as there are buyers,” he added.", 0),
        ("“We shall keep the big lamp burning for as long as there are ships,” he repeated.", 0),
        ("“We shall keep the burning for as long as there are ships,” he repeated.", 0),
        ("“We shall keep the lamp lit for as long as there are ships...” he repeated.", 0),
    ],
)
def test_one_quotation_in_two_wordings(flag: Flag, again: str, count: int) -> None:
    assert len(flag("quotation/differs", SAID + again)) == count


ENGLISH = "\n\nAll of this is what they said when they were there, and that was not the end of it for them."


def words(*changed: int, count: int = 90) -> str:
    """A quotation of `count` different words, those of the numbers `changed` others."""
    letters = [chr(ord("a") + number // 26) + chr(ord("a") + number % 26) for number in range(count)]
    return "“" + " ".join(f"o{pair}" if at in changed else f"w{pair}" for at, pair in enumerate(letters)) + "”"


@pytest.mark.parametrize(
    ("changed", "count", "found"),
    [
        ([75], 90, 1),
        ([85], 90, 0),  # a page between two marks is read at its beginning only
        ([3], 8, 1),  # four words in a row are what both must have
        ([3, 4], 8, 0),
        ([40, 60], 90, 0),  # in one place only
    ],
)
def test_what_two_wordings_have_in_common(flag: Flag, changed: list[int], count: int, found: int) -> None:
    text = f"{words(count=count)} he said.\n\n{words(*changed, count=count)} he wrote.{ENGLISH}"
    assert len(flag("quotation/differs", text)) == found


def test_a_quotation_is_held_against_several(flag: Flag) -> None:
    text = "\n\n".join(f"{each} he said." for each in (words(*range(10, 90)), words(), words(60)))
    assert len(flag("quotation/differs", text + ENGLISH)) == 1


BOARD = "The Council of Ports met on Monday in Lemmer. "


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("“We went to the counsel ports on foot,” he said.", "counsel ports"),
        ("“We went to the ports of the council on foot,” he said.", None),
        ("“We went to the Council of Ports on foot,” he said.", None),
        ("“We went to the fishing ports on foot,” he said.", None),
        ("“We went to the kouncil ports on foot,” he said.", None),
        ("“We went to the comical ports on foot,” he said.", None),
        ("“We went to Counsel ports on foot,” he said.", None),
        ("They went to the counsel ports on foot, he said: “We wait.”", None),
    ],
)
def test_misheard_names(flag: Flag, said: str, quote: str | None) -> None:
    assert [f.quote for f in flag("quotation/garbled-name", BOARD + said)] == ([quote] if quote else [])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The Council of Fish met. “We went to the counsel fish on foot,” he said.", 1),
        ("The Council of Sea met. “We went to the counsel sea on foot,” he said.", 0),  # too short to hold on to
        ("The Council Guild Mandate Harbour Ports met. “We saw counsel guilt mandates harbor ports,” he said.", 1),
        (
            "The Council Guild Old Mandate Harbour Ports met. “We saw counsel guilt hold mandates harbor ports,” he said.",
            0,
        ),
    ],
)
def test_names_of_a_few_long_words_are_looked_for(flag: Flag, text: str, count: int) -> None:
    assert len(flag("quotation/garbled-name", text)) == count


@pytest.mark.parametrize(("others", "count"), [(7, 1), (8, 0)])
def test_of_names_with_one_end_the_first_are_looked_for(flag: Flag, others: int, count: int) -> None:
    names = " ".join(f"The Lemm{letter}r Ports are old." for letter in "abcdfghi"[:others])
    said = "“We went to the counsel ports on foot,” he said."
    assert len(flag("quotation/garbled-name", f"{names} {BOARD} {said}")) == count


@pytest.mark.parametrize(("letters", "count"), [(26, 0), (40, 1)])
def test_of_endless_words_the_beginning_is_compared(flag: Flag, letters: int, count: int) -> None:
    rest = "nr" * letters
    text = f"The Toc{rest}kpf Ports met. “We went to the tug{rest}td ports on foot,” he said."
    assert len(flag("quotation/garbled-name", text)) == count


def test_sounds_that_are_confused_are_one_class() -> None:
    assert consonants("counsel") == consonants("council")
    assert consonants("lemmer") == consonants("lemon") + "r"
