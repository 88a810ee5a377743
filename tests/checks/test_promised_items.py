"""How sure it is that a list is not as long as promised."""

from collections.abc import Callable

import pytest

from auditor.finding import Finding, Severity

Flag = Callable[..., list[Finding]]


@pytest.mark.parametrize(
    ("title", "items", "severity"),
    [
        ("Three reasons to take the ferry", 2, Severity.INFO),
        ("Three reasons to take the ferry", 4, Severity.MODERATE),
        ("Three reasons to take the ferry", 5, Severity.INFO),
    ],
)
def test_a_list_that_is_cut_or_another_is_advice(flag: Flag, title: str, items: int, severity: Severity) -> None:
    text = "\n\n".join(f"{place}. It is fast" for place in range(1, items + 1))
    assert [finding.severity for finding in flag("title/items-differ", text, title=title)] == [severity]


@pytest.mark.parametrize(
    ("count", "severity"), [("Two", Severity.MODERATE), ("Three", Severity.MODERATE), ("Five", Severity.INFO)]
)
def test_a_sentence_that_names_more_than_told_is_wrong(flag: Flag, count: str, severity: Severity) -> None:
    (finding,) = flag("number/items-differ", f"{count} boats will sail: Gull, Tern, Swift and Rook.")
    assert finding.severity == severity


def test_one_number_makes_no_list(flag: Flag) -> None:
    assert not flag("title/items-differ", "1. It is fast", title="Two reasons to take the ferry")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The yard has two MBDs (Bow, Stern and Mast) in it.", 0),
        ("The yard has two Mbds (Bow, Stern and Mast) in it.", 1),
        ("The three towns, Norway, Sweden, Denmark and Delft, met in May.", 0),
        ("The three towns, Norway, Sweden, Denmark and Finland, met in May.", 1),
    ],
)
def test_what_names_no_item_of_its_own(flag: Flag, text: str, count: int) -> None:
    assert len(flag("number/items-differ", text)) == count
