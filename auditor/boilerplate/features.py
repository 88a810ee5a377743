"""What the block model looks at: a row of numbers a feature, a column a block, made over the whole text at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import repeat
from typing import Any

import numpy as np

from auditor.article import Article
from auditor.boilerplate.characters import NUMBER, Characters
from auditor.boilerplate.context import SURROUNDINGS, around
from auditor.boilerplate.cues import WHOLE, CueHits, find_cues, load_cues
from auditor.boilerplate.edges import count_like, find_edges, find_likeness
from auditor.boilerplate.words import EDGES, Words, load_classes
from auditor.document import Document
from auditor.sources import source_word
from auditor.text.fold import fold

Array = np.ndarray[Any, np.dtype[Any]]
Columns = dict[str, Array]

PROSE_WORDS = 20
"""From this length on a block with a share of function words is prose that others are measured against."""
PROSE_FUNCTION_SHARE = 0.25
MAX_APPEAL_WORDS = 30
"""Longer blocks are judged by themselves, never by their neighbours."""
OFTEN = 3
"""A word that stands in more prose blocks than this is what the text is about."""
MIN_TITLE_WORD = 4
MAX_COUNTED = 6
MAX_SITE_NAME = 40
"""Characters of the source's name that are looked for."""
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
_PLACES = {name: place for place, name in enumerate(SURROUNDINGS)}
COUNTED_WORDS = ("we", "you", "self", "third", "saying", "ask", "mission")
VOICES = ("self", "you", "third", "saying")
"""Classes of words that tell who speaks."""
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
        result: Array = self.values[len(self.columns) + _PLACES[name]]
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
        result: Array = (voice | lines) & ~self.reporting & (self.words <= MAX_APPEAL_WORDS)
        return result

    @cached_property
    def reporting(self) -> Array:
        """Which blocks report what somebody said."""
        column = self.columns
        result: Array = (column["w_saying"] > 0) | (column["cue_reported"] > 0) | (column["n_quote"] > 0)
        return result


@cache
def load_odds() -> Mapping[str, float]:
    """What words, figures put as #, say for (above 0) or against a foreign block; data/odds.txt, read once."""
    odds: dict[str, float] = {}
    for line in (files("auditor.boilerplate") / "data" / "odds.txt").read_text(encoding="utf-8").splitlines():
        value, *words = line.split(" ")
        odds |= dict.fromkeys(words, float(value))
    return odds


def block_forms(document: Document) -> list[frozenset[str]]:
    """The different words of each block of a document, figures put as #: those that have odds."""
    words = Words.of(document.folded_words, Characters.of(document.text, document.blocks))
    forms = [words.forms[number] for number in words.ids.tolist()]
    ends = words.first + words.per_block
    return [frozenset(forms[start:end]) for start, end in zip(words.first.tolist(), ends.tolist(), strict=True)]


def find_features(document: Document, odds: Mapping[str, float] | None = None) -> BlockFeatures:
    """The features of a document's blocks; it has at least one. `odds` are those of `load_odds`, or others on trial."""
    characters = Characters.of(document.text, document.blocks)
    words = Words.of(document.folded_words, characters)
    known_cues, cues = find_cues(document.folded, characters)
    columns = _shape(characters, words)
    columns |= _vocabulary(words)
    pairs = _block_words(words.block, words.ids, len(words.vocabulary))
    columns["odds"] = _odds(words, pairs, load_odds() if odds is None else odds)
    columns |= _cue_columns(known_cues, characters)
    columns["prose"] = (words.per_block >= PROSE_WORDS) & (columns["function"] >= PROSE_FUNCTION_SHARE)
    columns |= _topic(document, words, pairs, columns["prose"])
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
    classes, word, lengths = characters.classes, characters.in_word[:-1], characters.lengths
    upper = classes == NUMBER["upper"]
    opens = word.copy()
    opens[1:] &= ~word[:-1]
    openings = opens.nonzero()[0]
    opening = classes.take(openings)
    capitals = characters.count_at(openings[opening == NUMBER["upper"]])
    smalls = characters.count_at(openings[opening == NUMBER["lower"]])
    closes = _between(classes, "stop", "exclaim")
    breaks = (closes[:-2] & characters.space[1:-1] & upper[2:]).nonzero()[0]
    first, last = classes.take(characters.starts), classes.take(characters.ends - 1)
    columns = {
        "words": np.log1p(words.per_block),
        "length": lengths / words.per_block,
        "capital": capitals / np.maximum(1, capitals + smalls),
        "shouted": characters.count(upper[:-1] & upper[1:]) / lengths,
        "breaks": characters.count_at(breaks),
        "stop": closes.take(characters.ends - 1),
        "ends": last,
        "starts": first,
        "ends_quote": last == NUMBER["quote"],
        "colon": last == NUMBER["colon"],
        "dangling": last == NUMBER["bracket"],
        "marked": (first == NUMBER["bullet"]) | (first == NUMBER["bar"]) | (first == NUMBER["dash"]),
    }
    counts = characters.count_marks() / words.per_block
    columns |= {"n_" + name: counts[NUMBER[name]] for name in COUNTED_MARKS}
    columns["n_other"] = counts[NUMBER["other"]]
    return columns | find_edges(characters, words, breaks) | find_likeness(words)


def _between(classes: Array, first: str, last: str) -> Array:
    """Which characters belong to a class from `first` to `last`."""
    result: Array = classes - np.uint8(NUMBER[first]) <= NUMBER[last] - NUMBER[first]
    return result


def _vocabulary(words: Words) -> Columns:
    classes, counts = load_classes(), words.counts()
    named = dict(zip(classes.names, counts, strict=True))
    shares = dict(zip(classes.names, counts / words.per_block, strict=True))
    columns = {"function": shares["function"]}
    columns |= {"w_" + name: named[name] for name in COUNTED_WORDS}
    columns |= {"w_" + name: shares[name] for name in SHARED_WORDS}
    columns["ours"] = named["we"] + named["you"]
    columns["imperative"] = classes.column("imperative")[words.classes[words.ids[words.first]]]
    return columns


def _odds(words: Words, pairs: tuple[Array, Array], odds: Mapping[str, float]) -> Array:
    """What the different words of each block, `pairs`, say together, the less each the more they are."""
    said = np.fromiter(map(odds.get, words.forms, repeat(0.0)), np.float64, len(words.forms))
    block, word = pairs
    total = np.bincount(block, said.take(word), len(words.first))
    result: Array = total / np.sqrt(np.bincount(block, minlength=len(words.first)))
    return result


def _cue_columns(cues: CueHits, characters: Characters) -> Columns:
    table = load_cues()
    families, levels = table.families[: table.trained], cues.levels[: table.trained]
    columns = {"cue_" + family: level for family, level in zip(families, levels, strict=True)}
    strongest = levels[:-1].max(axis=0)
    return columns | {
        "cover": cues.cover / characters.lengths,
        "cue_chars": cues.cover,
        "credit_chars": cues.characters(families.index("photo-credit")),
        "cue": strongest,
        "whole": strongest == WHOLE,
    }


def _topic(document: Document, words: Words, pairs: tuple[Array, Array], prose: Array) -> Columns:
    """How far the content words of a block, among its `pairs`, stand in other prose of the text, and in its title."""
    span = len(words.vocabulary)
    content = ~load_classes().column("function")[words.classes]
    block, word = (numbers[content[pairs[1]]] for numbers in pairs)
    distinct = np.maximum(1, np.bincount(block, minlength=len(prose)))
    in_prose = np.bincount(word[prose[block]], minlength=span)
    anywhere = np.bincount(word, minlength=span)
    title = np.zeros(span, dtype=bool)
    title_words = _title_words(document)
    title[[words.vocabulary[word] for word in title_words if word in words.vocabulary]] = True
    spread = in_prose.take(word)
    held = (spread > prose[block], anywhere[word] > 1, spread > OFTEN, title[word])
    topic, shared, often, titled = _sums(np.array(held), block, len(prose))
    known, total = _names(words, prose)
    return {
        "distinct": np.log1p(distinct),
        "topic": topic / distinct,
        "shared": shared / distinct,
        "often": often / distinct,
        "title_share": titled / distinct,
        "title_cover": titled / max(1, len(title_words)),
        "names": np.minimum(total, 20),
        "names_known": known / np.maximum(1, total),
    }


def _sums(rows: Array, block: Array, size: int) -> Array:
    """For each of the rows, and per block, how many of its entries hold; `block` rises."""
    places = block.searchsorted(np.arange(size + 1))
    total = np.zeros((len(rows), len(block) + 1), dtype=np.int64)
    rows.cumsum(axis=1, out=total[:, 1:])
    at = total.take(places, axis=1)
    result: Array = at[:, 1:] - at[:, :-1]
    return result


def _block_words(block: Array, word: Array, span: int) -> tuple[Array, Array]:
    """Block and number of each different word of a block, block by block; all numbers of words are below `span`."""
    keys = block * span
    keys += word
    distinct = _distinct(keys)
    blocks = distinct // span
    return blocks, distinct - blocks * span


def _distinct(numbers: Array) -> Array:
    """What `np.unique` makes of `numbers`, without its preliminaries; sorts them in place."""
    numbers.sort()
    new = np.empty(len(numbers), dtype=bool)
    new[:1] = True
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    result: Array = numbers[new]
    return result


def _site(document: Document, words: Words) -> Array:
    """How much of the name of the article's source each block holds."""
    name = source_word(document.article)[:MAX_SITE_NAME]
    size = len(name)
    parts = {name[start:end] for start in range(size) for end in range(start + 2, size + 1)}
    held = np.zeros(len(words.vocabulary))
    for word in words.vocabulary.keys() & parts:
        held[words.vocabulary[word]] = len(word) / size
    return np.minimum(1, np.bincount(words.block, held.take(words.ids), len(words.first)))


def _habits(columns: Columns, words: Words) -> Columns:
    """How far a block's voice is another than that of the text's prose, and what the text's blocks look like."""
    prose, stop, marked = columns["prose"], columns["stop"], columns["marked"]
    size, total = len(prose), max(1, words.per_block[prose].sum())
    own = np.array([columns["w_" + name] for name in VOICES])
    odd = own / words.per_block - (own @ prose / total)[:, None]
    result = {"odd_" + name: row for name, row in zip(VOICES, odd, strict=True)}
    stops_prose = np.count_nonzero(stop & prose) / max(1, int(np.count_nonzero(prose)))
    for name, share in (
        ("all_stop", np.count_nonzero(stop) / size),
        ("all_marked", np.count_nonzero(marked) / size),
        ("stops_prose", stops_prose),
    ):
        result[name] = np.full(size, share)
    return result


def _title_words(document: Document) -> set[str]:
    """The words of the title that are long enough to have a meaning."""
    words = {word.strip(EDGES) for word in fold(document.title.text).split()} if document.title else set()
    return {word for word in words if len(word) >= MIN_TITLE_WORD}


def _names(words: Words, prose: Array) -> tuple[Array, Array]:
    """How many different capitalised words of a block stand in other prose too, and how many it has."""
    size = len(words.vocabulary)
    block, word = _block_words(words.block[words.capital], words.ids[words.capital], size)
    in_prose = np.bincount(word[prose[block]], minlength=size)
    known = np.bincount(block[in_prose[word] > prose[block]], minlength=len(prose))
    return known, np.bincount(block, minlength=len(prose))


def _repetition(words: Words) -> Columns:
    """How often a block, its digits aside, stands in the text, and which blocks begin alike."""
    keys = words.block_shapes().tolist()
    first = words.ids[words.first]
    second = words.ids[words.first + (words.per_block > 1)]
    same = first[1:] == first[:-1]
    alike = np.zeros(len(keys), dtype=np.int64)
    alike[1:] = same
    alike[:-1] += same
    seen = count_like(keys)
    return {
        "repeats": np.minimum(seen, MAX_COUNTED),
        "repeat_gap": _gaps(keys),
        "heads": np.minimum(count_like((first * len(words.vocabulary) + second).tolist()) - seen, MAX_COUNTED),
        "alike": alike,
    }


def _gaps(keys: Sequence[int]) -> Array:
    """Per block how many blocks away its like stands."""
    gaps = np.full(len(keys), FAR_REPEAT)
    if len(set(keys)) < len(keys):
        last: dict[int, int] = {}
        for index, key in enumerate(keys):
            before = last.get(key)
            if before is not None:
                gaps[[index, before]] = np.minimum(gaps[[index, before]], index - before)
            last[key] = index
    return gaps
