"""Numbers of monarchs: what the table excludes on a day, to the last number it excludes."""

from datetime import date

import pytest

from auditor import Article, Auditor
from auditor.checks.office_ordinal import spell_ordinal
from auditor.checks.regnal_number import spell_roman
from auditor.knowledge import Knowledge
from auditor.ruleset import RuleSet, load_rules

OTTO = {
    "title": "King", "name": "Otto", "last": 2, "number": 2, "from": "1990-02-01", "to": "2010-03-01",
    "source": "register", "as_of": "2020-05-01",
}  # fmt: skip
RULE = load_rules()["office/regnal-number"]
AUDITOR = Auditor(RuleSet((RULE,), "regnal"), knowledge=Knowledge({"regnal-names": [OTTO]}))


@pytest.mark.parametrize(
    ("name", "day", "told"),
    [
        ("King Otto II", date(2000, 1, 1), False),
        ("King Otto I", date(2000, 1, 1), True),
        ("King Otto I", date(1990, 1, 31), False),
        ("King Otto I", date(1990, 2, 1), True),
        ("King Otto I", date(2010, 3, 1), True),
        ("King Otto I", date(2010, 3, 2), False),
        ("King Otto III", date(2020, 5, 1), True),
        ("King Otto III", date(2020, 5, 2), False),
        ("King Otto IV", date(2020, 5, 2), True),
        ("King Otto XXIX", date(2020, 5, 2), True),
        ("King Otto XXX", date(2020, 5, 2), False),
    ],
)
def test_which_numbers_of_a_king_are_told(name: str, day: date, told: bool) -> None:
    report = AUDITOR.audit(Article(text=f"{name} said on Monday that the harbour opens.", published=day))
    assert report.complete, report.failures
    assert bool(report.findings) is told


@pytest.mark.parametrize(
    ("number", "roman", "ordinal"),
    [
        (1, "I", "1st"),
        (2, "II", "2nd"),
        (3, "III", "3rd"),
        (4, "IV", "4th"),
        (9, "IX", "9th"),
        (10, "X", "10th"),
        (11, "XI", "11th"),
        (13, "XIII", "13th"),
        (14, "XIV", "14th"),
        (21, "XXI", "21st"),
    ],
)
def test_how_numbers_are_spelled(number: int, roman: str, ordinal: str) -> None:
    assert (spell_roman(number), spell_ordinal(number)) == (roman, ordinal)


@pytest.mark.parametrize(
    ("number", "ordinal"), [(61, "61st"), (101, "101st"), (111, "111th"), (161, "161st"), (213, "213th")]
)
def test_how_high_ordinals_are_spelled(number: int, ordinal: str) -> None:
    assert spell_ordinal(number) == ordinal
