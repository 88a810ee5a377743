"""What the block model looks at: a row of numbers a feature, a column a block, made over the whole text at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from auditor.article import Article
from auditor.boilerplate.characters import NUMBER, Characters
from auditor.boilerplate.context import SURROUNDINGS, around
from auditor.boilerplate.cues import WHOLE, CueHits, find_cues, load_cues
from auditor.boilerplate.edges import find_edges, find_likeness
from auditor.boilerplate.words import EDGES, Words, load_classes
from auditor.document import Document
from auditor.sources import source_of
from auditor.text.fold import fold

Array = np.ndarray[Any, np.dtype[Any]]
Columns = dict[str, Array]

_NO_LETTERS = re.compile(r"\W+")
PROSE_WORDS = 20
"""From this length on a block with a share of function words is prose that others are measured against."""
PROSE_FUNCTION_SHARE = 0.25
MAX_APPEAL_WORDS = 30
"""Longer blocks are judged by themselves, never by their neighbours."""
OFTEN = 3
"""A word that stands in more prose blocks than this is what the text is about."""
MIN_TITLE_WORD = 4
MAX_COUNTED = 6
FAR_REPEAT = 50
"""Blocks between a block and its like, if it has none."""
COUNTED_MARKS = (
    "digit",
    "comma",
    "colon",
    "quote",
    "bracket",
    "bar",
    "dash",
    "bullet",
    "at",
    "money",
    "exclaim",
    "ask",
)
COUNTED_WORDS = ("we", "you", "self", "third", "saying", "ask", "mission")
SHARED_WORDS = ("verb", "list", "calendar", "clock", "role", "picture", "site")
"""Classes of words of which the share in the block tells more than the number."""


@dataclass(frozen=True)
class BlockFeatures:
    """The features of a text's blocks, by name."""

    columns: Columns
    """What blocks show themselves."""
    values: Array
    """All features, those of their surroundings too: a row a feature, as `feature_names` has them, a column a block."""
    cues: CueHits
    words: Array
    """Words of each block."""

    def value(self, name: str, block: int) -> float:
        """One feature that a block shows itself."""
        return float(self.columns[name][block])

    def surroundings(self, name: str) -> Array:
        """Per block one feature of its surroundings."""
        result: Array = self.values[len(self.columns) + SURROUNDINGS.index(name)]
        return result

    def is_sentence(self, block: int) -> bool:
        """Whether a block holds or ends a sentence."""
        return bool(self.columns["stop"][block] or self.columns["breaks"][block])

    @cached_property
    def appealing(self) -> Array:
        """Which blocks speak as appeals do: as "we" or to "you", as an order, as a mark or a label, or twice over.

        Blocks that report what somebody said do not, nor do long ones.
        """
        column = self.columns
        voice = (column["ours"] > 0) | column["imperative"] | (column["w_ask"] > 0) | (column["w_mission"] > 0)
        lines = ((column["repeats"] > 1) | column["marked"]) & ~column["stop"]
        reported = (column["w_saying"] > 0) | (column["cue_reported"] > 0) | (column["n_quote"] > 0)
        result: Array = (voice | lines) & ~reported & (self.words <= MAX_APPEAL_WORDS)
        return result


def find_features(document: Document) -> BlockFeatures:
    """The features of a document's blocks; it has at least one."""
    characters = Characters.of(document.text, document.blocks)
    words = Words.of(document.folded, characters)
    cues = find_cues(document.folded, characters)
    columns = _shape(characters, words)
    columns |= _vocabulary(words)
    columns |= _cue_columns(cues, characters)
    columns["prose"] = (words.per_block >= PROSE_WORDS) & (columns["function"] >= PROSE_FUNCTION_SHARE)
    columns |= _topic(document, words, columns["prose"])
    columns |= _repetition(words)
    columns["site"] = _site(document, words)
    columns |= _habits(columns, words)
    return BlockFeatures(columns, around(columns), cues, words.per_block)


@cache
def feature_names() -> tuple[str, ...]:
    """The names of all features, in the order of `BlockFeatures.values`."""
    own = find_features(Document(Article(text="A line."))).columns
    return (*own, *SURROUNDINGS)


def _shape(characters: Characters, words: Words) -> Columns:
    classes, word = characters.classes, characters.in_word[:-1]
    opens = word.copy()
    opens[1:] &= ~word[:-1]
    openings = characters.counts(opens)
    capitals, smalls = openings[NUMBER["upper"]], openings[NUMBER["lower"]]
    upper = classes == NUMBER["upper"]
    shouted = upper[:-1] & upper[1:]
    closes = _between(classes, "stop", "exclaim")
    breaks = closes[:-2] & (classes[1:-1] == NUMBER["space"]) & upper[2:]
    first, last = classes[characters.starts], classes[characters.ends - 1]
    columns = {
        "words": np.log1p(words.per_block),
        "length": characters.lengths / words.per_block,
        "capital": capitals / np.maximum(1, capitals + smalls),
        "shouted": characters.count(shouted) / characters.lengths,
        "breaks": characters.count(breaks),
        "stop": closes[characters.ends - 1],
        "ends": last,
        "starts": first,
        "ends_quote": last == NUMBER["quote"],
        "colon": last == NUMBER["colon"],
        "dangling": last == NUMBER["bracket"],
        "marked": (first == NUMBER["bullet"]) | (first == NUMBER["bar"]) | (first == NUMBER["dash"]),
    }
    counts = characters.counts() / words.per_block
    columns |= {"n_" + name: counts[NUMBER[name]] for name in COUNTED_MARKS}
    columns["n_other"] = counts[NUMBER["other"]]
    at_break = np.zeros(len(classes), dtype=bool)
    at_break[:-2] = breaks
    return columns | find_edges(characters, words, at_break) | find_likeness(words)


def _between(classes: Array, first: str, last: str) -> Array:
    """Which characters belong to a class from `first` to `last`."""
    result: Array = classes - np.uint8(NUMBER[first]) <= NUMBER[last] - NUMBER[first]
    return result


def _vocabulary(words: Words) -> Columns:
    names, counts = load_classes().names, words.counts()
    shares = counts / words.per_block
    columns = {"function": shares[names.index("function")]}
    columns |= {"w_" + name: counts[names.index(name)] for name in COUNTED_WORDS}
    columns |= {"w_" + name: shares[names.index(name)] for name in SHARED_WORDS}
    columns["ours"] = columns["w_we"] + columns["w_you"]
    opening = load_classes().members[words.classes[words.ids[words.first]]]
    columns["imperative"] = opening[:, names.index("imperative")] > 0
    return columns


def _cue_columns(cues: CueHits, characters: Characters) -> Columns:
    families = load_cues().families
    columns = {"cue_" + family: level for family, level in zip(families, cues.levels.T, strict=True)}
    foreign = cues.levels[:, :-1]
    credit = cues.passages[:, 1] == families.index("photo-credit")
    block, _, start, end, _ = cues.passages[credit].T
    return columns | {
        "cover": cues.cover / characters.lengths,
        "cue_chars": cues.cover,
        "credit_chars": np.bincount(block, end - start, len(foreign)),
        "cue": foreign.max(axis=1),
        "whole": (foreign == WHOLE).any(axis=1),
    }


def _topic(document: Document, words: Words, prose: Array) -> Columns:
    """How far the content words of a block stand in other prose of the text, and in its title."""
    size, span = len(prose), len(words.vocabulary)
    is_function = load_classes().members[:, load_classes().names.index("function")] > 0
    content = ~is_function[words.classes[words.ids]]
    block, word = np.divmod(_distinct(words.block[content] * span + words.ids[content]), span)
    distinct = np.maximum(1, np.bincount(block, minlength=size))
    in_prose = np.bincount(word[prose[block]], minlength=span)
    anywhere = np.bincount(word, minlength=span)
    title = np.zeros(span, dtype=bool)
    title_words = _title_words(document)
    title[[words.vocabulary[word] for word in title_words if word in words.vocabulary]] = True
    held = np.bincount(block[title[word]], minlength=size)
    known, total = _names(words, prose)
    return {
        "distinct": np.log1p(distinct),
        "topic": np.bincount(block[in_prose[word] > prose[block]], minlength=size) / distinct,
        "shared": np.bincount(block[anywhere[word] > 1], minlength=size) / distinct,
        "often": np.bincount(block[in_prose[word] > OFTEN], minlength=size) / distinct,
        "title_share": held / distinct,
        "title_cover": held / max(1, len(title_words)),
        "names": np.minimum(total, 20),
        "names_known": known / np.maximum(1, total),
    }


def _distinct(numbers: Array) -> Array:
    """What `np.unique` makes of `numbers`, without its preliminaries; sorts them in place."""
    numbers.sort()
    new = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    result: Array = numbers[new]
    return result


def _site(document: Document, words: Words) -> Array:
    """How much of the name of the article's source each block holds."""
    name = _site_name(document.article)
    held = np.zeros(len(words.vocabulary))
    if name:
        for word, number in words.vocabulary.items():
            if len(word) > 1 and word in name:
                held[number] = len(word) / len(name)
    return np.minimum(1, np.bincount(words.block, held[words.ids], len(words.first)))


def _site_name(article: Article) -> str:
    """The article's source in one word: its name, or its domain's."""
    key = source_of(article) or ""
    return _NO_LETTERS.sub("", key if " " in key else key.partition(".")[0])


def _habits(columns: Columns, words: Words) -> Columns:
    """How far a block's voice is another than that of the text's prose, and what the text's blocks look like."""
    size = len(words.first)
    prose = columns["prose"]
    mass = np.where(prose, words.per_block, 0)
    total = max(1, mass.sum())
    result = {}
    for name in ("w_self", "w_you", "w_third", "w_saying"):
        own = columns[name]
        usual = (own * prose).sum() / total
        result["odd_" + name[2:]] = own / words.per_block - usual
    for name in ("stop", "marked"):
        result["all_" + name] = np.full(size, columns[name].mean())
    result["stops_prose"] = np.full(size, (columns["stop"] * prose).sum() / max(1, prose.sum()))
    return result


def _title_words(document: Document) -> set[str]:
    """The words of the title that are long enough to have a meaning."""
    words = {word.strip(EDGES) for word in fold(document.title.text).split()} if document.title else set()
    return {word for word in words if len(word) >= MIN_TITLE_WORD}


def _names(words: Words, prose: Array) -> tuple[Array, Array]:
    """How many different capitalised words of a block stand in other prose too, and how many it has."""
    size, span = len(prose), len(words.vocabulary)
    block, word = np.divmod(_distinct(words.block[words.capital] * span + words.ids[words.capital]), span)
    in_prose = np.bincount(word[prose[block]], minlength=span)
    known = np.bincount(block[in_prose[word] > prose[block]], minlength=size)
    return known, np.bincount(block, minlength=size)


def _repetition(words: Words) -> Columns:
    """How often a block, its digits aside, stands in the text, and which blocks begin alike."""
    keys = words.block_shapes().tolist()
    first = words.ids[words.first]
    second = words.ids[words.first + (words.per_block > 1)]
    same = first[1:] == first[:-1]
    alike = np.zeros(len(keys), dtype=np.int64)
    alike[1:] = same
    alike[:-1] += same
    seen = _counts(keys)
    return {
        "repeats": np.minimum(seen, MAX_COUNTED),
        "repeat_gap": _gaps(keys),
        "heads": np.minimum(_counts((first * len(words.vocabulary) + second).tolist()) - seen, MAX_COUNTED),
        "alike": alike,
    }


def _counts(keys: Sequence[int]) -> Array:
    """For each of the keys how many are like it, itself among them."""
    if len(set(keys)) == len(keys):
        return np.ones(len(keys), dtype=np.int64)
    counts = Counter(keys)
    return np.array([counts[key] for key in keys])


def _gaps(keys: Sequence[int]) -> Array:
    """Per block how many blocks away its like stands."""
    gaps, last = [FAR_REPEAT] * len(keys), dict[int, int]()
    for index, key in enumerate(keys):
        before = last.get(key)
        if before is not None:
            gaps[index] = min(gaps[index], index - before)
            gaps[before] = min(gaps[before], index - before)
        last[key] = index
    return np.array(gaps)
