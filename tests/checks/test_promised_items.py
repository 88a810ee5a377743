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
