"""Words of story comparison: what news calls one thing, and the forms of the verbs by which somebody takes a step."""

from functools import cache

from auditor.text.stems import stem
from auditor.vocabulary import load_lists, words


@cache
def _synonyms() -> dict[str, str]:
    """Stem by stem of the synonym."""
    return {stem(word): stem(first) for first, others in load_lists("synonyms").items() for word in others}


def concept(word: str) -> str:
    """One key for the forms and the synonyms of a folded word."""
    key = stem(word)
    return _synonyms().get(key, key)


@cache
def _verbs() -> dict[str, str]:
    """Each form of a verb of commitment: its plain form."""
    forms: dict[str, str] = {}
    for verb in sorted(words("stories/commitments")):
        root = verb.removesuffix("e")
        past = verb[:-1] + "ied" if verb.endswith("y") else root + "ed"
        third = verb[:-1] + "ies" if verb.endswith("y") else verb + "s"
        doubled = verb + verb[-1]
        forms |= dict.fromkeys((verb, third, past, root + "ing", doubled + "ed", doubled + "ing"), verb)
    return forms


def verb_of(word: str) -> str:
    """The plain form of a folded word that is a verb of commitment, else ""."""
    return _verbs().get(word, "")
