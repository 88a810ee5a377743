"""Whom a text names: by full names, and by surnames once it has those."""

import pytest

from auditor import Article
from auditor.document import Document
from auditor.knowledge import Knowledge
from auditor.mentions.lives import find_bearers_by_surname
from auditor.mentions.people import find_people, goes_on
from auditor.window import Window

FACTS = {
    "offices": [
        {"person": person, "office": "senator", "country": "US-OH", "from": "2011-01-03", "as_of": "2025-01-01"}
        for person in ("Marta Keel", "Rob Strand", "Park Min-ho")
    ],
    "lives": [
        {"person": "Marta Keel", "born": 1961, "as_of": "2025-10-01", "source": "register"},
        {"person": "Hugo Vane III", "born": 1931, "as_of": "2025-10-01", "source": "register"},
    ],
}


def document(text: str) -> Document:
    return Document(Article(text=text), Knowledge(FACTS))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He met Marta Keel and Rob Strand.", ["Marta Keel", "Rob Strand"]),
        ("It would rob Strand of his seat.", []),
        ("He met Park Min-", []),
    ],
)
def test_a_full_name_begins_with_a_capital(text: str, names: list[str]) -> None:
    found = document(text)
    assert [text[slice(*each.window(found).span)] for each in find_people(found).by_first.values()] == names


@pytest.mark.parametrize(
    ("before", "is_named"),
    [
        ("But", True), ("Senator", True), ("Later the miller", True), ("Lia", False), ("June", False),
        ("Lia van", False), ("Senator van", True),
    ],
)  # fmt: skip
def test_a_surname_names_nobody_behind_another_first_name(before: str, is_named: bool) -> None:
    found = document(f"Marta Keel spoke. {before} Keel did not. The keel was wet, pro-keel or not.")
    at = found.tokens.words.index("did")
    assert (find_people(found).before(Window(found, at, at + 1)) is not None) == is_named
    assert len(find_bearers_by_surname(found)) == is_named
    assert find_people(found).surnames == {at - 1: "keel"}


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        ("Keel spoke.", False), ("Keel Strand spoke.", True), ("Keel Monday spoke.", False), ("Keel-Strand spoke.", True),
        ("Keel - she spoke.", False), ("Keel- she spoke.", False), ("Keel's Boat sank.", False),
        ("Keel bin Strand spoke.", True), ("Keel al-Strand spoke.", True), ("Keel la spoke.", False),
    ],
)  # fmt: skip
def test_whether_another_name_goes_on_behind_a_surname(text: str, longer: bool) -> None:
    assert goes_on(Window(document(text), 0, 1)) == longer


def test_further_mentions_by_surname() -> None:
    found = document("Hugo Vane III met Hugo Vane III. Marta Keel met Vane.")
    assert [(each.window.words, [life.person for life in each.lives]) for each in find_bearers_by_surname(found)] == [
        (["vane"], ["Hugo Vane III"])
    ]
