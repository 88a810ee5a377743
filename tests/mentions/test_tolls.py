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
        ("Police killed 3 dogs; 12 people were saved.", [(3, ""), (12, "")]),
        ("Twelve soldiers were killed.", [(12, "")]),
        ("He was killed 12 miles from home.", [(12, "")]),
        ("40", [(40, "")]),
    ],
)
def test_tolls(text: str, tolls: list[tuple[int, str]]) -> None:
    document = Document(Article(text=text))
    found = [(number.value, toll_of(document, number)) for number in document.layer(find_numbers)]
    assert found == tolls
