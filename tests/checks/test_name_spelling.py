"""One name in two spellings is flagged; namesakes, plurals and possessives are not."""

from collections.abc import Callable

import pytest

from auditor.finding import Finding
from tests.growth import clocked, too_steep

Flag = Callable[..., list[Finding]]
RULE = "language/name-spelled-two-ways"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Keeper Willem Hoekstra left. They miss Willem Hokestra now.", "Hokestra"),
        ("Keeper Willem Hoekstra left. They miss Willem Hoekstra’s wife.", None),
        ("Keeper Willem Hoekstra left. They miss Anna Hokestra now.", None),
        ("They saw Workummer. In Workummer it rains. From Workummer to Workumer is far.", "Workumer"),
        ("They saw Workummer. From Workummer to Workumer is far.", None),
        ("The Finance Minister and the Finance Ministry met.", None),
        ("The Western Organisation met the Western Organization.", None),
        ("Norway won in Iceland. Norway lost in Ireland. Norway drew in Ireland, not in old Ireland.", None),
        ("She has the book Lonely Planet. He works at the Lonely Plant.", None),
        ("The Harbour Commitee met. All of the Harbour Committee left the committee.", None),
    ],
)
def test_names(flag: Flag, text: str, quote: str | None) -> None:
    assert [f.quote for f in flag(RULE, text)] == ([quote] if quote else [])


def test_a_list_of_like_names_takes_linear_time(flag: Flag) -> None:
    def names(count: int) -> str:
        return " ".join(f"saw A{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}ena" for i in range(count))

    assert not flag(RULE, names(8_000))
    assert too_steep(lambda count: {"audit": clocked(lambda: flag(RULE, names(count)))}, 1_000, 8_000) == {}
