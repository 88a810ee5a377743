"""Kind `repetition`: a block or a sentence that stands in the article twice."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.boilerplate.runs import find_boilerplate
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import DELETE, Evidence, Scope
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"first"})
MAX_REPEATS = 4
"""A text with more does so by design: a diet plan, a form, a litany. On the development pages this leaves out 34 of 39
repetitions in news that belong to the article."""
Keyed = tuple[str, Span]
"""A passage with the key that it has in common with its repetitions."""
_MARKS = " \t\u00a0•*-–—|»›·.,:;!?…\"'“”‘’()[]"


class Params(Schema):
    """`unit`: block or sentence; `min_words`: shorter ones may well stand twice."""

    unit = fields.Str(required=True, validate=validate.OneOf(("block", "sentence")))
    min_words = fields.Int(load_default=8, validate=validate.Range(min=2))


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule; a hit is every occurrence after the first, with the first as evidence."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    hits = list(_repeats(document, rule))
    if 0 < len(hits) <= MAX_REPEATS:
        foreign = document.layer(find_boilerplate).foreign  # what is flagged as no part of the article is told once
        yield from (hit for hit in hits if document.block_index_at(hit.span.start) not in foreign)


def _repeats(document: Document, rule: Rule) -> Iterator[Hit]:
    keyed = document.layer(_blocks) if rule.params["unit"] == "block" else document.layer(_sentences)
    first: dict[str, Span] = {}
    for key, span in keyed:
        before = first.setdefault(key, span)
        if before is not span and key.count(" ") + 1 >= rule.params["min_words"]:
            quote = document.text[before.start : before.end]
            evidence = (Evidence("stands here already", "text", before, quote),)
            fix = DELETE if rule.params["unit"] == "block" else None  # a sentence may hold its paragraph together
            yield Hit(rule, span, "text", {"first": quote}, evidence, fix=fix)


def _blocks(document: Document) -> list[Keyed]:
    spans = _without_lone_words(document, [block.span for block in document.blocks])
    return [(_key(document, *span), span) for span in spans]


def _without_lone_words(document: Document, spans: list[Span]) -> list[Span]:
    """Those of `spans` that may stand twice: all of their words stand in the text more than once."""
    starts = document.layer(_lone_words)
    found = []
    for span in spans:
        after = bisect_left(starts, span.start)
        if after == len(starts) or starts[after] >= span.end:
            found.append(span)
    return found


def _lone_words(document: Document) -> list[int]:
    """Where the words begin that the text has once; not marks and "U.S.", as a key has no marks at its edges."""
    tokens = document.tokens
    return [tokens.starts[index] for index in tokens.lone if tokens.folded[index][-1].isalnum()]


def _sentences(document: Document) -> list[Keyed]:
    """Sentences of blocks that do not stand twice as a whole."""
    starts, seen = set[int](), set[str]()
    for key, block in document.layer(_blocks):
        if key in seen:
            starts.add(block.start)
        seen.add(key)
    return [
        (_key(document, *span), span)
        for span in _without_lone_words(document, document.sentences)
        if not starts or document.blocks[document.block_index_at(span.start)].start not in starts
    ]


def _key(document: Document, start: int, end: int) -> str:
    """A passage with case, white space and marks at its edges left out."""
    passage = document.folded[start:end]
    if "  " in passage or not passage.isprintable():
        passage = " ".join(passage.split())
    return passage.strip(_MARKS)
