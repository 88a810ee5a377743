"""What the block model looks at: one row of numbers a block, named, made over the whole text at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from auditor.boilerplate.characters import NUMBER, Characters
from auditor.boilerplate.cues import WHOLE, CueHits, find_cues, load_cues
from auditor.boilerplate.words import Words
from auditor.document import Document
from auditor.text.blocks import Block
from auditor.text.fold import fold

Array = np.ndarray[Any, np.dtype[Any]]
Columns = dict[str, Array]
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAME = re.compile(r"[A-Z][^\W_]+")
PROSE_WORDS = 20
"""From this length on a block with a share of function words is prose that others are measured against."""
PROSE_FUNCTION_SHARE = 0.25
SHORT_WORDS = 10
MAX_APPEAL_WORDS = 30
"""Longer blocks are judged by themselves, never by their neighbours."""
FUNCTION_BIT = 1
NEIGHBOURS = (
    "words", "function", "stop", "cue", "whole", "topic", "names_known", "capital", "ours", "repeats", "marked", "prose",
    "colon",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BlockFeatures:
    """The features of a text's blocks, by name."""

    columns: Columns
    cues: CueHits
    words: Array
    """Words of each block."""

    def rows(self, names: Sequence[str]) -> Array:
        """The features called `names`, a row a block."""
        rows = np.empty((len(self.words), len(names)), dtype=np.float32)
        for index, name in enumerate(names):
            rows[:, index] = self.columns[name]
        return rows

    def value(self, name: str, block: int) -> float:
        """One feature of one block."""
        return float(self.columns[name][block])

    def is_sentence(self, block: int) -> bool:
        """Whether a block holds or ends a sentence."""
        return bool(self.columns["stop"][block] or self.columns["breaks"][block])

    @property
    def appealing(self) -> Array:
        """Which blocks speak as appeals do: as "we" or to "you", as an order, as a mark or a label, or twice over.

        Blocks that report what somebody said do not, nor do long ones.
        """
        column = self.columns
        voice = (column["ours"] > 0) | (column["imperative"] > 0) | (column["w_ask"] > 0) | (column["w_mission"] > 0)
        lines = ((column["repeats"] > 1) | (column["marked"] > 0)) & ~column["stop"]
        reported = (column["w_saying"] > 0) | (column["cue_reported"] > 0) | (column["quotes"] > 0)
        result: Array = (voice | lines) & ~reported & (self.words <= MAX_APPEAL_WORDS)
        return result


def find_features(document: Document) -> BlockFeatures:
    """The features of a document's blocks; it has at least one."""
    columns, cues, words = _own(document)
    columns |= _around(columns)
    return BlockFeatures(columns, cues, words.per_block)


def _own(document: Document) -> tuple[Columns, CueHits, Words]:
    """What each block shows by itself and against the rest of the text."""
    characters = Characters.of(document.text, document.blocks)
    words = Words.of(document.folded, document.blocks)
    cues = find_cues(document.folded, characters)
    columns = _shape(characters, words)
    columns |= _vocabulary(words)
    columns |= _cue_columns(cues)
    columns["prose"] = (words.per_block >= PROSE_WORDS) & (columns["function"] >= PROSE_FUNCTION_SHARE)
    columns |= _topic(document, words, columns["prose"])
    columns |= _repetition(document, words)
    return columns, cues, words


def _shape(characters: Characters, words: Words) -> Columns:
    counts, classes = characters.counts, characters.classes
    length, per_block = characters.lengths, np.maximum(1, words.per_block)
    word = characters.in_word[:-1]
    before = np.append(False, word[:-1])
    upper, lower = classes == NUMBER["upper"], classes == NUMBER["lower"]
    capitals = characters.count(upper & ~before)
    smalls = characters.count(lower & ~before)
    after = np.append(classes[1:], [0])
    after2 = np.append(classes[2:], [0, 0])[: len(classes)]
    closes = (classes >= NUMBER["stop"]) & (classes <= NUMBER["exclaim"])
    breaks = closes & (after == NUMBER["space"]) & (after2 == NUMBER["upper"])
    first, last = classes[characters.starts], classes[characters.ends - 1]
    columns = {
        "words": np.log1p(words.per_block),
        "length": length / per_block,
        "capital": capitals / np.maximum(1, capitals + smalls),
        "shouted": characters.count(upper[:] & np.append(upper[1:], False)) / length,
        "breaks": characters.count(breaks),
        "stop": (last >= NUMBER["stop"]) & (last <= NUMBER["exclaim"]),
        "ends_quote": last == NUMBER["quote"],
        "ends": last,
        "colon": last == NUMBER["colon"],
        "dangling": last == NUMBER["bracket"],
        "starts": first,
        "marked": (first == NUMBER["bullet"]) | (first == NUMBER["bar"]) | (first == NUMBER["dash"]),
    }
    for name in ("digit", "comma", "colon", "quote", "bracket", "bar", "dash", "bullet", "at", "money", "exclaim", "ask"):
        columns["n_" + name] = counts[:, NUMBER[name]] / per_block
    columns["quotes"] = np.minimum(counts[:, NUMBER["quote"]], 4)
    return columns


def _vocabulary(words: Words) -> Columns:
    per_block = np.maximum(1, words.per_block)
    columns = {"function": words.count("function") / per_block}
    for name in ("we", "you", "self", "third", "saying", "ask", "mission"):
        columns["w_" + name] = np.minimum(words.count(name), 5)
    for name in ("ed", "ing", "verb", "calendar", "clock", "role", "picture", "site"):
        columns["w_" + name] = words.count(name) / per_block
    columns["ours"] = np.minimum(columns["w_we"] + columns["w_you"], 5)
    columns["imperative"] = words.first_is("imperative")
    columns["starts_we"] = words.first_is("we")
    return columns


def _cue_columns(cues: CueHits) -> Columns:
    families = load_cues().families
    columns = {"cue_" + family: cues.levels[:, index] for index, family in enumerate(families)}
    foreign = cues.levels[:, :-1]
    return columns | {"cover": cues.cover, "cue": foreign.max(axis=1), "whole": (foreign == WHOLE).any(axis=1)}


def _topic(document: Document, words: Words, prose: Array) -> Columns:
    """How far the content words of a block stand in other prose of the text, and in its title."""
    size = len(prose)
    content = (words.bits & FUNCTION_BIT) == 0
    span = int(words.ids.max()) + 1 if len(words.ids) else 1
    pairs = np.unique(words.block[content] * span + words.ids[content])
    block, word = pairs // span, pairs % span
    in_prose = np.bincount(word[prose[block]], minlength=span)
    anywhere = np.bincount(word, minlength=span)
    distinct = np.maximum(1, np.bincount(block, minlength=size))
    known = in_prose[word] > prose[block]
    shared = anywhere[word] > 1
    return {
        "distinct": np.log1p(distinct),
        "topic": np.bincount(block[known], minlength=size) / distinct,
        "shared": np.bincount(block[shared], minlength=size) / distinct,
        "often": np.bincount(block[in_prose[word] > 3], minlength=size) / distinct,
        **_title_overlap(document),
        **_names(document, prose),
    }


def _title_overlap(document: Document) -> Columns:
    """How far a block repeats the title's words, and how much of the title it holds."""
    title = {word for word in _WORD.findall(fold(document.title.text if document.title else "")) if len(word) > 3}
    share, cover = [], []
    folded = document.folded
    for block in document.blocks:
        held = title.intersection(_WORD.findall(folded, block.start, min(block.end, block.start + 300))) if title else ()
        share.append(len(held) / (1 + (block.end - block.start) / 8))
        cover.append(len(held) / max(1, len(title)))
    return {"title_share": np.array(share), "title_cover": np.array(cover)}


def _names(document: Document, prose: Array) -> Columns:
    """How many capitalised words a block has after its first, and how many of them stand in other prose."""
    text = document.text
    found = [set(_NAME.findall(text, block.start + 1, block.end)) for block in document.blocks]
    in_prose = Counter(name for names, is_prose in zip(found, prose, strict=True) if is_prose for name in names)
    known, total = [], []
    for names, is_prose in zip(found, prose.tolist(), strict=True):
        total.append(len(names))
        known.append(sum(1 for name in names if in_prose[name] > is_prose))
    count = np.array(total)
    return {"names": np.minimum(count, 20), "names_known": np.array(known) / np.maximum(1, count)}


def _repetition(document: Document, words: Words) -> Columns:
    """How often a block, its digits aside, stands in the text, and whether neighbours begin alike."""
    keys = [_key(document.folded, block) for block in document.blocks]
    seen = Counter(keys)
    first = np.where(words.per_block > 0, words.ids[words.first] if len(words.ids) else -1, -1)
    same = (first[1:] == first[:-1]) & (first[1:] >= 0)
    heads, tails = ["".join(key.split()[:2]) for key in keys], [key[-TAIL:] for key in keys]
    seen_heads, seen_tails = Counter(heads), Counter(tails)
    return {
        "repeats": np.array([min(seen[key], 6) for key in keys]),
        "repeat_gap": _gaps(keys),
        "heads": np.array([min(seen_heads[head] - seen[key], 6) for head, key in zip(heads, keys, strict=True)]),
        "tails": np.array([min(seen_tails[tail] - seen[key], 6) for tail, key in zip(tails, keys, strict=True)]),
        "alike": np.append(False, same).astype(int) + np.append(same, False),
    }


def _gaps(keys: list[str]) -> Array:
    """Per block how many blocks away its like stands."""
    gaps, last = np.full(len(keys), 50), dict[str, int]()
    for index, key in enumerate(keys):
        if key in last:
            gap = index - last[key]
            gaps[index] = min(gaps[index], gap)
            gaps[last[key]] = min(gaps[last[key]], gap)
        last[key] = index
    return gaps


TAIL = 10
"""Last characters by which blocks are said to end alike."""


def _key(folded: str, block: Block) -> str:
    return _DIGITS.sub("#", folded[block.start : block.end].strip(" \t•-*|»›>"))


def _around(own: Columns) -> Columns:
    """What stands around each block: its neighbours, the prose before and after it, the text as a whole."""
    columns: Columns = {}
    base = np.stack([own[name] for name in NEIGHBOURS], axis=1).astype(np.float32)
    size = len(base)
    padded = np.full((size + 4, len(NEIGHBOURS)), -1, dtype=np.float32)
    padded[2:-2] = base
    for step in (-2, -1, 1, 2):
        shifted = padded[2 + step : 2 + step + size]
        for index, name in enumerate(NEIGHBOURS):
            columns[f"{name}{step:+d}"] = shifted[:, index]
    columns |= _position(own)
    columns |= _runs(own)
    for name in ("cue", "whole", "ours", "marked", "repeats", "stop"):
        columns["near_" + name] = _window(own[name].astype(float))
    columns["near_short"] = _window((own["words"] < np.log1p(SHORT_WORDS)).astype(float))
    columns["near_topic"] = _window(own["topic"])
    return columns


WINDOW = 3


def _window(values: Array) -> Array:
    """Per block the mean of its neighbours up to `WINDOW` away, itself left out."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    index = np.arange(len(values))
    low, high = np.maximum(0, index - WINDOW), np.minimum(len(values), index + WINDOW + 1)
    result: Array = (total[high] - total[low] - values) / np.maximum(1, high - low - 1)
    return result


RUN_WORDS = 25


def _runs(own: Columns) -> Columns:
    """The run of blocks alike in mark and close that a block stands in, and the line above that run."""
    kind = np.where(own["words"] > np.log1p(RUN_WORDS), 4, own["marked"] + 2 * own["stop"])
    starts = np.flatnonzero(np.append(True, kind[1:] != kind[:-1]))
    run = np.cumsum(np.append(True, kind[1:] != kind[:-1])) - 1
    size = np.diff(np.append(starts, len(kind)))
    head = np.maximum(0, starts - 1)[run]
    columns: Columns = {"run": np.minimum(size, 30)[run], "run_index": np.minimum(np.arange(len(kind)) - starts[run], 30)}
    for name in ("topic", "names_known", "words", "capital", "cover"):
        columns["run_" + name] = (np.add.reduceat(own[name].astype(float), starts) / size)[run]
    for name in ("cue", "whole", "colon", "words", "cue_related-links", "stop"):
        columns["head_" + name] = np.where(starts[run] > 0, own[name][head], -1)
    return columns


def _position(own: Columns) -> Columns:
    prose, size = own["prose"], len(own["prose"])
    index = np.arange(size)
    mass = np.where(prose, np.expm1(own["words"]), 0)
    before = np.cumsum(mass) - mass
    last = np.maximum.accumulate(np.where(prose, index, -1))
    following = np.minimum.accumulate(np.where(prose, index, 2 * size)[::-1])[::-1]
    last, following = np.append(-1, last[:-1]), np.append(following[1:], 2 * size)
    total = mass.sum()
    return {
        "prose_before": np.log1p(before),
        "prose_after": np.log1p(total - before - mass),
        "since_prose": np.where(last < 0, 99, np.minimum(index - last, 30)),
        "until_prose": np.where(following >= 2 * size, 99, np.minimum(following - index, 30)),
        "from_start": np.minimum(index, 30),
        "from_end": np.minimum(size - 1 - index, 30),
        "blocks": np.full(size, min(size, 200)),
        "prose_share": np.full(size, prose.mean()),
        "short_share": np.full(size, (own["words"] < np.log1p(SHORT_WORDS)).mean()),
        "stop_share": np.full(size, own["stop"].mean()),
        "marked_share": np.full(size, own["marked"].mean()),
        "cue_share": np.full(size, own["whole"].mean()),
    }
