"""Reports as JSON objects: the report row that other programs build on."""

from typing import Any

from auditor.article import Span
from auditor.document import Document
from auditor.finding import DELETE, Evidence, Finding, Report
from auditor.render.judged import judged_fields


def report_record(report: Report, *, include_text: bool = False) -> dict[str, Any]:
    """`report` as the row of `auditor check --format json` and of reports.jsonl."""
    record: dict[str, Any] = {
        "id": report.article.id,
        "complete": report.complete,
        "score": rounded(report.score),
        **judged_fields(report.judged),
        "ruleset": report.ruleset,
        "findings": [finding_record(finding) for finding in report.findings],
    }
    if report.failures:
        record["failures"] = [{"rules": list(f.rules), "error": f.error} for f in report.failures]
    if include_text:
        record["article"] = {"title": report.article.title, "text": report.article.text, "body": body(report)}
    return record


def rounded(score: float | None) -> float | None:
    """A score as it is given: in tenths, none for what was not judged."""
    return None if score is None else round(score, 1)


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding; offsets are code points of its field."""
    record = {
        "rule": finding.rule,
        "severity": finding.severity.label,
        "confidence": round(finding.confidence, 3),
        "field": finding.field,
        "start": finding.span.start,
        "end": finding.span.end,
        "quote": finding.quote,
        "message": finding.message,
        "why": finding.why,
        "evidence": [evidence_record(evidence) for evidence in finding.evidence],
        "fingerprint": finding.fingerprint,
    }
    if finding.quoted:
        record["quoted"] = True
    return record if finding.fix is None else {**record, "fix": finding.fix}


def evidence_record(evidence: Evidence) -> dict[str, Any]:
    """One piece of evidence, without what it does not have."""
    record: dict[str, Any] = {"note": evidence.note}
    if evidence.span is not None:
        record |= {"field": evidence.field, "start": evidence.span.start, "end": evidence.span.end}
    record["quote"] = evidence.quote
    for name, value in (("article", evidence.article), ("reference", evidence.reference)):
        if value is not None:
            record[name] = value
    if evidence.as_of is not None:
        record["as_of"] = evidence.as_of.isoformat()
    return record


def body(report: Report) -> str:
    """The article's text without what findings say to delete; blocks are parted by one line break."""
    cut = sorted(f.span for f in report.findings if f.fix == DELETE and f.field == "text")
    text, kept, reach = report.article.text, [], 0
    passed = iter([*cut, Span(len(text) + 1, 0)])
    span = next(passed)
    for block in Document(report.article).blocks:
        while span.start <= block.start:
            reach = max(reach, span.end)
            span = next(passed)
        if block.end > reach:
            kept.append(text[block.start : block.end])
    return "\n".join(kept)
