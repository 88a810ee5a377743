"""A story at a glance, as plain data: when its articles came, and what each of them says of the same things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from auditor.article import Span
from auditor.story.align import find_differences
from auditor.story.claim import Claim
from auditor.story.slots import Slot
from auditor.story.telling import Sentence, Telling

MAX_TELLINGS = 40
"""Articles that have a column; the first of a longer story speak for it."""
MAX_ROWS = 60
MIN_VOICES = 2
SLOT_REACH = 5
"""Words on either side of a slot that name its row."""


class TimelineEntry(NamedTuple):
    """An article of the story on its day."""

    article: str
    source: str
    published: date | None
    copies: tuple[str, ...]
    """Keys of the articles that repeat this one, in order of arrival; they have no entry of their own."""


class Cell(NamedTuple):
    """A passage of one article that says something of the row's subject."""

    article: str
    field: str
    span: Span
    shown: str
    """The passage as written."""
    sentence: Span
    quote: str
    """Its sentence as written."""


class Row(NamedTuple):
    """What the articles say of one thing."""

    kind: str
    """office, administration, number, strength, status, quotation; date, place, person for like sentences."""
    subject: str
    """Of what, in words for a reader."""
    cells: tuple[Cell, ...]
    """By article in the order of the story, at most one an article and value."""
    differs: bool
    """Whether they do not all say the same."""


def make_timeline(tellings: Sequence[Telling]) -> list[TimelineEntry]:
    """The independent articles by day, those without one last; copies are folded into what they repeat."""
    copies: dict[str, list[str]] = {}
    for telling in tellings:
        if telling.copy_of is not None:
            copies.setdefault(telling.copy_of, []).append(telling.key)
    entries = [
        TimelineEntry(telling.key, telling.source, telling.published, tuple(copies.get(telling.key, ())))
        for telling in tellings
        if telling.copy_of is None
    ]
    return sorted(entries, key=lambda entry: (entry.published is None, entry.published or date.min))


def make_claim_table(tellings: Sequence[Telling]) -> list[Row]:
    """What two independent articles or more speak of: what differs first, then what most articles say."""
    columns = tellings[:MAX_TELLINGS]
    rows = [*_claim_rows(columns), *_slot_rows(columns)]
    return sorted(rows, key=lambda row: (not row.differs, -len({cell.article for cell in row.cells})))[:MAX_ROWS]


Told = tuple[Telling, Claim]


def _claim_rows(tellings: Sequence[Telling]) -> Iterator[Row]:
    groups: dict[tuple[str, str], list[list[Told]]] = {}
    for telling in tellings:
        for claim in telling.claims:
            _put(groups.setdefault((claim.kind, claim.subject), []), (telling, claim))
    for (kind, subject), alike in groups.items():
        for group in alike:
            if len({telling.voice for telling, _ in group}) >= MIN_VOICES:
                cells = _unique((_claim_cell(telling, claim), claim.value) for telling, claim in group)
                values = {claim.value for _, claim in group}
                yield Row(kind, _name(subject, group[0][1]), cells, len(values) > 1)


def _put(groups: list[list[Told]], told: Told) -> None:
    """Add a claim to the group that speaks of the same; counts of one noun must share what they say of it."""
    claim = told[1]
    for group in groups:
        first = group[0][1]
        if claim.kind != "number" or not claim.predicate.isdisjoint(first.predicate):
            group.append(told)
            return
    groups.append([told])


def _name(subject: str, claim: Claim) -> str:
    return claim.shown.split()[-1] if claim.kind == "number" else subject


def _claim_cell(telling: Telling, claim: Claim) -> Cell:
    return Cell(telling.key, claim.field, claim.span, claim.shown, claim.sentence, claim.quote)


def _unique(cells: Iterable[tuple[Cell, object]]) -> tuple[Cell, ...]:
    """The first cell of each article and value."""
    found: dict[tuple[str, object], Cell] = {}
    for cell, value in cells:
        found.setdefault((cell.article, value), cell)
    return tuple(found.values())


def _slot_rows(tellings: Sequence[Telling]) -> Iterator[Row]:
    """One row for each slot that like sentences fill otherwise, seen from the first article that has it."""
    seen: set[tuple[int, int]] = set()
    for (place, slot), group in find_differences(tellings).items():
        at = (place.telling, place.sentence)
        if at in seen:
            continue
        seen.add(at)
        seen.update((difference.other.telling, difference.other.sentence) for difference in group)
        here = tellings[place.telling]
        sentence = here.sentences[place.sentence]
        others = [
            (tellings[d.other.telling], tellings[d.other.telling].sentences[d.other.sentence], d.rival) for d in group
        ]
        cells = _unique((_slot_cell(*told), told[0].key) for told in [(here, sentence, slot), *others])
        yield Row(slot.kind, _frame(sentence, slot), cells, True)


def _slot_cell(telling: Telling, sentence: Sentence, slot: Slot) -> Cell:
    start = sentence.span.start
    shown = sentence.quote[slot.span.start - start : slot.span.end - start]
    return Cell(telling.key, "text", slot.span, shown, sentence.span, sentence.quote)


def _frame(sentence: Sentence, slot: Slot) -> str:
    """The words around a slot, a gap in its place: "in the Lerwick market destroyed … crates of salmon"."""
    before = sentence.words[max(0, slot.first - SLOT_REACH) : slot.first]
    return " ".join((*before, "…", *sentence.words[slot.last : slot.last + SLOT_REACH]))
