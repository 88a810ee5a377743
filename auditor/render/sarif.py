"""Reports as SARIF 2.1.0, the exchange format of static analysis."""

from collections.abc import Sequence
from typing import Any

from auditor.finding import Finding, Report, Severity
from auditor.render.offsets import Unit, convert_offsets
from auditor.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {
    Severity.INFO: "note",
    Severity.MINOR: "note",
    Severity.MODERATE: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}


COLUMN_KINDS = {Unit.CODEPOINT: "unicodeCodePoints", Unit.UTF16: "utf16CodeUnits"}
"""What SARIF's regions may count in."""


def sarif_log(
    reports: Sequence[Report], rules: Sequence[Rule], version: str, unit: Unit = Unit.CODEPOINT
) -> dict[str, Any]:
    """One SARIF run with a result a finding; regions count in `unit`, one of COLUMN_KINDS."""
    driver = {"name": "auditor", "version": version, "rules": [_descriptor(rule) for rule in rules]}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": COLUMN_KINDS[unit],
                "results": [_result(report, finding, unit) for report in reports for finding in report.findings],
            }
        ],
    }


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(report: Report, finding: Finding, unit: Unit) -> dict[str, Any]:
    text = report.article.field(finding.field)
    line = text.count("\n", 0, finding.span.start) + 1
    bol = text.rfind("\n", 0, finding.span.start) + 1
    places = convert_offsets(text, (bol, *finding.span), unit)
    begin, end = places[finding.span.start], places[finding.span.end]
    region = {
        "startLine": line,
        "startColumn": begin - places[bol] + 1,
        "charOffset": begin,
        "charLength": end - begin,
        "snippet": {"text": finding.quote},
    }
    artifact = {"uri": report.article.url or report.article.id or "article"}
    return {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"auditor/v1": finding.fingerprint},
        "properties": {"confidence": finding.confidence, "field": finding.field, "severity": finding.severity.label},
    }
