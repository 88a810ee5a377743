"""Fixes applied to a text: what findings say to delete or to replace, until nothing is left to apply."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from auditor.article import Article, Span
from auditor.audit import Auditor
from auditor.finding import Finding, Severity

MAX_ROUNDS = 10
"""A fix may bring another forth, as the second of three equal words; more rounds than this are no end."""
MARK = "\ufeff"
"""The byte order mark, which is a character of a text in UTF-8."""
_NEWLINE = re.compile(r"\r\n|[\n\r\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after its fixes."""

    text: str
    applied: tuple[Finding, ...]
    """What was mended, gravest first in each round; spans count in the text of that round."""
    left: tuple[Finding, ...]
    """What has a fix that an editor must decide on."""


class Edit(NamedTuple):
    """A passage and what is put in its place."""

    span: Span
    text: str


def fix_article(auditor: Auditor, article: Article, today: date | None = None) -> Fixed:
    """The text of `article` with its safe fixes applied, audited on the day `today` until there is none."""
    applied: list[Finding] = []
    for _ in range(MAX_ROUNDS):
        report = auditor.audit(article, today)
        chosen = choose_fixes(report.findings)
        text = apply_fixes(article.text, chosen)
        if text == article.text or not text.strip(f"{MARK} \t\r\n"):  # nobody wants an empty file
            break
        applied += chosen
        article = replace(article, text=text)
    else:
        report = auditor.audit(article, today)
    left = tuple(finding for finding in report.findings if finding.replacement is not None)
    return Fixed(article.text, tuple(applied), left)


def is_safe(finding: Finding) -> bool:
    """Whether a fix needs no editor: no advice, nothing in quoted words, nor in a title that came beside the text."""
    is_advice = finding.severity == Severity.INFO
    return finding.replacement is not None and finding.field == "text" and not (is_advice or finding.quoted)


def choose_fixes(findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose fixes are safe and do not overlap: of two that do, the graver."""
    ranked = sorted(filter(is_safe, findings), key=lambda f: (-f.severity, -f.confidence, f.span, f.rule))
    taken: list[Span] = []
    chosen = []
    for finding in ranked:
        place = bisect_left(taken, finding.span)
        if not any(span.overlaps(finding.span) for span in taken[max(0, place - 1) : place + 1]):
            taken.insert(place, finding.span)
            chosen.append(finding)
    return chosen


def apply_fixes(text: str, findings: Iterable[Finding]) -> str:
    """`text` with fixes that do not overlap; a deletion takes the empty line along that it would leave."""
    pieces: list[str] = []
    reach = 0
    edits = sorted(Edit(_bare(text, finding.span), finding.replacement or "") for finding in findings)
    for span, put in _merged(text, edits):
        (start, end), between = (span, put) if put else _gap(text, span)
        pieces += (text[reach:start], between)
        reach = end
    return "".join((*pieces, text[reach:]))


def _bare(text: str, span: Span) -> Span:
    """`span` without white space at its ends, and without a byte order mark, which stays."""
    start, end = max(span.start, _beginning(text)), span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _beginning(text: str) -> int:
    return len(MARK) if text.startswith(MARK) else 0


def _merged(text: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits, which are in order, with deletions that nothing but white space parts as one."""
    held: Edit | None = None
    for edit in edits:
        if held and not held.text and not edit.text and not text[held.span.end : edit.span.start].strip():
            held = Edit(Span(held.span.start, edit.span.end), "")
            continue
        if held:
            yield held
        held = edit
    if held:
        yield held


def _gap(text: str, span: Span) -> tuple[Span, str]:
    """Where a deletion reaches with the white space around it, and what parts its neighbours from then on."""
    start, end = span
    while start > _beginning(text) and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    above, below = text[start : span.start], text[span.end : end]
    first, last = start == _beginning(text), end == len(text)
    opens, closes = first or _NEWLINE.search(above), last or _NEWLINE.search(below)
    if opens and closes:
        between = _part_lines(above, below, first=first, last=last)
    elif opens or closes:
        between = above if opens else below
    else:
        between = below or (above if text[end].isalnum() else "")
    return Span(start, end), between


def _part_lines(above: str, below: str, *, first: bool, last: bool) -> str:
    """What parts two lines when those between them are gone: the wider of the two gaps, once."""
    breaks, after = list(_NEWLINE.finditer(above)), list(_NEWLINE.finditer(below))
    indent = below[after[-1].end() :] if after else ""
    if last:
        return above[: breaks[0].start() if breaks else 0] + (below[after[0].start() :] if after else "")
    if first or len(breaks) >= len(after):
        return above[: breaks[-1].end() if breaks else 0] + indent
    return above[: breaks[0].start()] + below[after[0].start() :]
