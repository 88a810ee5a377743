"""Names of two words of which the title has one: "NTT Docomo", "S&P 500", "Mike Rowe" are the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from auditor.document import Document
from auditor.mentions.body import places_in_body
from auditor.mentions.names import find_body_names, is_given_name
from auditor.text.fold import without_accents
from auditor.text.possessive import bare
from auditor.text.tokens import Tokens
from auditor.vocabulary import words
from auditor.window import Bounds

USUAL = 3
"""A word that so often, and always, stands next to one and the same name belongs to that name."""
OFTEN = 3
"""A person is named so often in a text that tells of them."""
MAX_PLACES = 20
"""Places of one word in the text that are looked at."""


def find_partner(document: Document, word: Bounds) -> Bounds | None:
    """Where the text has the word that always stands beside the other half of the name that `word` is in the title."""
    title, place = document.title_tokens, word.first
    sides = (place - 1, place + 1) if word.end == place + 1 else ()
    halves = [half for half in sides if is_pair(title, place, half)]
    others = (_always_beside(document, title.words[half], place - half) for half in halves)
    titled = _plain(title.words[place])
    return next((at for at in others if at and _is_other(titled, _plain(document.tokens.words[at.first]))), None)


def _is_other(titled: str, told: str) -> bool:
    """Whether two halves of a name are not the same; of two first names one may be the nickname or the second name."""
    return titled != told and not (is_given_name(titled) and is_given_name(told))


def is_pair(tokens: Tokens, place: int, other: int) -> bool:
    """Whether the token at `other` may be one name with its neighbour at `place`: only a space parts them."""
    if other not in range(len(tokens)):
        return False
    first, word = min(place, other), tokens.words[other]
    named = (word[0].isupper() or word.isdigit()) and word.lower() not in words("grammar/articles")
    return named and tokens.starts[first + 1] == tokens.ends[first] + 1


def runs_of(places: Iterable[int]) -> Iterator[Bounds]:
    """Tokens that stand side by side, together."""
    for _, group in groupby(enumerate(places), lambda each: each[1] - each[0]):
        run = [place for _, place in group]
        yield Bounds(run[0], run[-1] + 1)


def _always_beside(document: Document, half: str, step: int) -> Bounds | None:
    """The first word that stands `step` from `half` in the text as the other half of its name, if the same always does.

    A person of whom the text tells may be named by the first name alone, too.
    """
    tokens, places = document.tokens, places_in_body(document, {half.lower()})[:MAX_PLACES]
    beside = [at + step for at in places if tokens.words[at][0] == half[0] and is_pair(tokens, at, at + step)]
    if len({_plain(tokens.words[at]) for at in beside}) != 1:
        return None
    usual = len(beside) == len(places) >= USUAL
    told = step == 1 and _is_person(document, half, _plain(tokens.words[beside[0]]))
    return Bounds(beside[0], beside[0] + 1) if usual or told else None


def _is_person(document: Document, given: str, surname: str) -> bool:
    """Whether a person of these names is one whom the text tells of."""
    names = document.layer(find_body_names)
    return is_given_name(given.lower()) and surname in names and names[surname].times >= OFTEN


def _plain(word: str) -> str:
    """`word` in lower case, without accents and an owner's ending."""
    return without_accents(bare(word).lower())
