"""What the finders of persons and offices read, and what they leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import Article
from auditor.document import Document
from auditor.knowledge import Knowledge
from auditor.mentions.offices import find_administrations, find_claims
from auditor.mentions.people import find_people, name_tokens
from auditor.text.fold import fold, without_accents
from auditor.text.tokens import find_tokens

FACTS = {
    "offices": [
        {"person": "Marta Keel", "office": "senator", "country": "US-OH", "from": "2011-01-03", "as_of": "2025-01-01"},
        {"person": "Ada Brandt", "office": "president", "country": "US", "from": "2009-01-20", "as_of": "2025-01-01"},
        {
            "person": "José Ruíz", "aliases": ["Pepe Ruiz"], "office": "foreign minister", "country": "ES",
            "from": "2011-01-03", "as_of": "2025-01-01",
        },
        {"person": "Park Min-ho", "office": "president", "country": "KR", "from": "2011-01-03", "as_of": "2025-01-01"},
        {
            "person": "Hugh Vane Jr.", "office": "chair-senate-budget", "country": "US", "from": "2011-01-03",
            "as_of": "2025-01-01",
        },
    ]
}  # fmt: skip


def document(text: str, title: str = "") -> Document:
    return Document(Article(text=text, title=title), Knowledge(FACTS))


def claims(text: str, title: str = "") -> list[str]:
    found = document(text, title)
    return [found.article.field(s.field)[slice(*s.bare_span)] for s in (c.window for c in find_claims(found))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday Ohio Republican Sen. Marta Keel spoke.", "Ohio Republican Sen. Marta Keel"),
        ("He met US Senator Marta J. Keel.", "US Senator Marta J. Keel"),
        ("Marta Keel was there. Senator Keel’s plan failed.", "Senator Keel"),
        ("Marta Keel, a senator, spoke.", "senator"),
        ("This is Marta Keel, a senator", "senator"),
        ("The firm's president, Ada Brandt, spoke.", "president, Ada Brandt"),
        ("President Brandt Monday spoke of boats.", "President Brandt"),
        ("Marta Keel, who serves as Ohio senator, spoke.", "Ohio senator"),
        ("President Brandt spoke.", "President Brandt"),
        ("All of it would be for President Ada Brandt.", "President Ada Brandt"),
        ("Spain's foreign minister, Jose Ruiz, left.", "Spain's foreign minister, Jose Ruiz"),
        ("The Spanish Foreign Minister José Ruíz left.", "Spanish Foreign Minister José Ruíz"),
        ("Foreign minister of Spain Pepe Ruiz left.", "Foreign minister of Spain Pepe Ruiz"),
        ("South Korean President Park spoke.", "South Korean President Park"),
        ("South Korean President Park Min-ho spoke.", "South Korean President Park Min-ho"),
        ("The president of South Korea, Park Min-ho, spoke.", "president of South Korea, Park Min-ho"),
        ("World Bank President Ada Brandt spoke.", "World Bank President Ada Brandt"),
        ("Senate Budget Committee Chairman Hugh Vane Jr. left.", "Senate Budget Committee Chairman Hugh Vane Jr"),
    ],
)
def test_claims(text: str, expected: str) -> None:
    assert claims(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Former Sen. Marta Keel spoke.",
        "The ex-Senator Marta Keel spoke.",
        "State Senator Marta Keel spoke.",
        "His president, Ada Brandt, spoke.",
        "Exxon President Ada Brandt spoke.",
        "Deputy Foreign Minister José Ruíz left.",
        "Sen. Keel spoke.",
        "President Brandt Meyer spoke.",
        "President Brandt-Meyer spoke.",
        "Boss Lia Brandt, the president, spoke. Ada Brandt did not.",
        "It would vex the president, ada Brandt said.",
        "President Ada Brandt II spoke.",
        "the president of the club, Ada Brandt",
        "Marta Keel, president of the club, spoke.",
        "President-elect Ada Brandt spoke.",
        "The president.\nAda Brandt spoke.",
        "The self-styled President Ada Brandt spoke.",
        "The would-be Senator Marta Keel spoke.",
    ],
)
def test_no_claims(text: str) -> None:
    assert claims(text) == []


LOCAL = {
    "offices": [
        {"person": "Ada Brandt", "office": "mayor", "country": "US-ATL", "from": "2011-01-03", "as_of": "2025-01-01"},
        {
            "person": "Lia Brandt",
            "office": "chief executive",
            "country": "APPLE",
            "from": "2011-01-03",
            "as_of": "2025-01-01",
        },
        {
            "person": "Nora Pell",
            "office": "vice president",
            "country": "US",
            "from": "2011-01-03",
            "as_of": "2025-01-01",
        },
        {"person": "Otto Pell", "office": "first lady", "country": "US", "from": "2011-01-03", "as_of": "2025-01-01"},
        {"person": "King Rupert", "office": "leader", "country": "NO", "from": "2011-01-03", "as_of": "2025-01-01"},
    ]
}


@pytest.mark.parametrize(
    ("text", "people", "places"),
    [
        ("Mayor Ada Brandt of Atlanta spoke.", ["Ada Brandt"], ("US-ATL",)),
        ("Atlanta Mayor Brandt spoke.", ["Ada Brandt"], ("US-ATL",)),
        ("Apple CEO Lia Brandt spoke.", ["Lia Brandt"], ("APPLE",)),
        ("Otto Pell was there. Vice President Pell spoke.", ["Nora Pell"], ()),
        ("Vice President Nora Pell of Atlanta spoke.", ["Nora Pell"], ()),
        ("Otto Pell was there. Mayor Pell of Atlanta spoke.", ["Otto Pell"], ("US-ATL",)),
        ("Norway's leader, King Rupert, spoke.", ["King Rupert"], ("NO",)),
    ],
)
def test_who_is_meant_and_of_which_place(text: str, people: list[str], places: tuple[str, ...]) -> None:
    (claim,) = find_claims(Document(Article(text=text), Knowledge(LOCAL)))
    assert (list(claim.mention.people), claim.title.places) == (people, places)


@pytest.mark.parametrize(
    "text", ["Mayor Ada Brandt of Atlanta Harbor spoke.", "Mayor Brandt spoke.", "Apple Mayor Ada Brandt spoke."]
)
def test_an_office_of_a_part_needs_a_place_that_has_it(text: str) -> None:
    assert find_claims(Document(Article(text=text), Knowledge(LOCAL))) == []


def test_a_title_may_name_by_surname_whom_the_text_names_in_full() -> None:
    assert claims("Marta Keel spoke.", title="Senator Keel Speaks") == ["Senator Keel"]
    assert claims("Marta Keel spoke.", title="Weary Senator Keel Speaks") == ["Senator Keel"]


def test_administrations() -> None:
    text = "The Brandt administration spoke, the Keel administration did not. Administration matters, as a brandt administration"
    found = document(text)
    assert [a.title.noun.word_before for a in find_administrations(found)] == ["brandt"]


@given(st.text(alphabet="MartaKeelSenator .,-’'\n", max_size=80))
def test_mentions_lie_in_the_text(text: str) -> None:
    found = document(text)
    for claim in find_claims(found):
        assert 0 <= claim.window.bare_span.start < claim.window.bare_span.end <= len(text)
    for mention in find_people(found).by_first.values():
        assert mention.first < mention.last <= len(found.tokens)


def test_names_of_the_table_read_as_in_a_text() -> None:
    table = Knowledge().offices
    for name in (name for person in table.by_person for name in table.names(person)):
        tokens = find_tokens(fold(without_accents(name))).folded
        assert name_tokens(name) == (tokens[:-1] if tokens[-1] == "." else tokens)
