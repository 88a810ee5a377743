"""What is told of a lone nation: the signs that are weighed, one by one."""

import pytest

from auditor.article import Article
from auditor.checks import odd_one_out
from auditor.checks.nation_slots import DEMONYM_SIGNS, PLACE_SIGNS, Slot, find_slots, kindred_sentences
from auditor.document import Document
from auditor.ruleset import load_rules

LAOS = (
    "Boats reached towns in Laos. Troops went into Laos with them. Farmers of Laos lost rice. Fish came back to Laos. "
)
OSLO = (
    "Norway will close the strait. Norway told the fleets. The Norwegian navy will help, and the Norwegian navy can. "
)


def slot(text: str, nation: str, title: str = "A title of five words") -> Slot:
    """The slot of `nation` with its first rival."""
    slots = find_slots(Document(Article(title=title, text=text)))
    return next(each for each in slots if each.nation == nation)


@pytest.mark.parametrize(
    ("sentence", "sign", "value"),
    [
        ("Rain fell in Cambodia.", "lone_nations", 0),
        ("Rain fell in Cambodia. Rain fell in Peru.", "lone_nations", 1),
        ("Rain fell in Cambodia. " + "Peru, Chile, Cuba, Togo, Mali, Chad, Oman and Fiji won.", "lone_nations", 6),
        ("Rain fell in Cambodia as in Peru and Chile.", "other_nations_here", 2),
        ("Rain fell in Cambodia as in Laos.", "other_nations_here", 0),
        ("Rain fell in Cambodia as in the United States.", "other_nations_here", 0),
        ("Rain fell in Cambodia, Peru, Chile, Cuba and Togo.", "other_nations_here", 3),
        ("Rain fell in Cambodia as in Laos.", "rival_here", 1),
        ("Rain fell in Cambodia. Rain fell in Laos.", "rival_here", 0),
        ("Troops went into Cambodia.", "same_two_before", 1),
        ("Rain went on to Cambodia.", "same_two_before", 0),
        ("Troops went into Cambodia.", "same_three_before", 1),
        ("Rain then went into Cambodia.", "same_three_before", 0),
        ("Rain helps farmers of Cambodia.", "same_governor", 1),
        ("Rain fell on rice of Cambodia.", "same_governor", 0),
        ("Troops went home from Cambodia.", "shared_words", 2),
        ("Troops saw farmers lose boats and towns in Cambodia, and fish reached rice fields.", "shared_words", 6),
        ("Troops and Laos saw farmers lose boats in Cambodia.", "shared_words", 4),
        ("Rain went into Cambodia.", "into", 1),
        ("Rain fell in Cambodia.", "into", 0),
        ("Rain fell on Cambodia.", "target", 1),
        ("Rain fell in Cambodia.", "target", 0),
        ("Rain fell, like now, in Cambodia.", "contrast", 1),
        ("Rain fell, like this week, in Cambodia.", "contrast", 0),
        ("Farmers saw rain in Cambodia.", "same_governor", 0),
        ("Laos has tea. Rain wets tea in Cambodia.", "shared_words", 0),
        ("Rain fell on a border town of Cambodia.", "border", 1),
        ("Rain fell on a border town north of Cambodia.", "border", 0),
    ],
)
def test_signs_of_places(sentence: str, sign: str, value: float) -> None:
    assert float(PLACE_SIGNS[sign](slot(LAOS + sentence, "KH"))) == value


@pytest.mark.parametrize(
    ("sentence", "sign", "value"),
    [
        ("On Sunday the Danish navy left.", "same_next", 1),
        ("On Sunday the Danish crown left.", "same_next", 0),
        ("On Sunday the Danish and Norwegian navy left.", "joined", 1),
        ("On Sunday the Norwegian, Danish navy left.", "joined", 1),
        ("On Sunday the Danish with Norwegian help left.", "joined", 0),
        ("On Sunday the Norwegian of Danish birth left.", "joined", 0),
        ("On Sunday the Danish navy left.", "body", 1),
        ("On Sunday the Danish minister left.", "body", 0),
        ("On Sunday the Danish state navy left.", "body", 0),
    ],
)
def test_signs_of_peoples(sentence: str, sign: str, value: float) -> None:
    assert float(DEMONYM_SIGNS[sign](slot(OSLO + sentence, "DK"))) == value


def test_a_nation_of_all_news_may_be_anywhere() -> None:
    lone = slot(LAOS + "Rain fell in China.", "CN")
    assert float(DEMONYM_SIGNS["often_in_news"](lone)) > 4
    assert float(PLACE_SIGNS["often_in_news"](lone)) == 4


def test_a_hundred_mentions_of_a_rival_are_compared() -> None:
    assert len(slot("Boats left Laos. " * 101 + "Rain fell in Cambodia.", "KH").rivals) == 100


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("The Danish navy left.", "navy"),
        ("The Danish foreign minister left.", "foreign"),
        ("The Danish blue navy left.", "navy"),
        ("The Danish big blue navy left.", ""),
        ("The Danish state-owned line left.", ""),
    ],
)
def test_the_office_behind_a_people(sentence: str, role: str) -> None:
    assert slot(OSLO + sentence, "DK").role == role


def test_rivals_are_named_three_times_and_near() -> None:
    twice = "Boats reached towns in Laos. Troops went into Laos. Rain fell in Cambodia."
    assert find_slots(Document(Article(title="A title of five words", text=twice))) == []
    assert slot(twice + " Farmers of Laos left.", "KH").rival == "LA"
    far = LAOS + "Rain fell in Peru."
    assert [each for each in find_slots(Document(Article(text=far))) if each.nation == "PE"] == []


def test_the_sentences_that_are_most_alike_come_in_order() -> None:
    lone = slot(LAOS + "Farmers sent boats to towns in Cambodia.", "KH")
    text = lone.window.document.text
    assert [text[slice(*span)] for span in kindred_sentences(lone, 2)] == [
        "Boats reached towns in Laos.",
        "Farmers of Laos lost rice.",
    ]


def test_each_lone_nation_is_told_with_its_own_rivals() -> None:
    lone = slot(LAOS + OSLO + "Rain fell in Cambodia. The Danish navy left.", "KH")
    told = odd_one_out.tell(lone, load_rules()["geography/odd-one-out"]).values
    assert (told["nation"], told["rivals"]) == ("Cambodia", "Laos (4 mentions)")
