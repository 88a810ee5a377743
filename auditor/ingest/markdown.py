"""Reader of Markdown: what its reader would see, block by block, and where that stands in the file.

The text is headings, paragraphs, lists, quotations, tables and footnotes, without their marks; links have their words.
Left out are fenced code, alternative texts of pictures, and tags of site generators (Hugo, Jekyll, Liquid, kramdown).
Indented lines are kept, as prose is set off so more often than code is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, BinaryIO, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from auditor.article import Article, Span
from auditor.ingest.errors import InputError
from auditor.ingest.extraction import BETWEEN, joined
from auditor.ingest.front_matter import article_fields, split_front_matter
from auditor.ingest.html import fragment_pieces
from auditor.ingest.item import Item, Part
from auditor.ingest.stretches import make_stretches
from auditor.ingest.text import MAX_TEXT_BYTES, decode
from auditor.text.counted import counted

MAX_CHARACTERS = 1 << 20
"""The parser is no fast one: 2 s for so much. The longest articles have a tenth."""
CELLS = frozenset({"th", "td"})
BETWEEN_CELLS = " | "
"""What parts the cells of a row of a table, as in the extract of a page."""
_NEWLINE = re.compile(r"\r\n?|\n")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_GENERATOR_TAG = re.compile(r"\{\{[<%].{0,500}?[%>]\}\}|\{%.{0,500}?%\}|\{[:#.][^{}\n]{0,200}\}", re.DOTALL)
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,50}\]")
_BOX = re.compile(r"(?<![^\n]):{3,}[^\n]*")
"""The line that opens or closes a box, as `:::note`."""
MARKS = {"[": _FOOTNOTE_MARK, "{": _GENERATOR_TAG, ":": _BOX}
"""What stands for something else, by its first character."""
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,50}\]:[ \t]*")


class Run(NamedTuple):
    """Characters of a block that came from one place."""

    text: str
    offset: int | None
    """In the file; None for what does not stand there as it is."""


Block = list[Run]


class Placed(NamedTuple):
    """A block, and what its marks say of it."""

    tag: str
    """Of its element."""
    block: Block
    quoted: bool = False
    """Whether it stands in a quotation."""


def read_markdown(stream: BinaryIO, name: str, _: Part) -> Iterator[Item]:
    """The article in a Markdown file."""
    yield Item(name, lambda: read_markdown_text(decode(stream.read(MAX_TEXT_BYTES + 1), name), name))


def read_markdown_text(source: str, where: str) -> Article:
    """The article that a Markdown file holds. Raises InputError."""
    if len(source) > MAX_CHARACTERS:
        raise InputError(
            f"{where}: Markdown of {counted(len(source), 'character')}; at most {MAX_CHARACTERS:,} are read"
        )
    front = split_front_matter(source, where)
    fields = article_fields(front.values, where)
    text: list[str] = []
    copied: list[tuple[int, int, int]] = []
    quoted: list[Span] = []
    length = 0
    for placed in _without_title(_blocks(source, front.end), fields.get("title", "")):
        start = length
        for run in placed.block:
            if run.offset is not None:
                copied.append((length, run.offset, len(run.text)))
            text.append(run.text)
            length += len(run.text)
        if placed.quoted:
            quoted.append(Span(start, length))
        text.append(BETWEEN)
        length += len(BETWEEN)
    whole = "".join(text[:-1])
    return Article(text=whole, quoted=joined(quoted), stretches=make_stretches(copied, whole, source), **fields)


def _without_title(blocks: Iterator[Placed], title: str) -> Iterator[Placed]:
    """The blocks without a first heading that says the title of the front matter again."""
    for number, placed in enumerate(blocks):
        said = " ".join("".join(run.text for run in placed.block).split())
        if number or placed.tag != "h1" or said.casefold() != title.casefold():
            yield placed


def _blocks(source: str, start: int) -> Iterator[Placed]:
    """The blocks of a file from `start` on that show anything."""
    lines = _Lines(source, start)
    tag = ""
    quotations = 0
    row: Block = []
    for token in _parser().parse(source[start:]):
        quotations += token.nesting if token.tag == "blockquote" else 0
        if token.type == "inline" and tag in CELLS:
            for block in _shown(token.children or [], lines.places(token, in_cell=True), source):
                row += [Run(BETWEEN_CELLS, None), *block] if row else block
        elif token.type == "tr_close" and row:
            yield Placed("tr", row, quotations > 0)
            row = []
        elif token.type == "inline":
            places = lines.places(token, in_cell=False)
            blocks = _shown(token.children or [], places, source)
            yield from (Placed(tag, block, quotations > 0) for block in blocks)
        elif token.type == "html_block":
            for text, quoted in fragment_pieces(token.content):
                yield Placed(tag, [Run(text, None)], quoted or quotations > 0)
        elif token.type == "code_block":
            lines_of_code = filter(None, map(str.strip, token.content.split("\n")))
            yield from (Placed("pre", [Run(line, None)], quotations > 0) for line in lines_of_code)
        elif token.nesting > 0:
            tag = token.tag


def _shown(tokens: Sequence[Token], places: _Places, source: str) -> Iterator[Block]:
    """What inline tokens show, parted at line breaks that were meant."""
    block: Block = []
    for token in tokens:
        if token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.fullmatch(token.content)):
            yield from _stripped(block)
            block = []
        elif token.type == "softbreak":
            block.append(Run(" ", None))
        elif token.type in ("text", "text_special", "code_inline") and token.content:
            block.append(Run(token.content, places.find(token, source)))
    yield from _stripped(block)


def _stripped(block: Block) -> Iterator[Block]:
    """The block without white space around it, if anything is left."""
    for at, cut in ((0, str.lstrip), (-1, str.rstrip)):
        while block and not block[at].text.strip():
            block.pop(at)
        if block:
            text, offset = cut(block[at].text), block[at].offset
            moved = len(block[at].text) - len(text) if at == 0 else 0
            block[at] = Run(text, None if offset is None else offset + moved)
    if block:
        yield block


class _Places:
    """Where the lines of an inline token's content stand in the file."""

    def __init__(self, content: str, offsets: Sequence[int | None]) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", content))]
        self._offsets = offsets
        self._line = 0

    def find(self, token: Token, source: str) -> int | None:
        """Where the text of an inline token stands in the file, if it does; to be asked in order of the tokens."""
        at = token.meta.get("at")
        if at is None:
            return None
        while self._line + 1 < len(self._starts) and self._starts[self._line + 1] <= at:
            self._line += 1
        line = self._offsets[self._line] if self._line < len(self._offsets) else None
        offset = None if line is None else line + at - self._starts[self._line]
        return offset if offset is not None and source.startswith(token.content, offset) else None


class _Lines:
    """The lines of a file from an offset on, as the parser counts them."""

    def __init__(self, source: str, start: int) -> None:
        breaks = list(_NEWLINE.finditer(source, start))
        self._source = source
        self._starts = [start, *(match.end() for match in breaks)]
        self._ends = [*(match.start() for match in breaks), len(source)]
        self._reached = start

    def places(self, token: Token, *, in_cell: bool) -> _Places:
        """Where each line of an inline token's content stands; cells of one line are to be asked for in order."""
        first = token.map[0] if token.map else 0
        find = self._in_row if in_cell else self._at_end
        content = token.content.split("\n")
        return _Places(token.content, [find(first + number, line) for number, line in enumerate(content)])

    def _at_end(self, number: int, content: str) -> int | None:
        """Behind marks of lists and quotations, at the end of its line; a heading may have marks behind it too."""
        start, end = self._starts[number], self._ends[number]
        line, content = self._source[start:end].rstrip(), content.rstrip()
        found = len(line) - len(content) if line.endswith(content) else line.find(content)
        return start + found if found >= 0 else None

    def _in_row(self, number: int, content: str) -> int | None:
        found = self._source.find(content, max(self._reached, self._starts[number]), self._ends[number])
        self._reached = found + len(content) if found >= 0 else self._reached
        return found if found >= 0 else None


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables, struck-out words, footnotes and tags of site generators."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.inline = _Inline()
    parser.inline.ruler.disable("linkify")
    parser.inline.ruler2.disable("fragments_join")
    parser.core.ruler.disable("text_join")
    parser.inline.ruler.before("text", "place", _note_place)
    parser.inline.ruler.before("text", "mark", _pass_mark)
    parser.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]})
    return parser


class _Inline(ParserInline):
    """The parser of inline marks, whose tokens say where in the content they begin: `meta["at"]`."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Parse `src` into `tokens`."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        state.place_tokens()
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    """The state of the parser, with where it stood when each token was begun."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.begun: dict[int, int] = {}
        """By number of the token; a rule that makes several at once is noted for the first of them."""

    def place_tokens(self) -> None:
        """Tell each token whose content stands in the source where."""
        reached = 0
        for number, token in enumerate(self.tokens):
            reached = self.begun.get(number, reached)
            marks = len(token.markup) + 1  # of code, an address, an escape
            at = self.src.find(token.content, reached, reached + len(token.content) + marks)
            if token.content and token.info != "entity" and at >= 0:
                token.meta["at"] = at
                reached = at + len(token.content)


def _note_place(state: StateInline, silent: bool) -> bool:
    """Note where the next token begins: that which waits is flushed before it."""
    if isinstance(state, _State) and not silent:
        state.begun[len(state.tokens) + bool(state.pending)] = state.pos
    return False


def _pass_mark(state: StateInline, silent: bool) -> bool:
    """Pass over the number of a footnote, a tag of a site generator, the edge of a box."""
    pattern = MARKS.get(state.src[state.pos])
    match = pattern.match(state.src, state.pos, state.posMax) if pattern else None
    if match:
        if not silent and state.pending:
            state.pushPending()
        state.pos = match.end()
    return match is not None


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote: a paragraph of its own, up to the next or an empty line."""
    if state.is_code_block(start) or not _note_begins(state, start):
        return False
    if silent:
        return True
    after = start + 1
    while after < end and not state.isEmpty(after) and not _note_begins(state, after):
        after += 1
    lines = state.getLines(start, after, state.blkIndent, False).strip()
    state.line = after
    for kind, nesting in (("paragraph_open", 1), ("inline", 0), ("paragraph_close", -1)):
        token = state.push(kind, "" if kind == "inline" else "p", nesting)  # type: ignore[arg-type]
        token.map = [start, after]
        if kind == "inline":
            token.content, token.children = _FOOTNOTE.sub("", lines, count=1), []
    return True


def _note_begins(state: StateBlock, line: int) -> bool:
    return _FOOTNOTE.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]) is not None
