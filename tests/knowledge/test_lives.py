"""The table of lives: what stands in it can be, and agrees with the table of offices."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from auditor.knowledge import Knowledge
from auditor.knowledge.lives import LIVES, Life
from auditor.knowledge.offices import display_name
from auditor.knowledge.partial_date import PartialDate, partial_date
from auditor.knowledge.table import KnowledgeError

LONGEST = 110
OF_AGE = 18


def test_dates_are_known_as_far_as_they_are_written() -> None:
    assert [str(partial_date(text)) for text in ("2016-06-23", "2016-06", "2016")] == [
        "June 23, 2016",
        "June 2016",
        "2016",
    ]


def test_nobody_stands_there_twice() -> None:
    assert [person for person, times in Counter(life.person for life in LIVES.rows).items() if times > 1] == []


def test_nobody_dies_before_birth_or_grows_too_old() -> None:
    ends = [(life, life.died or PartialDate(life.as_of.year)) for life in LIVES.rows]
    assert [life.person for life, end in ends if not 0 < end.year - life.born.year <= LONGEST] == []


def test_who_led_a_country_was_alive_and_of_age() -> None:
    knowledge = Knowledge()
    bearers: dict[str, list[Life]] = defaultdict(list)
    for life in knowledge.lives.rows:
        for name in life.names:
            bearers[name].append(life)
    leading = [term for term in knowledge.offices.terms if term.office.role in ("president", "prime-minister")]
    known = [term for term in leading if display_name(term.person) in bearers]
    assert len(known) > 200
    for term in known:
        lives = bearers[display_name(term.person)]
        grown = [life for life in lives if life.born.year + OF_AGE <= term.start.year]
        assert any(not life.died or (term.end or term.as_of).year <= life.died.year for life in grown), term


def test_a_newsroom_adds_its_own(tmp_path: Path) -> None:
    own = tmp_path / "lives.yaml"
    own.write_text("- {person: Ada Torvik, others: [Ada Brandt], born: 1954, died: 2001-05-02, as_of: 2025-01-01}\n")
    added = Knowledge(folder=tmp_path).lives.rows[-1]
    assert added == Life(
        "Ada Torvik", ("Ada Brandt",), PartialDate(1954), PartialDate(2001, 5, 2), "own table", date(2025, 1, 1)
    )


@pytest.mark.parametrize("born", ["'54", "1954-13", "1954-02-32", "May 1954"])
def test_a_date_that_is_none_is_refused(born: str) -> None:
    with pytest.raises(KnowledgeError, match="Must be a year, a month or a day, as 2016, 2016-06 or 2016-06-23"):
        LIVES.of_facts([{"person": "Ada Torvik", "born": born, "as_of": "2025-01-01"}])
