"""Reports as SARIF 2.1.0, the exchange format of static analysis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import metadata
from typing import Any, NamedTuple
from urllib.parse import quote

from auditor.article import Article, Span, Stretch
from auditor.finding import Finding, Report, Severity
from auditor.judged import Part
from auditor.render.offsets import Unit, convert_offsets
from auditor.render.regions import Region, find_regions
from auditor.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
DISTRIBUTION = "article-auditor"
LEVELS = {
    Severity.INFO: "note",
    Severity.MINOR: "note",
    Severity.MODERATE: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}
COLUMN_KINDS = {Unit.CODEPOINT: "unicodeCodePoints", Unit.UTF16: "utf16CodeUnits"}
"""What SARIF's regions may count in."""
BASE = "%SRCROOT%"
"""What addresses of files are relative to; where that lies is the reader's to say, so that a log can be passed on."""
_RESERVED = ":/?#@!$&'()*+,;=%"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MARKUP = re.compile("[<&]")
"""What a page would not read as text."""
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def sarif_log(reports: Sequence[Report], rules: Sequence[Rule], unit: Unit = Unit.CODEPOINT) -> dict[str, Any]:
    """One SARIF run with a result a finding and a notification for what was not judged; offsets count in `unit`, one of
    COLUMN_KINDS."""
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {**_tool(), "rules": [_descriptor(rule) for rule in rules]}},
                "originalUriBaseIds": {BASE: {"description": {"text": "The folder in which the auditor was run."}}},
                "columnKind": COLUMN_KINDS[unit],
                "results": [result for report in reports for result in sarif_results(report, unit=unit)],
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": [
                            note for report in reports for note in sarif_notifications(report, unit=unit)
                        ],
                    }
                ],
            }
        ],
    }


@cache
def _tool() -> dict[str, str]:
    """Name and version, and the first address that the package gives of its project."""
    tool = {"name": "auditor", "version": metadata.version(DISTRIBUTION)}
    named = metadata.metadata(DISTRIBUTION).get_all("Project-URL")
    return {**tool, "informationUri": named[0].rpartition(", ")[2]} if named else tool


def _descriptor(rule: Rule) -> dict[str, Any]:
    wrong = "".join(f"\n- {text}" for text in rule.false_positives)
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n\nKnown to flag wrongly:{wrong}" if wrong else rule.why},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


class _Passage(NamedTuple):
    """A finding with its places."""

    finding: Finding
    offsets: Span
    """In its field, in the unit of the run."""
    region: Region | None
    """In the file."""


def sarif_results(report: Report, name: str = "article", unit: Unit = Unit.CODEPOINT) -> Iterator[dict[str, Any]]:
    """A result a finding; `name` is that of an article that has no id."""
    article = report.article
    artifact = _artifact(article, article.id or name)
    for passage in _passages(report, unit):
        location = {"artifactLocation": artifact, **_region(article, passage)}
        properties = {"article": article.id or name, **_properties(passage)}
        yield {**_result(passage.finding, location), **_fixes(passage, artifact), "properties": properties}


def sarif_notifications(report: Report, name: str = "article", unit: Unit = Unit.CODEPOINT) -> Iterator[dict[str, Any]]:
    """A notification for each thing that was not judged: a warning where it leaves no score."""
    article, judged = report.article, report.judged
    artifact = _artifact(article, article.id or name)
    spans = [gap.span for gap in judged.gaps if gap.span is not None]
    regions = iter(find_regions(article, spans, unit))
    for gap in judged.gaps:
        region = next(regions) if gap.span is not None else None
        place = {"region": _lines_and_columns(region)} if region is not None else {}
        yield {
            "level": "warning" if gap.part in (Part.ARTICLE, Part.REST) else "note",
            "message": {"text": gap.message},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, **place}}],
            "properties": {"article": article.id or name, "part": gap.part.value, "reason": gap.reason.value},
        }


def _passages(report: Report, unit: Unit) -> Iterator[_Passage]:
    article, findings = report.article, report.findings
    regions = iter(find_regions(article, [f.span for f in findings if f.field == "text"], unit))
    places = {
        field: convert_offsets(article.field(field), [o for f in findings if f.field == field for o in f.span], unit)
        for field in ("title", "text")
    }
    for finding in findings:
        start, end = (places[finding.field][offset] for offset in finding.span)
        yield _Passage(finding, Span(start, end), next(regions) if finding.field == "text" else None)


def _result(finding: Finding, location: dict[str, Any]) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"auditor/v1": finding.fingerprint},
    }


def _properties(passage: _Passage) -> dict[str, Any]:
    """What SARIF has no words for; offsets are those of the field as it was audited."""
    finding, offsets = passage.finding, passage.offsets
    return {
        "confidence": finding.confidence,
        "severity": finding.severity.label,
        "field": finding.field,
        "start": offsets.start,
        "end": offsets.end,
        "quote": finding.quote,
    }


def _artifact(article: Article, name: str) -> dict[str, str]:
    """The file, if a passage can be looked up in it; else the article's address; else the file, or the id."""
    origin = article.origin
    address = article.url if article.url and _ADDRESS.match(article.url) else None
    if origin is not None and (article.stretches or origin.line or not address):
        return {"uri": origin.uri} if origin.uri.startswith("file:") else {"uri": origin.uri, "uriBaseId": BASE}
    if address:
        return {"uri": quote(_STRAY_PERCENT.sub("%25", address), safe=_RESERVED)}
    return {"uri": quote(name, safe="/")}


def _region(article: Article, passage: _Passage) -> dict[str, Any]:
    """The passage's place in the artifact; of a line of records the line; nothing if it is not known."""
    origin, region = article.origin, passage.region
    if region is None:
        line = origin.line if origin and not article.stretches else None
        return {"region": {"startLine": line}} if line else {}
    found: dict[str, Any] = _lines_and_columns(region)
    if article.stretches in ((), (Stretch(0, len(article.text), 1, 1),)):  # its text is the file
        start, end = passage.offsets
        found |= {"charOffset": start, "charLength": end - start}
    if region.exact:
        found["snippet"] = {"text": passage.finding.quote}
    return {"region": found}


def _lines_and_columns(region: Region) -> dict[str, int]:
    start, end = region.start, region.end
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _fixes(passage: _Passage, artifact: dict[str, str]) -> dict[str, Any]:
    """The fix, where it can be written into the file as it stands."""
    wanted, region = passage.finding.replacement, passage.region
    if wanted is None or region is None or not region.exact or _MARKUP.search(wanted):
        return {}
    replaced = {"deletedRegion": _lines_and_columns(region), "insertedContent": {"text": wanted}}
    change = {"artifactLocation": artifact, "replacements": [replaced]}
    words = f"Write “{wanted}”." if wanted else "Delete the passage."
    return {"fixes": [{"description": {"text": words}, "artifactChanges": [change]}]}
