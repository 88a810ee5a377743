"""What tells a claim of now from history: the signs that are weighed, one by one."""

from datetime import date

import pytest

from auditor import Article
from auditor.checks.offices.signs import OF_ADMINISTRATIONS, OF_HOLDERS
from auditor.checks.offices.suspect import Suspect, suspects
from auditor.document import Document
from auditor.knowledge import Knowledge

TERMS = [
    ("Ada Brandt", "president", "1989-01-20", "1993-01-20"),
    ("Jonas Feld", "president", "1993-01-20", "2025-01-20"),
    ("Ian Moss", "attorney general", "1989-01-20", "1993-01-20"),
    ("Ruth Calder", "attorney general", "1993-01-21", "2025-01-20"),
    ("Lena Voss", "secretary of state", "1989-01-20", "1993-01-20"),
    ("Otto Kern", "secretary of state", "1993-01-21", "2025-01-20"),
    ("Nora Pell", "secretary of defense", "1989-01-20", "1993-01-20"),
    ("Hugo Lind", "secretary of defense", "1993-01-21", "2025-01-20"),
    ("Vera Holt", "vice president", "1989-01-20", "1993-01-20"),
    ("Emil Sand", "vice president", "1993-01-21", "2025-01-20"),
]
KNOWLEDGE = Knowledge(
    {
        "offices": [
            {"person": person, "office": office, "country": "US", "from": first, "to": last}
            for person, office, first, last in TERMS
        ]
    }
)
PAST = "Attorney General Ian Moss "
OTHERS = [
    "Secretary of State Lena Voss",
    "Secretary of Defense Nora Pell",
    "Vice President Vera Holt",
    "President Ada Brandt",
]


def first_suspect(text: str, day: date = date(1998, 11, 1)) -> Suspect:
    """The first claim of `text` that may be wrong on the day."""
    return Document(Article(text=text, published=day), KNOWLEDGE).layer(suspects(75))[0]


@pytest.mark.parametrize(
    ("sign", "text", "value"),
    [
        ("lead", "Rain. " * 59 + "So " + PAST + "went.", 1),
        ("lead", "Rain. " * 59 + "And so " + PAST + "went.", 0),
        ("only_mention", PAST + "went.", 1),
        ("only_mention", PAST + "went. Moss left.", 0),
        ("twice", PAST + "went.", 0),
        ("twice", PAST + "went. Moss left.", 1),
        ("twice", PAST + "went. Moss left. Moss came.", 0),
        ("often", PAST + "went. Moss left.", 0),
        ("often", PAST + "went. Moss left. Moss came.", 1),
        ("holder_named", PAST + "went.", 0),
        ("holder_named", PAST + "went. Calder left.", 1),
        ("old_year", PAST + "went in 1993.", 1),
        ("old_year", PAST + "went in 1994.", 0),
        ("years_around", PAST + "went. It was so in 1990, 1991 and 1997.", 3),
        ("years_around", PAST + "went. It was so in 1990, 1991 and 1998.", 2),
        ("years_around", PAST + "went. It was so in 1990, 1991, 1992, 1995 and 1997.", 4),
        ("others_past", PAST + "went.", 0),
        ("others_past", f"{PAST} went. {' went. '.join(OTHERS[:2])} went.", 2),
        ("others_past", f"{PAST} went. {' went. '.join(OTHERS)} went.", 3),
    ],
)
def test_signs_of_who_holds_an_office(sign: str, text: str, value: float) -> None:
    assert float(OF_HOLDERS[sign](first_suspect(text))) == value


@pytest.mark.parametrize(
    ("sign", "text", "value"),
    [
        ("past_year", "The Brandt administration went on in 1997.", 1),
        ("past_year", "The Brandt administration went on in 1998.", 0),
        ("holder_often", "The Brandt administration went on. Feld saw Feld.", 0),
        ("holder_often", "The Brandt administration went on. Feld saw Feld and Feld.", 1),
    ],
)
def test_signs_of_an_administration(sign: str, text: str, value: float) -> None:
    assert float(OF_ADMINISTRATIONS[sign](first_suspect(text))) == value


@pytest.mark.parametrize(("day", "years"), [(date(2004, 1, 18), 11), (date(2005, 1, 17), 12), (date(2009, 1, 17), 12)])
def test_years_since_an_office_count_to_the_twelfth(day: date, years: float) -> None:
    assert OF_HOLDERS["years_over"](first_suspect(PAST + "went.", day)) == pytest.approx(years, abs=0.01)
