"""The tables beside that of office holders: natures, royal titles, ordinals and regnal names fit each other and it."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from auditor.knowledge import Knowledge
from auditor.knowledge.natures import NATURES
from auditor.knowledge.offices import Office, load_offices
from auditor.knowledge.ordinals import ORDINALS
from auditor.knowledge.regnal import REGNAL_NAMES
from auditor.knowledge.royals import ROYAL_TITLES
from auditor.knowledge.table import KnowledgeError

OFFICES = load_offices()
KNOWLEDGE = Knowledge()


def test_natures_speak_of_roles_and_places_of_the_table_of_offices() -> None:
    for row in NATURES.rows:
        assert row.place in OFFICES.places
        assert row.roles <= OFFICES.roles.keys()


def test_natures_of_one_country_follow_each_other() -> None:
    for row in NATURES.rows:
        on = [other for other in NATURES.rows if other.place == row.place and other.start <= row.start]
        assert [other for other in on if other.end is None or other.end > row.start] == [row]


@pytest.mark.parametrize(
    ("place", "day", "state", "government"),
    [
        ("JP", date(2025, 6, 1), "monarch", "prime-minister"),
        ("TR", date(2018, 7, 8), "president", "prime-minister"),
        ("TR", date(2018, 7, 9), "president", "president"),
        ("BB", date(2021, 11, 29), "monarch", "prime-minister"),
        ("BB", date(2021, 11, 30), "president", "prime-minister"),
    ],
)
def test_orders_of_countries(place: str, day: date, state: str, government: str) -> None:
    nature = KNOWLEDGE.natures.at(place, day)
    assert nature
    assert (nature.state, nature.government) == ((state,), (government,))


def test_nothing_is_known_of_an_order_before_its_row() -> None:
    assert KNOWLEDGE.natures.at("JP", date(1900, 1, 1)) is None
    assert KNOWLEDGE.natures.at("XX", date(2025, 1, 1)) is None


def test_ordinals_of_one_office_are_one_persons_each() -> None:
    counts = Counter((row.office, number) for row in ORDINALS.rows for number in row.numbers)
    assert set(counts.values()) == {1}
    presidents = sorted(n for row in ORDINALS.rows if row.office == Office("US", "president") for n in row.numbers)
    assert presidents == list(range(1, 48))


def test_numbers_that_reign_are_no_higher_than_the_last() -> None:
    for row in REGNAL_NAMES.rows:
        assert (row.number is None) == (row.start is None)
        assert (row.number or 1) <= row.last


def test_royal_titles_end_after_they_begin() -> None:
    assert all(row.end is None or row.start < row.end for row in ROYAL_TITLES.rows)


ROWS = {
    "natures": "{country: JP, head_of_state: [president], head_of_government: [president], from: 2026-01-01",
    "royal-titles": "{person: Ada, names: [Ada], title: Duchess, place: Marsh, from: 2020-01-01",
    "ordinals": "{office: president, country: BR, names: [Ada Brandt], numbers: [99]",
    "regnal-names": "{title: king, name: Rupert, last: 3, number: 3, from: 2020-01-01",
}


@pytest.mark.parametrize("name", ROWS)
def test_a_newsroom_lays_its_rows_over_each(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.yaml").write_text(f"- {ROWS[name]}, as_of: 2026-02-01}}\n")
    own = Knowledge(folder=tmp_path)
    found = {
        "natures": lambda: own.natures.at("JP", date(2025, 6, 1)) is None,
        "royal-titles": lambda: own.royal_titles.has("duchess", "Marsh") and own.royal_titles.has("princess", "Wales"),
        "ordinals": lambda: len(own.ordinals.rows) == len(ORDINALS.rows) + 1,
        "regnal-names": lambda: len(own.regnal_names.rows) == len(REGNAL_NAMES.rows) + 1,
    }
    assert found[name]()


@pytest.mark.parametrize("name", ROWS)
def test_a_row_without_its_day_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.yaml").write_text(f"- {ROWS[name]}}}\n")
    own = Knowledge(folder=tmp_path)
    with pytest.raises(KnowledgeError, match="row 1: as_of"):
        getattr(own, name.replace("-", "_"))
