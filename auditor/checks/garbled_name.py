"""Kind `garbled-name`: words inside a quotation that sound like a name which the article uses elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import chain, groupby, takewhile
from typing import NamedTuple

from marshmallow import Schema, fields, validate
from rapidfuzz.distance import Levenshtein, Prefix

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.name_runs import find_name_runs
from auditor.rule import Rule
from auditor.text.fold import fold
from auditor.text.possessive import bare
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"name"})
MAX_NAME_WORDS = 5
MAX_LETTERS = 60
"""Letters that are compared; to compare longer runs, which are no names, would take the square of their length."""
MIN_ANCHOR = 4
"""Letters of the word that both must have in common, at the same end."""
MAX_NAMES = 8
"""Names of one anchor that are looked for; an article that has more is a list."""


class Params(Schema):
    """`max_sounds`: consonant sounds that may differ; `min_alike`: share of the letters that must be alike."""

    max_sounds = fields.Int(load_default=1, validate=validate.Range(0, 3))
    min_alike = fields.Float(load_default=0.5, validate=validate.Range(0, 1))


class Name(NamedTuple):
    """A name, and its folded words beside the one that must stand in the quotation too."""

    window: Window
    rest: tuple[str, ...]
    anchored_last: bool
    """Whether that is its last word, not its first."""


class Garbled(NamedTuple):
    """Words of a quotation, with the anchor that they share with a name, that sound like the rest of it."""

    window: Window
    name: Name

    @property
    def said(self) -> list[str]:
        """The words without the anchor."""
        return self.window.words[:-1] if self.name.anchored_last else self.window.words[1:]


def propose(document: Document, rule: Rule) -> Iterator[Garbled]:
    """Passages of quotations that sound like a name; for each anchor the shorter first."""
    quoted = [Window.over(document, quotation.span) for quotation in document.quotations]
    names = _names(document, set(chain.from_iterable(window.words for window in quoted)))
    starts = document.tokens.starts
    for at in (at for at in document.tokens.at(names.keys()) if document.quotation_at(starts[at])):
        anchor = Window(document, at, at + 1)
        yield from filter(partial(_sounds_alike, rule), _passages(anchor, names[anchor.words[0]]))


def _names(document: Document, anchors: Set[str]) -> Mapping[str, Sequence[Name]]:
    """The article's names of several words by their first word and by their last, where that is one of `anchors`."""
    names: dict[str, dict[tuple[str, ...], Name]] = defaultdict(dict)
    folded = document.tokens.folded
    runs = document.layer(find_name_runs) if anchors else ()
    for run in (run for run in runs if 1 < run.end - run.first <= MAX_NAME_WORDS):
        if not anchors.isdisjoint((folded[run.first], bare(folded[run.end - 1]))):
            words, window = tuple(map(fold, run.words(document.tokens))), run.window(document)
            names[words[0]].setdefault(words, Name(window, words[1:], anchored_last=False))
            names[words[-1]].setdefault(words, Name(window, words[:-1], anchored_last=True))
    return {word: list(group.values())[:MAX_NAMES] for word, group in names.items() if len(word) >= MIN_ANCHOR}


def _passages(anchor: Window, names: Iterable[Name]) -> Iterator[Garbled]:
    """The anchor with one to as many words beside it as each name has, as long as none has a capital."""
    for name in names:
        reach, last = len(name.rest), name.anchored_last
        beside = reversed(anchor.before(reach, written=True)) if last else anchor.after(reach, written=True)
        for more, _ in enumerate(takewhile(str.islower, beside), 1):
            yield Garbled(anchor._replace(first=anchor.first - more * last, end=anchor.end + more * (not last)), name)


def _sounds_alike(rule: Rule, garbled: Garbled) -> bool:
    said, rest = _letters(garbled)
    differ = Levenshtein.distance(consonants(said), consonants(rest))
    alike = Levenshtein.normalized_similarity(said, rest)
    return said[0] == rest[0] and differ <= rule.params["max_sounds"] and alike >= rule.params["min_alike"]


def _letters(garbled: Garbled) -> tuple[str, str]:
    return "".join(garbled.said)[:MAX_LETTERS], "".join(garbled.name.rest)[:MAX_LETTERS]


def choose(garbled: Sequence[Garbled]) -> Iterator[Garbled]:
    """The first for each name and place of the anchor."""
    keyed = groupby(
        garbled, key=lambda each: (each.name, each.window.end if each.name.anchored_last else each.window.first)
    )
    return (next(group) for _, group in keyed)


def tell(garbled: Garbled, rule: Rule) -> Hit:
    """The passage, with the name as evidence."""
    span = garbled.name.window.span
    written = garbled.window.document.text[span.start : span.end]
    evidence = Evidence("the name as it stands elsewhere", span=span, quote=written)
    return Hit(rule, garbled.window.span, values={"name": written}, evidence=(evidence,))


def _same_start(garbled: Garbled) -> float:
    """The share of the shorter that both begin with: forms of one stem have much of it."""
    said, rest = _letters(garbled)
    return Prefix.similarity(said, rest) / min(len(said), len(rest))


FEATURES = {
    "first": lambda garbled: garbled.said[0],
    "last": lambda garbled: garbled.said[-1],
    "shares-word": lambda garbled: not set(garbled.said).isdisjoint(garbled.name.rest),
    "same-start": _same_start,
    "sounds": lambda garbled: len(consonants("".join(garbled.name.rest))),
}
compile = Detector(propose, tell, FEATURES, choose).compile

_CLASSES = {"aeiouyhw'’-": "", "ckqgjxsz": "k", "fvpb": "p", "dt": "t", "mn": "m"}
_SOUNDS = str.maketrans({letter: sound for letters, sound in _CLASSES.items() for letter in letters})


def consonants(letters: str) -> str:
    """The consonant classes of a folded word in order, doubled ones once.

    Source: the classes of Russell's Soundex, with c, g and s left together as their sounds overlap.
    """
    return "".join(sound for sound, _ in groupby(letters.translate(_SOUNDS)))
