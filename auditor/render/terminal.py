"""Reports for a terminal: the passage in its line, underlined, with rule, message and evidence."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from auditor.article import Article, Span
from auditor.finding import Evidence, Finding, Report, Severity
from auditor.render.regions import Region, find_regions
from auditor.text.counted import counted

STYLES = {
    Severity.INFO: "cyan",
    Severity.MINOR: "blue",
    Severity.MODERATE: "yellow",
    Severity.MAJOR: "red",
    Severity.CRITICAL: "bold red",
}
MAX_LINE_CHARACTERS = 160
CONTEXT_CHARACTERS = 60
MAX_LINES = 4
"""Lines shown of a passage that runs over many."""


def print_report(console: Console, report: Report) -> None:
    """Write `report` to `console`; without colours where it is no terminal."""
    heading = Text(f"{printable(_name(report.article))}  ", style="bold")
    count = len(report.findings)
    heading.append(f"score {report.score:.0f} of 100, {counted(count, 'finding')}", style="not bold")
    console.print(heading)
    regions = find_regions(report.article, [finding.span for finding in report.findings])
    for finding, region in zip(report.findings, regions, strict=True):
        _print_finding(console, report, finding, region)
    for failure in report.failures:
        console.print(Text(f"  not finished: {', '.join(failure.rules)}: {failure.error}", style="red"))
    console.print()


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


def _print_finding(console: Console, report: Report, finding: Finding, region: Region | None) -> None:
    text = report.article.field(finding.field)
    style = STYLES[finding.severity]
    head = Text(f"  {_place(report.article, finding, region)}  ")
    head.append(finding.severity.label, style=style)
    head.append(f"  {finding.rule}  ", style="bold")
    head.append(f"confidence {finding.confidence:.2f}", style="dim")
    console.print(head)
    for shown in passage_lines(text, finding.span, style, underline=not console.is_terminal):
        console.print(Text("    ") + shown, no_wrap=True, crop=False, overflow="ignore")
    console.print(Text(f"    {finding.message}"))
    for evidence in finding.evidence:
        console.print(Text(f"    - {evidence_line(evidence)}", style="dim"))


def passage_lines(text: str, span: Span, style: str, *, underline: bool) -> list[Text]:
    """The lines that `span` stands in, it styled, or with a line of carets below where there is no style."""
    shown: list[Text] = []
    start = span.start
    while start < span.end:
        if len(shown) >= MAX_LINES * (1 + underline):
            return [*shown, Text(f"... and {counted(text.count(chr(10), start, span.end) + 1, 'more line')}")]
        begin = text.rfind("\n", 0, start) + 1
        finish = text.find("\n", start)
        finish = len(text) if finish < 0 else finish
        end = min(span.end, finish)
        if end > start:
            shown += _one_line(text, (begin, start, end, finish), style, underline)
        start = finish + 1
    return shown


def _one_line(text: str, places: tuple[int, int, int, int], style: str, underline: bool) -> list[Text]:
    begin, start, end, finish = places
    if finish - begin > MAX_LINE_CHARACTERS:
        begin = max(begin, start - CONTEXT_CHARACTERS)
        finish = min(finish, end + CONTEXT_CHARACTERS)
    before, passage, after = (printable(text[a:b]) for a, b in ((begin, start), (start, end), (end, finish)))
    passage = shorten(passage)
    line = Text(before)
    line.append(passage, style=f"underline {style}")
    line.append(after)
    if not underline:
        return [line]
    return [line, Text(" " * len(before) + "^" * len(passage))]


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
