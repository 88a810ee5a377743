"""Public files to rows, and rows to a table."""

from datetime import date
from pathlib import Path

import pytest

from auditor.knowledge.importers import read_legislators, read_wikidata
from auditor.knowledge.offices import Office
from auditor.knowledge.overlay import table_of_facts
from auditor.knowledge.table import KnowledgeError

LEGISLATORS = """
- id: {bioguide: K000001}
  name: {first: Margaret, last: Keel, nickname: Marta, official_full: Margaret Keel}
  terms:
  - {type: rep, start: '2007-01-04', end: '2009-01-03', state: OH}
  - {type: rep, start: '2009-01-06', end: '2011-01-03', state: OH}
  - {type: sen, start: '2011-01-05', end: '2029-01-03', state: OH}
"""
AS_OF = date(2026, 6, 1)


def test_legislators(tmp_path: Path) -> None:
    path = tmp_path / "legislators.yaml"
    path.write_text(LEGISLATORS, encoding="utf-8")
    rows = list(read_legislators(path, AS_OF))
    assert [(row["office"], row["from"], row.get("to")) for row in rows] == [
        ("representative", date(2007, 1, 4), date(2011, 1, 3)),
        ("senator", date(2011, 1, 5), None),
    ]
    table = table_of_facts(rows)
    assert table.find("Marta Keel") == ["Margaret Keel"]
    assert [t.end for t in table.by_office[Office("US-OH", "senator")]] == [None]


def test_wikidata(tmp_path: Path) -> None:
    path = tmp_path / "holders.csv"
    path.write_text(
        "position,person,personID,start,end\nMinister of Foreign Affairs,Ada Brandt,Q1,2015-03,2018\n"
        "Minister of Foreign Affairs,Jonas Feld,Q2,2018-12-01T00:00:00Z,\nMinister of Ferries,Ian Moss,Q3,,\n",
        encoding="utf-8",
    )
    table = table_of_facts(list(read_wikidata(path, AS_OF, "DE")))
    terms = table.by_office[Office("DE", "foreign-minister")]
    assert [(t.person, t.start, t.end) for t in terms] == [
        ("Ada Brandt", date(2015, 3, 1), date(2018, 12, 31)),
        ("Jonas Feld", date(2018, 12, 1), None),
    ]
    assert table.find("Ian Moss") == []


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "position,person,personID,start,end\nx,y,Q1,soon,\n"])
def test_wikidata_errors_name_the_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "holders.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"holders\.csv:[12]"):
        list(read_wikidata(path, AS_OF))


def test_a_wrong_legislators_file(tmp_path: Path) -> None:
    path = tmp_path / "legislators.yaml"
    path.write_text("- {id: 1}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="not a file of congress-legislators"):
        list(read_legislators(path, AS_OF))
