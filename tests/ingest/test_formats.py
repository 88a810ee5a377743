"""Every format gives its articles, and whatever is broken gives a reason in its place."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from auditor.article import Article
from auditor.ingest import InputError, compressed, read_input
from auditor.ingest.files import find_files
from auditor.ingest.slices import Slice, cut_files, read_slice

TEXT = "The harbour board voted on Tuesday to replace the old ferry with a larger ship."


def articles(path: Path) -> list[Article]:
    rows = list(read_input(str(path)))
    assert all(isinstance(row, Article) for row in rows), rows
    return [row for row in rows if isinstance(row, Article)]


def errors(path: Path) -> list[str]:
    return [str(row) for row in read_input(str(path)) if isinstance(row, InputError)]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>News</title><item><title>Ferry</title><link>https://news.example/1</link><guid>g1</guid>
<pubDate>Tue, 04 Mar 2025 09:30:00 +0000</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{text}</p><script>no()</script><p>More &amp; more.</p>]]></content:encoded></item>
<item><title>Only a title</title></item>
<item><title>Second</title><description>{text}</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>urn:1</id><title>Ferry</title>
<link rel="self" href="https://news.example/self"/><link href="https://news.example/1"/>
<published>2025-03-04T09:30:00Z</published><updated>2025-03-05T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{text}</p></div></content></entry></feed>"""
NEWSML = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:n:1"><itemMeta>
<itemClass qcode="ninat:text"/><provider literal="wire.example"/><versionCreated>2025-03-05T10:00:00Z</versionCreated>
</itemMeta><contentMeta><contentCreated>2025-03-04T09:30:00Z</contentCreated><headline>Ferry</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>not this</title></head><body><p>{text}</p><p>More.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:n:2"><contentSet><remoteContent href="http://127.0.0.1/p.jpg"/></contentSet></newsItem>
</itemSet></newsMessage>"""


def test_rss(tmp_path: Path) -> None:
    first, bare, second = read_input(str(write(tmp_path / "feed.rss", RSS.format(text=TEXT))))
    assert isinstance(first, Article)
    assert isinstance(bare, Article)
    assert isinstance(second, Article)
    assert bare.text == ""
    assert first.text == f"{TEXT}\n\nMore & more."
    assert (first.id, first.title, first.url) == ("g1", "Ferry", "https://news.example/1")
    assert first.published == datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
    assert second.text == TEXT


def test_atom(tmp_path: Path) -> None:
    (entry,) = articles(write(tmp_path / "feed.xml", ATOM.format(text=TEXT)))
    assert (entry.text, entry.id, entry.url) == (TEXT, "urn:1", "https://news.example/1")
    assert entry.modified == datetime(2025, 3, 5, 10, tzinfo=UTC)


RSS_ITEM = """<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel><item>
<media:title>Ferry at dusk</media:title><media:description>Dusk.</media:description><title>Ferry</title>{more}
<description>{text}</description></item></channel></rss>"""
ATOM_ENTRY = """<feed xmlns="http://www.w3.org/2005/Atom"><author><name>The desk</name></author><entry><title>Ferry</title>
{more}<content type="text">A &lt; b. {text}</content></entry></feed>"""


@pytest.mark.parametrize(
    ("more", "authors"),
    [
        ("<author>ada@bay.example (Ada Quill)</author>", ("Ada Quill",)),
        ("<author>Ada Quill &lt;ada@bay.example&gt;</author>", ("Ada Quill",)),
        ("<author>ada@bay.example</author>", ()),
        ("<dc:creator>Ada Quill</dc:creator><author>a@bay.example (Ada Quill)</author>", ("Ada Quill",)),
        ("<dc:creator>By Ada Quill, Ben Ashe and Cy Dunn</dc:creator>", ("Ada Quill", "Ben Ashe", "Cy Dunn")),
        ("<dc:creator>Ada Quill, Staff Writer</dc:creator>", ("Ada Quill",)),
        ("<dc:creator>Ada Quill (Bay Wire)</dc:creator>", ("Ada Quill",)),
    ],
)
def test_authors_and_section_of_a_feed_and_no_words_of_its_pictures(tmp_path: Path, more: str, authors: object) -> None:
    more += "<category>Local</category><category>Sea</category>"
    (item,) = articles(write(tmp_path / "feed.rss", RSS_ITEM.format(text=TEXT, more=more)))
    assert (item.title, item.text, item.authors, item.section) == ("Ferry", TEXT, authors, "Local")


def test_authors_section_and_plain_text_of_an_atom_entry(tmp_path: Path) -> None:
    more = '<author><name>Ada Quill</name></author><author><name>Ben Ashe</name></author><category term="a" label="Local"/>'
    (entry,) = articles(write(tmp_path / "feed.atom", ATOM_ENTRY.format(text=TEXT, more=more)))
    assert (entry.text, entry.authors, entry.section) == (f"A < b. {TEXT}", ("Ada Quill", "Ben Ashe"), "Local")


@pytest.mark.parametrize(
    ("more", "published", "told_by"),
    [
        ("<pubDate>Tue, 04 Mar 2025 09:30:00 GMT</pubDate>", datetime(2025, 3, 4, 9, 30, tzinfo=UTC), "feed pubDate"),
        ("<dc:date>2025-03-04</dc:date>", date(2025, 3, 4), "feed date"),
        ("<pubDate>soon</pubDate><dc:date>2025-03-04</dc:date>", date(2025, 3, 4), "feed date"),
        ("<pubDate>4 March 2025</pubDate>", date(2025, 3, 4), "feed pubDate"),
        ("<pubDate>4/3/2025</pubDate>", None, None),
        ("", None, None),
    ],
)
def test_the_date_of_a_feed_and_who_told_it(tmp_path: Path, more: str, published: object, told_by: object) -> None:
    (item,) = articles(write(tmp_path / "feed.rss", RSS_ITEM.format(text=TEXT, more=more)))
    assert (item.published, item.published_from) == (published, told_by)


def test_dates_of_feeds_do_without_dateparser(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.ingest import elements

    monkeypatch.setattr(elements, "read_date", None)
    assert elements.written_date("Tue, 04 Mar 2025 09:30:00 GMT") == datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
    assert elements.written_date("2025-03-04T09:30:00Z") == datetime(2025, 3, 4, 9, 30, tzinfo=UTC)


NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf xml:lang="en"><head><title>Slug</title>
<docdata><doc-id id-string="n1" regsrc="wire.example"/><date.issue norm="20250304T093000Z"/></docdata>
<pubdata name="Bay Wire" position.section="Local"/></head><body><body.head><hedline><hl1>Ferry <em>late</em></hl1></hedline>
<byline>By <person>Ada Quill</person> and <person>Ben Ashe</person><byttl>Staff Writers</byttl></byline>{head}</body.head>
<body.content><block><p>{text}</p><ul><li><p>One thing.</p></li><li>Other thing.</li></ul>
<media><media-caption><p>Ferry at dusk.</p></media-caption></media></block></body.content>
<body.end><tagline>bay.example</tagline></body.end></body></nitf>"""


def test_nitf(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path / "item.xml", NITF.format(text=TEXT, head="")))
    assert article.text == f"{TEXT}\n\nOne thing.\n\nOther thing."
    assert (article.id, article.title, article.source, article.section) == ("n1", "Ferry late", "wire.example", "Local")
    assert (article.authors, article.language) == (("Ada Quill", "Ben Ashe"), "en")
    assert (article.published, article.published_from) == (datetime(2025, 3, 4, 9, 30, tzinfo=UTC), "NITF date.issue")


def test_the_place_of_a_dateline_stands_before_the_text_once(tmp_path: Path) -> None:
    head = "<dateline><location>PORT LEMMER</location><story.date>March 4</story.date></dateline>"
    for text in (TEXT, f"PORT LEMMER — {TEXT}"):
        (article,) = articles(write(tmp_path / "item.xml", NITF.format(text=text, head=head)))
        assert article.text.startswith(f"PORT LEMMER — {TEXT}\n\n")


def test_nitf_without_paragraphs_or_with_a_byline_of_a_title(tmp_path: Path) -> None:
    body = f"<body.head><byline><byttl>By Ada Quill</byttl></byline></body.head><body.content>{TEXT}<p/></body.content>"
    (article,) = articles(write(tmp_path / "item.xml", f"<nitf><body>{body}</body></nitf>"))
    assert (article.text, article.authors) == (TEXT, ("Ada Quill",))


@pytest.mark.parametrize(
    ("more", "authors"),
    [
        ("<by>By Ada Quill and Ben Ashe</by>", ("Ada Quill", "Ben Ashe")),
        (
            '<creator qcode="a:1"><name>Ada Quill</name></creator><creator literal="Ben Ashe"/><by>A.Q.</by>',
            ("Ada Quill", "Ben Ashe"),
        ),
        ('<creator qcode="a:1"/>', ()),
    ],
)
def test_authors_of_newsml(tmp_path: Path, more: str, authors: object) -> None:
    source = NEWSML.format(text=TEXT).replace("</contentMeta>", f'{more}<language tag="en-GB"/></contentMeta>')
    (item,) = articles(write(tmp_path / "message.xml", source))
    assert (item.authors, item.language, item.published_from) == (authors, "en-GB", "NewsML contentCreated")


def test_nitf_in_newsml_is_one_article_with_its_byline(tmp_path: Path) -> None:
    inner = NITF.format(text=TEXT, head="").partition("<nitf")[2]
    message = f'<newsItem guid="m"><contentSet><inlineXML><nitf{inner}</inlineXML></contentSet></newsItem>'
    (item,) = articles(write(tmp_path / "message.xml", f"<newsMessage>{message}</newsMessage>"))
    assert (item.id, item.authors) == ("m", ("Ada Quill", "Ben Ashe"))
    assert item.text.count("One thing.") == 1


def test_newsml(tmp_path: Path) -> None:
    (item,) = articles(write(tmp_path / "message.xml", NEWSML.format(text=TEXT)))
    assert item.text == f"{TEXT}\n\nMore."
    assert (item.id, item.title, item.source) == ("urn:n:1", "Ferry", "wire.example")
    assert item.published == datetime(2025, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        {"body_text": TEXT, "headline": "Ferry"},
        {"body_xhtml": f"<div><p>{TEXT}</p></div>", "headline": "Ferry"},
        {"bodies": [{"contenttype": "text/html", "value": f"<p>{TEXT}</p>"}], "headlines": [{"value": "Ferry"}]},
    ],
)
def test_ninjs(tmp_path: Path, body: dict[str, object]) -> None:
    item = {"uri": "urn:j:1", "versioncreated": "2025-03-04T09:30:00Z", "infosources": [{"name": "wire.example"}]}
    item |= {"byline": "By Ada Quill"}
    (article,) = articles(write(tmp_path / "item.json", json.dumps(item | body)))
    assert (article.id, article.title, article.text, article.source) == ("urn:j:1", "Ferry", TEXT, "wire.example")
    assert (article.authors, article.published_from) == (("Ada Quill",), "ninjs versioncreated")
    assert article.published == datetime(2025, 3, 4, 9, 30, tzinfo=UTC)


def test_json_ld_gives_times_and_the_text_of_a_page_that_a_script_fills(tmp_path: Path) -> None:
    news = {"@type": "NewsArticle", "headline": "Ferry", "articleBody": TEXT, "dateModified": "2025-03-05T10:00:00Z"}
    script = json.dumps({"@graph": [{"@type": "WebSite"}, news]})
    page = f'<html><head><script type="application/ld+json">{script}</script></head><body></body></html>'
    (article,) = articles(write(tmp_path / "page.html", page))
    assert (article.text, article.title) == (TEXT, "Ferry")
    assert article.modified == datetime(2025, 3, 5, 10, tzinfo=UTC)


def warc(*answers: tuple[str, str, bytes]) -> bytes:
    """A web archive of answers: address, head of the answer, body."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    stream = io.BytesIO()
    for address, head, body in answers:
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = address
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        record.write(stream)
    return stream.getvalue()


def test_warc_gives_pages_and_passes_over_the_rest(tmp_path: Path) -> None:
    page = "<html><body><article><h1>Ferry</h1>" + f"<p>{TEXT}</p>" * 5 + "</article></body></html>"
    archive = warc(
        ("https://news.example/1", "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8", page.encode()),
        ("https://news.example/p", "HTTP/1.1 200 OK\nContent-Type: image/png", b"\x89PNG"),
        ("https://news.example/2", "HTTP/1.1 404 Not Found\nContent-Type: text/html", page.encode()),
        (
            "https://news.example/3",
            "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip",
            gzip.compress(page.encode()),
        ),
    )
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(archive))
    found = articles(path)
    assert [article.url for article in found] == ["https://news.example/1", "https://news.example/3"]
    assert TEXT in found[1].text


def test_parquet_and_its_row_groups(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [{"id": n, "text": f"{TEXT} {n}", "published": date(2025, 3, 4), "extra": 1.5} for n in range(10)]
    rows[4]["text"] = None
    path = tmp_path / "rows.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=3)
    assert [str(row) for row in read_input(str(path)) if isinstance(row, InputError)] == [
        f"{path}:5: neither text nor html"
    ]
    slices = list(cut_files(find_files(str(path)), 5))
    assert [(part.part.start, part.part.end, part.part.first) for part in slices] == [(0, 2, 1), (2, 4, 7)]
    assert [item.where for item in read_slice(slices[1])] == [f"{path}:{n}" for n in range(7, 11)]
    assert next(iter(read_slice(slices[1]))).read().id == "6"


@pytest.mark.parametrize("last", ["\n", ""])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_lines_are_cut_where_they_end(tmp_path: Path, size: int, last: str) -> None:
    lines = [json.dumps({"text": f"{n}" * (n + 1)}) for n in range(7)]
    path = write(tmp_path / "rows.jsonl", "\n".join(lines) + last)
    slices = list(cut_files(find_files(str(path)), size))
    assert len(slices) == -(-7 // size)
    items = [item for part in slices for item in read_slice(part)]
    assert [item.where for item in items] == [f"{path}:{n}" for n in range(1, 8)]
    whole = [item.read() for item in read_slice(Slice(tuple(find_files(str(path)))))]
    cut = [item.read() for part in slices for item in read_slice(part)]
    assert cut == whole
    assert [article.id for article in cut] == [f"rows.jsonl:{n}" for n in range(1, 8)]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_compressed_lines(tmp_path: Path, suffix: str) -> None:
    import zstandard

    pack = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}[suffix]
    path = tmp_path / f"rows.jsonl{suffix}"
    path.write_bytes(pack(b'{"text": "One."}\n') + pack(b'nope\n{"text": "Two."}\n'))
    rows = list(read_input(str(path)))
    assert [row.text for row in rows if isinstance(row, Article)] == ["One.", "Two."]
    assert len(rows) == 3
    path.write_bytes(pack(b'{"text": "One."}\n' * 900)[:-8])
    assert "decompressed" in errors(path)[-1]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_what_grows_without_bound_is_not_read(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import zstandard

    monkeypatch.setattr(compressed, "FREE_BYTES", 1 << 20)
    pack = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}[suffix]
    path = tmp_path / f"rows.jsonl{suffix}"
    path.write_bytes(pack((b'{"text": "One."}\n' + b" " * 4000 + b"\n") * 20_000))
    rows = list(read_input(str(path)))
    assert "grows more than" in str(rows[-1])
    assert len(rows) < 1_000


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><rss><channel><item><title>&j;</title><description>&j;</description></item></channel></rss>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{path}">]>'
    "<rss><channel><item><title>t</title><description>&x;</description></item></channel></rss>"
)


def test_xml_bombs_and_entities_from_outside(tmp_path: Path) -> None:
    assert errors(write(tmp_path / "bomb.xml", BOMB))
    secret = write(tmp_path / "secret.txt", "the password")
    rows = list(read_input(str(write(tmp_path / "outside.xml", OUTSIDE.format(path=secret)))))
    assert "declares entities" in str(rows[0])
    assert "password" not in str(rows)


def test_what_comes_before_a_fault_is_read(tmp_path: Path) -> None:
    rows = list(read_input(str(write(tmp_path / "feed.xml", RSS.format(text=TEXT).replace("</rss>", "<oops></rss>")))))
    assert [row.text and row.title for row in rows if isinstance(row, Article)] == ["Ferry", "", "Second"]
    assert "not XML from here on" in str(rows[-1])
    assert "no item in it" in errors(write(tmp_path / "other.xml", "<a/>"))[0]


def test_a_line_too_long_does_not_cost_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.ingest import record

    monkeypatch.setattr(record, "MAX_LINE_BYTES", 50)
    path = write(tmp_path / "rows.jsonl", '{"text": "' + "x" * 200 + '"}\n{"text": "Two."}\n')
    first, second = read_input(str(path))
    assert "rows.jsonl:1: a line of more than" in str(first)
    assert isinstance(second, Article)
    assert (second.text, second.id) == ("Two.", "rows.jsonl:2")


def test_no_name_in_a_field_is_opened(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "the password")
    row = {"text": str(secret), "url": f"file://{secret}", "source": str(secret)}
    (article,) = articles(write(tmp_path / "rows.jsonl", json.dumps(row)))
    assert article.text == str(secret)
