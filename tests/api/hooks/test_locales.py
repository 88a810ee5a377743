"""Every language that a CMS sends an entry in is an article of its own; the first goes on under the entry's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from auditor.audit import Auditor
from auditor.ingest.record import article_of
from tests.api.hooks import payloads
from tests.api.hooks.conftest import Service
from tests.api.hooks.payloads import FIRST, SECOND, TITLE, portable
from tests.api.hooks.signing import signed

Serve = Callable[..., Service]
TITEL = "Der Hafen bekommt eine neue Fähre"
ERSTER = "Der Hafenrat hat am Dienstag beschlossen, die alte Fähre durch eine neue zu ersetzen, die im Mai fahren soll."
ZWEITER = (
    "Das neue Schiff ist länger als das alte und hat Platz für vierzig Autos, wie der Rat nach der Sitzung mitteilte."
)
ENGLISH, GERMAN = f"{FIRST}\n\n{SECOND}", f"{ERSTER}\n\n{ZWEITER}"
SITE = 'site = "https://harbour.example"'


def contentful() -> dict[str, Any]:
    entry = payloads.contentful()
    german = [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text}]} for text in (ERSTER, ZWEITER)]
    entry["fields"]["title"]["de"] = TITEL
    entry["fields"]["body"]["de"] = {"nodeType": "document", "content": german}
    entry["fields"]["slug"]["de"] = "neue-faehre"
    return entry


def sanity_arrays() -> dict[str, Any]:
    bodies = {"en": [portable(FIRST), portable(SECOND)], "de": [portable(ERSTER), portable(ZWEITER)]}
    fields: dict[str, dict[str, Any]] = {
        "title": {"en": TITLE, "de": TITEL},
        "body": bodies,
        "slug": {"en": "a", "de": "b"},
    }
    kept = {
        name: [{"_key": key, "_type": "internationalizedArrayTextValue", "value": value} for key, value in each.items()]
        for name, each in fields.items()
    }
    return {**payloads.sanity(), **kept}


def sanity_objects() -> dict[str, Any]:
    bodies = {"en": [portable(FIRST), portable(SECOND)], "de": [portable(ERSTER), portable(ZWEITER)]}
    return {
        **payloads.sanity(), "title": {"_type": "localeString", "en": TITLE, "de": TITEL},
        "body": {"_type": "localeBlockContent", **bodies},
    }  # fmt: skip


def storyblok() -> dict[str, Any]:
    told = payloads.storyblok()
    german = [{"type": "paragraph", "content": [{"type": "text", "text": text}]} for text in (ERSTER, ZWEITER)]
    told["story"]["content"] |= {"headline__i18n__de": TITEL, "body__i18n__de": {"type": "doc", "content": german}}
    return told


@pytest.mark.parametrize(
    ("sender", "payload", "names"),
    [
        ("contentful", contentful(), ["contentful:5KsD", "contentful:5KsD:de"]),
        ("sanity", sanity_arrays(), ["sanity:a1", "sanity:a1:de"]),
        ("sanity", sanity_objects(), ["sanity:a1", "sanity:a1:de"]),
        ("storyblok", storyblok(), ["storyblok:123", "storyblok:123:de"]),
    ],
)
def test_each_language_is_an_article_of_its_own(
    serve: Serve, auditor: Auditor, sender: str, payload: dict[str, Any], names: list[str]
) -> None:
    service = serve(sender, SITE)
    request = signed(sender, payload)
    assert service.send(request).status_code == 202
    english, german = (article_of(row, "row") for row in service.rows())
    assert [english.id, german.id] == names
    assert (english.title, english.text) == (TITLE, ENGLISH)
    assert (german.title, german.text, german.language) == (TITEL, GERMAN, "de")
    assert english.url != german.url
    judged = auditor.audit(german).judged
    assert judged.obstacle is not None
    assert (judged.language, judged.obstacle.reason) == ("de", "other-language")
    assert service.send(request).json["status"] == "known"
    assert len(service.rows()) == 2


def test_a_language_without_a_text_is_no_article(serve: Serve) -> None:
    """As recorded: a title is there in German, and nothing else."""
    service = serve("contentful")
    service.send(signed("contentful", payloads.contentful()))
    assert [row["id"] for row in service.rows()] == ["contentful:5KsD"]
    only_german = contentful()
    only_german["fields"]["body"].pop("en-GB")
    service.send(signed("contentful", only_german))
    assert [row["id"] for row in service.rows()] == ["contentful:5KsD", "contentful:5KsD:de"]


def test_what_is_in_no_language_is_so_in_all(serve: Serve) -> None:
    service = serve("contentful", SITE)
    entry = contentful()
    entry["fields"]["slug"].pop("de")
    entry["fields"]["publishDate"] = {"en-GB": "2026-11-19"}
    service.send(signed("contentful", entry))
    english, german = service.rows()
    assert (english["published"], german["published"]) == ("2026-11-19", "2026-11-19")
    assert english["url"] and "url" not in german


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ({"locale": "en"}, "strapi:d1"),
        ({"locale": "de"}, "strapi:d1:de"),
        ({"locale": "de", "documentId": None}, "strapi:1"),
    ],
)
def test_the_languages_of_one_document_of_strapi_are_told_apart(serve: Serve, entry: Any, name: str) -> None:
    service = serve("strapi")
    payload = payloads.strapi()
    service.send(signed("strapi", {**payload, "entry": payload["entry"] | entry}))
    assert [row["id"] for row in service.rows()] == [name]


def test_a_story_asked_for_in_another_language_is_told_apart(serve: Serve) -> None:
    service = serve("storyblok")
    payload = payloads.storyblok()
    payload["story"]["lang"] = "de"
    service.send(signed("storyblok", payload))
    (row,) = service.rows()
    assert (row["id"], row["language"]) == ("storyblok:123:de", "de")


@pytest.mark.parametrize(
    "fields",
    [
        {"body": [{"_key": "a1b2c3d4e5f6", "value": "No language."}]},
        {"body": [{"_key": "en"}, "text"], "title": {"_type": "localeString", "5": "no"}},
        {"body": {"_type": "locale"}},
        {"title__i18n__": "no"},
    ],
)
def test_what_only_looks_like_languages_is_read_as_before(serve: Serve, fields: dict[str, Any]) -> None:
    service = serve("sanity")
    answer = service.send(signed("sanity", {**payloads.sanity(), "text": FIRST, **fields}))
    assert answer.status_code == 202
    assert [row["id"] for row in service.rows()] == ["sanity:a1"]
