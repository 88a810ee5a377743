"""Names of a text and its title that are a letter apart, with where each stands and which names stand beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, combinations

from rapidfuzz.distance import OSA

from auditor.document import Document
from auditor.knowledge.words import load_words
from auditor.mentions.capitals import Capitals, find_capitals, find_title_capitals
from auditor.mentions.names import is_ordinary
from auditor.mentions.number_words import load_number_words
from auditor.mentions.written_names import name_links
from auditor.text.difference import in_last_letter
from auditor.text.grouped import grouped
from auditor.text.near import kept_ends
from auditor.text.possessive import POSSESSIVES, bare
from auditor.vocabulary import words
from auditor.window import Window

MIN_LETTERS = 4
MAX_GROUP = 40
"""Names that are held against each other; more that have one start or end are a list."""
MAX_PAIRS = 40
"""The same of an article as a whole; of 5,187 development articles none has more than 9."""
REACH = 4
"""Tokens before a name in which a first name, an initial with its full stop and a particle have room."""


@dataclass(frozen=True)
class Spelling:
    """One way in which an article spells a name, and all mentions so spelled."""

    name: str
    mentions: Sequence[Window]

    @cached_property
    def beside(self) -> Sequence[tuple[str, str]]:
        """For each mention the names right before and behind it in its sentence; "" for none."""
        return [(_name_before(mention), _name_behind(mention)) for mention in self.mentions]

    @cached_property
    def before(self) -> frozenset[str]:
        """Names right before it, as first names stand."""
        return frozenset(before for before, _ in self.beside) - {""}

    @cached_property
    def before_alone(self) -> frozenset[str]:
        """Those of them where no name stands behind it: it may be a surname there."""
        return frozenset(before for before, behind in self.beside if before and not behind)

    @cached_property
    def behind(self) -> frozenset[str]:
        """Names right behind it, as surnames stand behind first names."""
        return frozenset(behind for _, behind in self.beside) - {""}

    @cached_property
    def told_of(self) -> bool:
        """Whether a sentence with it speaks of spelling."""
        return any(mention.has(words("names/of spelling")) for mention in self.mentions)


def find_near_names(document: Document) -> list[tuple[Spelling, Spelling]]:
    """Each two spellings that one letter parts, unless both are ordinary words or forms of one; always in one order."""
    capitals = {"text": document.layer(find_capitals), "title": document.layer(find_title_capitals)}
    names = (capitals["text"].words | capitals["title"].words) - _capital_openers()
    pairs = sorted(set(_near_pairs(names)))
    if not pairs or len(pairs) > MAX_PAIRS:
        return []
    spelled = _spellings(document, capitals, frozenset(chain.from_iterable(pairs)))
    return [(spelled[one], spelled[other]) for one, other in pairs if one in spelled and other in spelled]


def find_written(document: Document) -> frozenset[str]:
    """The different words of the text, as written."""
    return frozenset(document.tokens.words)


def _near_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs that begin alike and differ by a letter put in, left out, changed or swapped with its neighbour."""
    for one, other in chain.from_iterable(combinations(group, 2) for group in _groups(names)):
        if OSA.distance(one, other, score_cutoff=1) == 1 and not _are_words(one, other):
            yield (one, other) if one < other else (other, one)


def _groups(names: Iterable[str]) -> Iterator[Sequence[str]]:
    """Names that begin alike, few enough to be held against each other; of more those that share what a slip leaves.

    Names that begin otherwise are two: of seven such pairs that nothing else parted in the development articles none
    was a slip.
    """
    for group in grouped((name[0], name) for name in names if len(name) >= MIN_LETTERS).values():
        if len(group) <= MAX_GROUP:
            yield group
        else:
            alike = grouped((end, name) for name in group for end in kept_ends(name)[1:])
            yield from (few for few in alike.values() if len(few) <= MAX_GROUP)


def _are_words(one: str, other: str) -> bool:
    """Whether both are ordinary words, or two forms of one that other texts have, too: "America" and "American"."""
    folded, counts = (one.lower(), other.lower()), load_words().counts
    forms = in_last_letter(one, other) and folded[0] in counts and folded[1] in counts
    return forms or all(map(is_ordinary, folded))


def _spellings(document: Document, capitals: Mapping[str, Capitals], names: Set[str]) -> dict[str, Spelling]:
    """Those of `names` that stand in running words, with their mentions."""
    named = (
        (name, Window(document, at, at + 1, field)) for field in capitals for at, name in capitals[field].among(names)
    )
    mentions = grouped((name, window) for name, window in named if not window.in_address)
    return {name: Spelling(name, mentions[name]) for name in filter(_is_name, mentions)}


def _is_name(word: str) -> bool:
    """Whether `word` is made of letters, and behind an apostrophe goes on with a capital: no contraction, no code."""
    return word.isalpha() or all(part.isalpha() and part[0].isupper() for part in word.replace("’", "'").split("'"))


def _name_before(window: Window) -> str:
    """The name right before it, over an initial and over particles: "Janet" of "Janet B. de Vries"."""
    before = (word for word in reversed(window.before(REACH, written=True)) if word not in name_links())
    return _as_name(next(before, ""), window.field)


def _name_behind(window: Window) -> str:
    """The name right behind it, over hyphens and particles: "Sissi" of "Abdel Fattah el-Sissi"."""
    if window.tokens.words[window.first].endswith(POSSESSIVES):
        return ""
    behind = (word for word in window.after(REACH, written=True) if word not in _within_names())
    return _as_name(bare(next(behind, "")), window.field)


def _as_name(word: str, field: str) -> str:
    """A word, if it has a capital for another reason than where it stands, or that a title gives one to most words."""
    folded = word.lower()
    apart = folded in _no_names() or word.endswith(POSSESSIVES) or (field == "title" and is_ordinary(folded))
    return word if word[:1].isupper() and not apart else ""


@cache
def _within_names() -> frozenset[str]:
    """What may stand between two parts of a name."""
    return words("grammar/hyphens") | words("persons/particles")


@cache
def _no_names() -> frozenset[str]:
    """Words that have a capital before a name or where they open a sentence, and are no part of it."""
    listed = map(words, ("names/titles", "names/qualifiers", "names/common capitals"))
    return _openers().union(load_number_words().stops, *listed)


@cache
def _capital_openers() -> frozenset[str]:
    return frozenset(map(str.capitalize, _openers()))


def _openers() -> frozenset[str]:
    return words("sentences/openers") | words("grammar/prepositions")
