"""Articles and reports for the tests of the store."""

from __future__ import annotations

import hashlib
from typing import Any

from auditor import Article, Finding, Report, Span
from auditor.finding import Evidence, Severity

TEXT = "Senator Jane Roe said on Monday that the bridge in Springfield would open. " * 20
RULES = "a" * 16


def flag(text: str, quote: str, rule: str = "office/not-held", **changes: Any) -> Finding:
    """A finding on the first `quote` in `text`."""
    start = text.index(quote)
    values: dict[str, Any] = {
        "rule": rule,
        "severity": Severity.MAJOR,
        "confidence": 0.9,
        "field": "text",
        "span": Span(start, start + len(quote)),
        "quote": quote,
        "message": f"The text says {quote}.",
        "why": "Readers rely on it.",
        "evidence": (Evidence("the reference has another", reference="a table"),),
        "fingerprint": hashlib.sha256(f"{rule}:{quote}".encode()).hexdigest()[:16],
    }
    return Finding(**(values | changes))


def report_on(text: str = TEXT, *findings: Finding, ruleset: str = RULES, **known: Any) -> Report:
    """A report on an article of `text`, of example.org unless `known` says otherwise."""
    article = Article(text=text, **({"source": "example.org", "title": "The bridge opens"} | known))
    return Report(article, findings, 77.0, ruleset)
