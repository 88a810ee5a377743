"""The tables of bodies and firms: what a row may say, and a newsroom's own rows."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from auditor.knowledge import Knowledge
from auditor.knowledge.bodies import BODIES, Named, read_former
from auditor.knowledge.firms import FIRMS
from auditor.knowledge.gazetteer import load_gazetteer

ROWS: Sequence[Named] = [*BODIES.rows, *FIRMS.rows]


def test_the_tables_are_large_enough_to_be_worth_asking() -> None:
    assert sum(not body.aside for body in BODIES.rows) >= 400
    assert len(FIRMS.rows) >= 300


@pytest.mark.parametrize("kind", [BODIES, FIRMS], ids=lambda kind: kind.name)
def test_no_row_stands_twice(kind: object) -> None:
    keys = [row.key for row in (BODIES.rows if kind is BODIES else FIRMS.rows)]
    assert sorted(keys) == sorted(set(keys))


def test_rows_name_countries_of_the_gazetteer() -> None:
    assert {code for row in ROWS for code in row.countries} <= load_gazetteer().countries.keys()


def test_years_are_in_order() -> None:
    assert all(body.since <= body.until for body in BODIES.rows if body.since and body.until)
    assert all(firm.founded <= min(firm.former.values(), default=firm.as_of.year) for firm in FIRMS.rows)


def test_what_is_wrong_for_one_is_right_for_nobody() -> None:
    right = {name.casefold() for row in ROWS for name in (row.name, *row.forms)}
    assert [wrong for row in ROWS for wrong in row.wrong if wrong.casefold() in right] == []


def test_former_names_have_their_last_year() -> None:
    assert read_former("Old Guild of Pilots 1970;Pilots 1952") == {"Old Guild of Pilots": 1970, "Pilots": 1952}
    assert read_former("") == {}


def test_a_newsroom_has_rows_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "bodies.yaml").write_text(
        "- {name: Harbour Board, kind: agency, wrong: [Harbor Bureau], former: {Pier Board: 1970}, as_of: 2026-01-05}\n"
        "- {name: Sierra Club, countries: [US], as_of: 2026-01-05, delete: true}\n"
    )
    (tmp_path / "firms.yaml").write_text("- {name: Molenkar, countries: [NL], founded: 1901, as_of: 2026-01-05}\n")
    knowledge = Knowledge(folder=tmp_path)
    bodies = {body.key: body for body in knowledge.bodies.rows}
    assert bodies["Harbour Board"].wrong == ("Harbor Bureau",)
    assert bodies["Harbour Board"].former == {"Pier Board": 1970}
    assert "Sierra Club (US)" not in bodies
    assert len(bodies) == len(BODIES.rows)
    firm = next(firm for firm in knowledge.firms.rows if firm.name == "Molenkar")
    assert (firm.countries, firm.founded, firm.source, firm.as_of) == (("NL",), 1901, "own table", date(2026, 1, 5))
