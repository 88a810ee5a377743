"""Written names that are near to one of the table: how near, in which part, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article
from auditor.document import Document
from auditor.knowledge import Knowledge
from auditor.mentions.near_people import CAPITALS, GIVEN, SURNAME, NearPerson, find_near_people
from tests.growth import clocked, too_steep

FACTS = {
    "offices": [
        {"person": name, "office": office, "country": country, "from": "2015-01-03", "as_of": "2025-10-01"}
        for name, office, country in (
            ("Marta Keelan", "governor", "US-OH"),
            ("Oren Prattworth", "senator", "US-TX"),
            ("Ruth Anne Hollworth", "senator", "US-TX"),
            ("Jonas de Vries-Bakker", "senator", "US-ME"),
            ("Sigrid McThorn", "president", "US"),
            ("Ulla von der Brandt", "chancellor", "DE"),
            ("Bram van der Zee", "chancellor", "DE"),
            ("Omar al-Hashidi", "president", "YE"),
            ("Kim Dong Su", "president", "KR"),
            ("Ed Moss", "mayor", "US-NYC"),
            ("Ole Harbouz", "governor", "US-OH"),
            ("J. Lemmer", "mayor", "US-NYC"),
        )
    ]
}


def near(text: str, title: str = "") -> list[NearPerson]:
    return find_near_people(Document(Article(text=text, title=title), Knowledge(FACTS)))


@pytest.mark.parametrize(
    ("text", "name", "part", "letters"),
    [
        ("They met Martha Keelan there.", "martha keelan", GIVEN, 1),
        ("They met Marta Keelen there.", "marta keelen", SURNAME, 1),
        ("They met Marta Keelan's cousin.", None, "", 0),
        ("They met Marta Kelen there.", None, "", 0),
        ("They met Oren Pratwort there.", "oren pratwort", SURNAME, 2),
        ("They met Marta Q. Keelen there.", "marta keelen", SURNAME, 1),
        ("They met Martha Q. Keelan there.", "martha keelan", GIVEN, 1),
        ("They met Sigrid Mcthorn there.", "sigrid mcthorn", CAPITALS, 1),
        ("They met Ulla von der Brant there.", "ulla von der brant", SURNAME, 1),
        ("They met Ulla von der la Brant there.", "ulla von der la brant", SURNAME, 1),
        ("They met Ulla von der de la Brant there.", None, "", 0),
        ("They met Bram Vanderzee there.", None, "", 0),
        ("They met Bram Vanderze there.", "bram vanderze", SURNAME, 1),
        ("They met Omer al-Hashidi there.", None, "", 0),
        ("They met Umur al-Hashidi there.", None, "", 0),
        ("They met Omir al-Hashidi there.", "omir al hashidi", GIVEN, 1),
        ("They met Kim Dang Su there.", "kim dang su", SURNAME, 1),
        ("They met Ruth Anne Hollwort there.", "ruth anne hollwort", SURNAME, 1),
        ("They met Ruth Jane Hollworth there.", None, "", 0),
        ("They met Martha Keelan Strand there.", None, "", 0),
        ("They met Anna Marta Keelen there.", None, "", 0),
        ("They met Martha Keelan-Strand there.", None, "", 0),
        ("They met Martha Strand-Keelan there.", None, "", 0),
        ("They met Marta Keelen Jr. there.", None, "", 0),
        ("Marta: Keelen.", None, "", 0),
        ("They met Ed Mos there.", "ed mos", SURNAME, 1),
        ("They met El Moss there.", None, "", 0),
        ("They met van Martha Keelan there.", "martha keelan", GIVEN, 1),
        ("They met Lemmer's Martha Keelan there.", "martha keelan", GIVEN, 1),
        ("Ruth\nMartha Keelan came.", "martha keelan", GIVEN, 1),
        ("They met Marta Keelen's Strand there.", "marta keelen", SURNAME, 1),
        ("They met Marta Keelen\nStrand there.", "marta keelen", SURNAME, 1),
        ("They met Martha Keelan's Strand.", "martha keelan", GIVEN, 1),
        ("They met Martha Keelan", "martha keelan", GIVEN, 1),
        ("They met Edd Moss there.", None, "", 0),
        ("And Marta Keelen came.", "marta keelen", SURNAME, 1),
        ("And Keelan came.", None, "", 0),
        ("They met Lemmer Strand there.", None, "", 0),
    ],
)
def test_names(text: str, name: str | None, part: str, letters: int) -> None:
    found = [(" ".join(each.written), each.part, each.letters) for each in near(text)]
    assert found == ([(name, part, letters)] if name else [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met Gov. Louise Keelan there.", "louise keelan"),
        ("They met Louise Keelan there.", None),
        ("They met Gov. Mart Keelan there.", "mart keelan"),
        ("They met Gov. M. Keelan there.", None),
        ("They met Minister Louise Keelan there.", None),
        ("They met President Louise Kim there.", None),
        ("They met Gov. Louise Keelan Strand there.", None),
    ],
)
def test_another_first_name_behind_an_office(text: str, name: str | None) -> None:
    found = [" ".join(each.written) for each in near(text)]
    assert found == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("They met Gov. Keelun there.", ("Marta Keelan",)),
        ("They met the miller Keelun there.", None),
        ("They met Minister Keelun there.", None),
        ("They met Gov. Keelun Strand there.", None),
        ("They met President Hashidy there.", None),
        ("They met Gov. Harbour there.", None),
        ("They met Gov. Harbouq there.", ("Ole Harbouz",)),
        ("They met President Hashida there.", ("Omar al-Hashidi",)),
    ],
)
def test_a_surname_alone_behind_an_office(text: str, people: tuple[str, ...] | None) -> None:
    assert [each.people for each in near(text)] == ([people] if people else [])


def test_a_title_is_read_without_its_ordinary_words() -> None:
    (found,) = near("It rained.", title="Martha Keelan Wins Again In The Rain")
    assert (found.field, found.written) == ("title", ("martha", "keelan"))


@given(
    st.lists(
        st.sampled_from(["Gov", ".", "Martha", "Marta", "Keelen", "Keelan", "Mcthorn", "-", "al", "Q", ","]),
        max_size=30,
    )
)
def test_names_stand_in_the_text_and_end_apart(tokens: list[str]) -> None:
    found = near(" ".join(tokens))
    assert all(0 <= each.first < each.last <= len(tokens) and each.written for each in found)
    assert len({each.last for each in found}) == len(found)


def test_a_list_of_near_names_takes_linear_time() -> None:
    document = "Gov. Martha Keelan and Marta Keelen, Oren Pratworth, the senator, and Sigrid Mcthorn met. "
    assert too_steep(lambda count: {"near": clocked(lambda: near(document * count))}, 200, 1_600) == {}


def test_of_two_who_may_be_meant_the_nearer_is() -> None:
    rows = (("Marta Jonsson", "governor", "US-OH"), ("Ole Jonssen", "governor", "US-OH"))
    facts = [
        {"person": name, "office": office, "country": country, "from": "2015-01-03", "as_of": "2025-10-01"}
        for name, office, country in rows
    ]
    document = Document(Article(text="They met Ohio Gov. Marta Jonssen there."), Knowledge({"offices": facts}))
    assert [(each.people, each.part, each.letters) for each in find_near_people(document)] == [
        (("Marta Jonsson",), SURNAME, 1)
    ]


def test_in_a_title_a_lone_word_behind_an_office_is_no_surname() -> None:
    assert near("They met.", title="They Met Gov. Keelun There") == []
