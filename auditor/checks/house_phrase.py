"""Kind `house-phrase`: passages that stand word for word in other articles of the outlet, or that editors named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from marshmallow import Schema

from auditor.article import Span
from auditor.boilerplate.memory import MIN_OTHER_ARTICLES, MIN_WORDS, find_passages
from auditor.boilerplate.runs import find_boilerplate
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import DELETE, Evidence, Scope, Severity
from auditor.knowledge.phrases import Verdict
from auditor.rule import Rule
from auditor.sources import source_of
from auditor.text.counted import counted
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"where"})
DECIDED = (Verdict.LEFT_OVER, Verdict.OWN)


class Params(Schema):
    """None."""


class Recurring(NamedTuple):
    """A passage that is not of this article alone."""

    window: Window
    passage: Span
    others: int
    """In how many other articles of the outlet it stands, as far as is remembered."""
    verdict: Verdict | None
    """What editors say of it."""
    share: float
    """What of the article's words stands in such sentences."""

    @property
    def is_named(self) -> bool:
        """Whether editors say that it is left over."""
        return self.verdict is Verdict.LEFT_OVER


def propose(document: Document, rule: Rule) -> Iterator[Recurring]:
    """Passages seen elsewhere and passages that editors decided on, but for what is told as left over already."""
    found = _find(document)
    if found:
        foreign = document.layer(find_boilerplate).foreign
        yield from (each for each in found if document.block_index_at(each.passage.start) not in foreign)


def _find(document: Document) -> list[Recurring]:
    counts, verdicts = _counts(document), _verdicts(document)
    share = sum(_words(document, span) for span in counts) / max(1, document.article.words)
    return [
        Recurring(Window.over(document, span), span, counts.get(span, 0), verdicts.get(span), share)
        for span in sorted(counts.keys() | verdicts.keys())
    ]


def _verdicts(document: Document) -> dict[Span, Verdict]:
    """The passages that editors decided on, and how."""
    phrases, outlet = document.knowledge.phrases, source_of(document.article) or ""
    if phrases.outlets.isdisjoint({outlet, ""}):
        return {}
    found = ((span, phrases.verdict(outlet, document.folded[slice(*span)])) for span in find_passages(document))
    return {span: verdict for span, verdict in found if verdict in DECIDED}


def _counts(document: Document) -> dict[Span, int]:
    """The passages of some words that stand in other articles, and in how many."""
    blocks = zip(document.blocks, document.seen.blocks, strict=False)
    long = {block.span: count for block, count in blocks if count and _words(document, block.span) >= MIN_WORDS}
    return {**long, **document.seen.sentences}


def _words(document: Document, span: Span) -> int:
    return document.text.count(" ", *span) + 1


def choose(left: Sequence[Recurring]) -> Iterable[Recurring]:
    """Each passage once: a block rather than the sentences in it."""
    reached = -1
    for each in sorted(left, key=lambda each: (each.passage.start, -each.passage.end)):
        if each.passage.start >= reached:
            yield each
            reached = each.passage.end


def tell(each: Recurring, rule: Rule) -> Hit:
    """A hit on the passage; what stands in one other article alone is advice, and only what editors named is cut."""
    where = "is on the list of the outlet's phrases" if each.is_named else f"stands in {_others(each)} of the outlet"
    sure = each.is_named or each.others >= MIN_OTHER_ARTICLES
    return Hit(
        rule,
        each.passage,
        values={"where": where},
        evidence=(Evidence("house phrase, by the newsroom's own list"),) if each.is_named else (),
        severity=None if sure else Severity.INFO,
        fix=DELETE if each.is_named else None,
    )


def _others(each: Recurring) -> str:
    return counted(each.others, "other article")


FEATURES: Mapping[str, Feature] = {
    "quoted": lambda each: each.window.in_marks,
    "own": lambda each: each.verdict is Verdict.OWN,
    "named": lambda each: each.is_named,
    "others": lambda each: each.others,
    "share": lambda each: each.share,
}
compile = Detector(propose, tell, FEATURES, choose).compile
