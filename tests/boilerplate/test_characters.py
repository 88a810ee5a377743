"""The characters of a text are counted by their classes, block by block."""

from auditor import Article
from auditor.boilerplate.characters import NUMBER, Characters
from auditor.document import Document


def test_marks_figures_and_signs_are_counted_but_no_letters_nor_white_space() -> None:
    document = Document(Article(text="Pier 12 נמל, גשר!\nÉté ☂"))
    counts = Characters.of(document.text, document.blocks).count_marks()
    assert {name: counts[number].tolist() for name, number in NUMBER.items() if counts[number].any()} == {
        "other": [0, 1],
        "digit": [2, 0],
        "comma": [1, 0],
        "exclaim": [1, 0],
    }
