"""Word documents: the text as it would be printed, and archives that are none or too much."""

from __future__ import annotations

import io

import pytest

from auditor.article import Article
from auditor.ingest.errors import InputError
from auditor.ingest.item import WHOLE
from auditor.ingest.readers import DOCX, FORMATS
from tests.ingest.made_docx import W, made_docx, paragraph, run

TEXT = "The harbour board voted on Tuesday to replace the old ferry."
BOX = "<w:txbxContent>{inner}</w:txbxContent>"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def read(data: bytes) -> Article:
    (item,) = FORMATS[DOCX].read(io.BytesIO(data), "a.docx", WHOLE)
    return item.read()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("One.") + paragraph("") + paragraph("Two."), "One.\n\nTwo."),
        (paragraph(f"{run('One ')}<w:del>{run('no')}</w:del><w:ins>{run('yes')}</w:ins>"), "One yes"),
        (paragraph(f"<w:moveFrom>{run('no')}</w:moveFrom><w:moveTo>{run('yes')}</w:moveTo>"), "yes"),
        (paragraph(f"<w:hyperlink>{run('A link')}</w:hyperlink>{run(' and more')}"), "A link and more"),
        (paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("7")), "7"),
        (paragraph(run("seen") + run("hidden", "<w:vanish/>")), "seen"),
        (
            paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"),
            "a b\n\nc-d",
        ),
        (f"<w:sdt><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>", "In a control."),
        (f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>", "a | b"),
        (f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b') * 2}</w:tc></w:tr></w:tbl>", "a\n\nb\n\nb"),
        (
            paragraph(
                f"{run('Around.')}<w:r><mc:AlternateContent {MC}><mc:Choice>{BOX.format(inner=paragraph('Boxed.'))}</mc:Choice>"
                f"<mc:Fallback>{BOX.format(inner=paragraph('Boxed.'))}</mc:Fallback></mc:AlternateContent></w:r>"
            ),
            "Around.\n\nBoxed.",
        ),
    ],
)
def test_the_text_is_what_would_be_printed(body: str, text: str) -> None:
    assert read(made_docx(body)).text == text


def test_notes_follow_without_the_lines_above_them() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator">{paragraph("----")}</w:footnote>'
        f"<w:footnote>{paragraph('A note.')}</w:footnote></w:footnotes>"
    )
    ends = f"<w:endnotes {W}><w:endnote>{paragraph('The end.')}</w:endnote></w:endnotes>"
    assert read(made_docx(paragraph(TEXT), footnotes=notes, endnotes=ends)).text == f"{TEXT}\n\nA note.\n\nThe end."


@pytest.mark.parametrize(
    ("body", "title", "text"),
    [
        (
            paragraph("PRESS RELEASE") + paragraph("Ferry late", "Titel") + paragraph(TEXT),
            "Ferry late",
            f"PRESS RELEASE\n\n{TEXT}",
        ),
        (paragraph("Ferry late", "berschrift1") + paragraph(TEXT), "Ferry late", TEXT),
        (paragraph(TEXT) + paragraph("Costs", "berschrift1"), "Core", f"{TEXT}\n\nCosts"),
    ],
)
def test_the_title_is_styled_so_or_a_property(body: str, title: str, text: str) -> None:
    article = read(made_docx(body, "<dc:title>Core</dc:title><dc:creator>Ada Quill; Ben Ashe</dc:creator>"))
    assert (article.title, article.text, article.authors) == (title, text, ("Ada Quill", "Ben Ashe"))
    assert article.published is None, "when a file was made is not when an article was published"


def test_strict_documents_are_read() -> None:
    strict = paragraph(TEXT).replace("<w:p>", '<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">')
    assert read(made_docx(strict)).text == TEXT


def test_the_text_lies_where_the_package_says() -> None:
    assert read(made_docx(paragraph(TEXT), main="word/document2.xml")).text == TEXT


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a Word document"),
        (b"PK\x03\x04 and no more", "not a Word document"),
        (made_docx(paragraph(TEXT))[:-30], "not a Word document"),
        (made_docx(paragraph(TEXT), image=bytes(300 << 20)), "grows more than 200-fold"),
        (made_docx("<w:p>"), "document.xml is not XML"),
        (made_docx(paragraph(TEXT), footnotes=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "declares a DTD"),
        (made_docx("<w:sdt>" * 400 + "</w:sdt>" * 400), "document.xml is not XML"),
    ],
)
def test_what_is_none_or_a_bomb_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=f"a.docx: .*{says}"):
        read(data)


def test_a_part_of_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.ingest import docx

    monkeypatch.setattr(docx, "MAX_PART_BYTES", 100)
    with pytest.raises(InputError, match=r"has more than 0 MB"):
        read(made_docx(paragraph(TEXT)))


def test_paragraphs_in_the_style_of_quotations_are_somebodys_words() -> None:
    body = paragraph("Heading", "Titel") + paragraph("One.") + paragraph("Two.", "Zitat") + paragraph("Three.", "Zitat")
    article = read(made_docx(body + paragraph("Four.")))
    assert [article.text[slice(*span)] for span in article.quoted] == ["Two.\n\nThree."]
