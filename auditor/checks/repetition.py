"""Kind `repetition`: blocks, sentences or pieces of sentences that stand in the article twice."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import accumulate, chain, takewhile
from operator import eq
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.boilerplate.runs import find_boilerplate
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import DELETE, Evidence, Scope
from auditor.mentions.plain_words import PlainWords
from auditor.rule import Rule
from auditor.window import Window, find_first_tokens

SCOPE = Scope.ARTICLE
VALUES = frozenset({"first"})
MAX_MORE = 400
"""Tokens before or behind a repetition that are looked at for more of it: of 208 repetitions in 3,500 development
articles one has more than a hundred."""
MAX_PIECES = 40
"""A text with more lines that may be pieces of others is a form or a litany; each is looked for in the whole text. Of
3,500 development articles one has more, and four others have more than eight."""
MIN_WORDS, MAX_PIECE_WORDS = 8, 60
"""Words of a line that is looked for: the same articles have 84 pull quotes so long, five shorter and one longer."""
_SPEAKER = re.compile(r"\s[—–-]\s[^—–\n]{1,60}$")
"""Whose words a pull quote is, behind it."""


class Params(Schema):
    """`unit`: block, sentence, or piece: a block that is one of another; `min_words`: shorter ones may stand twice."""

    unit = fields.Str(required=True, validate=validate.OneOf(("block", "sentence", "piece")))
    min_words = fields.Int(load_default=MIN_WORDS, validate=validate.Range(min=2))


class Edges(NamedTuple):
    """The tokens at which what is repeated with a passage may begin, and before which it may end."""

    starts: Set[int] = frozenset()
    ends: Set[int] = frozenset()


@dataclass(frozen=True)
class Repeat:
    """A passage that stands in the text already."""

    window: Window
    before: Window
    words: int
    edges: Edges
    repeats: int = 1
    """How many there are in the text, those that are one passage counted once."""

    @cached_property
    def whole(self) -> tuple[Window, Window]:
        """Both passages, with all before and behind that stands there twice as well."""
        folded, one, two = self.window.tokens.folded, self.before, self.window
        most = min(MAX_MORE, two.first - one.end)
        more = _alike(folded[one.end : one.end + most], folded[two.end : two.end + most])
        less = _alike(*(folded[max(0, each.first - MAX_MORE) : each.first][::-1] for each in (one, two)))
        start = _reach(one.first, two.first, range(-less, 0), self.edges.starts)
        end = _reach(one.end, two.end, range(more, 0, -1), self.edges.ends)
        longer = [each._replace(first=each.first + start, end=each.end + end) for each in (one, two)]
        return longer[0], longer[1]


def _reach(one: int, two: int, steps: Iterable[int], edges: Set[int]) -> int:
    """The first of `steps` from two places that comes to an edge at one of them, else 0."""
    return next((step for step in steps if not edges.isdisjoint((one + step, two + step))), 0)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two passages begin with alike."""
    return sum(takewhile(bool, map(eq, one, other)))


Find = Callable[[Document], Sequence[Repeat]]


def propose(find: Find, document: Document, rule: Rule) -> Iterator[Repeat]:
    """The repetitions that are long enough."""
    repeats = [each for each in document.layer(find) if each.words >= rule.params["min_words"]]
    passages = len(list(choose(repeats)))
    return (replace(each, repeats=passages) for each in repeats)


def choose(repeats: Sequence[Repeat]) -> Iterator[Repeat]:
    """Those that do not lie within the one before."""
    reached = 0
    for repeat in repeats:
        end = repeat.whole[1].end
        if end > reached:
            yield repeat
        reached = max(reached, end)


def _find_again(document: Document, spans: Iterable[Span], edges: Edges) -> list[Repeat]:
    """Those of `spans` that read as an earlier one does, case and marks aside."""
    first: dict[str, Window] = {}
    passages = [PlainWords.of(Window.over(document, span)) for span in spans]
    found = [(first.setdefault(words.line, words.window), words) for words in passages]
    return [Repeat(words.window, one, len(words.words), edges) for one, words in found if one is not words.window]


def find_blocks(document: Document) -> list[Repeat]:
    """Blocks that stand twice."""
    spans = _without_lone_words(document, [block.span for block in document.blocks])
    return _find_again(document, spans, document.layer(_find_block_edges))


def _find_block_edges(document: Document) -> Edges:
    """Where blocks begin and end."""
    starts = document.tokens.starts
    edges = {bisect_left(starts, block.start) for block in document.blocks} | {len(starts)}
    return Edges(edges, edges)


def find_sentences(document: Document) -> list[Repeat]:
    """Sentences that stand twice, but not with the whole of their block, nor as a piece of another."""
    told = {each.window.span.start for each in (*document.layer(find_blocks), *document.layer(find_pieces))}
    spans = _without_lone_words(document, document.sentences)
    own = (span for span in spans if document.blocks[document.block_index_at(span.start)].start not in told)
    firsts, marks = document.layer(find_first_tokens), document.tokens.at({'"'})
    return _find_again(document, own, Edges({*firsts, *(mark + 1 for mark in marks)}, {*firsts, *marks}))


def find_pieces(document: Document) -> list[Repeat]:
    """Blocks that stand word for word in a longer one, marks and case aside, with those below that go on there."""
    pieces = _may_be_pieces(document)
    blocks = [pieces.get(block.span) or _said_in(document, block.span) for block in document.blocks if pieces]
    places = (at for at, block in enumerate(document.blocks) if block.span in pieces)
    return list(chain.from_iterable(_find_piece(document, blocks, at) for at in places))


def _may_be_pieces(document: Document) -> Mapping[Span, PlainWords]:
    """The blocks that may be pieces, by where they stand; not what heads the text, and none where they are too many."""
    body = [block.span for block in document.blocks[1:]]
    lines = ((span, _said_in(document, span)) for span in _without_lone_words(document, body))
    found = {span: line for span, line in lines if MIN_WORDS <= len(line.words) <= MAX_PIECE_WORDS}
    return found if len(found) <= MAX_PIECES else {}


def _said_in(document: Document, span: Span) -> PlainWords:
    """The words of a line, without the name of him whom it quotes."""
    speaker = _SPEAKER.search(document.text, *span)
    return PlainWords.of(Window.over(document, Span(span.start, speaker.start() if speaker else span.end)))


def _find_piece(document: Document, blocks: Sequence[PlainWords], at: int) -> Iterator[Repeat]:
    """Block `at` and those below it in the first block that has all of their words, and more than the first has."""
    piece = blocks[at]
    longer = next((block for block in blocks if piece.line in block.line and len(block.words) > len(piece.words)), None)
    if longer:
        lines = accumulate((block.line for block in blocks[at:]), lambda above, line: above[:-1] + line)
        *more, line = takewhile(longer.line.__contains__, lines)
        first, count = longer.line[: longer.line.index(line)].count(" "), line.count(" ") - 1
        span = Span(document.blocks[at].start, document.blocks[at + len(more)].end)
        yield Repeat(Window.over(document, span), longer.part(first, first + count), count, Edges())


def _without_lone_words(document: Document, spans: Sequence[Span]) -> list[Span]:
    """Those of `spans` that may stand twice: all of their words stand in the text more than once."""
    lone = document.layer(_find_lone_words)
    return [span for span in spans if bisect_left(lone, span.start) == bisect_left(lone, span.end)]


def _find_lone_words(document: Document) -> list[int]:
    """Where the words begin that the text has once."""
    tokens = document.tokens
    return [tokens.starts[at] for at in tokens.lone if tokens.folded[at][0].isalnum()]


def _small(repeat: Repeat) -> float:
    """Share of its words in small letters."""
    written = [word for word in repeat.window.written if word[0].isalnum()]
    return sum(word[0].islower() for word in written) / len(written)


def _is_foreign(repeat: Repeat) -> bool:
    """Whether it stands in what is flagged as no part of the article."""
    document = repeat.window.document
    return document.block_index_at(repeat.window.span.start) in document.layer(find_boilerplate).foreign


PARTS = {
    "repeats": lambda repeat: repeat.repeats,
    "foreign": _is_foreign,
    "words": lambda repeat: repeat.words,
    "small": _small,
    "in-capitals": lambda repeat: repeat.window.quote.isupper(),
    "ended": lambda repeat: repeat.window.quote.endswith((".", "!", "?", "…", '"', "”")),
    "signed": lambda repeat: _SPEAKER.search(repeat.window.quote) is not None,
}


def tell(repeat: Repeat, rule: Rule) -> Hit:
    """The passage with all that is repeated with it, and the first as evidence."""
    document, (before, again) = repeat.window.document, repeat.whole
    quote = document.text[slice(*before.span)]
    evidence = (Evidence("stands here already", "text", before.span, quote),)
    fix = DELETE if rule.params["unit"] == "block" else None  # a sentence may hold its paragraph together
    return Hit(rule, again.span, "text", {"first": quote}, evidence, fix=fix)


DETECTORS: Mapping[str, Detector[Any]] = {
    unit: Detector(partial(propose, find), tell, PARTS, choose)
    for unit, find in (("block", find_blocks), ("sentence", find_sentences), ("piece", find_pieces))
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS, param="unit")
