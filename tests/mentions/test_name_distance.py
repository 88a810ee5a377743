"""How far a written name is off a known one, to the last letter that counts."""

import pytest

from auditor.mentions.name_distance import Name, given_off, letters_off, reads_alike, surname_off

FAR = 99


@pytest.mark.parametrize(
    ("written", "known", "off"),
    [
        ("brandt", "brandt", 0),
        ("li", "li", 0),
        ("brandt", "brandl", 1),
        ("brnadt", "brandt", 1),
        ("brdant", "brandt", FAR),
        ("eds", "edd", 1),
        ("edd", "ed", FAR),
        ("brannl", "brandt", FAR),
        ("grandt", "brandt", FAR),
        ("brindtz", "brandts", FAR),
        ("brindtzn", "brandtsn", 2),
        ("brindtzm", "brandtsn", FAR),
        ("brandt", "brandtsn", 2),
        ("brandtsn", "brandt", FAR),
        ("brandtsnab", "brandts", FAR),
        ("brand", "brandtsn", FAR),
        ("lin", "li", FAR),
        ("lin", "ling", 1),
        ("lin", "lan", 1),
    ],
)
def test_a_long_name_is_near_within_two_letters_and_a_short_one_within_one(written: str, known: str, off: int) -> None:
    assert letters_off(written, known) == off


@pytest.mark.parametrize(
    ("written", "known", "off"),
    [
        ("ina brandt", "ina brandl", 1),
        ("ina de brandt", "ina debrandt", 0),
        ("ina debrandt", "ina de brandt", 0),
        ("lena brandt", "lena maria brandt", 0),
        ("kim jong un", "kim jung un", 1),
        ("kim jong un", "kim jong un", 0),
        ("lena marie von brandt", "lena maria von brandt", 0),
    ],
)
def test_surnames_are_compared_with_their_particles_and_without(written: str, known: str, off: int) -> None:
    assert surname_off(name(written), name(known)) == off


def name(spelled: str) -> Name:
    return tuple(spelled.split())


def test_first_names_are_compared_by_their_letters() -> None:
    assert given_off(name("lena brandt"), name("lene brandt")) == 1
    assert given_off(name("lena brandt"), name("ina brandt")) == FAR


def test_only_from_another_script_a_word_is_written_over() -> None:
    assert reads_alike("brandt", "brandt", frozenset())
    assert not reads_alike("sergey", "sergei", frozenset({"US"}))
    assert reads_alike("sergey", "sergei", frozenset({"RU"}))
