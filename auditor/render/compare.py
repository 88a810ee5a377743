"""Two texts side by side as HTML: paragraphs aligned, words that changed, moves, and the findings of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auditor.article import Span
from auditor.diff import ParagraphChange, diff_texts, diff_words
from auditor.finding import Finding, Report
from auditor.render.html import Frame, render_page
from auditor.render.marks import Cover, Segment, cut_segments
from auditor.render.notes import Note, is_general, make_marks, make_notes
from auditor.render.view import report_name
from auditor.story.align import find_differences
from auditor.story.telling import Telling

KIND_WORDS = {"equal": "", "edited": "changed", "moved": "moved", "deleted": "taken out", "inserted": "put in"}
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

    def note(self, number: int) -> Note:
        """The note of finding `number`."""
        return self.notes[number - self.notes[0].number]

    def message(self, number: int) -> str:
        """The message of finding `number`."""
        return self.note(number).finding.message


class Otherwise(NamedTuple):
    """Two like sentences that differ in one thing: before it, it, behind it, on both sides."""

    kind: str
    old: tuple[str, str, str]
    new: tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the page says."""

    old: ShownSide
    new: ShownSide
    title: Pair | None
    """The titles, if they came as fields."""
    pairs: Sequence[Pair]
    gone: Sequence[Note]
    """Findings of the old side that the new one has not."""
    stayed: Sequence[Note]
    came: Sequence[Note]
    otherwise: Sequence[Otherwise]

    @property
    def same(self) -> bool:
        """Whether both texts are alike."""
        return all(pair.kind == "equal" for pair in (*self.pairs, *((self.title,) if self.title else ())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands on the page beside the two texts."""

    tellings: Sequence[Telling] = ()
    """Those of two different articles, for what their like sentences say otherwise."""
    others: Sequence[tuple[int, str]] = ()
    """Numbers and names of audits that may be compared instead."""
    silent: Sequence[Finding] = ()
    """Findings on the change itself."""


def render_comparison(old: Side, new: Side, frame: Frame | None = None, beside: Beside | None = None) -> str:
    """The page of `old` and `new`."""
    beside = beside or Beside()
    view = compare_reports(old, new, beside.tellings)
    return render_page("compare.html", frame or Frame(), view=view, beside=beside, kinds=KIND_WORDS)


def compare_reports(old: Side, new: Side, tellings: Sequence[Telling] = ()) -> Comparison:
    """What stands on the page of `old` and `new`; findings are numbered through, the old ones first."""
    before = make_notes(old.report)
    after = make_notes(new.report, len(before) + 1)
    return Comparison(
        old=ShownSide(old, report_name(old.report), before),
        new=ShownSide(new, report_name(new.report), after),
        title=_title_pair(old.report, new.report, (before, after)),
        pairs=_pairs(old.report.article.text, new.report.article.text, (before, after)),
        gone=_without(before, [note.finding for note in after]),
        stayed=[note for note in after if note not in _without(after, old.report.findings)],
        came=_without(after, old.report.findings),
        otherwise=_otherwise(tellings) if len(tellings) == 2 else [],
    )


def _without(notes: Sequence[Note], findings: Sequence[Finding]) -> list[Note]:
    known = {_identity(finding) for finding in findings}
    return [note for note in notes if _identity(note.finding) not in known]


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


def _pairs(old: str, new: str, notes: Notes) -> list[Pair]:
    covers = _covers(notes, "text")
    return [_pair(change, (old, new), covers) for change in diff_texts(old, new)]


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


def _otherwise(tellings: Sequence[Telling]) -> list[Otherwise]:
    """Sentences of the first telling with the one thing that the second says otherwise."""
    found = []
    for (place, slot), group in find_differences(tellings).items():
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
