"""Two texts side by side as HTML: paragraphs aligned, words that changed, moves, and the findings of both."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from auditor.article import Span
from auditor.bounded import Aligned
from auditor.diff import ParagraphChange, diff_words
from auditor.finding import Finding, Report
from auditor.render.compared import cut_changes, place_findings
from auditor.render.html import Frame, render_page
from auditor.render.marks import Cover, Segment, cut_segments
from auditor.render.notes import Note, is_general, make_marks
from auditor.render.parts import Part
from auditor.render.view import report_name

KIND_WORDS = {"equal": "", "edited": "changed", "moved": "moved", "deleted": "taken out", "inserted": "put in"}
MAX_LISTED = 250
"""Of what the rules say of the change, and of sentences that differ: as many as a part has findings."""
SLOT_WORDS = {"date": "when", "place": "where", "person": "who", "office": "which office", "number": "how many"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two reports."""

    report: Report
    name: str
    """What it is called: "Revision 2"."""
    href: str | None = None
    """Address of its page."""


class Run(NamedTuple):
    """A part of a paragraph that changed, or did not, in segments as findings mark it."""

    changed: bool
    segments: tuple[Segment, ...]


class Pair(NamedTuple):
    """A paragraph on both sides; an empty side has none."""

    kind: str
    """See KIND_WORDS."""
    old: tuple[Run, ...]
    new: tuple[Run, ...]


class ShownSide(NamedTuple):
    """A side as the page has it."""

    side: Side
    title: str
    notes: Sequence[Note]
    """Those of the part that is shown."""

    def note(self, number: int) -> Note:
        """The note of finding `number`."""
        return self.notes[bisect_left(self.notes, number, key=lambda note: note.number)]

    def message(self, number: int) -> str:
        """The message of finding `number`."""
        return self.note(number).finding.message


class Otherwise(NamedTuple):
    """Two like sentences that differ in one thing: before it, it, behind it, on both sides."""

    kind: str
    old: tuple[str, str, str]
    new: tuple[str, str, str]


class Fate(NamedTuple):
    """Findings of one fate: those of the part that is shown, and how many there are in all."""

    notes: Sequence[Note]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the page says."""

    old: ShownSide
    new: ShownSide
    part: Part
    title: Pair | None
    """The titles, if they came as fields."""
    pairs: Sequence[Pair]
    gone: Fate
    """Findings of the old side that the new one has not."""
    stayed: Fate
    came: Fate
    otherwise: Sequence[Otherwise]
    same: bool
    """Whether both texts are alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands on the page beside the two texts."""

    aligned: Aligned | None = None
    """Two different articles, for what their like sentences say otherwise."""
    others: Sequence[tuple[int, str]] = ()
    """Numbers and names of audits that may be compared instead."""
    silent: Sequence[Finding] = ()
    """Findings on the change itself."""
    address: str = "?"
    """What stands before `part=2` in the address of another part."""


def render_comparison(
    sides: tuple[Side, Side],
    changes: Sequence[ParagraphChange],
    frame: Frame | None = None,
    beside: Beside | None = None,
    part: int | None = None,
) -> str:
    """The page of two sides, whose texts differ by `changes`: a part of it, or the whole.

    Raises LookupError if there is no such part, TimeoutError when `frame.until` is over.
    """
    beside = beside or Beside()
    view = compare_reports(sides, changes, beside, part)
    return render_page("compare.html", frame or Frame(), view=view, beside=beside, kinds=KIND_WORDS, most=MAX_LISTED)


def compare_reports(
    sides: tuple[Side, Side], changes: Sequence[ParagraphChange], beside: Beside, number: int | None = None
) -> Comparison:
    """What stands on the page; findings are numbered through, the old ones first. Raises LookupError as above."""
    old, new = (side.report for side in sides)
    placed = place_findings(changes, (old, new))
    parts = cut_changes(changes, placed) if number else [changes]
    if number is not None and not 0 < number <= len(parts):
        raise LookupError(number)
    part = Part(number or 1, [Span(0, 0)] * len(parts), (), len(old.findings) + len(new.findings), beside.address)
    shown = parts[part.number - 1]
    before, after = (each.notes_in(shown, is_first=part.number == 1) for each in placed)
    part = replace(part, findings=[note.number for note in (*before, *after)])
    known = [Counter(map(_identity, report.findings)) for report in (old, new)]
    titles = (before, after) if part.number == 1 else ((), ())
    return Comparison(
        old=ShownSide(sides[0], report_name(old), before),
        new=ShownSide(sides[1], report_name(new), after),
        part=part,
        title=_title_pair(old, new, titles),
        pairs=_pairs((old.article.text, new.article.text), shown, (before, after)),
        gone=Fate(*_parted_by(before, known[0], known[1], stayed=False)),
        stayed=Fate(*_parted_by(after, known[1], known[0], stayed=True)),
        came=Fate(*_parted_by(after, known[1], known[0], stayed=False)),
        otherwise=_otherwise(beside.aligned) if beside.aligned and part.number == 1 else [],
        same=old.article.title == new.article.title and all(change.kind == "equal" for change in changes),
    )


def _parted_by(
    notes: Sequence[Note], own: Counter[str], others: Counter[str], *, stayed: bool
) -> tuple[list[Note], int]:
    """Those of `notes` that the other side has too, or has not, and how many there are of all `own` findings."""
    total = sum(number for identity, number in own.items() if (identity in others) == stayed)
    return [note for note in notes if (_identity(note.finding) in others) == stayed], total


def _identity(finding: Finding) -> str:
    """What a finding is known again by: what is said of the whole article, by its rule alone."""
    return finding.rule if is_general(finding) else finding.fingerprint


Notes = tuple[Sequence[Note], Sequence[Note]]


def _title_pair(old: Report, new: Report, notes: Notes) -> Pair | None:
    before, after = old.article.title, new.article.title
    if not before and not after:
        return None
    whole = Span(0, len(before)), Span(0, len(after))
    words = tuple(diff_words(before, whole[0], after, whole[1]))
    kind = "equal" if before == after else "edited"
    return _pair(ParagraphChange(kind, *whole, words), (before, after), _covers(notes, "title"))


def _pairs(texts: tuple[str, str], changes: Sequence[ParagraphChange], notes: Notes) -> list[Pair]:
    covers = _covers(notes, "text")
    return [_pair(change, texts, covers) for change in changes]


def _covers(notes: Notes, field: str) -> tuple[Cover, Cover]:
    old, new = (Cover([m for m in make_marks(side, field) if m.level != "evidence"]) for side in notes)
    return old, new


def _pair(change: ParagraphChange, texts: tuple[str, str], covers: tuple[Cover, Cover]) -> Pair:
    old = [(word.kind != "equal", word.old) for word in change.words] or _whole(change.old)
    new = [(word.kind != "equal", word.new) for word in change.words] or _whole(change.new)
    return Pair(change.kind, _runs(texts[0], old, covers[0]), _runs(texts[1], new, covers[1]))


def _whole(span: Span | None) -> list[tuple[bool, Span]]:
    return [] if span is None else [(False, span)]


def _runs(text: str, pieces: Sequence[tuple[bool, Span]], cover: Cover) -> tuple[Run, ...]:
    return tuple(Run(changed, cut_segments(text, span, cover)) for changed, span in pieces if span.start < span.end)


def _otherwise(aligned: Aligned) -> list[Otherwise]:
    """Sentences of the first telling with the one thing that the second says otherwise."""
    found, tellings = [], aligned.tellings
    for (place, slot), group in aligned.differences.items():
        for difference in group:
            if place.telling == 0 and not difference.same:
                other = tellings[1].sentences[difference.other.sentence]
                sentence = tellings[0].sentences[place.sentence]
                parts = (
                    _parted(sentence.quote, sentence.span, slot.span),
                    _parted(other.quote, other.span, difference.rival.span),
                )
                found.append(Otherwise(SLOT_WORDS.get(slot.kind, slot.kind), *parts))
    return found


def _parted(quote: str, sentence: Span, slot: Span) -> tuple[str, str, str]:
    start, end = slot.start - sentence.start, slot.end - sentence.start
    return quote[:start], quote[start:end], quote[end:]
