"""Names of office holders that are joined, parted or hyphenated otherwise."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.knowledge import Knowledge
from auditor.mentions.other_forms import find_other_forms

NAMES = (
    "Marta Ruth Barlow Keelhaven",
    "Zoe Barlow Keelmark",
    "Barlow Zoutmaan",
    "Al-Lampzee",
    "J. Lemmer",
    "Ole de Vries-Bakker",
)
FACTS = {
    "offices": [
        {"person": name, "office": "governor", "country": "US-OH", "from": "2015-01-03", "as_of": "2025-10-01"}
        for name in NAMES
    ]
}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("They met Barlow-Keelhaven there.", "Marta Ruth Barlow Keelhaven"),
        ("They met Barlow-Keelmark there.", "Zoe Barlow Keelmark"),
        ("They met Barlow-Zoutmaan there.", None),
        ("They met Zoe Barlowkeelmark there.", "Zoe Barlow Keelmark"),
        ("They met Zoe Barlow-Keelmark there.", "Zoe Barlow Keelmark"),
        ("They met Ole de Vries Bakker there.", "Ole de Vries-Bakker"),
        ("They met Ole de Vries there.", None),
        ("They met Ole de VriesBakker there.", "Ole de Vries-Bakker"),
        ("They met Al Lampzee there.", None),
        ("They met AlLampzee there.", None),
    ],
)
def test_names_in_another_form(text: str, person: str | None) -> None:
    found = find_other_forms(Document(Article(text=text), Knowledge(FACTS)))
    assert [each.people for each in found] == ([(person,)] if person else [])
