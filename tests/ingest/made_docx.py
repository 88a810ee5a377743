"""Word documents made for the tests: as little as a program needs to open one."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {W}><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style></w:styles>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{main}"/>
</Relationships>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{core}
<dcterms:created>2020-01-01T00:00:00Z</dcterms:created></cp:coreProperties>"""


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of one run of text, or of the runs that `text` is."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{text if text.startswith('<') else run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Text of one look."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def made_docx(body: str, core: str = "", main: str = "word/document.xml", **more: str | bytes) -> bytes:
    """A document; `more` are other parts, by names without their ending."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS.format(main=main))
        archive.writestr(main, f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("docProps/core.xml", CORE.format(core=core))
        for name, part in more.items():
            archive.writestr(f"word/{name}.xml", part)
    return stream.getvalue()
