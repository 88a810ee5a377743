"""Words a letter off a known one are found, and no others."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from auditor.text.near import MAX_LETTERS, Near

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
