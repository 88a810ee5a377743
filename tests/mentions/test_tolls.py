"""Which numbers count the dead or the hurt."""

import pytest

from auditor import Article
from auditor.document import Document
from auditor.mentions.numbers import find_numbers
from auditor.mentions.tolls import toll_of


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("13 killed in crash", [(13, "dead")]),
        ("Bus crash kills 15, injures 40", [(15, "dead"), (40, "hurt")]),
        ("Crash leaves 17 people dead", [(17, "dead")]),
        ("At least 12 people have died and 20 were wounded.", [(12, "dead"), (20, "hurt")]),
        ("A bomb went off, killing at least 40 and wounding more than 100.", [(40, "dead"), (100, "hurt")]),
        ("Death toll in quake rises to 40", [(40, "dead")]),
        ("Toll of fires on the whole coast rises to 40", [(40, "")]),
        ("Toll of fires on the coast rises to 40", [(40, "dead")]),
        ("The storm claimed 12 lives.", [(12, "dead")]),
        ("The 15 people killed in the blast lived here.", [(15, "dead")]),
        ("Police killed 3 dogs; 12 people were saved.", [(3, "dead"), (12, "")]),
        ("Twelve soldiers were killed.", [(12, "dead")]),
        ("Thirty of them lost their lives; 5 are missing.", [(30, "dead"), (5, "missing")]),
        ("In a year 910 people were killed or seriously injured.", [(910, "")]),
        ("In the past year 340 people were hurt on Flight 12.", [(340, "hurt"), (12, "")]),
        ("The storm killed or injured 12.", [(12, "")]),
        ("The number of those killed in the hills above the town rose to 12.", [(12, "dead")]),
        ("Those killed lived at 12.", [(12, "")]),
        ("Deaths in the hills came to 12.", [(12, "dead")]),
        ("Deaths in the hills and the old towns of the far coast came to 12.", [(12, "dead")]),
        ("Deaths in the hills and the old towns of the far wet coast came to 12.", [(12, "")]),
        ("12 people were killed or injured.", [(12, "")]),
        ("Singer of the hills dead at 57", [(57, "")]),
        ("The lives of 12 men were lost.", [(12, "dead")]),
        ("They were hurt or lost their lives; the 12 were killed or badly injured.", [(12, "")]),
        ("He was killed 12 miles from home.", [(12, "")]),
        ("40", [(40, "")]),
    ],
)
def test_tolls(text: str, tolls: list[tuple[int, str]]) -> None:
    document = Document(Article(text=text))
    found = [(number.value, toll_of(document, number)) for number in document.layer(find_numbers)]
    assert found == tolls
