"""The one place where possessive endings are taken off."""

POSSESSIVES = ("'s", "’s")


def bare(word: str) -> str:
    """`word` without a possessive ending."""
    return word[:-2] if word.endswith(POSSESSIVES) else word
