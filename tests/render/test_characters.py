"""What a reader cannot see is shown; what scripts and emoji need is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.render.characters import find_pieces, visible


def names(text: str) -> list[str]:
    return [piece.code for piece in find_pieces(text, 0, len(text)) if piece.name]


@given(st.text(st.characters(exclude_categories=())))
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(piece.text for piece in find_pieces(text, 0, len(text))) == text


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Har\u200blow", ["U+200B"]),
        ("pay\u202e001\u202c now", ["U+202E", "U+202C"]),
        ("a\0b\x1bc", ["U+0000", "U+001B"]),
        ("o\u200dk", ["U+200D"]),
        ("hid\U000e0041den", ["U+E0041"]),
        ("\ufeffStart", ["U+FEFF"]),
        ("half \ud83d", ["U+D83D"]),
        ("soft\u00adhyphen", ["U+00AD"]),
        ("many\u200b\u200b\u200b", ["U+200B ×3"]),
        ("\U0001f3f4" + "\U000e0041" * 5, ["U+E0041 ×5"]),
    ],
)
def test_what_could_deceive_is_named(text: str, codes: list[str]) -> None:
    assert names(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Plain – “text” with\tall that news has… 5 % é",
        "می\u200cخواهم",
        "👩\u200d🚒",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    ],
)
def test_what_scripts_and_emoji_need_is_left_alone(text: str) -> None:
    assert names(text) == []


def test_a_name_is_one_line_of_what_can_be_seen() -> None:
    assert visible(" Two\r\nlines \u202eof\u202c\t a name\0") == "Two lines of a name"
