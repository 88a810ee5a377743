"""Years against what the package's tables know: persons, events, firms and elections of the world."""

from datetime import date

import pytest

from tests.checks.conftest import Flag

PUBLISHED = date(2021, 3, 1)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("date/before-birth", "The country keeps a law of <<1806 signed by Angela Merkel>> to this day."),
        ("date/before-birth", "<<Barack Obama, who visited the town in 1812>>, liked it."),
        ("date/after-death", "<<Abraham Lincoln signed the Homestead Act in 1963>>, and settlers came."),
        ("date/event-year", "The pound fell after the <<Brexit referendum of 1916>>, and rose again."),
        ("date/event-year", "Families of those who died in the <<Sept. 11, 2011>>, attacks met on the pier."),
        ("date/event-year", "<<Hurricane Katrina struck the coast in 2015>>, and the levees broke."),
        ("date/event-year", "He had run at the <<2010 London Olympics>>, without a medal."),
        ("date/before-founded", "Since <<1907, Facebook>> has had no office in town."),
        ("office/election-year", "Hardly had <<Barack Obama been elected president in 2009>>, the town wrote to him."),
    ],
)
def test_a_year_that_cannot_be_is_flagged(flag: Flag, rule: str, text: str) -> None:
    quote = text.partition("<<")[2].partition(">>")[0]
    findings = flag(rule, text.replace("<<", "").replace(">>", ""), published=PUBLISHED)
    assert [finding.quote for finding in findings] == [quote]
    assert all(note.reference and note.as_of for note in findings[0].evidence)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("date/before-birth", "The country keeps a law of 2006 signed by Angela Merkel to this day."),
        ("date/before-birth", "President Bush, a grandson of Prescott Bush, who was born in 1895, spoke."),
        ("date/after-death", "The carrier Abraham Lincoln returned in 2003, and the war began."),
        ("date/after-death", "President Bush told the town in 2003 that he would come."),
        ("date/event-year", "The pound fell after the Brexit referendum of 2016, and rose again."),
        ("date/event-year", "The hearings were about the Sept. 11, 2012, attack in Benghazi."),
        ("date/event-year", "The Kennedy assassination in 1968 came weeks after another."),
        ("date/event-year", "Athletes of the Tokyo Olympics in 2021 came home."),
        ("date/before-founded", "Apple grew in 1986, and so did the town."),
        ("office/election-year", "Barack Obama was elected president in 2008, and the town wrote to him."),
    ],
)
def test_a_year_that_can_be_passes(flag: Flag, rule: str, text: str) -> None:
    assert flag(rule, text, published=PUBLISHED) == []
