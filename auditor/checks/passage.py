"""From places where a rule's phrase or pattern was found to hits, within the rule's scope."""

from collections.abc import Collection, Iterator

from auditor.article import Span
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.rule import Rule

BLOCK_KINDS = ("heading", "paragraph", "list item", "quotation", "other")
SCOPES = ("title", "text", *BLOCK_KINDS)


def passages(document: Document, rules: Collection[Rule]) -> Iterator[Hit]:
    """A hit for each passage found for one of `rules`; of overlapping ones of a rule, the longest."""
    for owner, spans in document.title_matches.items():
        if owner in rules and isinstance(owner, Rule) and "title" in owner.params["scope"]:
            yield from (Hit(owner, span, "title") for span in _longest(spans))
    for owner, spans in document.matches.items():
        if owner in rules and isinstance(owner, Rule):
            yield from (Hit(owner, span) for span in _longest(spans) if _in_scope(document, owner, span))


def _longest(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _in_scope(document: Document, rule: Rule, span: Span) -> bool:
    scope = rule.params["scope"]
    title = document.title
    if title and title.field == "text" and title.span.contains(span):
        return "title" in scope
    if "text" not in scope and document.blocks[document.block_index_at(span.start)].kind not in scope:
        return False
    return bool(rule.params["quoted"]) or document.quotation_at(span.start) is None
