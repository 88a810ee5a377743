"""Cues of each kind of boilerplate in a text: how far a block consists of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation

from auditor.boilerplate.characters import Characters
from auditor.text.fold import fold

Array = np.ndarray[Any, np.dtype[Any]]
Passage = tuple[int, int, int, int, int]
"""A cue: block, family, start, end, phrase."""

INSIDE, AT_EDGE, WHOLE = 1, 2, 3
"""How a family's cues stand in a block: somewhere, at its start or end, or as all of it."""
WHOLE_SHARE = 0.75
"""Share of a block's characters from which on cues make up all of it."""
EDGE_CHARACTERS = 3
"""Bullets and marks that may stand between a block's edge and its cue."""
MAX_LABEL_CHARACTERS = 60
"""Longer blocks are no row of labels."""
RENAMED = "~"
"""The mark of a trained cue that names another kind than its family, or none."""
COUNTER_FAMILY = "reported"
"""The family of wording that speaks against boilerplate."""


class CueTable(NamedTuple):
    """The cues of data/cues.txt and data/late-cues.txt."""

    families: tuple[str, ...]
    """First those that the model knows, in the order of its features."""
    trained: int
    """How many families the model knows."""
    phrases: tuple[str, ...]
    anywhere: Any
    """Automaton of the cues that count anywhere; its patterns are the first of `phrases`."""
    labels: Any
    """Automaton of those that count only as the whole block; its patterns are the last of `phrases`."""
    owners: tuple[tuple[int, ...], ...]
    """Per phrase its families."""
    labels_from: int
    """Number of the first phrase of `labels`."""
    sure: frozenset[int]
    """Numbers of the phrases that stand in no report."""
    late: frozenset[int]
    """Numbers of the phrases that the model does not know."""
    names: Mapping[int, str]
    """The kind that a phrase names where it is not its family's; nothing where it names none."""


class CueHits(NamedTuple):
    """What cues stand in the blocks of a text."""

    levels: Array
    """Per family and block 0 or how its cues stand there."""
    cover: Array
    """Per block the number of its characters that are cues."""
    passages: Sequence[Passage]
    """The cues that count, block by block."""

    def within(self, first: int, last: int) -> Sequence[Passage]:
        """The passages of the blocks from `first` up to `last`, which is not among them."""
        start = bisect_left(self.passages, first, key=itemgetter(0))
        return self.passages[start : bisect_left(self.passages, last, start, key=itemgetter(0))]

    def characters(self, family: int) -> Array:
        """Per block how many characters the cues of a family have."""
        counts = np.zeros(len(self.cover), dtype=np.int64)
        for block, owner, start, end, _ in self.passages:
            if owner == family:
                counts[block] += end - start
        return counts

    def wordings(self, families: Collection[int]) -> Array:
        """Per block how many different cues of some families stand side by side; of those that overlap one counts."""
        seen, reached = set(), 0
        for start, end, block, phrase in sorted((r[2], r[3], r[0], r[4]) for r in self.passages if r[1] in families):
            if start >= reached:
                seen.add((block, phrase))
            reached = max(reached, end)
        return np.bincount([block for block, _ in seen], minlength=len(self.cover))

    def sure(self) -> Array:
        """Per block whether it holds a cue that stands in no report."""
        surest, result = load_cues().sure, np.zeros(len(self.cover), dtype=bool)
        result[[row[0] for row in self.passages if row[4] in surest]] = True
        return result


@cache
def load_cues() -> CueTable:
    """The table of cues, read once: those that the model was trained with, then those that came later."""
    trained, later = (list(_read(name)) for name in ("cues.txt", "late-cues.txt"))
    late = [cue for cue in later if cue[1] != RENAMED]
    known = dict.fromkeys(family for family, _, _ in trained)
    families = tuple(known | dict.fromkeys(family for family, _, _ in late))
    anywhere: dict[str, list[int]] = {}
    labels: dict[str, list[int]] = {}
    for family, mark, phrase in (*trained, *late):
        (labels if "=" in mark else anywhere).setdefault(phrase, []).append(families.index(family))
    phrases = (*anywhere, *labels)
    names = {phrase: family for family, mark, phrase in later if mark == RENAMED}
    return CueTable(
        families,
        len(known),
        phrases,
        anywhere=_automaton(anywhere),
        labels=_automaton(labels),
        owners=tuple(map(tuple, (*anywhere.values(), *labels.values()))),
        labels_from=len(anywhere),
        sure=_numbers(phrases, {phrase for _, mark, phrase in (*trained, *late) if "!" in mark}),
        late=_numbers(phrases, set(phrases).difference(phrase for _, _, phrase in trained)),
        names={number: names[phrases[number]] for number in _numbers(phrases, names)},
    )


def _numbers(phrases: Iterable[str], wanted: Collection[str]) -> frozenset[int]:
    """The numbers of those of `phrases` that are `wanted`."""
    return frozenset(number for number, phrase in enumerate(phrases) if phrase in wanted)


def _automaton(cues: Iterable[str]) -> Any:
    return BytesAhoCorasick([cue.encode("latin-1") for cue in cues], implementation=Implementation.ContiguousNFA)


def _read(name: str) -> Iterator[tuple[str, str, str]]:
    """Family, mark and folded phrase of every cue of a file."""
    family = ""
    for line in (files("auditor.boilerplate") / "data" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            family = line[1:-1]
        elif line and not line.startswith("# "):
            mark, _, phrase = line.partition(" ") if line[0] in "=!~" else ("", "", line)
            yield family, mark, fold(phrase)


def find_cues(folded: str, characters: Characters) -> tuple[CueHits, CueHits]:
    """The cues in the blocks of a text that the model knows, and all; `folded` is the text's fold."""
    table = load_cues()
    matches = list(_matches(folded, characters, table))
    known = [match for match in matches if match[0] not in table.late]
    hits = _hits(known, characters, table)
    return hits, hits if len(known) == len(matches) else _hits(matches, characters, table)


def _hits(matches: Iterable[tuple[int, int, int]], characters: Characters, table: CueTable) -> CueHits:
    """What the matches come to, block by block; a text has some twenty of them: too few for arrays to pay."""
    starts, lengths = characters.starts.tolist(), characters.lengths.tolist()
    found: list[Passage] = []
    covered: dict[tuple[int, int], int] = {}
    for phrase, start, end in matches:
        block = bisect_right(starts, start) - 1
        for family in table.owners[phrase]:
            found.append((block, family, start, end, phrase))
            covered[block, family] = covered.get((block, family), 0) + end - start
    level = {key: WHOLE for key, count in covered.items() if count >= WHOLE_SHARE * lengths[key[0]]}
    passages = [row for row in found if row[4] < table.labels_from or row[:2] in level]
    passages.sort(key=itemgetter(0))
    for block, family, start, end, _ in passages:
        offset = start - starts[block]
        edge = offset <= EDGE_CHARACTERS or lengths[block] - offset - end + start <= EDGE_CHARACTERS
        level[block, family] = max(level.get((block, family), INSIDE), AT_EDGE if edge else INSIDE)
    levels = np.zeros((len(table.families), len(starts)), dtype=np.int64)
    for (block, family), value in level.items():
        levels[family, block] = value
    return CueHits(levels, _cover(passages, len(starts), table.families.index(COUNTER_FAMILY)), passages)


def _matches(folded: str, characters: Characters, table: CueTable) -> Iterator[tuple[int, int, int]]:
    """Phrase, start and end of every cue; of labels only in blocks that are short enough to be made of them."""
    readable = folded.encode("latin-1", "replace")  # a byte a code point: offsets stay
    word = characters.in_word.tobytes()
    found = table.anywhere.find_matches_as_indexes(readable, overlapping=True)
    for index in (characters.lengths <= MAX_LABEL_CHARACTERS).nonzero()[0].tolist():
        first, last = int(characters.starts[index]), int(characters.ends[index])
        labels = table.labels.find_matches_as_indexes(readable[first:last], overlapping=True)
        found += [(phrase + table.labels_from, start + first, end + first) for phrase, start, end in labels]
    for phrase, start, end in found:
        if not ((word[start - 1] and word[start]) or (word[end] and word[end - 1])):
            yield phrase, start, end


def _cover(passages: Iterable[Passage], size: int, counter_family: int) -> Array:
    """Per block how many characters lie in any passage that speaks for boilerplate."""
    cover, reached = np.zeros(size, dtype=np.int64), 0
    for start, end, block in sorted((row[2], row[3], row[0]) for row in passages if row[1] != counter_family):
        cover[block] += max(0, end - max(start, reached))
        reached = max(reached, end)
    return cover
