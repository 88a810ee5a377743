"""Names of two words of which the title has one: "NTT Docomo", "S&P 500", "Mike Rowe" are the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from auditor.document import Document
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
    title = document.title_tokens
    for step in (-1, 1):
        half = word.first + step
        if word.end == word.first + 1 and is_pair(title, word.first, half):
            other = _always_beside(document, title.words[word.first], title.words[half], -step)
            if other is not None:
                return Bounds(other, other + 1)
    return None


def is_pair(tokens: Tokens, place: int, other: int) -> bool:
    """Whether the token at `other` may be one name with its neighbour at `place`: only a space parts them."""
    if not 0 <= other < len(tokens):
        return False
    first, word = min(place, other), tokens.words[other]
    named = (word[0].isupper() or word.isdigit()) and word.lower() not in words("grammar/articles")
    return named and tokens.starts[first + 1] == tokens.ends[first] + 1


def _always_beside(document: Document, titled: str, half: str, step: int) -> int | None:
    """The first token that stands `step` from `half` in the text, if the same one always does and is not `titled`."""
    found = _neighbours(document, half, step)
    names = found.keys() - {""}
    if len(names) != 1:
        return None
    (name,) = names
    usual = len(found[name]) >= USUAL and "" not in found
    person = step > 0 and _is_person(document, half, name)
    nicknamed = is_given_name(name) and is_given_name(titled.lower())
    return found[name][0] if (usual or person) and not nicknamed and name != _plain(titled) else None


def _neighbours(document: Document, half: str, step: int) -> Mapping[str, list[int]]:
    """The tokens that stand `step` from `half` in the text and make a name with it, by how they read; "" for others."""
    tokens, found = document.tokens, dict[str, list[int]]()
    for place in islice(
        (at for at in tokens.at({half.lower()}) if tokens.starts[at] >= document.body_start), MAX_PLACES
    ):
        paired = is_pair(tokens, place, place + step) and tokens.words[place][0] == half[0]
        found.setdefault(_plain(tokens.words[place + step]) if paired else "", []).append(place + step)
    return found


def places_in_body(document: Document, word: str) -> Iterator[int]:
    """The tokens of the body that read `word` when folded."""
    tokens = document.tokens
    return (place for place in tokens.at({word}) if tokens.starts[place] >= document.body_start)


def _is_person(document: Document, given: str, surname: str) -> bool:
    """Whether a person of these names is one whom the text tells of."""
    known = document.layer(find_body_names).get(surname)
    return is_given_name(given.lower()) and known is not None and known.times >= OFTEN


def _plain(word: str) -> str:
    """`word` in lower case, without accents and an owner's ending."""
    return without_accents(bare(word).lower())
