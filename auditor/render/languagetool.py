"""A report as LanguageTool's HTTP API answers a check, for the editors that speak it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import version
from typing import Any

from auditor.article import Span
from auditor.document import Document
from auditor.finding import Finding, Report
from auditor.render.offsets import Unit, convert_offsets
from auditor.text.annotated import AnnotatedText

CONTEXT_CHARACTERS = 40
"""How much of the text stands on each side of a match in its context, as LanguageTool has it."""
CERTAIN = 0.9
"""From this confidence on, a replacement is offered: editors apply one with a single key."""


def software() -> dict[str, Any]:
    """What answers; clients show it, and read `apiVersion`."""
    own = {"name": "Article auditor", "version": version("article-auditor"), "buildDate": ""}
    return {**own, "apiVersion": 1, "premium": False, "status": ""}


def check_record(
    text: AnnotatedText, report: Report, findings: Iterable[Finding], rule: Callable[[str], dict[str, Any]]
) -> dict[str, Any]:
    """The matches of `findings` and the sentences, but not the language. `rule` describes the rule of an id.

    Offsets are UTF-16 code units of `text` with its markup; findings on a title of its own have no place there.
    """
    document = Document(report.article)
    shown = [finding for finding in findings if finding.field == "text"]
    places = _place(text, [*(finding.span for finding in shown), *document.sentences])
    return {
        "software": software(),
        "warnings": {"incompleteResults": not report.complete},
        "matches": [
            {
                "message": finding.message,
                "shortMessage": rule(finding.rule)["description"],
                "replacements": _replacements(finding),
                "offset": start,
                "length": end - start,
                "context": _context(document.text, finding.span),
                "sentence": _sentence(document, finding.span),
                "type": {"typeName": "Other"},
                "rule": rule(finding.rule),
                "ignoreForIncompleteSentence": False,
                "contextForSureMatch": 0,
            }
            for finding, (start, end) in zip(shown, places, strict=False)
        ],
        "sentenceRanges": [list(place) for place in places[len(shown) :]],
        "extendedSentenceRanges": [],
    }


def _place(text: AnnotatedText, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Where passages of the audited text stand among the markup, in UTF-16 code units."""
    whole = [text.place(span) for span in spans]
    units = convert_offsets(text.whole, (offset for place in whole for offset in place), Unit.UTF16)
    return [(units[start], units[end]) for start, end in whole]


def _replacements(finding: Finding) -> list[dict[str, str]]:
    wanted = finding.replacement if finding.confidence >= CERTAIN else None
    return [{"value": wanted}] if wanted else []


def _sentence(document: Document, span: Span) -> str:
    sentence = document.sentence_at(span.start)
    return document.text[sentence.start : sentence.end]


def _context(text: str, span: Span) -> dict[str, Any]:
    """The passage with what stands around it, on one line."""
    start, end = max(0, span.start - CONTEXT_CHARACTERS), min(len(text), span.end + CONTEXT_CHARACTERS)
    before, after = "..." if start else "", "..." if end < len(text) else ""
    shown = before + text[start:end] + after
    first, last = len(before) + span.start - start, len(before) + span.end - start
    units = convert_offsets(shown, (first, last), Unit.UTF16)
    line = shown.replace("\r", " ").replace("\n", " ")
    return {"text": line, "offset": units[first], "length": units[last] - units[first]}
