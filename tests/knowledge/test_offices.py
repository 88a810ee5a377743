"""The table of office holders: what cannot be is not in it, and what it was made for is."""

from collections import Counter
from datetime import date

import pytest

from auditor.knowledge.offices import Office, load_offices
from auditor.knowledge.review import find_ending, find_impossible, find_stale

TABLE = load_offices()
LEAST_PERSONS = 1500
NAMESAKES = 0.02
"""The share of names that may belong to several persons; those are judged only where all of them are excluded."""


def test_no_row_is_impossible() -> None:
    assert list(find_impossible(TABLE)) == []


def test_every_row_has_its_source_and_day() -> None:
    assert len(TABLE.by_person) >= LEAST_PERSONS
    for term in TABLE.terms:
        assert term.office.role in TABLE.roles, term
        assert term.office.place in TABLE.places, term
        assert term.start <= term.as_of or not term.end, term


def test_names_are_unique_enough() -> None:
    names = Counter(name for person in TABLE.by_person for name in set(TABLE.names(person)))
    assert sum(count > 1 for count in names.values()) < NAMESAKES * len(names)


def test_aliases_belong_to_persons_of_the_table() -> None:
    assert set(TABLE.aliases) <= set(TABLE.by_person)


@pytest.mark.parametrize(
    ("place", "role", "day", "person"),
    [
        ("US", "president", date(2016, 6, 1), "Barack Obama"),
        ("US", "president", date(2022, 6, 1), "Joe Biden"),
        ("US", "secretary-of-state", date(2014, 1, 1), "John Kerry"),
        ("US", "house-speaker", date(2024, 1, 1), "Mike Johnson"),
        ("GB", "prime-minister", date(2017, 1, 1), "Theresa May"),
        ("DE", "chancellor", date(2019, 1, 1), "Angela Merkel"),
        ("FR", "president", date(2013, 1, 1), "François Hollande"),
        ("UN", "secretary-general", date(2012, 1, 1), "Ban Ki-moon"),
        ("NATO", "secretary-general", date(2020, 1, 1), "Jens Stoltenberg"),
        ("ECB", "president", date(2015, 1, 1), "Mario Draghi"),
        ("IN", "prime-minister", date(2020, 1, 1), "Narendra Modi"),
    ],
)
def test_known_holders(place: str, role: str, day: date, person: str) -> None:
    assert [term.person for term in TABLE.holders(Office(place, role), day, day)] == [person]


def test_heads_of_parts_may_be_called_president() -> None:
    table = load_offices()
    heads = [
        office for office in table.by_office if not office.is_national and "leader" in table.roles[office.role].phrases
    ]
    assert heads and all("president" in table.roles[office.role].phrases for office in heads)


def test_stale_and_ending() -> None:
    stale = find_stale(TABLE, date(2023, 1, 1))
    assert stale
    assert all(term.end is None and term.as_of < date(2023, 1, 1) for term in stale)
    ending = find_ending(TABLE, date(2017, 1, 1), date(2017, 1, 31))
    assert "Barack Obama" in {term.person for term in ending}


def test_a_stale_row_is_no_proof() -> None:
    term = find_stale(TABLE, date(2023, 1, 1))[0]._replace(stale=True)
    later = date(2025, 6, 1)
    assert not term.surely_covers(later, later)


def test_the_day_up_to_which_the_table_knows() -> None:
    assert TABLE.as_of == max(TABLE.checked.values()) == max(term.as_of for term in TABLE.terms)


@pytest.mark.parametrize(
    ("state", "role", "day", "person"),
    [
        ("AL", "representative", date(2010, 6, 1), "Mike Rogers (AL)"),
        ("LA", "senator", date(2020, 6, 1), "John Kennedy (LA)"),
        ("NJ", "representative", date(2024, 6, 1), "Rob Menendez"),
        ("MA", "senator", date(1970, 6, 1), "Ted Kennedy"),
        ("AZ", "senator", date(1980, 6, 1), "Barry Goldwater (AZ)"),
    ],
)
def test_members_of_congress(state: str, role: str, day: date, person: str) -> None:
    assert person in {term.person for term in TABLE.holders(Office(f"US-{state}", role), day, day)}
