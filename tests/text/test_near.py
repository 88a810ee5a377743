"""Words a letter off a known one are found, and no others."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from auditor.text.near import MAX_LETTERS, Near, respellings

NAMES = ["hoekstra", "hokestra", "hoekstras", "jansen", "janssen", "jensen", "an"]
WORD = st.text(alphabet="abc", max_size=7)


def test_one_letter_changed_swapped_put_in_or_left_out() -> None:
    near = Near(NAMES)
    assert sorted(near.near("hoekstra")) == ["hoekstras", "hokestra"]
    assert sorted(near.near("jansen")) == ["janssen", "jensen"]
    assert near.near("johnsen") == []
    assert near.near("a") == ["an"]


@given(st.lists(WORD, unique=True), WORD)
def test_it_finds_what_a_scan_finds(known: list[str], word: str) -> None:
    assert sorted(Near(known).near(word)) == sorted(k for k in known if OSA.distance(k, word) == 1)


def test_what_is_too_long_for_a_name_costs_one_look_up() -> None:
    long = "a" * (MAX_LETTERS + 1)
    assert Near([long + "a", long]).near(long) == []


@given(WORD.filter(lambda word: len(word) > 1), WORD)
def test_respellings_are_all_that_is_a_letter_off_behind_the_first(word: str, other: str) -> None:
    is_one_off = other[:1] == word[0] and OSA.distance(word, other) == 1
    assert (other in respellings(word)) or not is_one_off


def test_respellings_undo_two_doublings_at_once() -> None:
    assert "cincinnati" in respellings("cincinatti")
    assert "cincinnati" not in respellings("cincinattii")
    assert "mississippi" in respellings("misissipi")
    assert "mississippi" not in respellings("misisipi")


def test_respellings_keep_the_first_letter_and_are_none_of_what_is_no_name() -> None:
    assert {word[0] for word in respellings("hoekstra")} == {"h"}
    assert "hoekstra" not in respellings("hoekstra")
    assert respellings("a") == respellings("a" * (MAX_LETTERS + 1)) == set()
