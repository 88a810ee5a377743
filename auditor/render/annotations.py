"""Findings as W3C Web Annotations, which re-anchor in a page by quotation."""

from typing import Any

from auditor.finding import Finding, Report

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTEXT_CHARACTERS = 32


def annotation_page(report: Report) -> dict[str, Any]:
    """An AnnotationPage with one annotation a finding."""
    return {
        "@context": CONTEXT,
        "type": "AnnotationPage",
        "items": [_annotation(report, finding) for finding in report.findings],
    }


def _annotation(report: Report, finding: Finding) -> dict[str, Any]:
    text = report.article.field(finding.field)
    start, end = finding.span
    return {
        "id": f"urn:auditor:finding:{finding.fingerprint}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {"type": "TextualBody", "value": finding.message, "purpose": "commenting"},
            {"type": "TextualBody", "value": finding.rule, "purpose": "classifying"},
        ],
        "target": {
            "source": report.article.url or report.article.id or "article",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": finding.quote,
                    "prefix": text[max(0, start - CONTEXT_CHARACTERS) : start],
                    "suffix": text[end : end + CONTEXT_CHARACTERS],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }
