"""The layers of one article, each made once and only when asked for, all as spans of the raw text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import takewhile
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from auditor.article import Article, Span
from auditor.knowledge import Knowledge
from auditor.lexicon import Lexicon, Matcher, Matches
from auditor.text.blocks import Block, find_blocks, find_lines
from auditor.text.credits import ends_in_credit
from auditor.text.fold import fold
from auditor.text.plain import PlainArticle, make_plain_article
from auditor.text.quotations import Quotation, find_quotations
from auditor.text.sentences import find_sentences
from auditor.text.tokens import Tokens, find_tokens

Layer = TypeVar("Layer")

_DATELINE = re.compile(
    r"(?:\([A-Z][\w .]{1,30}\)\s*[-–—]\s*)?"
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{0,30}[A-ZÀ-Þ](?:[ /][A-ZÀ-Þ.'’-]{1,30}){0,4}(?:,\s+[A-Z][\w.]+(?: [A-Z][\w.]+)?)?)"
    r"(?:,?\s+(?P<date>[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?))?"
    r"(?:\s*\([A-Z][^)\n]{1,40}\))?\s*(?::|--?|–|—)\s+(?=[“\"'(A-Z])"
)
MAX_TITLE_WORDS = 30
MAX_TITLE_CHARACTERS = 600
"""A longer field is no title: to hold each of its words against the text would take the square of the length. Of the
10,876 titles of the development articles the longest has 504, the next fewer than 250."""
MIN_TITLE_WORDS = 4
MAX_LINES_ABOVE_TITLE = 20
PROSE_CHARACTERS = 120
"""A line of this length is running text, not a title or a menu."""


class Title(NamedTuple):
    """The title and where it stands: field "title", or the first title line of field "text"."""

    field: str
    span: Span
    text: str


class Dateline(NamedTuple):
    """The place, and seldom a date, that opens an agency report."""

    span: Span
    place: Span
    date: Span | None


class Seen(NamedTuple):
    """What of an article stands in other articles of its source, if the auditor remembers them."""

    blocks: Sequence[int] = ()
    """For each block the number of other articles; empty where nothing is remembered."""
    sentences: Mapping[Span, int] = {}
    """The same for sentences inside blocks; those of no other article are left out."""


class Document:
    """One article with its layers.

    `matcher` finds the phrases and patterns of the rules that judge it; `knowledge` holds the tables that mention
    finders consult; `today` is the day of the audit, if one is known. Finders of `auditor.mentions` are layers too:
    `document.layer(find_dates)` runs one once. Offsets count in the article as it was given, or with `plain` in the
    article as it shows; `Document.read` makes one of the latter, and `place` says where its passages stand.
    """

    def __init__(
        self,
        article: Article,
        knowledge: Knowledge | None = None,
        matcher: Matcher | None = None,
        today: date | None = None,
        plain: PlainArticle | None = None,
    ) -> None:
        self.given = article
        """The article as it came, in which findings stand."""
        self.plain = plain or PlainArticle(article)
        """The article as it shows, if that is another thing: layers and checks count in it."""
        self.article = self.plain.article
        self.text = self.article.text
        self.knowledge = knowledge or Knowledge()
        self.today = today
        self._matcher = matcher or Lexicon().build()
        self.seen = Seen()
        self._layers: dict[Callable[[Document], object], Any] = {}

    @classmethod
    def read(
        cls,
        article: Article,
        knowledge: Knowledge | None = None,
        matcher: Matcher | None = None,
        today: date | None = None,
    ) -> Document:
        """The document of an article as it shows, as checks read it."""
        return cls(article, knowledge, matcher, today, make_plain_article(article))

    def place(self, field: str, span: Span) -> Span:
        """Where a passage of a field stands in the article as it came."""
        return self.plain.place(field, span)

    def layer(self, find: Callable[[Document], Layer]) -> Layer:
        """What `find` makes of this document; made once."""
        layers = self._layers
        made: Layer = layers[find] if find in layers else layers.setdefault(find, find(self))
        return made

    def forget(self) -> None:
        """Let go of the layers, which hold the document in turn: so it is freed at once, not by the collector."""
        self._layers.clear()

    @cached_property
    def words(self) -> int:
        """How many words the text has, parted by white space."""
        return len(self.folded_words)

    @cached_property
    def folded(self) -> str:
        """`text` folded, code point for code point."""
        return fold(self.text)

    @cached_property
    def folded_words(self) -> Sequence[str]:
        """What white space parts in the folded text."""
        return self.folded.split()

    @cached_property
    def folded_title(self) -> str:
        """The article's title field folded."""
        return fold(self.article.title)

    @cached_property
    def matches(self) -> Matches:
        """Passages of the text that the rules' phrases and patterns match, by owner."""
        return self._matcher.find(self.text, self.folded)

    @cached_property
    def title_matches(self) -> Matches:
        """The same for the title field."""
        return self._matcher.find(self.article.title, self.folded_title) if self.article.title else {}

    @cached_property
    def lines(self) -> list[Span]:
        """Lines that are not blank, stripped."""
        return find_lines(self.text)

    @cached_property
    def blocks(self) -> list[Block]:
        """Blocks in order; together they hold every character that is not white space."""
        return find_blocks(self.text, self.lines)

    @cached_property
    def tokens(self) -> Tokens:
        """Tokens of the text."""
        return find_tokens(self.text)

    @cached_property
    def title_tokens(self) -> Tokens:
        """Tokens of the title, wherever it stands; offsets count in `title.text`."""
        return find_tokens(self.title_text)

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences in order; none crosses a block."""
        return [s for block in self.blocks for s in find_sentences(self.text, block.start, block.end)]

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Quotations in order."""
        return find_quotations(self.text)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [quotation.span.start for quotation in self.quotations]

    def sentence_at(self, offset: int) -> Span:
        """The sentence that `offset` stands in; in a gap, the one before."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    def block_index_at(self, offset: int) -> int:
        """The index of the block that `offset` stands in; in a gap, of the one before."""
        return max(0, bisect_right(self._block_starts, offset) - 1)

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that `offset` stands in, if any."""
        index = bisect_right(self._quotation_starts, offset) - 1
        if index >= 0 and offset < self.quotations[index].span.end:
            return self.quotations[index]
        return None

    @cached_property
    def set_quotations(self) -> tuple[Span, ...]:
        """Passages that the layout sets as somebody's words, in order.

        One that sets all of its paragraphs so, as old pages do to indent them, says nothing by it.
        """
        quoted = self.article.quoted
        paragraphs = (block for block in self.blocks if block.kind == "paragraph") if quoted else ()
        return quoted if any(span_at(quoted, block.start) is None for block in paragraphs) else ()

    def quoted_at(self, offset: int) -> Span | None:
        """The passage of somebody's words that `offset` stands in, if any: set so by the layout, or between marks."""
        quotation = self.quotation_at(offset)
        return span_at(self.set_quotations, offset) or (quotation and quotation.span)

    @cached_property
    def title(self) -> Title | None:
        """The title: the article's own, else the line above the first prose that reads like one."""
        title = self.article.title
        if len(title) > MAX_TITLE_CHARACTERS:
            return None
        if title.strip():
            start = len(title) - len(title.lstrip())
            span = Span(start, start + len(title.strip()))
            return Title("title", span, title.strip())
        return self._title_line()

    def _title_line(self) -> Title | None:
        for index, line in enumerate(self.lines[:MAX_LINES_ABOVE_TITLE]):
            text = self.text[line.start : line.end]
            words = text.split()
            if ends_in_credit(text) or self._is_foreign(line):
                continue
            if _reads_as_title(text, words):
                below = self.lines[index + 1 : index + 1 + MAX_LINES_ABOVE_TITLE]
                return Title("text", line, text) if any(b.end - b.start >= PROSE_CHARACTERS for b in below) else None
            if len(text) >= PROSE_CHARACTERS or text[-1] in ".!?":
                return None
        return None

    def _is_foreign(self, line: Span) -> bool:
        """Whether the page of the text has the line in a figure or other matter, as a caption."""
        before = takewhile(lambda block: block.start < line.end, self.article.layout)
        return any(not block.main and block.end > line.start for block in before)

    @property
    def title_text(self) -> str:
        """The text of the title, wherever it stands; "" without one."""
        return self.title.text if self.title else ""

    @property
    def title_field(self) -> str:
        """The field that the title stands in, "title" or "text"."""
        return self.title.field if self.title else "title"

    @property
    def title_offset(self) -> int:
        """Where the title begins in its field."""
        return self.title.span.start if self.title else 0

    @property
    def own_title(self) -> Title | None:
        """The title that stands in a field of its own, if there is one."""
        return self.title if self.title and self.title.field == "title" else None

    @cached_property
    def body_start(self) -> int:
        """Where the body begins: after the title line, or at 0."""
        return self.title.span.end if self.title and self.title.field == "text" else 0

    @cached_property
    def dateline(self) -> Dateline | None:
        """The dateline of the first prose block, if it has one."""
        for block in self.blocks:
            if block.start >= self.body_start and block.end - block.start >= PROSE_CHARACTERS:
                match = _DATELINE.match(self.text, block.start, block.end)
                if not match:
                    return None
                day = Span(*match.span("date")) if match.group("date") else None
                return Dateline(Span(*match.span()), Span(*match.span("place")), day)
        return None


def span_at(spans: Sequence[Span], offset: int) -> Span | None:
    """The one of `spans`, which are in order, that `offset` stands in, if any."""
    index = bisect_right(spans, offset, key=attrgetter("start")) - 1
    return spans[index] if index >= 0 and offset < spans[index].end else None


def _reads_as_title(text: str, words: list[str]) -> bool:
    if not MIN_TITLE_WORDS <= len(words) <= MAX_TITLE_WORDS or len(text) > 2 * PROSE_CHARACTERS:
        return False
    return (text[0].isalnum() or text[0] in "\"'“‘") and text[-1] not in ".:;,…|"
