"""Entities: each span settled once, with what it resolves to, its aliases and what is near to it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.entities import KINDS, Entities, find_entities
from tests.growth import clocked, too_steep


def entities(text: str) -> Entities:
    return Document(Article(text=text)).layer(find_entities)


def told(text: str) -> list[tuple[str, str, str]]:
    """Kind, words and key of each entity."""
    return [(each.kind, " ".join(each.words), each.key) for each in entities(text).settled]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Mayor Willem Hoekstra of Lemmer left. Hoekstra is back.",
            [("name", "Willem Hoekstra", "willem hoekstra"), ("name", "Lemmer", "lemmer"), ("name", "Hoekstra", "willem hoekstra")],
        ),
        (
            "French President Emmanuel Macron flew to Lyon. Macron likes France.",
            [
                ("nation", "French", "FR"), ("office", "President", "president"),
                ("person", "Emmanuel Macron", "Emmanuel Macron"), ("place", "Lyon", "Lyon, FR.84"),
                ("person", "Macron", "Emmanuel Macron"), ("place", "France", "FR"),
            ],
        ),
        (
            "The International Harbour Council (IHC) met. The IHC was late.",
            [("body", w, "international harbour council") for w in ("International Harbour Council", "IHC", "IHC")],
        ),
        ("They study at George Washington University.", [("body", "George Washington University", "george washington university")]),
        ("The Bank of England rose.", [("body", "Bank of England", "bank of england")]),
        ("Harbour Board Chairman Willem Bakker left.", [("body", "Harbour Board", "harbour board"), ("name", "Willem Bakker", "willem bakker")]),
        ("Jan de Vries’s boat sank. De Vries swam.", [("name", "Jan de Vries", "jan de vries"), ("name", "Vries", "jan de vries")]),
        ("On May 3, 2024, 14 goats were lost.", [("time", "May 3 , 2024", "may 3, 2024"), ("number", "14", "14 goat")]),
        ("14 percent of Lemmer’s Bakker", [("number", "14 percent", "14 percent"), ("name", "Lemmer", "lemmer"), ("name", "Bakker", "bakker")]),
        ("Nobody came. “Nobody at all,” he said.", []),
    ],
)  # fmt: skip
def test_what_a_text_names(text: str, found: list[tuple[str, str, str]]) -> None:
    assert told(text) == found


def test_aliases_are_one_referent() -> None:
    found = entities("France won. The French beat Spain. The Harbour Council (HC) met. The HC rose.")
    (french,) = found.of("nation")
    assert [" ".join(each.words) for each in found.aliases(french)] == ["France", "French"]
    council = found.of("body")[0]
    assert [" ".join(each.words) for each in found.aliases(council)] == ["Harbour Council", "HC", "HC"]


def test_at() -> None:
    found = entities("They saw Willem Hoekstra there.")
    assert found.at(2) is found.at(3) is not None
    assert found.at(1) is found.at(4) is None


WORDS = (
    "Willem",
    "Hoekstra",
    "of",
    "the",
    "Bank",
    "Lyon",
    "French",
    "President",
    "Macron",
    "May",
    "3",
    ",",
    ".",
    "IHC",
    "(",
    ")",
    "-",
    "said",
)


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_no_two_overlap_and_none_crosses_a_sentence(tokens: Sequence[str]) -> None:
    found = entities(" ".join(tokens))
    ends = 0
    for each in found.settled:
        assert each.kind in KINDS
        assert ends <= each.window.first < each.window.end
        ends = each.window.end
        assert each in found.aliases(each)
        assert found.at(each.window.first) is each


def test_a_list_of_names_takes_linear_time() -> None:
    def names(count: int) -> str:
        return ", ".join(
            f"Jan A{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}ena" for i in range(count)
        )

    assert too_steep(lambda count: {"entities": clocked(lambda: entities(names(count)))}, 500, 4_000) == {}
