"""Every reader, on the worst files and pages, and settings and rules that are as bad."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import suppress

import pytest

from auditor.ingest.errors import InputError, NotAnArticle
from auditor.ingest.item import WHOLE
from auditor.ingest.readers import FORMATS
from tests.fuzz.targets import TARGETS
from tests.growth import SMALL, clocked, too_steep
from tests.worst.inputs import PAGES, TEXTS

BODY = "<p>The harbour board voted on Tuesday to replace the old ferry, which is fifty years old.</p>"


def read(media_type: str, data: bytes) -> None:
    with suppress(InputError):
        for item in FORMATS[media_type].read(io.BytesIO(data), "input", WHOLE):
            with suppress(InputError, NotAnArticle):
                item.read()


@pytest.mark.parametrize("name", PAGES)
def test_a_page(name: str) -> None:
    def work(size: int) -> Mapping[str, float]:
        markup = PAGES[name](size)
        feed = f"<rss><channel><item><description><![CDATA[{markup.replace(']]>', '')}]]></description></item></channel></rss>"
        return {
            "page": clocked(lambda: read("text/html", f"<html><body>{BODY}{markup}</body></html>".encode())),
            "fragment": clocked(lambda: read("text/html", markup.encode())),
            "feed": clocked(lambda: read("application/xml", feed.encode())),
        }

    assert too_steep(work) == {}


FILES: Mapping[str, tuple[str, str]] = {
    "items of a feed": ("application/xml", "<item><title>a</title><description>b</description></item>"),
    "elements of an item": ("application/xml", "<item><a>b</a>"),
    "elements never closed": ("application/xml", "<a>"),
    "attributes": ("application/xml", "<item a='b' c='d'/>"),
    "name spaces": ("application/xml", "<item xmlns:a='b'><a:c/></item>"),
    "entities": ("application/xml", "&amp;"),
    "lists of JSON": ("application/json", "["),
    "objects of JSON": ("application/json", '{"a":'),
    "keys of JSON": ("application/json", '"a":1,'),
    "digits of JSON": ("application/json", "9"),
    "lines of JSON": ("application/jsonl", '{"text": "a"}\n'),
    "empty lines": ("application/jsonl", "\n"),
    "records of an archive": (
        "application/warc",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
    ),
    "headers of an archive": ("application/warc", "WARC/1.0\r\na: b\r\n"),
    "characters": ("text/plain", "é"),
    "paragraphs of NITF": ("application/xml", "<nitf><body><p>a</p></body></nitf>"),
    "bylines": ("application/xml", "<nitf><byline>a, b and c</byline></nitf>"),
    "headers of a mail": ("message/rfc822", "From: a\n"),
    "a folded header": ("message/rfc822", " (a,"),
    "parameters of a mail": ("message/rfc822", ';"a'),
    "quoted lines": ("message/rfc822", "> a\n"),
    "lines that wrote": ("message/rfc822", "a wrote:\n"),
    "dashes of a mail": ("message/rfc822", "-"),
    "parts of a mail": ("message/rfc822", "--a\n\na\n"),
    "keys of front matter": ("text/markdown", "a: b\n"),
    "lists of front matter": ("text/markdown", "- a\n"),
    "comments of front matter": ("text/markdown", "# \n"),
    "links": ("text/markdown", "[a](b) "),
    "links never closed": ("text/markdown", "[a]("),
    "brackets of Markdown": ("text/markdown", "["),
    "pictures": ("text/markdown", "![a](b)"),
    "emphasis": ("text/markdown", "*a **b_ "),
    "code never closed": ("text/markdown", "`a"),
    "references": ("text/markdown", "[a]: b\n"),
    "footnotes": ("text/markdown", "[^1]: a\n"),
    "quotations": ("text/markdown", "> a\n"),
    "quotations in quotations": ("text/markdown", "> "),
    "lists": ("text/markdown", "- a\n"),
    "cells": ("text/markdown", "|a"),
    "tags of generators": ("text/markdown", "{% "),
    "HTML in Markdown": ("text/markdown", "<a>b"),
    "boxes in Markdown": ("text/markdown", "<div>\n\n"),
}


MAIL = "Subject: a\nContent-Type: text/plain; charset=utf-8"
HEADS: Mapping[str, str] = {
    "application/xml": "<rss><channel>",
    "message/rfc822": f"{MAIL}\n\n",
    "keys of JSON": '{"text": "a", ',
    "headers of a mail": f"{MAIL}\n",
    "a folded header": "Subject: a\nFrom: a\n",
    "parameters of a mail": f"{MAIL}; a=b",
    "parts of a mail": "Subject: a\nContent-Type: multipart/mixed; boundary=a\n\n",
    "keys of front matter": "---\na: b\n",
    "lists of front matter": "---\na:\n",
    "comments of front matter": "---\n",
}
"""What stands before the repeated piece, by the name of the case or the type of the file."""


@pytest.mark.parametrize("name", FILES)
def test_a_file(name: str) -> None:
    media_type, piece = FILES[name]
    head = HEADS.get(name, HEADS.get(media_type, ""))

    def work(size: int) -> Mapping[str, float]:
        data = (head + piece * (size // len(piece))).encode()
        return {media_type: clocked(lambda: read(media_type, data))}

    assert too_steep(work) == {}


SOURCES: Mapping[str, tuple[str, str]] = {
    "rule: lists": ("rule", "["),
    "rule: keys": ("rule", "a: b\n"),
    "rule: anchors": ("rule", "- &a b\n- *a\n"),
    "rule: items": ("rule", "- a\n"),
    "rule: tags": ("rule", "- !!str a\n"),
    "settings: arrays": ("settings", "a = [[["),
    "settings: tables": ("settings", "[a]\n"),
    "settings: suppressions": ("settings", '[[suppress]]\nfingerprint = "a"\nreason = "b"\n'),
    "sidecar: rows": ("sidecar", "a.txt: {title: b}\n"),
    "form: pairs": ("languagetool", "text=a&"),
    "form: escapes": ("languagetool", "text=%41%42"),
    "form: rules": ("languagetool", "text=a&enabledRules=a,b,"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_set_or_sent(name: str) -> None:
    target, piece = SOURCES[name]

    def work(size: int) -> Mapping[str, float]:
        data = (piece * (size // len(piece))).encode()
        return {target: clocked(lambda: TARGETS[target](data))}

    assert too_steep(work) == {}


def test_settings_and_hooks_of_many_things() -> None:
    def work(size: int) -> Mapping[str, float]:
        count = size // 20
        sources = "".join(f'[source."a{n}.example"]\nignore = ["title"]\n' for n in range(size // 40))
        payload = {
            "type": "article.published",
            "data": {"text": "a", "authors": [{"name": f"a{n}"} for n in range(count)]},
        }
        rich = {"client_payload": {"content": [{"type": "text", "text": "a"}] * count}}
        return {
            "settings": clocked(lambda: TARGETS["settings"](sources.encode())),
            "hook": clocked(lambda: TARGETS["hook"](b"standard\n\n" + json.dumps(payload).encode())),
            "rich text": clocked(lambda: TARGETS["hook"](b"github\n\n" + json.dumps(rich).encode())),
        }

    assert too_steep(work) == {}


def test_the_inputs_are_as_long_as_they_say() -> None:
    for name, make in {**TEXTS, **PAGES}.items():
        assert SMALL * 0.9 <= len(make(SMALL)) <= SMALL * 1.2, name
