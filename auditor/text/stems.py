"""Stems of English words: one key for the forms that a title and its article may use of a word."""

from functools import lru_cache

CACHED_WORDS = 1 << 16
MIN_STEM = 3
_SUFFIXES = (
    ("'s", ""), ("s'", "s"), ("isms", ""), ("ism", ""), ("ists", ""), ("ist", ""), ("ations", "at"), ("ation", "at"), ("ments", ""), ("ment", ""), ("ness", ""),
    ("ingly", ""), ("edly", ""), ("ings", ""), ("ing", ""), ("ies", "y"), ("ied", "y"), ("ers", ""), ("er", ""),
    ("ions", ""), ("ion", ""), ("ally", "al"), ("ly", ""), ("ed", ""), ("es", ""), ("s", ""),
)  # fmt: skip


@lru_cache(CACHED_WORDS)
def stem(word: str) -> str:
    """The stem of a folded word; itself where it is short or no ending is known."""
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= MIN_STEM:
            word = word[: -len(suffix)] + instead
            break
    if len(word) > MIN_STEM and word[-1] == "e":
        word = word[:-1]
    if len(word) > MIN_STEM and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word
