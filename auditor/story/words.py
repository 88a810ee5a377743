"""Word lists of story comparison: synonyms of news nouns, and how strongly a text says a thing."""

from functools import cache
from importlib.resources import files

from auditor.text.stems import stem


@cache
def _synonyms() -> dict[str, str]:
    """Stem by stem of the synonym."""
    table: dict[str, str] = {}
    for line in _lines("synonyms.txt"):
        first, *others = (stem(word) for word in line.split())
        table |= dict.fromkeys(others, first)
    return table


def concept(word: str) -> str:
    """One key for the forms and the synonyms of a folded word."""
    key = stem(word)
    return _synonyms().get(key, key)


@cache
def _strength() -> dict[str, tuple[str, ...]]:
    rows = (line.partition(": ") for line in _lines("strength.txt"))
    return {name: tuple(words.split()) for name, _, words in rows}


@cache
def firm_words() -> frozenset[str]:
    """Words that make a step firm: "formally"."""
    return frozenset(_strength()["firm"])


@cache
def weak_words() -> frozenset[str]:
    """Words that leave a step open: "consider"."""
    return frozenset(_strength()["weak"])


@cache
def _verbs() -> dict[str, str]:
    """Each form of a verb of commitment: its plain form."""
    forms: dict[str, str] = {}
    for verb in _strength()["verbs"]:
        root = verb.removesuffix("e")
        past = verb[:-1] + "ied" if verb.endswith("y") else root + "ed"
        third = verb[:-1] + "ies" if verb.endswith("y") else verb + "s"
        doubled = verb + verb[-1]
        forms |= dict.fromkeys((verb, third, past, root + "ing", doubled + "ed", doubled + "ing"), verb)
    return forms


def verb_of(word: str) -> str:
    """The plain form of a folded word that is a verb of commitment, else ""."""
    return _verbs().get(word, "")


def _lines(name: str) -> list[str]:
    lines = (files("auditor.story") / "data" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
