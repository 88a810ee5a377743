"""Words that may name a year."""


def is_year(word: str) -> bool:
    """Whether a word is a number of four digits."""
    return len(word) == len("2000") and word.isdecimal()
