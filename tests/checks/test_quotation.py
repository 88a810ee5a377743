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
        "„Wir warten“, sagte der Wärter. „Wir gehen nicht.“",
    ],
)
def test_paired_marks_pass(flag: Flag, text: str) -> None:
    assert not flag("quotation/unbalanced", text)


@pytest.mark.parametrize("text", ["“We wait, the keeper said.", 'The keeper said: "We wait.', "“A,” he said. “B."])
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
    ],
)
def test_one_quotation_in_two_wordings(flag: Flag, again: str, count: int) -> None:
    assert len(flag("quotation/differs", SAID + again)) == count


BOARD = "The Council of Ports met on Monday in Lemmer. "


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("“We went to the counsel ports on foot,” he said.", "counsel ports"),
        ("“We went to the ports of the council on foot,” he said.", None),
        ("“We went to the Council of Ports on foot,” he said.", None),
        ("“We went to the fishing ports on foot,” he said.", None),
        ("They went to the counsel ports on foot, he said.", None),
    ],
)
def test_misheard_names(flag: Flag, said: str, quote: str | None) -> None:
    assert [f.quote for f in flag("quotation/garbled-name", BOARD + said)] == ([quote] if quote else [])


def test_sounds_that_are_confused_are_one_class() -> None:
    assert consonants("counsel") == consonants("council")
    assert consonants("lemmer") == consonants("lemon") + "r"
