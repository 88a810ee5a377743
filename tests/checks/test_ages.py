"""Ages against births: who is meant, on which day, and how far apart both may stand."""

from datetime import date

import pytest

from auditor import Article, Auditor
from auditor.checks.dates.age import propose
from auditor.document import Document
from auditor.ruleset import RuleSet, load_rules

AUDITOR = Auditor(RuleSet(tuple(rule for rule in load_rules().rules if rule.id == "date/age-differs"), "ages"))
PUBLISHED = date(2022, 9, 14)


def found(text: str, title: str = "", published: date = PUBLISHED) -> list[str]:
    report = AUDITOR.audit(Article(title=title, text=text, published=published))
    assert report.complete, report.failures
    return [finding.quote for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Piet Lanser, who was born in Sneek in 1948, is 57 and sings.", "born in Sneek in 1948, is 57"),
        ("Tove Ahlgren (born 1960), who is 49, plays the first desk.", "born 1960), who is 49"),
        ("36-year-old Ilja Morosov, who was born in 1971, said nothing.", "36-year-old Ilja Morosov, who was born in 1971"),
        ("At 38, Gerda Moll is the youngest of them. Moll was born in 1991.", "born in 1991"),
        ("Gerda Moll died in 2001, aged 58. She was born in 1933.", "born in 1933"),
        ("The singer, born 1991, is now 48.", "born 1991, is now 48"),
        ("Emil Farkas (1914-1987), who died at 63, wrote operas.", "1914-1987), who died at 63"),
        ("Gerda Moll kept her 90th birthday on Sunday. She was born in 1939.", "born in 1939"),
        ("Oskar Brandl died on Saturday aged 94. He was born in Linz on March 5, 1930.", "born in Linz on March 5, 1930"),
        ("Nils Edda left the board at the age of 57. He was born in 1950.", "born in 1950"),
        ("Born in 1950, Nils Edda left school. Edda is 49.", "Born in 1950"),
        ("LEMMER (Example) - Piet Lanser, who has led the board of the ferry on nine days out of ten since the timetable came in, is 57. Lanser was born in 1948.", "born in 1948"),
        ("Piet Lanser dies. He was 57. Lanser was born in 1948.", "born in 1948"),
        ("On Friday Piet Lanser died. He was 57. Lanser was born in 1948.", "born in 1948"),
        ("On the lake Piet Lanser has died. He was 57. Lanser was born in 1948.", "born in 1948"),
        ("Piet Lanser died last month. He was 57. Lanser was born in 1948.", "born in 1948"),
        ("Gerda Moll turned 56. She was born in 1963.", "born in 1963"),
        ("Born in 1950 in Lund, the chemist Nils Edda died last week at 79.", "Born in 1950 in Lund, the chemist Nils Edda died last week at 79"),
    ],
)  # fmt: skip
def test_each_form_is_read(text: str, quote: str) -> None:
    assert [each.lower() for each in found(text)] in ([quote.lower()], [quote.lower().partition(" in lund")[0]])


@pytest.mark.parametrize(
    "text",
    [
        "Anton Greve, 39, leads the board. His father, Karl Greve, was born in 1947.",
        "Gerda Moll, born in 1933, lives on. Bert Moll, 14, their grandson, came too.",
        "Nils Edda was born in 1950. In 1979, aged 29, he left.",
        "Nils Edda was born in 1950. His wife, a cook, died in 2001 at 90.",
        "Nils Edda was born in 1950. He was told of it when he was 29.",
        "Piet Lanser died last year. He was 57. Lanser was born in 1948.",
        "Nils Edda is head of a board of 29. He was born in 1950.",
        "Gerda Moll turned 57. She was born in 1963.",
        "Emil Farkas (1914-1987) wrote operas. Emil Farkas, 45, left the board.",
        "Piet Lanser, who left in 1990, died in 2001, aged 57. Lanser was born in 1948.",
        "Nils Edda died at sea, aged 29. He was born in 1950.",
        "She is 57. She was born in 1948 in Lund, or so she says. The singer, born 1991, sings for Bert Moll, born 1991.",
        "Nils Edda is 29 miles from home. Nils Edda died at 29 Quay Street. He was told of her 29th album. He was born in 1950.",
        "At 29, Nils Edda left the board. In a hurry at 29, Nils Edda is not. Edda was born in 1950.",
        "Nils Edda, 29 miles from home, was born in 1950. Nils Edda was born in Lund to edda farmers, 29, in 1950.",
        "Emil Farkas, 1914-1987, died at 63. Emil Farkas wrote from 1914 to 1987 and died at 63.",
        "Piet Lanser died on 10/11/2009. He was 57. Lanser was born in 1948.",
        "Piet Lanser died ten months ago. He was 57. Lanser was born in 1948.",
        "Piet Lanser was born in 1948. His mother was born in the 1920s, and Lanser is 74.",
        "Nils Edda, 72, was born in 1950. Nils Edda, 71, had been born in 1950.",
        "Friends of Nils Edda died at 29. He was born in 1950.",
        "The ferry of Nils Edda, born 1950, is 29. It leaks.",
    ],
)
def test_other_people_and_other_days_pass(text: str) -> None:
    assert found(text) == []


def test_the_title_tells_the_age_of_the_dead() -> None:
    text = "LEMMER - Piet Lanser died on Friday. Born in Sneek in 1932, he left school at 14."
    assert found(text, "Actor dies at 98") == ["Born in Sneek in 1932"]
    assert found(text, "Actor dies at 90") == found(text, "Actor at 98") == []
    assert found(text, "Actor turns 98") == []
    assert found("Piet Lanser died on Friday. He was 88.", "Piet Lanser, 1922-2010") == []
    assert found("Piet Lanser died on Friday. He was 78.", "Lanser, 1922-2022, dies") == []
    assert found("Piet Lanser died on Friday. He was 78.", "Piet Lanser, 1922-2022") == ["1922-2022"]


@pytest.mark.parametrize(("years", "told"), [(4, False), (5, True), (120, True), (121, False)])
def test_a_figure_is_an_age_from_five_to_a_hundred_and_twenty(years: int, told: bool) -> None:
    assert bool(found(f"De Boer, {years}, was born in 1962.")) is told


LATE = (
    "The crew sat in the hall. The ferry had been late on nine days out of ten since the timetable came in. Nobody had told "
    "the fishermen, who waited on the quay with their nets. The board of the harbour met behind closed doors, and went home "
    "by noon. In the town below they talked of little else, and of the price of fish, which had gone up. "
)
"""Tokens of the opening of an article, but for the name of who died."""


# What stands between, where it still counts, and a word more.
@pytest.mark.parametrize(
    ("near", "far"),
    [
        ("The tall old quiet very kind man Piet Lanser is 57. Lanser was born in 1948.",
         "The tall old quiet and very kind man Piet Lanser is 57. Lanser was born in 1948."),
        ("Piet Lanser is 57. He sang. He sang. He was born in 1948.",
         "Piet Lanser is 57. He sang. He sang. He sang. He was born in 1948."),
        ("Piet Lanser died, it was told to us all in 2010, aged 57. Lanser was born in 1948.",
         "Piet Lanser died, so it was told to us all in 2010, aged 57. Lanser was born in 1948."),
        (LATE + "Piet Lanser died on Friday. He was 57. Lanser was born in 1948.",
         "Now " + LATE + "Piet Lanser died on Friday. He was 57. Lanser was born in 1948."),
        ("On the quay Piet Lanser, 57, who was had been born in 1948, sings.",
         "On the quay Piet Lanser, 57, who was had been actually born in 1948, sings."),
    ],
)  # fmt: skip
def test_limits(near: str, far: str) -> None:
    assert [bool(found(near)), bool(found(far))] == [True, False]


@pytest.mark.parametrize(("others", "told"), [(19, 1), (20, 0)])
def test_the_first_twenty_ages_of_a_surname_are_held_against_a_birth(others: int, told: int) -> None:
    text = "Piet Lanser, 74, sang. " * others + "Piet Lanser, 57, sang. Lanser was born in 1948."
    document = Document(Article(text=text, published=PUBLISHED))
    assert len(list(propose(document, AUDITOR.ruleset.rules[0]))) == told


@pytest.mark.parametrize(("born", "told"), [("June 15, 1942", True), ("June 17, 1942", False)])
def test_a_death_in_the_news_was_within_ninety_days(born: str, told: bool) -> None:
    text = f"Piet Lanser has died. He was 79. Lanser was born on {born}."
    assert bool(found(text)) is told


@pytest.mark.parametrize("published", [date.min, date.max])
def test_days_at_the_ends_of_the_calendar_are_passed_by(published: date) -> None:
    assert (
        found("De Boer, 45, was born in 1962. Gerda Moll kept her 90th birthday. She was born in 1939.", "", published)
        == []
    )


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Nils Edda died on May 3, 2001, aged 58. He was born on May 3, 1933.", "was 68 years old on May 3, 2001"),
        ("Nils Edda died in 2001, aged 58. He was born in 1933.", "was 67 or 68 years old in 2001"),
        ("Nils Edda, 49, was born in May 1950.", "born in May 1950"),
        ("Gerda Moll turned 56. She was born in 1963.", "was 57 to 59 years old on September 14, 2022"),
    ],
)
def test_the_ages_that_would_be_right_are_told(text: str, ages: str) -> None:
    (finding,) = AUDITOR.audit(Article(text=text, published=PUBLISHED)).findings
    assert ages in finding.message
