"""The table of parties: who was in which when, and a newsroom's own rows."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from auditor.knowledge import Knowledge
from auditor.knowledge.parties import PARTIES, load_parties
from auditor.knowledge.table import KnowledgeError

GRACE = timedelta(0)


def parties_on(person: str, day: date) -> set[str]:
    """Ids of the parties of a person on a day, those that they only sit with marked."""
    rows = Knowledge().parties.of(person)
    return {row.party + "c" * row.caucus for row in rows if row.may_cover(day, day, GRACE)}


@pytest.mark.parametrize(
    ("person", "day", "parties"),
    [
        ("Dianne Feinstein", date(2017, 4, 7), {"D"}),
        ("Arlen Specter", date(2008, 1, 1), {"R"}),
        ("Arlen Specter", date(2010, 1, 1), {"D"}),
        ("Jim Jeffords", date(2002, 1, 1), {"I", "Dc"}),
        ("Bernie Sanders", date(2016, 1, 1), {"I", "Dc"}),
        ("Joe Manchin", date(2024, 5, 1), {"D"}),
        ("Joe Manchin", date(2024, 7, 1), {"I", "Dc"}),
        ("Jefferson Van Drew", date(2021, 1, 4), {"R"}),
        ("Justin Amash", date(2020, 6, 1), {"L"}),
        ("Charlie Crist", date(2011, 1, 1), {"I"}),
        ("Chris Christie", date(2012, 1, 1), {"R"}),
        ("Theresa May", date(2017, 1, 1), {"GB-CON"}),
        ("Somebody Else", date(2012, 1, 1), set()),
    ],
)
def test_known_parties(person: str, day: date, parties: set[str]) -> None:
    assert parties_on(person, day) == parties


def test_everybody_in_congress_has_a_party() -> None:
    knowledge = Knowledge()
    seats = [term for term in knowledge.offices.terms if term.office.role in ("senator", "representative")]
    lacking = {term.person for term in seats if term.office.country == "US" and not knowledge.parties.of(term.person)}
    assert lacking == set()


def test_rows_name_known_parties() -> None:
    assert {row.party for row in PARTIES.rows} <= load_parties().keys()
    assert all(not row.start or not row.end or row.start <= row.end for row in PARTIES.rows)


def test_a_newsroom_has_its_own(tmp_path: Path) -> None:
    own = tmp_path / "parties.yaml"
    own.write_text("- {person: Arlen Specter, party: independent, from: 1981-01-05, as_of: 2026-01-05}\n")
    rows = Knowledge(folder=tmp_path).parties.of("Arlen Specter")
    assert [(row.party, row.start, row.source) for row in rows] == [("I", date(1981, 1, 5), "own table")]


@pytest.mark.parametrize("party", ["Whig", "Liberal"])
def test_a_party_is_told_plainly(tmp_path: Path, party: str) -> None:
    own = tmp_path / "parties.yaml"
    own.write_text(f"- {{person: Arlen Specter, party: {party}, as_of: 2026-01-05}}\n")
    with pytest.raises(KnowledgeError, match=r"row 1: party: not the name of one party; known are R \(Republican\), D"):
        _ = Knowledge(folder=tmp_path).parties
