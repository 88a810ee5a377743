"""Kind `name-spelling`: one name of a person, place or firm in two spellings that differ by a letter."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from marshmallow import Schema, fields
from rapidfuzz.distance import OSA

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.number_words import load_number_words
from auditor.mentions.spellings import load_spellings
from auditor.rule import Rule

SCOPE = "article"
VALUES = frozenset({"other"})
MIN_LETTERS = 5
MIN_LETTERS_ALONE = 7
"""Letters of a name without its first name; shorter ones are often two names (Austin, Dustin)."""
MIN_MENTIONS_ALONE = 3
MAX_GROUP = 8
"""Names that share a stem of a name table; a list of names is no slip."""
_MARKS = "'’"


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
    names = _names(document)
    for one, other in _near_pairs(names):
        often, seldom = (one, other) if _weight(names, one) >= _weight(names, other) else (other, one)
        known = frozenset((one.lower(), other.lower()))
        if known in distinct or load_spellings().get(one.lower()) == other.lower() or not _is_slip(often, seldom):
            continue
        found = _with_first_name(document, names, (often, seldom), titles)
        if found is None and rule.params["alone"]:
            found = _alone(names, often, seldom)
        if found is not None:
            yield _hit(document, rule, found, names[often][0])


def _hit(document: Document, rule: Rule, here: int, there: int) -> Hit:
    tokens = document.tokens
    span, other = (Span(tokens.starts[i], tokens.starts[i] + len(_bare(tokens.words[i]))) for i in (here, there))
    quote = document.text[other.start : other.end]
    evidence = Evidence("the other spelling", span=other, quote=quote)
    return Hit(rule, span, values={"other": quote}, evidence=(evidence,))


def _weight(names: Places, name: str) -> tuple[int, int]:
    """More mentions weigh more; of equals, the one that comes first."""
    return len(names[name]), -names[name][0]


def _names(document: Document) -> Places:
    """Capitalised words inside sentences that are not written small elsewhere, with their tokens.

    Possessives stand under the bare name.
    """
    words, small = document.tokens.words, set(document.tokens.words)
    names: Places = defaultdict(list)
    for index, word in enumerate(words):
        if len(word) >= MIN_LETTERS and word[0].isupper() and index and words[index - 1][0].isalpha():
            bare = _bare(word)
            if len(bare) >= MIN_LETTERS and bare[1:].islower() and bare.lower() not in small:
                names[bare].append(index)
    return names


def _bare(word: str) -> str:
    """`word` without a possessive ending."""
    return word[:-2] if word[-2:-1] and word[-2] in _MARKS and word[-1] in "sS" else word


def _near_pairs(names: Places) -> Iterator[tuple[str, str]]:
    """Pairs of names that differ by a letter put in, left out, changed or swapped.

    Two such names share a form with one letter left out; so each name is looked up by these forms, which takes
    time by the number of names, not of pairs.
    """
    by_form: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for form in {name, *(name[:i] + name[i + 1 :] for i in range(1, len(name)))}:
            by_form[form].add(name)
    pairs: set[tuple[str, str]] = set()
    for group in by_form.values():
        if 2 <= len(group) <= MAX_GROUP:
            pairs.update(combinations(sorted(group), 2))
    yield from (pair for pair in sorted(pairs) if OSA.distance(*pair) == 1)


def _is_slip(often: str, seldom: str) -> bool:
    """Whether they differ inside the word; at its end there are plurals, adjectives and languages."""
    return often[0] == seldom[0] and often[-1] == seldom[-1] and often[:-2] != seldom[:-2]


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
