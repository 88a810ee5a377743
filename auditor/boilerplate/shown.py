"""Left-overs that patterns show: what rules of this topic tell by a pattern, the block model need not tell too."""

from __future__ import annotations

from auditor.article import Span
from auditor.document import Document
from auditor.rule import Rule

TOPIC, KIND = "boilerplate", "pattern"


def find_shown(document: Document) -> list[Span]:
    """Where patterns of rules on left-overs match, in text order, whether their guards let it pass or not."""
    rules = (rule for rule in document.matches if isinstance(rule, Rule) and rule.kind == KIND and rule.topic == TOPIC)
    return sorted(span for rule in rules for span in document.matches[rule])
