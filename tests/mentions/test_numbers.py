"""Numbers are read to their exact value, with what bounds them and what they count."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.number_words import role_of, singular
from auditor.mentions.numbers import (
    Number,
    content_words,
    find_numbers,
    find_prose_numbers,
    find_title_numbers,
    phrase_of,
    window_of,
)
from tests.growth import clocked, too_steep


def numbers(text: str) -> list[Number]:
    return find_numbers(Document(Article(text=text)))


def only(text: str) -> Number:
    (number,) = numbers(text)
    return number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25 boats", 25),
        ("1,200 boats", 1200),
        ("1,200.5 miles", Fraction(2401, 2)),
        ("twenty-five boats", 25),
        ("one hundred and twelve thousand boats", 112_000),
        ("two dozen boats", 24),
        ("half a million boats", 500_000),
        ("two and a half million boats", 2_500_000),
        ("2.5 million boats", 2_500_000),
        ("a hundred boats", 100),
        ("two-thirds of the boats", Fraction(2, 3)),
        ("a third of all boats", Fraction(1, 3)),
        ("one in five boats", Fraction(1, 5)),
        ("nine out of 10 boats", Fraction(9, 10)),
        ("three hundred and five boats", 305),
        ("€25m for the mill", 25_000_000),
        ("5bn euros for the mill", 5_000_000_000),
        ("12 lakh rupees", 1_200_000),
        ("hundreds of boats", 200),
        ("seven-in-ten boats", Fraction(7, 10)),
        ("one in 1000 boats", Fraction(1, 1000)),
        ("9/10 of the boats", Fraction(9, 10)),
        ("25k boats", 25_000),
        ("$25m", 25_000_000),
        ("25 m of rope", 25),
        ("five hundred thousand million boats", 500_000_000_000),
        ("5 hundred thousand million boats", 500_000_000_000),
        ("5 hundred thousand million million boats", 500_000_000_000),
        ("two and a half boats", Fraction(5, 2)),
        ("twenty one boats", 21),
        ("0 boats", 0),
        ("at 3:30 sharp", 0),
        ("at 1.2.3 sharp", 0),
    ],
)
def test_value_is_exact(text: str, value: int | Fraction) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("one in 1001 boats", [1, 1001]),
        ("twenty ten boats", [20, 10]),
        ("twenty-tenth boat", [20, 10]),
        ("twenty zero boats", [20, 0]),
        ("nineteen five boats", [19, 5]),
        ("two" + " hundred two" * 8, [20_202_020_202_020_202]),
        ("two" + " hundred two" * 9, [2_020_202_020_202_020_200, 2]),
    ],
)
def test_what_makes_no_one_figure(text: str, values: list[int]) -> None:
    assert [number.value for number in numbers(text)] == values


@pytest.mark.parametrize("text", ["2.5 million boats", "2.0 million boats", "3.0 boats"])
def test_a_whole_amount_is_an_integer(text: str) -> None:
    assert isinstance(only(text).value, int)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("over 25 boats", "over"),
        ("more than 25 boats", "over"),
        ("nearly 25 boats", "nearly"),
        ("just under 25 boats", "nearly"),
        ("fewer than 25 boats", "under"),
        ("approximately 25 boats", "about"),
        ("an estimated 25 boats", "about"),
        ("25 or so boats", "about"),
        ("at least 25 boats", "at least"),
        ("25-plus boats", "at least"),
        ("25+ boats", "at least"),
        ("up to 25 boats", "up to"),
        ("as many as 25 boats", "up to"),
        ("25 boats", ""),
    ],
)
def test_comparator(text: str, comparator: str) -> None:
    number = only(text)
    assert (number.comparator, number.noun, number.value) == (comparator, "boat", 25)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the 25 boats", "count"),
        ("$25 for the mill", "money"),
        ("25 percent of boats", "percent"),
        ("25% of boats", "percent"),
        ("25 years ago", "measure"),
        ("a quarter of the boats", "fraction"),
        ("dozens of boats", "vague"),
        ("the 25th boat", "ordinal"),
        ("the twenty-first century", "ordinal"),
        ("the 25-year-old miller", "age"),
        ("Anna Smit, 25, of Lemmer", "age"),
        ("in 2019 the mill closed", "year"),
        ("the 1990s", "year"),
        ("on Sept. 29 at noon", "date"),
        ("on 29 September at noon", "date"),
        ("at 3 p.m. sharp", "time"),
        ("at 3:30 sharp", "time"),
        ("Phase 2 of the plan", "label"),
        ("an F-16 overhead", "label"),
        ("the 9/11 attacks", "label"),
        ("1/2 of the boats", "fraction"),
        ("0/5 of the boats", "label"),
        ("5/5 of the boats", "label"),
        ("on Sept. 1 at noon", "date"),
        ("on Sept. 0 at noon", "count"),
        ("on Sept. 31 at noon", "date"),
        ("on Sept. 32 at noon", "count"),
        ("Anna Smit, 119, of Lemmer", "age"),
        ("Anna Smit, 120, of Lemmer", "count"),
        ("their keeper Smit, 25, of Lemmer", "age"),
        ("the 1499 plan", "count"),
        ("the 1500 plan", "year"),
        ("the 2100 plan", "year"),
        ("the 2101 plan", "count"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert only(text).kind == kind


def test_counted_noun_is_found_over_adjectives() -> None:
    number = only("It took 25 more US-backed rebel fighters across.")
    assert (number.noun, number.modifiers) == ("fighter", ("more", "us", "backed", "rebel"))


def test_counted_noun_is_found_past_a_bound_and_determiners() -> None:
    assert only("They have 25 or more of all the red old boats.").noun == "boat"


@pytest.mark.parametrize(("adjectives", "noun"), [(5, "boat"), (6, "")])
def test_counted_noun_is_near(adjectives: int, noun: str) -> None:
    assert only(f"They saw 25 {'red ' * adjectives}boats.").noun == noun


@pytest.mark.parametrize(
    ("text", "noun"),
    [("17 wins", "win"), ("25 miles", "mile"), ("25 red wins", ""), ("one boat", "boat"), ("2 boat", "")],
)
def test_what_may_be_a_verb_is_counted_right_behind_the_figure(text: str, noun: str) -> None:
    assert only(f"They had {text}").noun == noun


def test_the_phrase_holds_comparator_and_noun() -> None:
    document = Document(Article(text="They saw at least 25 red boats. Then came more."))
    (number,) = find_numbers(document)
    assert document.tokens.words[slice(*number.phrase)] == ["at", "least", "25", "red", "boats"]
    assert phrase_of(document, number).word_after == "."


def test_scores_and_ranges_are_joined() -> None:
    assert [n.kind for n in numbers("They won 3-2 in May")] == ["score", "score"]
    low, high = numbers("It takes 25 to 30 minutes")
    assert low.joined and high.joined
    assert low.unit == high.unit == "minute"


def test_both_figures_of_a_tight_range_count() -> None:
    assert [n.kind for n in numbers("It has 12-25 boats")] == ["count", "count"]


def test_a_score_behind_a_word_that_numbers_is_a_score() -> None:
    assert [n.kind for n in numbers("They took game 3-2 in May")] == ["score", "score"]


def test_the_content_words_of_a_sentence_are_long() -> None:
    document = Document(Article(text="The mill sold 25 oars to the inn on the quay."))
    (number,) = find_numbers(document)
    assert content_words(window_of(document, number)) == {"mill", "sold", "oars", "quay"}


def test_four_digits_before_a_noun_are_a_count() -> None:
    assert only("some 2000 people came").kind == "count"
    assert only("by 2000 people had left").kind == "year"


def test_title_and_prose_have_their_own_numbers() -> None:
    text = "Heading With 3 Words\nThe board counted 25 boats on Monday, and the keeper lit the lamp before it was dark."
    document = Document(Article(title="Board counts 26 boats", text=text))
    assert [n.value for n in find_title_numbers(document)] == [26]
    assert [n.value for n in find_prose_numbers(document)] == [25]


UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(value: int) -> str:
    """English words for a number below a thousand million."""
    for scale, word in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= scale:
            rest = value % scale
            joiner = " and " if 0 < rest < 100 else " "
            return f"{spelled(value // scale)} {word}" + (joiner + spelled(rest) if rest else "")
    if value < 20:
        return UNITS[value]
    return TENS[value // 10] + (f"-{UNITS[value % 10]}" if value % 10 else "")


@given(st.integers(2, 999_999_999))
def test_words_and_digits_read_alike(value: int) -> None:
    assert only(f"they saw {spelled(value)} boats").value == value
    assert only(f"they saw {value:,} boats").value == value


@given(st.text(alphabet="0123456789 ,.-–%$€£/:+abcdnort\n", max_size=80))
def test_numbers_stand_in_order_and_never_overlap(text: str) -> None:
    found = numbers(text)
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    for number in found:
        assert text[number.span.start : number.span.end].strip()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They came third of the boats.", [(3, "ordinal")]),
        ("A third of the boats came.", [(Fraction(1, 3), "fraction")]),
        ("An eighth the price is too much.", [(Fraction(1, 8), "fraction")]),
        ("Half of the boats came.", [(Fraction(1, 2), "fraction")]),
        ("Quarters of the town burned.", []),
        ("Two third of the boats came.", [(2, "count"), (3, "ordinal")]),
        ("Two thirds of the boats came.", [(Fraction(2, 3), "fraction")]),
        ("One third of the boats came.", [(Fraction(1, 3), "fraction")]),
        ("One thirds of the boats came.", [(1, "count")]),
    ],
)
def test_parts_of_a_whole(text: str, found: list[tuple[object, str]]) -> None:
    assert [(number.value, number.kind) for number in numbers(text)] == found


def test_a_sign_between_two_figures_belongs_to_the_first() -> None:
    assert [(number.value, number.unit) for number in numbers("5$ 6")] == [(5, "$"), (6, "")]
    assert [(number.value, number.unit) for number in numbers("5$6")] == [(5, ""), (6, "$")]
    assert [(number.value, number.unit) for number in numbers("5$6 7")] == [(5, ""), (6, "$"), (7, "")]


NO_PLURALS = {"gas", "grass", "focus", "oasis", "news", "wins", "ads"}


@pytest.mark.parametrize(
    ("plural", "one"),
    [("boats", "boat"), ("cars", "car"), ("countries", "country"), ("people", "person"), ("churches", "church"), ("gunmen", "gunman"),
     ("houses", "house"), ("troops", "troop"), ("israelis", "israeli"), ("gas", "gas"), ("grass", "grass"),
     ("focus", "focus"), ("oasis", "oasis"), ("boxes", "box"), ("news", "news"), ("wins", "win"), ("ads", "ads")],
)  # fmt: skip
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert (role_of(plural) == "h") == (plural not in NO_PLURALS)


@pytest.mark.parametrize(
    "piece", ["hundred ", "million ", "twenty-", "one hundred and ", "5 million ", "1/2 ", "$", "1-"]
)
def test_endless_figures_take_linear_time(piece: str) -> None:
    assert too_steep(lambda size: {"numbers": clocked(lambda: numbers("a " + piece * size))}, 2_000, 20_000) == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Mill Index 50 fell on Monday.", "label"),
        ("The town's Mill Index 50 fell on Monday.", "count"),
        ("Shares of the Mill 50 fell on Monday.", "count"),
        ("On Monday the Mill 50 fell again.", "label"),
        ("Lemmer Mill 50 fell on Monday.", "label"),
        ("On Monday the Old Red North Harbour Mill 50 fell.", "label"),
        ("On Monday the Big Old Red North Harbour Mill 50 fell.", "count"),
        ("Lemmer 50 fell on Monday.", "count"),
        ("In Lemmer 50 fell on Monday.", "count"),
        ("At the Mill 50 fell on Monday.", "count"),
        ("By the end of May 50 fell.", "count"),
        ("The Greens 50 and the Reds none.", "count"),
        ("The Greens took the Mill, 50 fell.", "count"),
        ("The Mill fifty fell on Monday.", "count"),
        ("The Mill 1,500 fell on Monday.", "count"),
        ("The Mill 50 boats fell on Monday.", "count"),
        ("The Mill 50.", "count"),
        ("They sold every one of the boats.", "label"),
        ("They sold one of the boats.", "count"),
        ("It rang every two bells.", "count"),
    ],
)
def test_a_figure_of_a_name_counts_nothing(text: str, kind: str) -> None:
    assert only(text).kind == kind
