"""A passage by its tokens, and the words that stand around it in its sentence: the one way to look about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Set
from itertools import pairwise, takewhile
from typing import NamedTuple, Protocol, TypeVar

from auditor.article import Span
from auditor.document import Document
from auditor.text.possessive import POSSESSIVES, bare
from auditor.text.tokens import Tokens
from auditor.vocabulary import words

MAX_REACH = 80
"""Tokens of a sentence that are read on either side. Of the sentences of news one in thousands is longer; without a
bound a table that reads as one sentence would be read once for each of its figures."""


class Bounds(NamedTuple):
    """A run of tokens: its first, and the one after its last."""

    first: int
    end: int


class Placed(Protocol):
    """What stands at a passage."""

    @property
    def window(self) -> Window:
        """The passage."""


P = TypeVar("P", bound=Placed)


class Window(NamedTuple):
    """Tokens `first` to before `end` of a field, and what stands around them.

    All words are folded unless `written` is asked for. Nothing looks beyond the sentence, nor farther than MAX_REACH.
    """

    document: Document
    first: int
    end: int
    field: str = "text"
    """"text", or "title" for the tokens of the title, wherever it stands."""

    @classmethod
    def over(cls, document: Document, span: Span, field: str = "text") -> Window:
        """The window of the tokens that `span` of `field` touches."""
        tokens = document.tokens if field == "text" else document.title_tokens
        offset = document.title_offset if field == "title" else 0
        first = bisect_right(tokens.ends, span.start - offset)
        return cls(document, first, max(first, bisect_left(tokens.starts, span.end - offset)), field)

    @classmethod
    def of_title(cls, document: Document, span: Span) -> Window:
        """The window of the tokens that `span` of the title's own text touches."""
        offset = document.title_offset
        return cls.over(document, Span(offset + span.start, offset + span.end), "title")

    @classmethod
    def whole_title(cls, document: Document) -> Window:
        """All of the title."""
        return cls(document, 0, len(document.title_tokens), "title")

    @property
    def tokens(self) -> Tokens:
        """Those of the field."""
        return self.document.tokens if self.field == "text" else self.document.title_tokens

    @property
    def span(self) -> Span:
        """Where the passage stands in its field; of one without tokens, the place behind the token before it."""
        offset = self.document.title_offset if self.field == "title" else 0
        last = self.tokens.ends[self.end - 1] if self.end else 0
        start = self.tokens.starts[self.first] if self.first < self.end else last
        return Span(start + offset, last + offset)

    @property
    def bare_span(self) -> Span:
        """The same without a possessive ending."""
        (start, end), last = self.span, self.words[-1]
        return Span(start, end - len(last) + len(bare(last)))

    @property
    def quote(self) -> str:
        """The passage as its field has it."""
        return self._field_text[slice(*self.span)]

    @property
    def span_field(self) -> str:
        """The field that its span counts in: a title that stands in the text has its place there."""
        return self.document.title_field if self.field == "title" else self.field

    @property
    def _field_text(self) -> str:
        return self.document.article.field(self.span_field)

    @property
    def on_one_line(self) -> str:
        """The same without line breaks, as a message tells it."""
        return " ".join(self.quote.split())

    @property
    def words(self) -> list[str]:
        """The words of the passage."""
        return self.tokens.folded[self.first : self.end]

    @property
    def written(self) -> list[str]:
        """The words of the passage as they are written."""
        return self.tokens.words[self.first : self.end]

    @property
    def sentence(self) -> Bounds:
        """The tokens of its sentence that are within reach; a title is one sentence."""
        if self.field == "title":
            sentence = Bounds(0, len(self.document.title_tokens))
        else:
            sentence = self.document.layer(find_sentence_bounds)[self.first]
        if sentence.end - sentence.first > MAX_REACH:
            sentence = Bounds(max(sentence.first, self.first - MAX_REACH), min(sentence.end, self.end + MAX_REACH))
        return sentence if self.end <= sentence.end else Bounds(sentence.first, self.end)

    @property
    def clause(self) -> Bounds:
        """The part of the sentence between the nearest marks that part clauses: dashes, brackets, ";" and ":"."""
        marks, sentence = words("grammar/clause marks"), self.sentence
        before = range(self.first - 1, sentence.first - 1, -1)
        first = self.tokens.first_of(marks, before, sentence.first - 1) + 1
        return Bounds(first, self.tokens.first_of(marks, range(self.end, sentence.end), sentence.end))

    @property
    def opens(self) -> bool:
        """Whether its sentence begins with it, so that a capital tells nothing."""
        return self.first == self.sentence.first

    @property
    def in_headline(self) -> bool:
        """Whether it stands in the title or above it, wherever that is: capitals tell no names there."""
        return self.field == "title" or self.span.start < self.document.body_start

    def before(self, count: int = MAX_REACH, *, written: bool = False) -> list[str]:
        """The words right before it, at most `count`, the nearest last."""
        source = self.tokens.words if written else self.tokens.folded
        return source[max(self.sentence.first, self.first - count) : self.first]

    def after(self, count: int = MAX_REACH, *, written: bool = False) -> list[str]:
        """The words right behind it, at most `count`."""
        source = self.tokens.words if written else self.tokens.folded
        return source[self.end : min(self.sentence.end, self.end + count)]

    def around(self, count: int = MAX_REACH, *, written: bool = False) -> list[str]:
        """The words before and behind it, at most `count` on either side."""
        return self.before(count, written=written) + self.after(count, written=written)

    @property
    def word_before(self) -> str:
        """The word right before it; "" where its sentence begins."""
        return "".join(self.before(1))

    @property
    def word_after(self) -> str:
        """The word right behind it; "" where its sentence ends."""
        return "".join(self.after(1))

    @property
    def capital_before(self) -> bool:
        """Whether the word right before it has a capital."""
        return "".join(self.before(1, written=True))[:1].isupper()

    @property
    def capital_behind(self) -> bool:
        """Whether the word right behind it has a capital: a name goes on, as far as capitals tell."""
        return "".join(self.after(1, written=True))[:1].isupper()

    def with_before(self, wanted: Set[str], count: int = MAX_REACH) -> Window:
        """It with the words right before it as long as they are `wanted`, at most `count`."""
        near = self.tokens.folded[max(0, self.first - count) : self.first]
        more = sum(1 for _ in takewhile(wanted.__contains__, reversed(near)))
        return self._replace(first=max(self.first - more, self.sentence.first)) if more else self

    def with_behind(self, wanted: Set[str], count: int = MAX_REACH) -> Window:
        """It with the words right behind it as long as they are `wanted`, at most `count`."""
        more = sum(1 for _ in takewhile(wanted.__contains__, self.tokens.folded[self.end : self.end + count]))
        return self._replace(end=min(self.end + more, self.sentence.end)) if more else self

    def has(self, wanted: Set[str], count: int = MAX_REACH) -> bool:
        """Whether one of `wanted` stands around it, at most `count` tokens off."""
        return not wanted.isdisjoint(self.around(count))

    def follows(self, *phrase: str) -> bool:
        """Whether it stands right behind these words."""
        return tuple(self.before(len(phrase))) == phrase

    def leads(self, *phrase: str) -> bool:
        """Whether these words stand right behind it."""
        return tuple(self.after(len(phrase))) == phrase

    def through(self, other: Window) -> Window:
        """From the first of both to the end of the last."""
        return self._replace(first=min(self.first, other.first), end=max(self.end, other.end))

    def shares_sentence(self, other: Window) -> bool:
        """Whether `other` stands in the same sentence of the same field, within reach."""
        first, end = self.sentence
        return self.field == other.field and first <= other.first and other.end <= end

    def between(self, other: Window) -> list[str]:
        """The words from the earlier of both to the later; none if they touch, overlap or stand too far apart."""
        first, second = sorted((self, other), key=lambda window: window.first)
        return self.tokens.folded[first.end : second.first] if self.shares_sentence(other) else []

    @property
    def touching(self) -> tuple[str, str]:
        """The character right before it in its field, and the two right behind; fewer at the ends of the field."""
        start, end = self.span
        return self._field_text[max(0, start - 1) : start], self._field_text[end : end + 2]

    @property
    def goes_on(self) -> bool:
        """Whether a word with a capital stands right behind it, and it owns nothing: a name may go on there."""
        return self.capital_behind and not self.tokens.words[self.end - 1].endswith(POSSESSIVES)

    @property
    def in_address(self) -> bool:
        """Whether it touches a sign of an address, a tag or a handle: those are spelled as their owners chose."""
        before, behind = self.touching
        return before in words("names/signs") or (behind[:1] in words("names/signs behind") and behind[1:].isalnum())

    @property
    def quoted(self) -> bool:
        """Whether it stands in somebody's words, as the marks or the layout say."""
        return self.field == "text" and self.document.quoted_at(self.span.start) is not None

    @property
    def in_marks(self) -> bool:
        """Whether it stands between quotation marks: what a page sets as a quotation may be its own appeal."""
        return self.field == "text" and self.document.quotation_at(self.span.start) is not None


def settle(ranked: Iterable[P]) -> list[P]:
    """Of passages, the likeliest first, those that share no token with one before; in text order, the text first."""
    taken: set[tuple[str, int]] = set()
    settled = []
    for each in ranked:
        tokens = {(each.window.field, at) for at in range(each.window.first, each.window.end)}
        if taken.isdisjoint(tokens):
            taken |= tokens
            settled.append(each)
    return sorted(settled, key=lambda each: (each.window.field, each.window.first))


def find_first_tokens(document: Document) -> list[int]:
    """The first token of each sentence, in order."""
    starts = document.tokens.starts
    return [bisect_left(starts, sentence.start) for sentence in document.sentences]


def find_sentence_bounds(document: Document) -> list[Bounds]:
    """For each token, and for the place behind the last, the tokens of its sentence."""
    sentences = [Bounds(*pair) for pair in pairwise((0, *document.layer(find_first_tokens), len(document.tokens)))]
    bounds = [sentence for sentence in sentences for _ in range(*sentence)]
    return [*bounds, sentences[-1]]
