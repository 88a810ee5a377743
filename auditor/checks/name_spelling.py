"""Kind `name-spelling`: one name of a person, place or firm in two spellings that differ by a letter."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from unicodedata import combining, normalize

from marshmallow import Schema, fields
from rapidfuzz.distance import OSA

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import Gazetteer
from auditor.mentions.names import is_ordinary
from auditor.mentions.number_words import load_number_words
from auditor.mentions.spellings import load_spellings
from auditor.rule import Rule
from auditor.text.tokens import Tokens

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
MIN_LETTERS = 5
MIN_LETTERS_ALONE = 7
"""Letters of a name without its first name; shorter ones are often two names (Austin, Dustin)."""
MIN_MENTIONS_ALONE = 3
MAX_GROUP = 40
"""Names with the same first and last letter; an article that has more is a list."""
_MARKS = "'’"
_CAPITALISED = re.compile(rf"[A-Z][^\W\d_A-Z]{{{MIN_LETTERS - 1},}}")
"""Also parts of words ("Donald" of "McDonald"), which are no tokens; a \\b before it would cost three times as much."""


class Params(Schema):
    """`distinct`: groups of words that are near in spelling and yet different, folded. `titles`: no first names."""

    distinct = fields.List(fields.List(fields.Str()), load_default=[])
    titles = fields.List(fields.Str(), load_default=[])
    alone = fields.Bool(load_default=True, metadata={"description": "whether names without a first name count"})


Places = dict[str, list[int]]


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [_check(rule) for rule in rules]


def _check(rule: Rule) -> Check:
    distinct = frozenset(
        frozenset(pair) for group in rule.params["distinct"] for pair in combinations(sorted(set(group)), 2)
    )
    titles = frozenset(rule.params["titles"])
    return Check([rule], lambda document: _run(document, rule, distinct, titles))


def _run(document: Document, rule: Rule, distinct: frozenset[frozenset[str]], titles: frozenset[str]) -> Iterator[Hit]:
    pairs = [pair for pair in _near_pairs(_capitalised(document.tokens)) if _is_slip(*pair)]
    if not pairs:
        return
    names = _mentions(document, {name for pair in pairs for name in pair})
    small = {name.lower() for name in names}.intersection(document.tokens.words)
    for one, other in pairs:
        known = frozenset((one.lower(), other.lower()))
        if known in distinct or load_spellings().get(one.lower()) == other.lower() or not (names[one] and names[other]):
            continue
        if not known.isdisjoint(small) or all(map(is_ordinary, known)):
            continue  # written small too: a common word misspelled; or two words, as "Lonely Planet" and "Power Plant"
        if _are_two_places(document.knowledge.gazetteer, one, other):
            continue
        often, seldom = (one, other) if _weight(names, one) >= _weight(names, other) else (other, one)
        found = _with_first_name(document, names, (often, seldom), titles)
        if found is None and rule.params["alone"]:
            found = _alone(names, often, seldom)
        if found is not None:
            yield _hit(document, rule, found, names[often][0])


def _capitalised(tokens: Tokens) -> set[str]:
    """The capitalised words of the text; each different token is searched once."""
    cased = {tokens.words[index] for index in tokens.cased}
    return set(_CAPITALISED.findall("\n".join(cased)))


def _hit(document: Document, rule: Rule, here: int, there: int) -> Hit:
    tokens = document.tokens
    span, other = (Span(tokens.starts[i], tokens.starts[i] + len(_bare(tokens.words[i]))) for i in (here, there))
    quote = document.text[other.start : other.end]
    evidence = Evidence("the other spelling", span=other, quote=quote)
    return Hit(rule, span, values={"other": quote}, evidence=(evidence,))


def _weight(names: Places, name: str) -> tuple[int, int]:
    """More mentions weigh more; of equals, the one that comes first."""
    return len(names[name]), -names[name][0]


def _mentions(document: Document, names: set[str]) -> Places:
    """The tokens of `names` inside sentences, after another word; possessives under the bare name."""
    words = document.tokens.words
    places: Places = {name: [] for name in names}
    for index in range(1, len(words)):
        bare = _bare(words[index])
        if bare in names and words[index - 1][0].isalpha():
            places[bare].append(index)
    return places


def _bare(word: str) -> str:
    """`word` without a possessive ending."""
    return word[:-2] if word[-2:-1] and word[-2] in _MARKS and word[-1] in "sS" else word


def _near_pairs(names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that differ by a letter put in, left out, changed or swapped, but not in the first or last."""
    by_ends: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_ends[name[0] + name[-1]].append(name)
    groups = [sorted(group) for group in by_ends.values() if 2 <= len(group) <= MAX_GROUP]
    for group in sorted(groups):
        for one, other in combinations(group, 2):
            if abs(len(one) - len(other)) <= 1 and OSA.distance(one, other, score_cutoff=1) == 1:
                yield one, other


def _are_two_places(gazetteer: Gazetteer, one: str, other: str) -> bool:
    """Whether both are known places, and not the same: Iceland and Ireland."""
    known = [{place.name for place in gazetteer.places(name) if place.well_known} for name in (one, other)]
    return all(known) and known[0].isdisjoint(known[1])


def _is_slip(one: str, other: str) -> bool:
    """Whether they differ inside the word, and not by an accent; at its end are plurals and adjectives."""
    one, other = _without_accents(one).rstrip("s"), _without_accents(other).rstrip("s")
    return one[:-2] != other[:-2] and not one.startswith(other) and not other.startswith(one)


def _without_accents(name: str) -> str:
    if name.isascii():
        return name
    return "".join(char for char in normalize("NFD", name) if not combining(char))


def _with_first_name(document: Document, names: Places, pair: tuple[str, str], titles: frozenset[str]) -> int | None:
    """A mention of the rarer spelling after a word that stands before the other spelling too."""
    words, stops = document.tokens.words, load_number_words().stops
    often, seldom = pair
    before = {words[index - 1] for index in names[often]}
    for index in names[seldom]:
        first = words[index - 1]
        if first in before and first[0].isupper() and first.lower() not in stops and first.lower() not in titles:
            return index
    return None


def _alone(names: Places, often: str, seldom: str) -> int | None:
    """The one mention of the rarer spelling of a long name that stands three times or more."""
    enough = len(names[often]) >= MIN_MENTIONS_ALONE and len(names[seldom]) == 1
    return names[seldom][0] if enough and min(len(often), len(seldom)) >= MIN_LETTERS_ALONE else None
