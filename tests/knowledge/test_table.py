"""A kind of table: the package's rows, those of an example, and a newsroom's own laid over them."""

import pickle
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from marshmallow import fields

from auditor.knowledge import Knowledge
from auditor.knowledge.table import SOURCES, KnowledgeError, MadeWhenAsked, RowSchema, TableKind
from auditor.knowledge.tables import KINDS, own_files

OWN = "- {name: Mill Bridge, opened: 1931, as_of: 2026-01-05}\n"


class Bridge(NamedTuple):
    """One bridge."""

    name: str
    opened: int
    as_of: date

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


class BridgeSchema(RowSchema):
    """One row of bridges.yaml."""

    name = fields.Str(required=True)
    opened = fields.Int(required=True)


class Bridges(TableKind[Bridge, dict[str, int]]):
    """A table whose package has two bridges."""

    @property
    def rows(self) -> Sequence[Bridge]:
        """Those of the package."""
        return [Bridge("Mill Bridge", 1930, date(2026, 1, 1)), Bridge("Old Bridge", 1781, date(2026, 1, 1))]


def make_row(row: Mapping[str, Any]) -> Bridge:
    return Bridge(row["name"], row["opened"], row["as_of"])


BRIDGES = Bridges(
    "bridges", BridgeSchema(), make_row,
    lambda cells: Bridge(cells[0], int(cells[1]), date.fromisoformat(cells[2])),
    lambda rows: {row.name: row.opened for row in rows},
)  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "bridges.yaml"


def test_rows_of_ones_own_replace_add_and_delete(own: Path) -> None:
    own.write_text(OWN + "- {name: New Bridge, opened: 2001, as_of: 2026-01-05}\n")
    assert BRIDGES.laid_over(own) == {"Old Bridge": 1781, "Mill Bridge": 1931, "New Bridge": 2001}
    own.write_text(OWN.replace("}", ", delete: true}"))
    assert BRIDGES.laid_over(own) == {"Old Bridge": 1781}
    own.write_text("")
    assert BRIDGES.laid_over(own) == BRIDGES.table == {"Mill Bridge": 1930, "Old Bridge": 1781}


def test_an_example_states_all_that_there_is() -> None:
    row = {"name": "New Bridge", "opened": 2001, "as_of": date(2026, 1, 5)}
    assert BRIDGES.of_facts([row]) == {"New Bridge": 2001}


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("3", "must be a list of rows with as_of, name, opened"),
        ("- [1]", "must be a list of rows"),
        (OWN.replace("1931", "old"), r"row 1: opened: "),
        (OWN.replace("opened", "built"), r"row 1: built: "),
        ("- {name: x", r"bridges\.yaml: "),
        ("- {name: x, as_of: 2025-13-01}", r"bridges\.yaml: "),
    ],
)
def test_errors_name_file_and_row(own: Path, rows: str, problem: str) -> None:
    own.write_text(rows)
    with pytest.raises(KnowledgeError, match=problem):
        BRIDGES.laid_over(own)


def test_values_are_made_once_and_when_asked_for() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = MadeWhenAsked(["oak", "willow"], length)
    assert (list(lengths), len(lengths), "oak" in lengths, "elm" in lengths) == (["oak", "willow"], 2, True, False)
    assert asked == []
    assert (lengths["oak"], lengths["oak"], lengths.get("elm", 0)) == (3, 3, 0)
    assert asked == ["oak"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_file_of_ones_own_is_read_for_each_kind(kind: TableKind[Any, Any], tmp_path: Path) -> None:
    (tmp_path / f"{kind.name}.yaml").write_text("- {nobody: knows}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=f"{kind.name}.yaml: row 1: nobody: "):
        Knowledge(folder=tmp_path).read_own()


def test_files_of_ones_own_are_those_that_are_there(tmp_path: Path) -> None:
    assert own_files(None) == own_files(tmp_path) == []
    (tmp_path / "firms.yaml").write_text("", encoding="utf-8")
    assert [path.name for path in own_files(tmp_path)] == ["firms.yaml"]


def test_only_tables_of_ones_own_go_along_to_another_process(tmp_path: Path) -> None:
    own = tmp_path / "firms.yaml"
    own.write_text("- {name: Hokkerveld Lamps, founded: 1901, as_of: 2026-01-05}\n", encoding="utf-8")
    here = Knowledge(folder=tmp_path)
    assert here.offices.by_person
    assert here.firms
    sent = pickle.dumps(here)
    own.unlink()
    there = pickle.loads(sent)
    assert "Hokkerveld Lamps" in sent.decode("latin-1")
    assert {"firms"} == {name for name in vars(there) if not name.startswith("_")}
    assert there.offices is here.offices


def test_every_source_is_that_of_some_row() -> None:
    sources = {row.source for kind in KINDS for row in kind.rows} | {term.source for term in Knowledge().offices.terms}
    assert sources == set(SOURCES.values())
