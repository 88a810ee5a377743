"""Reports as SARIF 2.1.0, the exchange format of static analysis."""

from collections.abc import Sequence
from typing import Any

from auditor.finding import Finding, Report, Severity
from auditor.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {
    Severity.INFO: "note",
    Severity.MINOR: "note",
    Severity.MODERATE: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}


def sarif_log(reports: Sequence[Report], rules: Sequence[Rule], version: str) -> dict[str, Any]:
    """One SARIF run with a result a finding; regions count code points."""
    driver = {"name": "auditor", "version": version, "rules": [_descriptor(rule) for rule in rules]}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(report, finding) for report in reports for finding in report.findings],
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


def _result(report: Report, finding: Finding) -> dict[str, Any]:
    text = report.article.field(finding.field)
    line = text.count("\n", 0, finding.span.start) + 1
    column = finding.span.start - (text.rfind("\n", 0, finding.span.start) + 1) + 1
    region = {
        "startLine": line,
        "startColumn": column,
        "charOffset": finding.span.start,
        "charLength": finding.span.end - finding.span.start,
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
