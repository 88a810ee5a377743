"""What is weighed of a title stays what its models were trained on: a change here asks for new weights."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import pytest

from auditor.article import Article, Span
from auditor.checks import title_name, title_relation, title_role
from auditor.document import Document
from auditor.evidence import Features
from auditor.examples import example_article
from auditor.mentions.names import BodyName, Name
from auditor.mentions.title_roles import Role
from auditor.ruleset import load_rules
from auditor.window import Window

C = TypeVar("C")
HEAD = (
    "Heather Brandt stepped down as head of the regional water board on Monday after eleven years. Brandt said that she "
    "wanted to spend more time on her farm near Lemmer. The board will choose a successor in March; until then her deputy "
    "leads it. Under Brandt the charges stayed the same for six years, and a fifth of the pipes were renewed. "
    "Consumer groups praised her openness, though they had asked for lower charges for pensioners, who use less. "
)
FERRY = (
    "The harbour board met on Tuesday to talk about the new ferry, which has been late on nine days out of ten since "
    "the spring timetable came in. Passengers had complained to the board and to the town council of Lemmer. "
)
ARTICLES = (
    Article(title="Margaret Collins resigns as head of the water board", text=HEAD),
    Article(
        title="Like Collins’s, board of UNESCO and Whitlam to resign, says ABBA's Henderson?",
        text=HEAD + "“Brandt” was Brandt, and Brandt she was: Brandt. ",
    ),
    Article(title="‘Volvo’ boards resign over charges of Opel’s Barford", text=HEAD),
    Article(
        title="Opinion: May's champions from Barford and Elmsley rout Whitlam, Henderson, Collins, Kowalski and Brubaker "
        "in a cup semi-final of goalkeepers, strikers, referees and coaches",
        text="and " + FERRY,
    ),
    Article(title="May's captains quarrel with Mira Okafor of Lemmer", text="“Mr. May” wept. " + HEAD + FERRY * 8),
    Article(title="Boats delayed as Margaret Collins quits", text=FERRY + HEAD + FERRY * 8),
)
OF_NAMES = {
    "given_name": 3.0, "acronym": 2.0, "commonness": 0.0, "several_words": 3.0, "capital_tells": 9.0,
    "unknown_word": 9.0, "opens": 1.0, "closes": 1.0, "possessive": 3.0, "ordinary_words": 0.0, "compared": 2.0,
    "said": 0.77, "said_of_rival": 1.184, "near_rival": 1.363, "rival_times": 15.223, "rival_share": 25.291,
    "rival_leads": 10.0, "rival_same_sort": 6.0, "names_absent": 12.0, "asks": 5.0, "quotes": 2.0,
}  # fmt: skip
OF_TITLES = {
    "relation": 1.956, "unrelated": 1.073, "said": 0.461, "rank": 5.17, "missing": 17.923, "told": 1.721,
    "in_other_words": 0.0, "names_absent": 11.0, "full_name_absent": 3.0, "names_told": 1.0,
    "rival_times": 9.329, "words": -6.937, "of_opinion": 1.0, "owner_told": 1.0, "starts_midway": 1.0,
    "starts_quoted": 1.0, "honorific_first": 1.0, "outweighed": 0.604,
}  # fmt: skip
OF_ROLES = {
    "person": 8.0, "place": 3.0, "possessive": 0.0, "person_parted": 4.584, "place_parted": 2.0,
    "other_parted": 1.0, "opens": 9.0, "closes": 1.0, "names_told": 7.0, "said": 8.024, "said_of_own": 2.329,
    "said_of_rival": 8.823, "near_own": 3.416, "near_rival": 9.0, "words_of_own": 6.0, "times": 0.0,
    "rival_times": 15.485, "rival_leads": 12.0, "rival_opens": 12.0, "weight": 31.31, "asks": 0.0,
}  # fmt: skip
"""Sums over all claims of the articles."""


def names() -> Iterator[Features]:
    rules = load_rules()
    for rule in (rules["title/person-differs"], rules["title/organisation-differs"]):
        for article in ARTICLES:
            yield from (weighed(title_name.SIGNS, claim) for claim in title_name.propose(Document(article), rule))


def titles() -> Iterator[Features]:
    rule = load_rules()["title/unrelated"]
    for article in ARTICLES:
        yield from (weighed(title_relation.SIGNS, claim) for claim in title_relation.propose(Document(article), rule))


def roles() -> Iterator[Features]:
    rule = load_rules()["title/name-of-another"]
    for example in (*rule.flag, *rule.passes):
        document = Document(example_article(example.articles[0]))
        yield from (weighed(title_role.SIGNS, claim) for claim in title_role.propose(document, rule))


def weighed(signs: Mapping[str, Callable[[C], float]], claim: C) -> Features:
    return {name: float(sign(claim)) for name, sign in signs.items()}


def sums(found: Iterator[Features]) -> dict[str, float]:
    total = Counter[str]()
    for features in found:
        total.update(dict(features))
    return {name: round(value, 3) for name, value in total.items()}


def test_the_evidence_of_names_is_that_of_their_model() -> None:
    assert sums(names()) == pytest.approx(OF_NAMES, abs=0.001)


def test_the_evidence_of_titles_is_that_of_their_model() -> None:
    assert sums(titles()) == pytest.approx(OF_TITLES, abs=0.001)


def test_the_evidence_of_roles_is_that_of_their_model() -> None:
    assert sums(roles()) == pytest.approx(OF_ROLES, abs=0.001)


MANY = "zyxa zyxb zyxc zyxd zyxe zyxf zyxg zyxh zyxi zyxj zyxk"
PEOPLE = "Heather Brandt, Mira Okafor, Lene Whitlam, Grace Tolliver and Diane Halcrow"


@pytest.mark.parametrize(
    ("sign", "title", "text", "weight"),
    [
        ("starts_midway", "Harbour board", f"and {FERRY}", 1.0),
        ("starts_midway", "Harbour board", f"And {FERRY}", 1.0),
        ("starts_midway", "Harbour board", f"They {FERRY}", 1.0),
        ("starts_midway", "Harbour board", FERRY, 0.0),
        ("in_other_words", "Harbour board", FERRY, 0.0),
        ("in_other_words", "Harbour board", f"{FERRY} The harbour board.", 0.0),
        ("honorific_first", "Harbour board", "late " * 39 + "Mr. May wept.", 1.0),
        ("honorific_first", "Harbour board", "late " * 40 + "Mr. May wept.", 0.0),
        ("missing", MANY, FERRY, 6.0),
        ("missing", "zyxa zyxb", FERRY, 1.1835),
        ("told", MANY, MANY, 6.0),
        ("told", "zyxa zyxb", MANY, 1.1835),
        ("names_absent", f"{PEOPLE} leave", FERRY, 3.0),
        ("names_told", f"{PEOPLE} leave", FERRY, 0.0),
        ("names_absent", f"{PEOPLE} leave", f"{FERRY} {PEOPLE} met.", 0.0),
        ("names_told", f"{PEOPLE} leave", f"{FERRY} {PEOPLE} met.", 3.0),
        ("outweighed", "Goalkeeper hurt", "They met Brandt there. " * 19, 2.9957),
        ("outweighed", "Goalkeeper hurt", "They met Brandt there. " * 20, 3.0),
        ("outweighed", "Goalkeeper hurt", "They met Brandt there. " * 60, 3.0),
    ],
)
def test_a_sign_of_a_title_alone(sign: str, title: str, text: str, weight: float) -> None:
    claim = title_relation.Claim(Window.whole_title(Document(Article(title=title, text=text))), 0.0)
    assert float(title_relation.SIGNS[sign](claim)) == pytest.approx(weight, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "claims"),
    [("It was late and the board met on a Tuesday", 1), ("It was late and the board met on Tuesday", 0)],
)
def test_a_text_of_ten_words_may_be_of_another_title(text: str, claims: int) -> None:
    document = Document(Article(title="Goalkeeper injury worries coach", text=text))
    assert len(list(title_relation.propose(document, load_rules()["title/unrelated"]))) == claims


@pytest.mark.parametrize(
    ("title", "listed"),
    [("The week: ferries, Anne Hill, hats", True), ("The week: ferries, Anne Hill, hats | Herald", False)],
)
def test_a_title_that_ends_with_a_list_lists_topics(title: str, listed: bool) -> None:
    claim = title_relation.Claim(Window.whole_title(Document(Article(title=title, text=FERRY))), 0.0)
    assert title_relation.FEATURES["listed"](claim) is listed


@pytest.mark.parametrize(
    ("sign", "title", "first", "weight"),
    [
        ("rival_leads", "Board", 79, 1.0),
        ("rival_leads", "Board", 80, 0.0),
        ("rival_opens", "Board", 0, 1.0),
        ("weight", "Us", 0, 0.0),
        ("names_told", "Board asks Heather Brandt about Lemmer", 0, 2.0),
        ("names_told", f"Board asks {PEOPLE}", 0, 3.0),
        ("words_of_own", "Board of ferry in spring", 0, 2.0),
        ("words_of_own", "Board of ferry, harbour and timetable in spring", 0, 3.0),
    ],
)
def test_a_sign_of_a_role_alone(sign: str, title: str, first: int, weight: float) -> None:
    document = Document(Article(title=title, text=f"{FERRY}{HEAD}{PEOPLE} met."))
    name, rival = Name(Span(0, 5), ("Board",), True), BodyName(2, first, "Lemmer")
    role = Role(document, name, "person", [2], rival, [45, 60])
    if sign == "rival_opens":
        role = role._replace(rival_places=[2, 60])
    assert float(title_role.SIGNS[sign](role)) == weight
