"""Kind `repetition`: blocks or sentences that stand in the article twice."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

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
MAX_GAP = 8
"""Characters of white space between sentences or blocks that stand one after the other."""
MAX_MORE = 300
"""Characters behind a repetition that may go on in a longer sentence, as where a name follows a quotation."""
CLOSING_QUOTES = ('"', "”")
Keyed = tuple[str, Span]
"""A passage with the key that it has in common with its repetitions."""
_MARKS = " \t\u00a0•*-–—|»›·.,:;!?…\"'“”‘’()[]"


class Params(Schema):
    """`unit`: block or sentence; `min_words`: shorter ones may well stand twice."""

    unit = fields.Str(required=True, validate=validate.OneOf(("block", "sentence")))
    min_words = fields.Int(load_default=8, validate=validate.Range(min=2))


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule; a hit is every occurrence after the first, what is repeated with it and all."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    repeats = _repeats(document, rule.params["unit"])
    long = sum(repeat.words >= rule.params["min_words"] for repeat in repeats)
    if 0 < long <= MAX_REPEATS:
        foreign = document.layer(find_boilerplate).foreign  # what is flagged as no part of the article is told once
        own = [repeat for repeat in repeats if document.block_index_at(repeat.span.start) not in foreign]
        told = (passage for passage in _passages(document, own) if max(passage).words >= rule.params["min_words"])
        yield from (_hit(document, rule, passage) for passage in told)


class Repeat(NamedTuple):
    """A block or sentence that stands in the text already."""

    words: int
    before: Span
    span: Span


def _repeats(document: Document, unit: str) -> list[Repeat]:
    keyed = document.layer(_blocks) if unit == "block" else document.layer(_sentences)
    first: dict[str, Span] = {}
    found = [(key, first.setdefault(key, span), span) for key, span in keyed]
    return [Repeat(key.count(" ") + 1, before, span) for key, before, span in found if before is not span]


def _passages(document: Document, repeats: Sequence[Repeat]) -> Iterator[list[Repeat]]:
    """`repeats`, those together that stand one after the other here and did so before, as in a pull quote."""
    passage: list[Repeat] = []
    for repeat in repeats:
        if passage and not (
            _adjoin(document, passage[-1].span, repeat.span) and _adjoin(document, passage[-1].before, repeat.before)
        ):
            yield passage
            passage = []
        passage.append(repeat)
    if passage:
        yield passage


def _adjoin(document: Document, first: Span, second: Span) -> bool:
    """Whether nothing but white space stands between two passages."""
    return 0 <= second.start - first.end <= MAX_GAP and not document.text[first.end : second.start].strip()


def _hit(document: Document, rule: Rule, passage: Sequence[Repeat]) -> Hit:
    """The hit on a repeated passage, with the first one as evidence."""
    first, last = passage[0], passage[-1]
    more = _shared(document, last.before.end, last.span.end)
    before = Span(first.before.start, last.before.end + more)
    quote = document.text[before.start : before.end]
    evidence = (Evidence("stands here already", "text", before, quote),)
    fix = DELETE if rule.params["unit"] == "block" else None  # a sentence may hold its paragraph together
    return Hit(rule, Span(first.span.start, last.span.end + more), "text", {"first": quote}, evidence, fix=fix)


def _shared(document: Document, before: int, start: int) -> int:
    """How many characters on from two places the text is the same, to where a sentence or a quotation ends at one."""
    folded, size = document.folded, min(MAX_MORE, start - before)
    pairs = zip(folded[before : before + size], folded[start : start + size], strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if any(folded[place + same : place + same + 1] in CLOSING_QUOTES for place in (before, start)):
        return same
    return max(_sentence_end(document, place, place + same) - place for place in (before, start))


def _sentence_end(document: Document, first: int, last: int) -> int:
    """The last place from `first` to `last` at which a sentence ends, or `first`."""
    after = bisect_right(document.sentences, last, key=itemgetter(1))
    return max(first, document.sentences[after - 1].end) if after else first


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
