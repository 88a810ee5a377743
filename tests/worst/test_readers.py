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
}


@pytest.mark.parametrize("name", FILES)
def test_a_file(name: str) -> None:
    media_type, piece = FILES[name]
    head = "<rss><channel>" if media_type.endswith("xml") else '{"text": "a", ' if "keys" in name else ""

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
