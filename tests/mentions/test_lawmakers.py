"""What is read as a politician's party or state, and what is not."""

import pytest

from auditor import Article
from auditor.document import Document
from auditor.knowledge import Knowledge
from auditor.mentions.lawmakers import find_affiliations

FACTS = {
    "offices": [
        {"person": "Marta Keel", "office": "senator", "country": "US-OH", "from": "2011-01-03", "as_of": "2025-01-01"},
        {
            "person": "Oren Pratt",
            "office": "representative",
            "country": "US-TX",
            "from": "2011-01-03",
            "as_of": "2025-01-01",
        },
    ]
}


def found(text: str) -> list[tuple[str, str, set[str], set[str]]]:
    """Passage, form, parties and states of each statement."""
    document = Document(Article(text=text), Knowledge(FACTS))
    affiliations = document.layer(find_affiliations)
    return [(text[slice(*each.window.span)], each.form, {*each.parties}, {*each.states}) for each in affiliations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sen. Marta Keel, R-N.C., left.", [("Marta Keel, R-N.C.", "tag", {"R"}, {"US-NC"})]),
        ("Sen. Marta Keel (D-W. Va.) left.", [("Marta Keel (D-W. Va.)", "tag", {"D"}, {"US-WV"})]),
        ("Sen. Marta Keel [I–VT] left.", [("Marta Keel [I–VT]", "tag", {"I"}, {"US-VT"})]),
        ("Rep. Oren Pratt (R-Texas 21) left.", [("Oren Pratt (R-Texas", "tag", {"R"}, {"US-TX"})]),
        ("Rep. Oren Pratt (R., Tex.) left.", [("Oren Pratt (R., Tex.)", "tag", {"R"}, {"US-TX"})]),
        ("Rep. Oren Pratt (D-Ca.) left.", [("Oren Pratt (D-Ca.)", "tag", {"D"}, {"US-CA"})]),
        ("Marta Keel left. Keel, R-Ohio, was ill.", [("Keel, R-Ohio", "tag", {"R"}, {"US-OH"})]),
        ("The lawmakers Marta Keel of Maine and he left.", [("Marta Keel of Maine", "of", set(), {"US-ME"})]),
        (
            "Rep. Oren Pratt of Washington left.",
            [("Oren Pratt of Washington", "of", set(), {"US-WA", "US-DC"})],
        ),
        ("Sen. Marta Keel, R-La. On Monday.", [("Marta Keel, R-La.", "tag", {"R"}, {"US-LA"})]),
        ("GOP Sen. Marta Keel left.", [("GOP Sen. Marta Keel", "titled", {"R"}, set())]),
        (
            "Democratic House Majority Leader Oren Pratt left.",
            [("Democratic House Majority Leader Oren Pratt", "titled", {"D"}, set())],
        ),
        (
            "Republican former U.S. House Majority Leader Rep. Oren Pratt left.",
            [("Republican former U.S. House Majority Leader Rep. Oren Pratt", "titled", {"R"}, set())],
        ),
        (
            "Oren Pratt, a veteran moderate Republican, left.",
            [("Oren Pratt, a veteran moderate Republican", "apposition", {"R"}, set())],
        ),
        (
            f"The lawmakers {'and he ' * 14}Marta Keel of Maine left.",
            [("Marta Keel of Maine", "of", set(), {"US-ME"})],
        ),
        ("Texas Democrat Oren Pratt left.", [("Texas Democrat Oren Pratt", "beside", {"D"}, {"US-TX"})]),
        ("Oren Pratt, the top Democrat on it, left.", [("Oren Pratt, the top Democrat", "apposition", {"D"}, set())]),
        ("Oren Pratt, Republican of Utah, left.", [("Oren Pratt, Republican of Utah", "apposition", {"R"}, {"US-UT"})]),
    ],
)
def test_is_read(text: str, expected: list[tuple[str, str, set[str], set[str]]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ruth Calder, R-Ohio, left.",
        "Marta Keel, I think, left.",
        "Marta Keel, d-Ohio, left.",
        "Rep. Oren Pratt (R-Kansas City) left.",
        "Rep. Oren Pratt of Virginia Beach left.",
        "Rep. Oren Pratt of Chicago left.",
        "Marta Keel of Maine left.",
        f"The lawmakers {'and he ' * 15}Marta Keel of Maine left.",
        "Republican former U.S. House Majority Leader Sen. Rep. Oren Pratt left.",
        "Oren Pratt, a veteran senior moderate Republican, left.",
        "The ex-Democrat Marta Keel and the Democrat-led Marta Keel left.",
        "Marta Keel, Republicans, and he left.",
        "Marta Keel, a Republican strategist, left.",
        "Marta Keel, Republican, left.",
        "Marta Keel, a democrat, left.",
        "Marta Keel and a Democrat left.",
        "Marta Keel, the GOP of Utah, left.",
        "Marta Keel - R-Ohio - left.",
        "The Republican Senate Marta Keel left.",
        "He is no Democrat. Marta Keel is.",
        "He had said so to the Democratic leader. Marta Keel left.",
    ],
)
def test_is_not_read(text: str) -> None:
    assert found(text) == []
