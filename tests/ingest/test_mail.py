"""E-mails: who wrote what when, in whichever way it is packed."""

from __future__ import annotations

import base64
import io
import quopri
from datetime import UTC, datetime

import pytest

from auditor.article import Article
from auditor.ingest.errors import InputError
from auditor.ingest.item import WHOLE
from auditor.ingest.readers import FORMATS

HEAD = (
    "From: Milo Brandt <milo@bay.example>\nTo: desk@news.example\nSubject: Ferry late again\n"
    "Date: Tue, 04 Mar 2025 09:30:00 +0000\n"
)
TEXT = "The harbour board voted on Tuesday to replace the old ferry."


def read(mail: str | bytes) -> Article:
    data = mail if isinstance(mail, bytes) else mail.replace("\n", "\r\n").encode()
    (item,) = FORMATS["message/rfc822"].read(io.BytesIO(data), "a.eml", WHOLE)
    return item.read()


def test_subject_sender_and_date() -> None:
    article = read(f"{HEAD}\n{TEXT}\n")
    assert (article.title, article.authors, article.text) == ("Ferry late again", ("Milo Brandt",), TEXT)
    assert (article.published, article.published_from) == (datetime(2025, 3, 4, 9, 30, tzinfo=UTC), "e-mail Date")
    assert article.source is None, "a sender is no publisher"


@pytest.mark.parametrize(
    ("field", "value", "name", "found"),
    [
        ("Subject", "Fwd: RE: Ferry late", "title", "Ferry late"),
        ("Subject", "=?utf-8?q?Zo=C3=AB_waits?=", "title", "Zoë waits"),
        ("Subject", "Regatta: late", "title", "Regatta: late"),
        ("Subject", "x" * 100_000, "title", "x" * 1_999),
        ("From", "=?iso-8859-1?Q?Zo=EB_Brandt?= <z@bay.example>", "authors", ("Zoë Brandt",)),
        ("From", "press@bay.example", "authors", ()),
        ("From", '"Quill, Ada" <a@bay.example>, Ben Ashe <b@bay.example>', "authors", ("Quill, Ada", "Ben Ashe")),
        ("From", "(((((" * 300, "authors", ()),
        ("Date", "yesterday", "published", None),
        ("Date", "", "published_from", None),
    ],
)
def test_fields_whole_and_broken(field: str, value: str, name: str, found: object) -> None:
    lines = [line for line in HEAD.splitlines() if not line.startswith(f"{field}:")]
    got = getattr(read("\n".join([*lines, f"{field}: {value}", "", TEXT])), name)
    assert (got.strip("x") == "" and 1_900 < len(got) <= 2_000) if value.startswith("xxx") else got == found


@pytest.mark.parametrize(
    ("charset", "way", "pack"),
    [
        ("utf-8", "8bit", lambda data: data),
        ("iso-8859-1", "quoted-printable", quopri.encodestring),
        ("utf-16", "base64", base64.encodebytes),
        ("windows-1252", "8bit", lambda data: data),
    ],
)  # fmt: skip
def test_character_sets_and_ways_to_pack(charset: str, way: str, pack: object) -> None:
    packed = pack("Zoë waits.".encode(charset))  # type: ignore[operator]
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {way}\n\n"
    assert read(head.encode() + packed).text == "Zoë waits."


@pytest.mark.parametrize("charset", ["x-nothing", "utf-8", "punycode", "rot13", "ascii", ""])
def test_a_character_set_that_is_wrong_is_mended(charset: str) -> None:
    head = f'{HEAD}Content-Type: text/plain; charset="{charset}"\nContent-Transfer-Encoding: 8bit\n\n'
    for data in ("Zoë’s boat.".encode(), "Zoë’s boat.".encode("windows-1252")):
        assert read(head.encode() + data).text == "Zoë’s boat."


def parts(kind: str, mark: str, *bodies: str) -> str:
    inner = "".join(f"--{mark}\n{body}\n" for body in bodies)
    return f"Content-Type: multipart/{kind}; boundary={mark}\n\n{inner}--{mark}--\n"


PLAIN, MARKUP = f"Content-Type: text/plain\n\n{TEXT}", f"Content-Type: text/html\n\n<p>{TEXT}</p><p>Markup.</p>"
FILE = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nAttached."


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        (parts("alternative", "a", PLAIN, MARKUP), TEXT),
        (parts("mixed", "m", FILE, parts("related", "r", parts("alternative", "a", MARKUP, PLAIN))), TEXT),
        (parts("alternative", "a", MARKUP), f"{TEXT}\n\nMarkup."),
        (MARKUP, f"{TEXT}\n\nMarkup."),
        (parts("mixed", "m", FILE), ""),
        ("Content-Type: image/png\n\nx", ""),
    ],
)
def test_the_plain_text_is_read_before_the_markup_and_no_attachment(mail: str, text: str) -> None:
    assert read(HEAD + mail).text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("One \nline.\n\n Two.\n", "One line.\n\nTwo."),
        ("One \n-- \nMilo Brandt\nPress office\n", "One \n\nMilo Brandt\nPress office"),
        ("One \n> quoted \n> too\nTwo.", "One \nTwo."),
    ],
)
def test_lines_that_flow_are_joined(body: str, text: str) -> None:
    assert read(f"{HEAD}Content-Type: text/plain; format=flowed\n\n{body}").text == text


def test_lines_that_flow_without_their_space() -> None:
    assert read(f"{HEAD}Content-Type: text/plain; format=flowed; delsp=yes\n\nboat \nyard").text == "boatyard"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"{TEXT}\n\nOn Mon, 3 Mar 2025, Ada Quill wrote:\n> Send it.\n>\n> A.\n", TEXT),
        (f"{TEXT}\n\n-----Original Message-----\nFrom: a\n\nSend it.", TEXT),
        ("As Ada Quill wrote:\n\nThe boat is late.", "As Ada Quill wrote:\n\nThe boat is late."),
        (f"{TEXT}\n\n-- \nMilo Brandt, press office", f"{TEXT}\n\n\nMilo Brandt, press office"),
    ],
)
def test_what_is_answered_to_is_left_out_and_a_signature_is_not(body: str, text: str) -> None:
    assert read(f"{HEAD}\n{body}").text == text


def test_what_was_passed_on_is_the_article() -> None:
    body = f"For you.\n\n-----Original Message-----\nFrom: a\n\n{TEXT}"
    assert read(f"{HEAD.replace('Subject: ', 'Subject: FW: ')}\n{body}").text == body
    assert read(f"{HEAD}\n> {TEXT}\n").text == f"> {TEXT}"


@pytest.mark.parametrize(
    ("mail", "says"),
    [
        ("", "not an e-mail"),
        (TEXT, "not an e-mail"),
        (f"{HEAD}\n" + "--a\n" * 2_000, "more than 1,000 parts"),
        (
            HEAD
            + "Content-Type: multipart/mixed; boundary=a\n\n"
            + "--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 60,
            "nested",
        ),
        (HEAD + "x:\n" * 1_100_000, "line ends"),
    ],
)
def test_what_is_no_mail_or_a_bomb_is_refused(mail: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(mail)
