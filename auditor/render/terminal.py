"""Reports for a terminal: the passage in its line, underlined, with rule, message and evidence."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TextIO

from auditor.article import Article, Span
from auditor.finding import Evidence, Finding, Report, Severity
from auditor.render.regions import Region, find_regions
from auditor.text.counted import counted

BOLD, DIM, UNDERLINE, RED = "1", "2", "4", "31"
"""Codes of ECMA-48 that select how characters are shown."""
STYLES = {
    Severity.INFO: "36",
    Severity.MINOR: "34",
    Severity.MODERATE: "33",
    Severity.MAJOR: RED,
    Severity.CRITICAL: f"{BOLD};{RED}",
}
"""Cyan, blue, yellow, red and bold red."""
MAX_LINE_CHARACTERS = 160
CONTEXT_CHARACTERS = 60
MAX_LINES = 4
"""Lines shown of a passage that runs over many."""
MAX_GAPS = 5
"""What was not judged is told so many times; the rest is counted."""
Paint = Callable[[str, str], str]
"""Gives a text a style."""


def print_report(out: TextIO, report: Report) -> None:
    """Write `report` to `out`; without styles where it is no terminal, or where NO_COLOR asks for none."""
    styled = out.isatty() and not os.environ.get("NO_COLOR")
    out.writelines(f"{line}\n" for line in report_lines(report, _styled if styled else _plain))


def _styled(text: str, style: str) -> str:
    return f"\033[{style}m{text}\033[0m"


def _plain(text: str, _: str) -> str:
    return text


def report_lines(report: Report, paint: Paint) -> Iterator[str]:
    """`report` line by line, an empty one last."""
    yield paint(f"{printable(_name(report.article))}  ", BOLD) + _outcome(report)
    yield from _gap_lines(report, paint)
    regions = find_regions(report.article, [finding.span for finding in report.findings])
    for finding, region in zip(report.findings, regions, strict=True):
        yield from _finding_lines(report.article, finding, region, paint)
    for failure in report.failures:
        yield paint(printable(f"  not finished: {', '.join(failure.rules)}: {failure.error}"), RED)
    yield ""


def _outcome(report: Report) -> str:
    """The score and how many findings there are; no score for what was not judged as a whole."""
    score = "not judged" if report.score is None else f"score {report.score:.0f} of 100"
    return f"{score}, {counted(len(report.findings), 'finding')}"


def _gap_lines(report: Report, paint: Paint) -> Iterator[str]:
    """What was not judged, a line each; what left no score is not dimmed."""
    gaps, obstacle = report.judged.gaps, report.judged.obstacle
    for gap in gaps[:MAX_GAPS]:
        yield paint(printable(f"  not judged: {gap.message}"), BOLD if gap is obstacle else DIM)
    if len(gaps) > MAX_GAPS:
        yield paint(f"  not judged: and {counted(len(gaps) - MAX_GAPS, 'more passage')}", DIM)


def _name(article: Article) -> str:
    """The file as it was named, so that it can be opened; behind it an id that was not made of its name."""
    name, origin = article.id or "article", article.origin
    if origin is None:
        return name
    return origin.where if f"/{origin.where}".endswith(f"/{name}") else f"{origin.where}  {name}"


def _place(article: Article, finding: Finding, region: Region | None) -> str:
    """The line of the file, or of the text where that is not known."""
    if finding.field == "title":
        return "title"
    if region is not None:
        return f"line {region.start.line}"
    return f"line {article.text.count(chr(10), 0, finding.span.start) + 1} of the text"


def _finding_lines(article: Article, finding: Finding, region: Region | None, paint: Paint) -> Iterator[str]:
    style = STYLES[finding.severity]
    label, rule = paint(finding.severity.label, style), paint(f"  {finding.rule}  ", BOLD)
    confidence = paint(f"confidence {finding.confidence:.2f}", DIM)
    yield f"  {_place(article, finding, region)}  {label}{rule}{confidence}"
    for line in _passage_lines(article.field(finding.field), finding.span, style, paint):
        yield f"    {line}"
    yield f"    {printable(finding.message)}"
    for evidence in finding.evidence:
        yield paint(printable(f"    - {evidence_line(evidence)}"), DIM)


def _passage_lines(text: str, span: Span, style: str, paint: Paint) -> Iterator[str]:
    """The lines that `span` stands in, it styled, or with a line of carets below where there is no style."""
    start, shown = span.start, 0
    while start < span.end:
        if shown >= MAX_LINES:
            yield f"... and {counted(text.count(chr(10), start, span.end) + 1, 'more line')}"
            return
        begin = text.rfind("\n", 0, start) + 1
        finish = text.find("\n", start)
        finish = len(text) if finish < 0 else finish
        end = min(span.end, finish)
        if end > start:
            yield from _one_line(text, (begin, start, end, finish), style, paint)
            shown += 1
        start = finish + 1


def _one_line(text: str, places: tuple[int, int, int, int], style: str, paint: Paint) -> Iterator[str]:
    begin, start, end, finish = places
    if finish - begin > MAX_LINE_CHARACTERS:
        begin = max(begin, start - CONTEXT_CHARACTERS)
        finish = min(finish, end + CONTEXT_CHARACTERS)
    before, passage, after = (printable(text[a:b]) for a, b in ((begin, start), (start, end), (end, finish)))
    passage = shorten(passage)
    yield f"{before}{paint(passage, f'{UNDERLINE};{style}')}{after}"
    if paint is _plain:
        yield " " * len(before) + "^" * len(passage)


def shorten(passage: str) -> str:
    """`passage`, its middle left out where it is longer than a line."""
    if len(passage) <= MAX_LINE_CHARACTERS:
        return passage
    return f"{passage[: MAX_LINE_CHARACTERS - CONTEXT_CHARACTERS]} ... {passage[-CONTEXT_CHARACTERS:]}"


def printable(text: str) -> str:
    """`text` without what would move the cursor or turn the writing direction, one character for each."""
    return "".join(char if char.isprintable() or char == " " else " " if char.isspace() else "\ufffd" for char in text)


def evidence_line(evidence: Evidence) -> str:
    """One piece of evidence in a line."""
    parts = [evidence.note]
    if evidence.quote:
        parts.append(f"“{shorten(printable(evidence.quote))}”")
    if evidence.article:
        parts.append(f"in {evidence.article}")
    if evidence.reference:
        as_of = f", as of {evidence.as_of.isoformat()}" if evidence.as_of else ""
        parts.append(f"({evidence.reference}{as_of})")
    return " ".join(part for part in parts if part)
