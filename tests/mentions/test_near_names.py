"""Names a letter apart: which are, where they stand, and which names stand beside them."""

from string import ascii_lowercase

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.near_names import Spelling, find_near_names
from tests.growth import clocked, too_steep

LETTERS = ascii_lowercase * 2


def near(text: str, title: str = "") -> list[tuple[Spelling, Spelling]]:
    return find_near_names(Document(Article(text=text, title=title)))


def names(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(one.name, other.name) for one, other in near(text, title)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They saw Hoekstra and Hokestra.", [("Hoekstra", "Hokestra")]),
        ("They saw Hoekstra and Haekstra.", [("Haekstra", "Hoekstra")]),
        ("They saw Hoekstra and Hoekstro.", [("Hoekstra", "Hoekstro")]),
        ("They saw Hoekstra and Noekstra.", []),
        ("They saw Lena and Leena.", [("Leena", "Lena")]),
        ("They saw Jon and John.", []),
        ("They saw Hoekstra and Hakestra.", []),
        ("They saw O’Rourke and O’Rouke.", [("O’Rouke", "O’Rourke")]),
        ("We’re late. We’ve won. We’ne.", []),
        ("They saw a Lonely Planet and a Lonely Plant.", []),
        ("They went from America to American shores.", []),
        ("They saw @Hoekstra, #Hoekstra, www.Hoekstra.nl, Hoekstra.com, Hoekstra@lamps and Hokestra.", []),
        ("They saw Hokestra. Hoekstra.", [("Hoekstra", "Hokestra")]),
        ("They saw Agent47x and Agent48x.", []),
        ("They saw Hoekstra and @Hokestra.", []),
        ("They went from America to Americaz.", [("America", "Americaz")]),
        ("They saw Hoekstra/Globe and Hokestra/Globe.", [("Hoekstra", "Hokestra")]),
    ],
)
def test_which_are_near(text: str, found: list[tuple[str, str]]) -> None:
    assert names(text) == found


def test_a_title_has_names_too() -> None:
    ((one, other),) = near("They saw Hoekstra.", "Mayor Hokestra leaves")
    assert [mention.field for mention in (*one.mentions, *other.mentions)] == ["text", "title"]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("They saw Willem Hoekstra.", ("Willem", "")),
        ("They saw Willem B. Hoekstra.", ("Willem", "")),
        ("They saw Willem B. de Hoekstra.", ("Willem", "")),
        ("They saw Willem B. de la Hoekstra.", ("", "")),
        ("They saw Willem van Bakker of Hoekstra.", ("", "")),
        ("They saw Mayor Hoekstra.", ("", "")),
        ("They saw Lemmer’s Hoekstra.", ("", "")),
        ("After Hoekstra left, they slept.", ("", "")),
        ("On Tuesday Hoekstra left.", ("", "")),
        ("They left Lemmer. Hoekstra stayed.", ("", "")),
        ("They saw Hoekstra Bakker.", ("", "Bakker")),
        ("They saw Hoekstra-Bakker.", ("", "Bakker")),
        ("They saw Hoekstra’s Bakker.", ("", "")),
        ("They saw Hoekstra, Bakker and Smit.", ("", "")),
    ],
)
def test_names_beside(text: str, beside: tuple[str, str]) -> None:
    ((one, _),) = near(f"{text} They saw a Hokestra.")
    assert one.beside == [beside]


def test_in_a_title_only_names_stand_beside() -> None:
    ((_, other),) = near("They saw Hoekstra.", "Lamp Hokestra Says")
    assert other.beside == [("", "")]
    ((_, other),) = near("They saw Hoekstra.", "Anna Hokestra Says")
    assert other.beside == [("Anna", "")]


def test_where_a_surname_may_stand() -> None:
    ((one, _),) = near("They saw Willem Hoekstra. They saw Anna Hoekstra Bakker and a Hokestra.")
    assert [*map(sorted, (one.before, one.before_alone, one.behind))] == [["Anna", "Willem"], ["Willem"], ["Bakker"]]


@pytest.mark.parametrize(("count", "found"), [(40, True), (41, False)])
def test_names_that_begin_and_end_alike_are_a_list(count: int, found: bool) -> None:
    unlike = [f"Zo{letter * size}ma" for size in (5, 8) for letter in ascii_lowercase]
    assert bool(names("They saw " + " and ".join(["Zoaaabama", *unlike[: count - 1]]))) is found


@pytest.mark.parametrize("pair", [("Zoamk", "Zoaml"), ("Zoamk", "Zoemk"), ("Zoamk", "Zeamk")])
def test_many_names_are_parted_by_their_edges(pair: tuple[str, str]) -> None:
    unlike = [f"Z{letter * size}" for size in (5, 8) for letter in ascii_lowercase]
    assert names("They saw " + " and ".join([*pair, *unlike])) == [tuple(sorted(pair))]


@pytest.mark.parametrize(("count", "found"), [(40, 40), (41, 0)])
def test_an_article_of_pairs_is_a_list(count: int, found: int) -> None:
    inner = [pair for pair in (("mm", "mn"), ("ttttt", "tttst")) for _ in ascii_lowercase]
    pairs = [
        f"{x.upper()}{x}{one}{x}{x} and {x.upper()}{x}{other}{x}{x}"
        for x, (one, other) in zip(LETTERS, inner, strict=True)
    ]
    assert len(names("They saw " + " and ".join(pairs[:count]))) == found


def test_time_grows_with_the_text() -> None:
    def lines(count: int) -> str:
        return " ".join("saw Willem Hoekstra and Anna Hokestra." for _ in range(count))

    assert (
        too_steep(lambda count: {"near": clocked(lambda: [one.beside for one, _ in near(lines(count))])}, 500, 5_000)
        == {}
    )
