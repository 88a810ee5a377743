"""Lists of names: what their items are, and where they end."""

import pytest

from auditor.checks.listing import find_lists
from auditor.text.tokens import find_tokens


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Spain, Italy and Malta met.", []),
        ("Spain, Italy, Malta or Cyprus met.", ["Spain", "Italy", "Malta", "Cyprus"]),
        ("Spain, Italy, and Malta met.", ["Spain", "Italy", "Malta"]),
        ("It was seen, Italy, and Malta met.", ["Italy", "Malta"]),
        ("Spain, Old Great West Bank, and Malta met.", ["Spain", "Old Great West Bank", "Malta"]),
        ("Spain, The Old Great West Bank, and Malta met.", []),
        (
            "Old Great West Bank, Italy, and Old Great West Bank met.",
            ["Old Great West Bank", "Italy", "Old Great West Bank"],
        ),
        ("The Old Great West Bank, Italy, and Malta met.", ["Old Great West Bank", "Italy", "Malta"]),
        ("Spain, Bank of new hope, and Malta met.", []),
        ("Spain, Italy and nobody met.", []),
        ("Spain, Italy, Malta,", []),
        ("Spain,, and Malta met.", []),
    ],
)
def test_a_list_has_names_of_four_words_and_a_conjunction(text: str, items: list[str]) -> None:
    tokens = find_tokens(text)
    found = [[" ".join(tokens.words[item.first : item.end]) for item in each] for each in find_lists(tokens)]
    assert found == [items] * bool(items)
