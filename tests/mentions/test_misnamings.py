"""Names of bodies and firms that are a word off: those of the tables themselves, right and wrong."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.knowledge import Knowledge
from auditor.knowledge.bodies import BODIES, Named
from auditor.knowledge.firms import FIRMS
from auditor.mentions.misnamings import find_misnamings

ROWS: Sequence[Named] = [*BODIES.rows, *FIRMS.rows]
TABLES: Mapping[str, Any] = {
    "bodies": [
        {"name": "Northern Harbour Safety Board", "as_of": "2026-01-01"},
        {"name": "Bureau of Wind and Water", "as_of": "2026-01-01"},
        {"name": "United Zoutpan", "as_of": "2026-01-01"},
        {"name": "Hokkerveld Zoutpan", "as_of": "2026-01-01"},
        {"name": "Zoutpan Hokkerveld Lampzee Harbour Board", "as_of": "2026-01-01"},
        {"name": "Old Guild, Pilots and Lamps Office", "as_of": "2026-01-01"},
        {"name": "Outer Northern Harbour Safety Board", "as_of": "2026-01-01"},
        {"name": "Lemmel Pilots Guild", "as_of": "2026-01-01"},
        {"name": "Zeehook Lemmer Pilots Guild", "as_of": "2026-01-01"},
        {"name": "Lower Buoys Sluices Board", "as_of": "2026-01-01"},
        {"name": "U.S. Lower Buoys Sluices Board", "as_of": "2026-01-01"},
        {"name": "Broad Zoutvliet", "as_of": "2026-01-01"},
        {"name": "Central Zoutvliet", "as_of": "2026-01-01"},
    ],
    "firms": [{"name": "Lampzee", "founded": 1901, "as_of": "2026-01-01"}],
}


def found(text: str, title: str = "", knowledge: Knowledge | None = None) -> list[tuple[str, str]]:
    """How the names of a text are off, and what is right."""
    document = Document(Article(title=title, text=text), knowledge or Knowledge(TABLES))
    return [(each.slip, each.right) for each in find_misnamings(document)]


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("Northern Harbours Safety Board", "number"),
        ("Northern Harbour Saftey Board", "letter"),
        ("Northern Harbour Safety Bureau", "head"),
        ("Northerly Harbour Safety Board", "stem"),
        ("Northside Harbour Safety Board", "stem"),
        ("Nortel Harbour Safety Board", "word"),
        ("Northern Harbour Seaside Board", "word"),
        ("Outter Northern Harbour Safety Board", "letter"),
        ("U.S. Lower Buoys Sluices Bureau", "head"),
        ("Lemmer Pilots Guild", "letter"),
        ("Broad Zoutvlies", "letter"),
        ("Zoutpan Hokkerveld Lampzee Harbor Bureau", "head"),
        ("Hokkervelt Zoutpan", "letter"),
        ("Bureau for Wind and Water", "link"),
        ("Bureau of Water & Wind", "order"),
        ("Old Guild, Pilots, and Lamp Office", "number"),
        ("Lampze", "letter"),
    ],
)
def test_one_word_off_is_told_with_how(name: str, slip: str) -> None:
    assert [told for told, _ in found(f"A clerk of the {name} read the gauges.")] == [slip]


@pytest.mark.parametrize(
    "name",
    [
        "Northern Harbor Safety Board",
        "Northern Harbour Safety Board's",
        "northern harbour safety bureau",
        "Northern Lamps Seaside Board",
        "The Harbour Safety Board",
        "Bureau of Wind & Water",
        "Old Guild, Pilots, and Lamps Office",
        "United Zoutpen",
        "Central Zoutvlies",
        "Zeehook Lemmer Pilots Guild",
        "Bureau of Wint and Water",
        "Northern Harbour Safety",
    ],
)
def test_right_names_in_any_spelling_and_other_names_are_none(name: str) -> None:
    assert found(f"A clerk of the {name} read the gauges.") == []


def test_a_title_beside_the_text_is_read_too() -> None:
    assert found("The gauges were read.", "Northern Harbour Safety Bureau reads gauges") == [
        ("head", "Northern Harbour Safety Board")
    ]


def test_no_right_name_of_the_tables_is_off() -> None:
    """Each name alone: beside another it might be a part of that."""
    knowledge = Knowledge()
    names = [name for row in ROWS for name in (row.name, *row.forms)]
    assert [name for name in names if found(f"It was told to {name} on Monday.", knowledge=knowledge)] == []


def test_every_wrong_form_of_the_tables_is_off() -> None:
    knowledge = Knowledge()
    wrong = [name for row in ROWS for name in row.wrong if name not in row.former]
    assert [name for name in wrong if not found(f"It was told to {name} on Monday.", knowledge=knowledge)] == []
