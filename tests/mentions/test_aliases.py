"""Whether two names may be the same, and what acronyms of a text's words would be."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.aliases import find_initials, is_misspelt, is_short_for, other_words, parts_of
from auditor.mentions.title_body import has_name, has_other_words, has_place_name


def document(text: str) -> Document:
    return Document(Article(title="Any", text=text))


def may_be_same(one: str, other: str) -> bool:
    """In other words, cut short, or misspelt."""
    short, long = sorted((one, other), key=len)
    return (
        other in other_words(one) or one in other_words(other) or is_short_for(short, long) or is_misspelt(one, other)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gop", "republicans"),
        ("republicans", "gop"),
        ("hol", "holdberg"),
        ("brant", "brand"),
        ("brandberg", "brandtbegr"),
    ],
)
def test_names_that_may_be_the_same(one: str, other: str) -> None:
    assert may_be_same(one, other)
    assert may_be_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ho", "holdberg"), ("bran", "bram"), ("brantes", "brandee"), ("brandbergs", "brondborgt"), ("brandt", "grandt")],
)
def test_names_that_are_others(one: str, other: str) -> None:
    assert not may_be_same(one, other)
    assert not may_be_same(other, one)


@pytest.mark.parametrize(
    ("one", "other", "misspelt"),
    [
        ("bran", "brin", False),
        ("brand", "brind", True),
        ("brandts", "brindts", True),
        ("brandts", "brindtz", False),
        ("brandtsn", "brindtzn", True),
        ("brandtsn", "brindtzm", False),
        ("brandtsnaf", "brindtznef", False),
    ],
)
def test_the_longer_a_name_the_more_letters_may_be_wrong(one: str, other: str, misspelt: bool) -> None:
    assert is_misspelt(one, other) is misspelt


def test_a_name_of_three_words_written_as_one_is_taken_apart() -> None:
    assert parts_of("HarborBoardWatch") == ["harbor", "board", "watch"]
    assert parts_of("HarborBoard") == []


@pytest.mark.parametrize(
    ("acronym", "text"),
    [
        ("rwb", "The Regional Water Board met."),
        ("dhs", "The Department of Homeland Security was asked."),
        ("wwii", "It sailed in World War II and was sold."),
        ("g20", "The Group of 20 met."),
        ("wb", "The Water Board met."),
        ("tpp", "They signed the Trans-Pacific Partnership."),
        ("wsl", "The fall of the water supply level was told."),
        ("frl", "The fall of rain levels was told."),
    ],
)
def test_initials_have_an_acronym(acronym: str, text: str) -> None:
    assert find_initials(document(text)).have(acronym)


@pytest.mark.parametrize(
    ("acronym", "text"),
    [
        ("rwb", "The Regional office met. Water was short, and Board and lodging dear."),
        ("sl", "The fall of the supply level was told."),
        ("wol", "The water old level was told."),
    ],
)
def test_initials_without_the_acronym(acronym: str, text: str) -> None:
    assert not find_initials(document(text)).have(acronym)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("HarborBoardWatch", ["harbor", "board", "watch"]),
        ("YouTube", []),
        ("McDonald", []),
        ("UNESCO", []),
        ("May", []),
    ],
)
def test_parts_of_a_name_written_as_one(written: str, parts: list[str]) -> None:
    assert parts_of(written) == parts


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Danish", "The ferry sails to Denmark."),
        ("HarborBoardWatch", "They watch the board of the harbor."),
        ("Li", "Nobody is named."),
        ("RWB", "The Regional Water Board met."),
        ("Hanley's", "Hanley left."),
    ],
)
def test_a_name_stands_there_in_another_form(name: str, text: str) -> None:
    assert has_name(document(text), name)


@pytest.mark.parametrize(
    ("name", "text"), [("Danish", "The ferry sails to Norway."), ("Lia", "Li is named."), ("Rwb", "The Water Board.")]
)
def test_a_name_that_stands_nowhere(name: str, text: str) -> None:
    assert not has_name(document(text), name)


def test_of_a_place_the_telling_word_is_enough_but_not_without_its_direction() -> None:
    assert has_place_name(document("The mayor of Antonio spoke."), "San Antonio")
    assert not has_place_name(document("Korea is far."), "South Korea")
    assert has_place_name(document("The south of Korea is far."), "South Korea")


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("The watch of the harbour board met.", "HarborBoardWatch", False),
        ("The watch of the harbor board met.", "HarborBoardWatch", True),
        ("The mayor thanked Brandt.", "Brandtbergen", True),
        ("The mayor thanked Bra.", "Brandtbergen", False),
        ("The mayor thanked Lindgrens.", "Lindgren", True),
    ],
)
def test_a_name_is_there_in_its_parts_or_cut_short(text: str, name: str, there: bool) -> None:
    assert has_name(document(text), name) is there


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("The North Atlantic Treaty Alliance met.", "NATO", True),
        ("The Norwegian Tram Trust met.", "NTT", True),
        ("The Tram Trust met.", "NTT", False),
        ("The tram met NTT.", "NTT", False),
    ],
)
def test_another_word_for_a_name_is_no_name(text: str, name: str, there: bool) -> None:
    assert has_other_words(document(text), name) is there
