"""A user's own rows: they replace, add and delete, and errors name the row."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.knowledge import Knowledge
from auditor.knowledge.offices import Office, load_offices
from auditor.knowledge.overlay import lay_over, overlay_of
from auditor.knowledge.table import KnowledgeError

KEEL = {"person": "Marta Keel", "office": "senator", "country": "US-OH", "from": "2011-01-03", "to": "2025-01-20"}


def test_rows_replace_those_of_the_same_person_and_office() -> None:
    rows = [
        {"person": "Angela Merkel", "office": "chancellor", "country": "DE", "from": "2005-11-22", "to": "2021-12-01"},
        {"person": "Olaf Scholz", "office": "chancellor", "country": "DE", "delete": True},
    ]
    table = lay_over(load_offices(), overlay_of(rows, "own"))
    chancellor = Office("DE", "chancellor")
    assert [t.end for t in table.by_office[chancellor] if t.person == "Angela Merkel"] == [date(2021, 12, 1)]
    assert "Olaf Scholz" not in {t.person for t in table.by_office[chancellor]}
    assert any(t.person == "Olaf Scholz" for t in table.terms), "his other offices stay"


@given(st.lists(st.sampled_from(["Angela Merkel", "Marta Keel", "Joe Biden"]), max_size=4), st.booleans())
def test_other_persons_stay(people: list[str], delete: bool) -> None:
    rows = [{**KEEL, "person": person, "delete": delete} for person in people]
    before = load_offices()
    after = lay_over(before, overlay_of(rows, "own"))
    assert [t for t in after.terms if t.person not in people] == [t for t in before.terms if t.person not in people]


def test_a_new_office_brings_its_own_phrases() -> None:
    row = {**KEEL, "office": "Harbour master", "titles": ["Port captain"], "country": "NL"}
    overlay = overlay_of([row], "own")
    assert overlay.roles["harbour-master"].phrases == ("harbour master", "port captain")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"to": "2010-01-01"}, "row 1: to: 2010-01-01 is before 2011-01-03"),
        ({"to": None}, "row 1: as_of: a term without an end needs the day on which it was checked"),
        ({"from": "January"}, "row 1: from: "),
        ({"form": "2011"}, "row 1: form: "),
    ],
)
def test_errors_name_the_row(change: dict[str, object], problem: str) -> None:
    with pytest.raises(KnowledgeError, match=problem.replace(".", r"\.")):
        overlay_of([{**KEEL, **change}], "own")


def test_a_folder_with_rows_is_laid_over(tmp_path: Path) -> None:
    (tmp_path / "offices.yaml").write_text(
        "- {person: Marta Keel, office: senator, country: US-OH, from: 2011-01-03, to: 2025-01-20}\n", encoding="utf-8"
    )
    assert Knowledge(folder=tmp_path).offices.find("marta keel") == ["Marta Keel"]
    assert Knowledge(folder=tmp_path / "none").offices.find("marta keel") == []


@pytest.mark.parametrize("text", ["person: x\n", "- [1]\n", "- {person: x", "3\n"])
def test_a_file_that_is_no_list_of_rows(tmp_path: Path, text: str) -> None:
    (tmp_path / "offices.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError):
        _ = Knowledge(folder=tmp_path).offices
