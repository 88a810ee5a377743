"""How two spellings differ: in capitals, accents, a doubled letter, at the end, or in no way that is heard."""

from collections.abc import Callable

import pytest

from auditor.text.difference import (
    at_end_only,
    by_last_capital,
    in_accent_only,
    in_case_only,
    in_doubling_only,
    in_last_letter,
    sounds_alike,
)


@pytest.mark.parametrize(
    ("test", "one", "other", "holds"),
    [
        (in_case_only, "Macdonald", "MacDonald", True),
        (in_case_only, "Macdonald", "MacDonnald", False),
        (in_accent_only, "Gómez", "Gomez", True),
        (in_accent_only, "O’Reilly", "O'Reilly", True),
        (in_accent_only, "Gomez", "GomeZ", False),
        (in_doubling_only, "Janssen", "Jansen", True),
        (in_doubling_only, "Jansen", "Jensen", False),
        (in_doubling_only, "Jansen", "JanSen", False),
        (at_end_only, "Texans", "Texas", True),
        (at_end_only, "Sweden", "Swedes", True),
        (at_end_only, "Swedan", "Sweden", True),
        (at_end_only, "Swiden", "Sweden", False),
        (at_end_only, "Hoekstra", "Hokestra", False),
        (in_last_letter, "Petrova", "Petrov", True),
        (in_last_letter, "Petersen", "Peterson", False),
        (in_last_letter, "Hoekstra", "Hoekstri", True),
        (in_last_letter, "Aoekstra", "Hoekstri", False),
        (by_last_capital, "TolvenaarR", "Tolvenaar", True),
        (by_last_capital, "Tolvenaar", "Tolvenaarr", False),
        (by_last_capital, "Tolvenaar", "ValLando", False),
        (sounds_alike, "Antony", "Anthony", True),
        (sounds_alike, "Frederick", "Frederik", True),
        (sounds_alike, "Eric", "Erik", True),
        (sounds_alike, "Bryan", "Brian", True),
        (sounds_alike, "Suzan", "Susan", True),
        (sounds_alike, "Mohammed", "Mohamed", True),
        (sounds_alike, "Hanna", "Anna", False),
        (sounds_alike, "Christine", "Christie", False),
    ],
)
def test_differences(test: Callable[[str, str], bool], one: str, other: str, holds: bool) -> None:
    assert test(one, other) is test(other, one) is holds
