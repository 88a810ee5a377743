"""Findings as they stand beside the text: numbered, excerpted, each with the lines it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auditor.article import Article, Span
from auditor.diff import diff_words
from auditor.document import Document
from auditor.finding import Evidence, Finding, Report
from auditor.render.marks import EVIDENCE, SETTLED, Line, Mark, mark_lines
from auditor.render.parts import Part, place_of, whole
from auditor.score.article import Status
from auditor.text.quotations import find_quotations

CONTEXT_CHARACTERS = 70
"""How much of the line an excerpt shows on either side of its passage."""
MAX_QUOTE_CHARACTERS = 200
MIN_SHARED = 0.4
"""Part of a passage that must stand in the other too, for their words to be compared."""
MAX_COMPARED_CHARACTERS = 800
"""Longer sentences are lists; their words are not compared."""
TAIL_CHARACTERS = 60
"""What is kept of the end of a passage that is too long to show."""
GAP = " … "


class Excerpt(NamedTuple):
    """A passage with a little of its line around it."""

    before: str
    quote: str
    after: str


class Proof(NamedTuple):
    """One piece of evidence of a finding."""

    evidence: Evidence
    excerpt: Excerpt | None
    """The passage, if the evidence is one."""
    anchor: str
    """Where the passage stands in the page; empty if it stands elsewhere, or inside the flagged passage."""
    inside: bool = False
    """Whether it is a part of the flagged passage."""
    part: int = 0
    """The part of the article where it stands, if that is another."""
    words: tuple[tuple[str, bool], ...] = ()
    """A passage of another article in runs of words, each with whether the flagged sentence has others there."""


@dataclass(frozen=True, slots=True)
class Note:
    """One finding with its number, which follows the order of the text."""

    number: int
    finding: Finding
    excerpt: Excerpt
    proofs: tuple[Proof, ...]
    first: int
    """The number of the first finding of the part with the same rule and reason: that one tells it."""
    status: Status = Status.OPEN
    """What an editor decided."""

    @property
    def general(self) -> bool:
        """Whether the finding is about the article, not about a passage of it."""
        return is_general(self.finding)

    @property
    def level(self) -> str:
        """How its passage is marked: by severity until it is dismissed or put right."""
        kept = self.status in (Status.OPEN, Status.ACCEPTED)
        return self.finding.severity.label if kept else SETTLED

    @property
    def replacement(self) -> str | None:
        """What the suggested fix puts in the place of the passage, as `Finding.replacement`."""
        return self.finding.replacement

    @property
    def passages(self) -> list[Proof]:
        """Evidence that is another passage."""
        return [proof for proof in self.proofs if proof.excerpt and not proof.inside]

    @property
    def references(self) -> list[Proof]:
        """Evidence from a table."""
        return [proof for proof in self.proofs if not proof.excerpt and proof.evidence.reference]

    @property
    def signs(self) -> list[Proof]:
        """What else speaks for the finding: properties of the passage, and words in it."""
        return [proof for proof in self.proofs if proof not in (*self.passages, *self.references)]


class Section(NamedTuple):
    """A line, what was found in it, and the lines below it in which nothing more was found."""

    lead: Line | None
    notes: tuple[Note, ...]
    rest: tuple[Line, ...]

    @property
    def through(self) -> str:
        """Level of a finding that covers the last line and goes on in the next section."""
        lines = self.rest or ((self.lead,) if self.lead else ())
        return lines[-1].through if lines else ""


def is_general(finding: Finding) -> bool:
    """Whether `finding` is about the article as a whole: something it came without has no place in the text."""
    return finding.whole or finding.span.start == finding.span.end


def make_notes(report: Report, part: Part | None = None, statuses: Sequence[Status] = ()) -> list[Note]:
    """The findings of `report`, which are those of `part`, by its numbers.

    `statuses` says what was decided on each, if anything was.
    """
    part = part or whole(report)
    first: dict[tuple[str, str], int] = {}
    notes = []
    for place, (number, finding) in enumerate(zip(part.findings, report.findings, strict=True)):
        told = first.setdefault((finding.rule, finding.why), number)
        proofs = tuple(
            _proof(report.article, finding, evidence, (f"evidence-{number}-{count}", part))
            for count, evidence in enumerate(finding.evidence, 1)
        )
        passage = excerpt(report.article.field(finding.field), finding.span)
        notes.append(Note(number, finding, passage, proofs, told, statuses[place] if statuses else Status.OPEN))
    return notes


def _proof(article: Article, finding: Finding, evidence: Evidence, place: tuple[str, Part]) -> Proof:
    anchor, part = place
    if evidence.span is None and not evidence.quote:
        return Proof(evidence, None, "")
    if evidence.span is None or evidence.article not in (None, article.id):
        return Proof(
            evidence, Excerpt("", shorten(evidence.quote), ""), "", words=_compared(article, finding, evidence)
        )
    passage = excerpt(article.field(evidence.field), evidence.span)
    if evidence.field == finding.field and finding.span.contains(evidence.span):
        return Proof(evidence, passage, "", inside=True)
    start = place_of(evidence.field, evidence.span, False)
    there = part.number if start is None else part.holding(start)
    return Proof(evidence, passage, anchor) if there == part.number else Proof(evidence, passage, "", part=there)


def _compared(article: Article, finding: Finding, evidence: Evidence) -> tuple[tuple[str, bool], ...]:
    """The words of a passage of another article, and whether the sentence around the finding has others.

    Nothing for sentences that have little in common: every word would be marked.
    """
    text, other = article.field(finding.field), evidence.quote
    whole = Document(article).sentence_at(finding.span.start) if finding.field == "text" else Span(0, len(text))
    if max(whole.end - whole.start, len(other)) > MAX_COMPARED_CHARACTERS:
        return ()
    changes = [c for c in diff_words(text, whole, other, Span(0, len(other))) if c.new.start < c.new.end]
    shared = sum(c.new.end - c.new.start for c in changes if c.kind == "equal")
    if shared < MIN_SHARED * len(other):
        return ()
    return tuple((other[c.new.start : c.new.end], c.kind != "equal") for c in changes)


def excerpt(text: str, span: Span) -> Excerpt:
    """`text[span]`, its middle left out if it is long, with what stands around it in its line."""
    before = text[max(0, span.start - CONTEXT_CHARACTERS) : span.start].splitlines(keepends=True)[-1:]
    after = text[span.end : span.end + CONTEXT_CHARACTERS].splitlines()[:1]
    left = before[0] if before and not before[0].endswith(("\n", "\r", "\u2028", "\u2029")) else ""
    right = after[0] if after else ""
    if len(left) == CONTEXT_CHARACTERS:
        left = "… " + left.partition(" ")[2]
    if len(right) == CONTEXT_CHARACTERS:
        right = right.rpartition(" ")[0] + " …"
    return Excerpt(left, shorten(text[span.start : span.end]), right)


def shorten(passage: str) -> str:
    """`passage`, its middle left out if it is long."""
    if len(passage) <= MAX_QUOTE_CHARACTERS:
        return passage
    head, tail = passage[: MAX_QUOTE_CHARACTERS - TAIL_CHARACTERS], passage[-TAIL_CHARACTERS:]
    return (head.rpartition(" ")[0] or head) + GAP + (tail.partition(" ")[2] or tail)


def make_marks(notes: Sequence[Note], field: str) -> Iterator[Mark]:
    """What is marked in `field`: passages that were flagged, and passages that findings rest on."""
    for note in notes:
        finding = note.finding
        if finding.field == field and not note.general:
            yield Mark(finding.span, note.level, note.number, f"passage-{note.number}")
        for proof in note.proofs:
            if proof.anchor and proof.evidence.field == field and proof.evidence.span:
                yield Mark(proof.evidence.span, EVIDENCE, note.number, proof.anchor)


def make_sections(text: str, notes: Sequence[Note], part: Span) -> list[Section]:
    """The lines of a part of an article's text, parted before each line in which a finding starts."""
    by_number = {note.number: note for note in notes}
    sections: list[Section] = []
    lead: Line | None = None
    rest: list[Line] = []
    said = find_quotations(text[part.start : part.end])
    quotations = [Span(part.start + each.span.start, part.start + each.span.end) for each in said]
    for line in mark_lines(text, list(make_marks(notes, "text")), quotations, part):
        if line.numbers:
            sections += _section(lead, rest, by_number)
            lead, rest = line, []
        else:
            rest.append(line)
    return [*sections, *_section(lead, rest, by_number)]


def _section(lead: Line | None, rest: list[Line], notes: dict[int, Note]) -> list[Section]:
    if lead is None and not rest:
        return []
    numbers = lead.numbers if lead else ()
    return [Section(lead, tuple(notes[number] for number in numbers), tuple(rest))]
