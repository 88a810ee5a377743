"""Which names are places, and which places they are."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article
from auditor.document import Document
from auditor.knowledge.gazetteer import load_gazetteer
from auditor.mentions.capitals import capitals_of
from auditor.mentions.place_names import Demonym, find_keys, may_name, may_name_often
from auditor.mentions.place_pairs import find_pairs, pair_of_dateline, place_of_dateline
from auditor.mentions.places import (
    Context,
    Toponym,
    choose,
    country_mentions,
    find_places,
    find_title_places,
    lies_in,
)
from auditor.text.tokens import find_tokens


def names(text: str, title: str = "A title of five words") -> list[tuple[str, str]]:
    """Names found in `text` and the country or, in the United States, the state of each."""
    document = Document(Article(title=title, text=text))
    return [
        (text[slice(*toponym.span)], toponym.place.division if toponym.place.country == "US" else toponym.place.country)
        for toponym in document.layer(find_places).toponyms
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trains ran from Lyon to Turin.", [("Lyon", "FR"), ("Turin", "IT")]),
        ("She moved to Paris, Texas, in May.", [("Paris", "TX"), ("Texas", "TX")]),
        ("Rain fell in Lyon, in the east of France.", [("Lyon", "FR"), ("France", "FR")]),
        (
            "Rain fell in St. Louis and in Washington, D.C., on Monday.",
            [("St. Louis", "MO"), ("Washington, D.C.", "DC")],
        ),
        ("Iraq's ministers met in Baghdad.", [("Iraq", "IQ"), ("Baghdad", "IQ")]),
        ("The U.S.-led force left Mosul.", [("U.S.", ""), ("Mosul", "IQ")]),
        ("Tbilisi and Yerevan agreed; Georgia will host.", [("Tbilisi", "GE"), ("Yerevan", "AM"), ("Georgia", "GE")]),
        (
            "Voters in Atlanta and Savannah, Georgia, waited.",
            [("Atlanta", "GA"), ("Savannah", "GA"), ("Georgia", "GA")],
        ),
        ("He was born in Waukee, Iowa.", [("Waukee", "IA"), ("Iowa", "IA")]),
        ("The Milwaukee Sheriff's Office of Wisconsin called.", [("Milwaukee", "WI"), ("Wisconsin", "WI")]),
        ("They met in Washington, D.C. She left.", [("Washington, D.C.", "DC")]),
        ("The City of Houston voted.", [("Houston", "TX")]),
        ("It named three: 1. Houston 2. Lyon", [("Houston", "TX"), ("Lyon", "FR")]),
        ("Voters in Iowa met in Clinton.", [("Iowa", "IA")]),
        ("Voters in Iowa met in Ankeny.", [("Iowa", "IA"), ("Ankeny", "IA")]),
        ("Farmers in France were told a Nice story.", [("France", "FR")]),
        ("She lives in Qwertyville, Va., and works there.", [("Va.", "VA")]),
        ("Anna Qwerty, MD, works there.", []),
        ("He lives in Houston, TX, and in LA now.", [("Houston", "TX"), ("TX", "TX"), ("LA", "CA")]),
        ("As he said, Miss. Jones left.", []),
        ("A senator (R-NC) called the Bell-NC plan a joke.", [("NC", "NC")]),
    ],
)
def test_finds_and_resolves(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The New York Times and the Boston Celtics agreed.",
        "Austin Reaves scored 20 points.",
        "Mr. Jackson thanked Paris Hilton.",
        "The Treaty of Rome is old, and so is the Geneva convention.",
        "Michael Jordan said that Jordan would be back.",
        "Reading the letter, Gov. Lincoln wept.",
        "Chicago Mercantile Exchange prices fell.",
        "They left the Paris agreement's text as it was.",
        "The Bank of Montreal and the Houston-Smith family agreed.",
        "J. Houston and St. Houston agreed.",
        "It was a nice turkey, said the cook.",
    ],
)
def test_names_of_others_are_no_places(text: str) -> None:
    assert names(text) == []


def test_a_name_once_seen_as_a_person_stays_one() -> None:
    assert names("Anna Houston won. Houston thanked her team.") == []
    assert names("Anna Houston won. She lives in Houston.") == [("Houston", "TX")]


def test_embedded_places_are_kept_apart() -> None:
    document = Document(Article(title="A title of five words", text="He reads the Moscow Times in Riga."))
    assert [toponym.key for toponym in document.layer(find_places).embedded] == ["Moscow"]


def test_title_places_count_in_the_title() -> None:
    document = Document(Article(title="Floods hit Hanoi and Vietnamese coast", text="Rain fell."))
    places = document.layer(find_title_places)
    assert [document.article.title[slice(*each.span)] for each in places.toponyms] == ["Hanoi"]
    assert [each.country for each in places.demonyms] == ["VN"]


@pytest.mark.parametrize(("city", "found"), [("Houston", ["Houston"]), ("Savannah", [])])
def test_a_great_city_is_meant_in_a_title_whatever_capitals_stand_beside_it(city: str, found: list[str]) -> None:
    document = Document(Article(title=f"{city} Floods Kill Two Men", text="Rain fell."))
    assert [each.key for each in document.layer(find_title_places).toponyms] == found


@pytest.mark.parametrize(
    ("dateline", "country"),
    [("PORT-AU-PRINCE", "HT"), ("ISLAMABAD", "PK"), ("PARIS, Texas", "US"), ("NOWHERETON", None)],
)
def test_datelines_are_looked_up_in_lower_case(dateline: str, country: str | None) -> None:
    text = f"{dateline} - Officials met on Friday to talk about the ferry, which has been late on nine days out of ten, they said, since May."
    place = place_of_dateline(Document(Article(title="A title of five words", text=text)))
    assert (place.country if place else None) == country


@pytest.mark.parametrize(
    ("text", "name", "area", "listed"),
    [
        ("She flew to Lyon, France, in May.", "Lyon", "France", False),
        ("It is told in Lyon, Italy, and the Netherlands.", "Lyon", "Italy", True),
        ("It is told in Lyon, Italy and Spain.", "Lyon", "Italy", True),
        ("It is told in Lyon, Italy, before Spain.", "Lyon", "Italy", False),
        ("It is told in Lyon, Italy, Spain, Portugal and Malta.", "Lyon", "Italy", True),
        ("It is told in Lyon, Italy and Turin, Italy.", "Lyon", "Italy", False),
        ("It is told in Austin, Texas, U.S.", "Austin", "Texas", False),
        ("It is told in Tulsa, Texas, and Jackson left.", "Tulsa", "Texas", False),
        ("It is told in Tulsa, Texas, which Austin is in.", "Tulsa", "Texas", False),
    ],
)
def test_pairs_and_lists_of_places(text: str, name: str, area: str, listed: bool) -> None:
    pair = find_pairs(Document(Article(title="A title of five words", text=text)))[0]
    assert (pair.name.key, pair.area.key, pair.listed) == (name, area, listed)


@pytest.mark.parametrize(
    ("dateline", "pair"),
    [("LYON, France", ("LYON", "France")), ("LYON, Paris", None), ("LYON", None), ("NOWHERETON, France", None)],
)
def test_datelines_name_a_place_and_its_area(dateline: str, pair: tuple[str, str] | None) -> None:
    text = f"{dateline} (Staff) - Officials met on Friday to talk about the ferry, which has been late on nine days out of ten, they said, since May."
    found = pair_of_dateline(Document(Article(title="A title of five words", text=text)))
    assert (found and (found.name.key, found.area.key)) == pair


@pytest.mark.parametrize(
    ("people", "countries", "divisions", "chosen"),
    [
        (35_000, {"US": 1}, {}, "US"),
        (28_000, {"US": 1}, {}, "GB"),
        (11_000, {}, {"NH": 1}, "US"),
        (9_000, {}, {"NH": 1}, "GB"),
    ],
)
def test_how_much_larger_a_place_is_that_nothing_supports(
    people: int, countries: dict[str, int], divisions: dict[str, int], chosen: str
) -> None:
    """A country makes up for half an order of magnitude, a division for a whole one."""
    english, *others = load_gazetteer().places("Manchester")
    american = next(place for place in others if place.division == "NH")
    places = [english._replace(population=100_000), american._replace(population=people)]
    assert choose(places, Context(Counter(countries), Counter(divisions))).country == chosen


@pytest.mark.parametrize(
    ("countries", "divisions", "chosen"),
    [
        ({}, {}, ("GB", "GB.ENG")),
        ({"US": 1}, {}, ("GB", "GB.ENG")),
        ({"US": 1}, {"NH": 1}, ("US", "NH")),
        ({"CA": 1}, {"MA": 1}, ("GB", "GB.ENG")),
    ],
)
def test_what_the_text_supports_is_meant_before_what_is_larger(
    countries: dict[str, int], divisions: dict[str, int], chosen: tuple[str, str]
) -> None:
    """Manchester of 570,000 people in England, of 110,000 in New Hampshire."""
    place = choose(load_gazetteer().places("Manchester"), Context(Counter(countries), Counter(divisions)))
    assert (place.country, place.division) == chosen


PIECES = [
    "Paris",
    "Texas",
    ",",
    ".",
    "Georgia",
    "\n",
    " and ",
    "’s",
    "Mr. ",
    "of ",
    "in ",
    "Iraqi ",
    "St. Louis",
    "-",
    "U.S.",
    "İ",
    "x",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_spans_are_in_order_and_read_as_their_keys(text: str) -> None:
    places = Document(Article(title="A title of five words", text=text)).layer(find_places)
    found: list[Toponym | Demonym] = [*places.toponyms, *places.demonyms, *places.embedded]
    mentions = sorted(found, key=lambda each: each.span)
    for mention in mentions:
        written = text[slice(*mention.span)]
        assert "".join(written.split()) == mention.key.replace(" ", "")
    assert all(one.span.end <= two.span.start for one, two in pairwise(mentions))


@pytest.mark.parametrize("ending", ["", "’s", " said", " - based"])
@pytest.mark.parametrize("name", ["Leeds", "New York", "Salt Lake City", "Port - au - Prince", "St . John's"])
def test_the_longest_name_is_found_by_any_number_of_tokens(name: str, ending: str) -> None:
    gazetteer = load_gazetteer()
    tokens = find_tokens(name.replace(" - ", "-").replace(" .", ".") + ending)
    assert list(find_keys(tokens, capitals_of(tokens), gazetteer)) == [(0, len(name.split()), name)]


def test_a_region_of_many_countries_is_of_none() -> None:
    places = Document(Article(text="Ships sailed from Europe to Chile.")).layer(find_places)
    assert (len(places.toponyms), [code for code, _ in country_mentions(places)]) == (2, ["CL"])


@given(
    st.lists(
        st.sampled_from(
            ["Paris", "Texas", ",", "Georgia", "Atlanta", "Tbilisi", "Lyon", "French", "in", "and", "Iraqi", "Athens"]
        ),
        max_size=12,
    )
)
def test_what_may_be_named_is_at_least_what_is_named(words: list[str]) -> None:
    document = Document(Article(title="A title of five words", text=" ".join(["They went to", *words])))
    places = document.layer(find_places)
    codes = [code for code, _ in country_mentions(places) if code != "US"]
    for least in (1, 2, 3):
        assert may_name_often(document, least) or all(codes.count(code) < least for code in codes)
    assert all(may_name(document, {toponym.key}) for toponym in places.toponyms)
    assert not may_name_often(document, 13)
    assert not may_name(document, {"Oslo"})


def test_no_place_lies_in_itself() -> None:
    tibet, lhasa = (load_gazetteer().places(name)[0] for name in ("Tibet", "Lhasa"))
    assert lies_in(lhasa, tibet)
    assert not lies_in(tibet, tibet)
