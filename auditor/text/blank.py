"""Whether a text shows a word at all."""

BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Fillers of Hangul: letters by their class that show nothing."""


def has_words(text: str) -> bool:
    """Whether there is a letter or digit in `text`: without one nothing in it can be judged."""
    return any(character.isalnum() and character not in BLANK_LETTERS for character in text)
