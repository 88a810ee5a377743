"""Kind `repetition`: blocks, sentences or pieces of sentences that stand in the article twice."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
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
MAX_MORE = 300
"""Characters behind a repetition that may go on in a longer sentence, as where a name follows a quotation."""
CLOSING_QUOTES = ('"', "”")
OPENING_QUOTES = ('"', "“")
CLOSING_MARKS = frozenset(".,!?…;:")
MAX_PIECES = 12
"""A text with more lines that may be pieces of others is a form or a litany; each is looked for in the whole text."""
MIN_PIECE_CHARACTERS, MAX_PIECE_WORDS = 30, 60
MIN_OPEN_WORDS = 12
"""Shorter lines that no mark ends are subheadings, such as quote the text below them."""
ENDS = (".", "!", "?", "…", '"', "”")
_WORD = re.compile(r"\w+")
_MARKS_BEHIND = re.compile(r"[^\w\s]*")
_SPEAKER = re.compile(r"\s[—–-]\s[^—–\n]{1,60}$")
"""Whose words a pull quote is, behind it."""
Keyed = tuple[str, Span]
"""A passage with the key that it has in common with its repetitions."""
_MARKS = " \t\u00a0•*-–—|»›·.,:;!?…\"'“”‘’()[]"


class Params(Schema):
    """`unit`: block, sentence, or piece: a block that is one of another; `min_words`: shorter ones may stand twice."""

    unit = fields.Str(required=True, validate=validate.OneOf(("block", "sentence", "piece")))
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
        yield from _apart(_hit(document, rule, passage) for passage in told)


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """`hits`, in order, without those that lie within the one before."""
    reached = 0
    for hit in hits:
        if hit.span.end > reached:
            yield hit
        reached = max(reached, hit.span.end)


class Repeat(NamedTuple):
    """A block or sentence that stands in the text already."""

    words: int
    before: Span
    span: Span


def _repeats(document: Document, unit: str) -> list[Repeat]:
    if unit == "piece":
        return document.layer(_pieces)
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
    return first.end <= second.start and not document.text[first.end : second.start].strip()


def _hit(document: Document, rule: Rule, passage: Sequence[Repeat]) -> Hit:
    """The hit on a repeated passage, with the first one as evidence."""
    first, last = passage[0], passage[-1]
    whole = rule.params["unit"] == "sentence"
    less = _shared_before(document, first.before.start, first.span.start) if whole else 0
    more = _shared(document, last.before.end, last.span.end) if whole else 0
    before = Span(first.before.start - less, last.before.end + more)
    quote = document.text[before.start : before.end]
    evidence = (Evidence("stands here already", "text", before, quote),)
    fix = DELETE if rule.params["unit"] == "block" else None  # a sentence may hold its paragraph together
    return Hit(rule, Span(first.span.start - less, last.span.end + more), "text", {"first": quote}, evidence, fix=fix)


def _shared(document: Document, before: int, start: int) -> int:
    """How many characters on from two places the text is the same, to where a sentence or a quotation ends at one."""
    folded, size = document.folded, min(MAX_MORE, start - before)
    same = _alike(folded[before : before + size], folded[start : start + size])
    ends = [folded[place + same : place + same + 1] for place in (before, start)]
    if any(end in CLOSING_QUOTES for end in ends) or CLOSING_MARKS.issuperset(ends):
        return same
    return max(_sentence_end(document, place, place + same) - place for place in (before, start))


def _shared_before(document: Document, before: int, start: int) -> int:
    """How many characters back from two places the text is the same, to where a sentence or a quotation begins."""
    folded = document.folded
    same = _alike(*(folded[max(0, place - MAX_MORE) : place][::-1] for place in (before, start)))
    if any(folded[max(0, place - same - 1) : place - same] in OPENING_QUOTES for place in (before, start)):
        return same
    return max(place - _sentence_start(document, place - same, place) for place in (before, start))


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _sentence_start(document: Document, first: int, last: int) -> int:
    """The first place from `first` to `last` at which a sentence begins, or `last`."""
    at = bisect_left(document.sentences, (first, first))
    return min(last, document.sentences[at].start) if at < len(document.sentences) else last


def _sentence_end(document: Document, first: int, last: int) -> int:
    """The last place from `first` to `last` at which a sentence ends, or `first`."""
    after = bisect_right(document.sentences, last, key=itemgetter(1))
    return max(first, document.sentences[after - 1].end) if after else first


def _pieces(document: Document) -> list[Repeat]:
    """The blocks that stand word for word in a longer one, marks and case aside; not what heads the text."""
    first = document.blocks[0].end if document.blocks else 0
    body = [block.span for block in document.blocks if block.start >= max(first, document.body_start)]
    spans = [span for span in _without_lone_words(document, body) if _may_be_piece(document.text[slice(*span)])]
    found = [(span, words) for span in spans if len(words := _words(document, span)) <= MAX_PIECE_WORDS]
    return list(_find_pieces(document, found)) if 0 < len(found) <= MAX_PIECES else []


def _may_be_piece(text: str) -> bool:
    """Whether a block is long enough and no heading: heads have capitals, or few words and nothing that ends them."""
    words = text.split()
    small = sum(word.strip(_MARKS)[:1].islower() for word in words)
    whole = text.endswith(ENDS) or len(words) >= MIN_OPEN_WORDS or _SPEAKER.search(text) is not None
    return len(text) >= MIN_PIECE_CHARACTERS and whole and (2 * small > len(words) or text.isupper())


def _find_pieces(document: Document, found: Sequence[tuple[Span, Sequence[Span]]]) -> Iterator[Repeat]:
    """Of blocks with their words, those that stand in a longer block."""
    texts = [_words(document, block.span) for block in document.blocks]
    lines = [_line(document, words) for words in texts]
    for span, words in found:
        key = _line(document, words)
        longer = next((at for at, line in enumerate(lines) if key in line and len(line) > len(key)), None)
        if longer is not None:
            first = lines[longer][: lines[longer].index(key)].count(" ")
            start, last = texts[longer][first].start, texts[longer][first + len(words) - 1]
            marks = _MARKS_BEHIND.match(document.text, last.end)
            yield Repeat(len(words), Span(start, marks.end() if marks else last.end), span)


def _line(document: Document, words: Sequence[Span]) -> str:
    """Words as one text, with a space on each side of each."""
    return f" {' '.join(document.folded[start:end] for start, end in words)} "


def _words(document: Document, span: Span) -> list[Span]:
    """The words of a block, those left out that say whose words it quotes."""
    speaker = _SPEAKER.search(document.text, *span)
    end = speaker.start() if speaker else span.end
    return [Span(*word.span()) for word in _WORD.finditer(document.folded, span.start, end)]


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
    starts, seen = {repeat.span.start for repeat in document.layer(_pieces)}, set[str]()
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
