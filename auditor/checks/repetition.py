"""Kind `repetition`: a block or a sentence that stands in the article twice."""

from collections.abc import Iterator, Sequence

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.rule import Rule

SCOPE = "article"
VALUES = frozenset({"first"})
MAX_REPEATS = 4
"""A text with more does so by design: a diet plan, a form, a litany. On the development pages this leaves out 34 of 39
repetitions in news that belong to the article."""
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
    if len(hits) <= MAX_REPEATS:
        yield from hits


def _repeats(document: Document, rule: Rule) -> Iterator[Hit]:
    spans = _blocks(document) if rule.params["unit"] == "block" else _sentences(document)
    first: dict[str, Span] = {}
    for span in spans:
        key = _key(document, span)
        if key.count(" ") + 1 < rule.params["min_words"]:
            continue
        if key in first:
            quote = document.text[first[key].start : first[key].end]
            evidence = (Evidence("stands here already", "text", first[key], quote),)
            yield Hit(rule, span, "text", {"first": quote}, evidence, fix="delete")
        else:
            first[key] = span


def _blocks(document: Document) -> list[Span]:
    return [block.span for block in document.blocks]


def _sentences(document: Document) -> Iterator[Span]:
    """Sentences of blocks that do not stand twice as a whole."""
    starts, seen = set[int](), set[str]()
    for block in document.blocks:
        key = _key(document, block.span)
        if key in seen:
            starts.add(block.start)
        seen.add(key)
    for span in document.sentences:
        if document.blocks[document.block_index_at(span.start)].start not in starts:
            yield span


def _key(document: Document, span: Span) -> str:
    """A passage with case, white space and marks at its edges left out."""
    return " ".join(document.folded[span.start : span.end].split()).strip(_MARKS)
