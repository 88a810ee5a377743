"""Reader of Word documents (.docx): paragraphs, lists, tables, text boxes and notes as they would be printed.

Tracked insertions are text and deletions are not, hidden words are left out; a field has its result. python-docx was
tried: it leaves out what was inserted under tracking and what stands in a content control, and loads every picture.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

import lxml.etree

from auditor.article import Article, Span
from auditor.ingest.bylines import author_names
from auditor.ingest.compressed import FREE_BYTES, MAX_RATIO
from auditor.ingest.elements import descendants, inner_text
from auditor.ingest.errors import InputError
from auditor.ingest.extraction import BETWEEN, joined
from auditor.ingest.fields import clean_text
from auditor.ingest.item import Item, Part

MAX_BYTES = 64 << 20
MAX_PART_BYTES = 32 << 20
"""Of one XML file inside; a novel has one or two million."""
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""Name space of the same elements in what Word calls Strict Open XML."""
W = f"{{{SPACE}}}"
LEFT_OUT = frozenset({
    f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}sectPr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
})  # fmt: skip
"""What was deleted or moved away, properties, and a second way to show what older programs do not know."""
CHARACTERS: Mapping[str, str] = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
BETWEEN_CELLS = " | "
BOX = f"{W}txbxContent"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
TITLE, HEADING = "title", "heading 1"
QUOTATIONS = frozenset({"quote", "intense quote", "block quotation", "quotations"})
"""Names of styles, which are English in every language; their ids are not."""


class Paragraph(NamedTuple):
    """A paragraph by the name of its style."""

    style: str
    text: str


def read_docx(stream: BinaryIO, name: str, _: Part) -> Iterator[Item]:
    """The article in a Word document."""
    yield Item(name, lambda: _article(stream.read(MAX_BYTES + 1), name))


def _article(data: bytes, where: str) -> Article:
    if len(data) > MAX_BYTES:
        raise InputError(f"{where}: more than {MAX_BYTES >> 20} MB; leave out the pictures")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Document(archive, where, len(data)).article()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{where}: not a Word document (.docx): {error}") from None


class _Document:
    """The parts of a document, each read when it is asked for."""

    def __init__(self, archive: zipfile.ZipFile, where: str, size: int) -> None:
        """Raises InputError for an archive that grows too much."""
        self._archive, self._where = archive, where
        self._parts = {info.filename: info for info in archive.infolist()}
        if sum(info.file_size for info in archive.infolist()) > FREE_BYTES + MAX_RATIO * size:
            raise InputError(f"{where}: grows more than {MAX_RATIO}-fold when decompressed; not read")

    def article(self) -> Article:
        """What it holds; when a file was made is not when an article was published."""
        core = self._part("docProps/core.xml")
        body = self._part(self._main())
        if body is None:
            raise InputError(f"{self._where}: not a Word document (.docx): it has no text")
        paragraphs = list(_paragraphs(body, self._styles()))
        title = _find_title(paragraphs)
        if title is not None:
            paragraphs.remove(title)
        notes = [Paragraph("", text) for part in NOTES for text in self._notes(part)]
        texts = clean_text(BETWEEN.join(paragraph.text for paragraph in (*paragraphs, *notes)), self._where)
        return Article(
            text=texts,
            quoted=joined(_quoted(paragraphs)),
            title=clean_text(" ".join(title.text.split()) if title else _property(core, "title"), self._where),
            authors=tuple(author_names(clean_text(_property(core, "creator"), self._where))),
            language=clean_text(_property(core, "language"), self._where) or "en",
        )

    def _main(self) -> str:
        """The name of the part that has the text."""
        for relation in descendants(self._part("_rels/.rels"), "Relationship"):
            if str(relation.get("Type")).endswith("/officeDocument"):
                return str(relation.get("Target")).lstrip("/")
        return "word/document.xml"

    def _styles(self) -> Mapping[str, str]:
        """Names of the styles by their ids."""
        return {
            str(style.get(f"{W}styleId")): str(name.get(f"{W}val")).lower()
            for style in descendants(self._part("word/styles.xml"), "style")
            for name in style.iterchildren(f"{W}name")
        }

    def _notes(self, part: str) -> Iterator[str]:
        """The notes at the foot or the end, without the lines above them, which are notes with a type."""
        for note in descendants(self._part(part), "footnote", "endnote"):
            if note.get(f"{W}type") is None:
                yield from (paragraph.text for paragraph in _paragraphs(note, {}))

    def _part(self, name: str) -> Any:
        """The root of an XML file inside; None if there is none. Raises InputError."""
        info = self._parts.get(name)
        if info is None:
            return None
        if info.file_size > MAX_PART_BYTES:
            raise InputError(f"{self._where}: {name} has more than {MAX_PART_BYTES >> 20} MB")
        parser = lxml.etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = lxml.etree.fromstring(self._archive.read(info).replace(STRICT, SPACE.encode()), parser)
        except lxml.etree.XMLSyntaxError as error:
            raise InputError(f"{self._where}: {name} is not XML: {error.msg}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputError(f"{self._where}: {name} declares a DTD; no Word document needs one")
        return root


def _find_title(paragraphs: list[Paragraph]) -> Paragraph | None:
    """The first paragraph in the style of titles; else the first of all if it is a heading of the first level."""
    first = next(iter(paragraphs), None)
    heading = first if first and first.style == HEADING else None
    return next((paragraph for paragraph in paragraphs if paragraph.style == TITLE), heading)


def _quoted(paragraphs: list[Paragraph]) -> Iterator[Span]:
    """Where those stand in the text that are set in the style of quotations."""
    start = 0
    for paragraph in paragraphs:
        end = start + len(paragraph.text)
        if paragraph.style in QUOTATIONS:
            yield Span(start, end)
        start = end + len(BETWEEN)


def _property(core: Any, name: str) -> str:
    return next(map(inner_text, descendants(core, name)), "")


def _paragraphs(element: Any, styles: Mapping[str, str]) -> Iterator[Paragraph]:
    """The paragraphs below an element that have a text, at line breaks cut in two."""
    for child in element:
        if child.tag == f"{W}p":
            text = "".join(_characters(child))
            style = child.find(f"{W}pPr/{W}pStyle")
            name = styles.get(style.get(f"{W}val"), "") if style is not None else ""
            yield from (Paragraph(name, line.strip()) for line in text.split("\n") if line.strip())
            yield from _boxed(child, styles)
        elif child.tag == f"{W}tr":
            yield from _row(child, styles)
        elif child.tag not in LEFT_OUT:
            yield from _paragraphs(child, styles)


def _row(row: Any, styles: Mapping[str, str]) -> Iterator[Paragraph]:
    """A row of a table in one line; where a cell has more than a paragraph, a page was laid out by it."""
    cells = [list(_paragraphs(cell, styles)) for cell in row if cell.tag not in LEFT_OUT]
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and all(len(cell) == 1 for cell in filled):
        yield Paragraph("", BETWEEN_CELLS.join(cell[0].text for cell in filled))
    else:
        yield from (paragraph for cell in filled for paragraph in cell)


def _characters(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in LEFT_OUT or child.tag == BOX or child.find(f"{W}rPr/{W}vanish") is not None:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in CHARACTERS:
            yield CHARACTERS[child.tag]
        else:
            yield from _characters(child)


def _boxed(element: Any, styles: Mapping[str, str]) -> Iterator[Paragraph]:
    """The paragraphs of text boxes that are anchored in a paragraph."""
    for child in element:
        if child.tag == BOX:
            yield from _paragraphs(child, styles)
        elif child.tag not in LEFT_OUT and len(child):
            yield from _boxed(child, styles)
