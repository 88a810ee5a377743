"""An article as it came in, and spans of its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points of one field."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether both have a code point in common."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class LayoutBlock(NamedTuple):
    """What an HTML page said of one block of the extracted text."""

    start: int
    """First code point in `Article.text`."""
    end: int
    path: str
    """CSS path of the element, as `article > p:nth-of-type(3)`."""
    main: bool
    """Whether the extractor took the block for the article's own text."""


class Stretch(NamedTuple):
    """A piece of `Article.text` that stands in its file character by character, line ends too."""

    start: int
    """First code point in `Article.text`."""
    end: int
    line: int
    """Where it begins in the file; lines and columns count from 1, columns in code points."""
    column: int


class Origin(NamedTuple):
    """The file that an article was read from."""

    where: str
    """The file as it was named to the command, and which record of it, as `news/rows.jsonl:7`."""
    uri: str
    """The file's address: relative to the working folder if it stands below it, else absolute."""
    line: int | None = None
    """Line of the file on which the record begins, if its format has records with lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article; its texts are never changed after they were read.

    `text` is plain text; what came as HTML was extracted by `auditor.ingest`, which then fills `layout`.
    """

    text: str
    title: str = ""
    published: date | None = None
    published_from: str | None = None
    """Where the day of publication was declared: `input`, `JSON-LD datePublished`, `meta article:published_time`,
    `time`, `feed pubDate` and the like; never prose."""
    modified: date | None = None
    source: str | None = None
    url: str | None = None
    language: str = ""
    """As declared, by BCP 47; "" where nothing was."""
    id: str | None = None
    authors: tuple[str, ...] = ()
    social_titles: tuple[str, ...] = ()
    section: str | None = None
    desk: str | None = None
    free: bool | None = None
    """What the page itself says of whether all may read all of it; None where it says nothing."""
    layout: tuple[LayoutBlock, ...] = ()
    quoted: tuple[Span, ...] = ()
    """Passages of `text`, in order, that its layout sets as somebody else's words: block quotations, pulled
    quotations, posts of others."""
    apart: tuple[Span, ...] = ()
    """Passages of the body of an article out of a CMS, in order, that its layout sets beside the running text:
    captions, credits, cards, buttons."""
    origin: Origin | None = None
    """None for what came by another way than a file."""
    stretches: tuple[Stretch, ...] = ()
    """What is known of the places of `text` in its file, in order of the text."""

    def field(self, name: str) -> str:
        """The text that offsets of a finding in field `name` ("title" or "text") count in."""
        return self.title if name == "title" else self.text

    @property
    def words(self) -> int:
        """How many words the text has, parted by white space."""
        return len(self.text.split())

    @property
    def published_on(self) -> date | None:
        """The day of publication, without its time."""
        return _day(self.published)

    @property
    def revised_on(self) -> date | None:
        """The day of the last revision, without its time."""
        return _day(self.modified)


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
