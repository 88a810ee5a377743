"""How two spellings that are a letter apart differ."""

import re

from auditor.text.fold import fold, without_accents

ENDING = 2
"""Letters at the end in which forms of one word differ: "Texas" and "Texans", "Sweden" and "Swedes"."""
SOUNDS = (("ck", "k"), ("c", "k"), ("y", "i"), ("z", "s"))
"""Letters of names that are spoken as others."""
_TWICE = re.compile(r"(.)\1")


def in_case_only(one: str, other: str) -> bool:
    """Whether they differ in capitals alone: "Macdonald" and "MacDonald"."""
    return one.lower() == other.lower()


def in_accent_only(one: str, other: str) -> bool:
    """Whether an accent is all, or how an apostrophe is set."""
    return not in_case_only(one, other) and without_accents(fold(one)) == without_accents(fold(other))


def in_doubling_only(one: str, other: str) -> bool:
    """Whether the one has a letter twice that the other has once: "Jansen" and "Janssen"."""
    return not in_case_only(one, other) and _once(one) == _once(other)


def at_end_only(one: str, other: str) -> bool:
    """Whether no more than the last letters differ, where plurals, peoples and forms of grammar do."""
    kept = max(len(one), len(other)) - ENDING
    return one[:kept] == other[:kept]


def in_last_letter(one: str, other: str) -> bool:
    """Whether no more than the last letters differ, and the very last is another: "Petrov" and "Petrova"."""
    return at_end_only(one, other) and one[-1] != other[-1]


def by_last_capital(one: str, other: str) -> bool:
    """Whether the one has a capital more at its end, as where two words run together."""
    short, long = sorted((one, other), key=len)
    return long[:-1] == short and long[-1].isupper()


def sounds_alike(one: str, other: str) -> bool:
    """Whether they are spoken alike: "Antony" and "Anthony", "Erik" and "Eric"."""
    return _sound(one) == _sound(other)


def _once(name: str) -> str:
    return _TWICE.sub(r"\1", name.lower())


def _sound(name: str) -> str:
    """`name` as it is heard: an h within it is silent."""
    heard = name[0].lower() + _once(name)[1:].replace("h", "")
    for written, spoken in SOUNDS:
        heard = heard.replace(written, spoken)
    return heard
