"""What each sender sends, in the shape that was recorded of it or is documented, about an article of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

TITLE = "Board votes for a new ferry"
FIRST = "The harbour board voted on Tuesday to replace the old ferry."
SECOND = "The new ship is to sail in May, the board said."
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
PUBLISHED = "2026-11-20T08:00:00.000Z"
CHANGED = "2026-11-21T09:30:00.000Z"
PERSON = {"id": "1", "name": "Ada Lund", "slug": "ada", "email": "ada@harbour.example"}


def portable(text: str) -> dict[str, Any]:
    return {
        "_type": "block",
        "_key": "k",
        "style": "normal",
        "children": [{"_type": "span", "text": text, "marks": []}],
    }


def ghost(event: str = "post.published", **changed: Any) -> dict[str, Any]:
    post = {
        "id": "6b023f4d5e2a6519ff868c2f", "uuid": "u", "title": TITLE, "slug": "board-votes", "html": HTML,
        "comment_id": "1", "plaintext": FIRST, "feature_image": None, "featured": False, "status": "published",
        "visibility": "public", "created_at": PUBLISHED, "updated_at": CHANGED, "published_at": PUBLISHED,
        "canonical_url": None, "url": "https://harbour.example/board-votes/", "excerpt": FIRST, "og_title": "A ferry, at last",
        "twitter_title": None, "meta_title": None, "authors": [PERSON, {"name": "desk@harbour.example"}],
        "primary_author": PERSON, "tags": [], "reading_time": 1, "email_segment": "all",
    }  # fmt: skip
    return {
        "event": event,
        "post": {"current": {**post, **changed}, "previous": {"status": "draft", "updated_at": PUBLISHED}},
    }


def wagtail(kind: str = "page.published") -> dict[str, Any]:
    page = {
        "cms": "wagtail", "page_id": 4, "page_type": "home.NewsArticlePage", "title": TITLE, "draft_title": TITLE,
        "slug": "board-votes", "url": "https://harbour.example/board-votes/", "locale": "en", "live": True,
        "first_published_at": "2026-11-20T08:00:00.612867+00:00", "revision": 1, "user": None, "intro": "",
        "body_html": HTML, "seo_title": "A ferry, at last", "authors": ["Ada Lund", "ada@harbour.example"],
        "last_published_at": "2026-11-21T09:30:00+00:00",
    }  # fmt: skip
    return {"type": kind, "timestamp": "2026-11-22T00:46:00Z", "data": page}


def wordpress(kind: str = "post.published") -> dict[str, Any]:
    post = {
        "cms": "wordpress", "cms_version": "6.1.9", "post_id": 4, "post_type": "post", "status": "publish",
        "title": TITLE, "content_raw": f"<!-- wp:paragraph -->{HTML}<!-- /wp:paragraph -->", "content_html": HTML,
        "excerpt": "", "slug": "board-votes", "link": "https://harbour.example/board-votes/", "author": 1,
        "authors": ["Ada Lund"], "date_gmt": "2026-11-20 08:00:00", "modified_gmt": "2026-11-21 09:30:00",
        "locale": "en_US", "old_status": "draft",
    }  # fmt: skip
    return {"type": kind, "timestamp": "2026-11-22T00:46:00Z", "data": post}


def standard(kind: str = "article.published") -> dict[str, Any]:
    row = {
        "id": "4", "title": TITLE, "html": HTML, "url": "https://harbour.example/board-votes/", "published": PUBLISHED,
        "modified": CHANGED, "language": "en", "authors": ["Ada Lund", "ada@harbour.example"],
        "social_titles": ["A ferry, at last"], "source": "somebody-else.example",
    }  # fmt: skip
    return {"type": kind, "timestamp": "2026-11-22T00:46:00Z", "data": row}


def contentful() -> dict[str, Any]:
    text = {"nodeType": "text", "value": "Tuesday", "marks": [{"type": "bold"}]}
    before, _, after = FIRST.partition("Tuesday")
    link = {"nodeType": "hyperlink", "data": {"uri": "https://x.example"}, "content": [text]}
    first = [{"nodeType": "text", "value": before}, link, {"nodeType": "text", "value": after}]
    document = {"nodeType": "document", "content": [
        {"nodeType": "paragraph", "content": first},
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": SECOND}]},
    ]}  # fmt: skip
    return {
        "metadata": {"tags": []},
        "fields": {"title": {"en-GB": TITLE, "de": "Neue Fähre"}, "slug": {"en-GB": "board-votes"}, "body": {"en-GB": document}},
        "sys": {"type": "Entry", "id": "5KsD", "contentType": {"sys": {"id": "article"}}, "version": 3,
                "createdAt": PUBLISHED, "updatedAt": CHANGED, "updatedBy": {"sys": {"id": "u"}}},
    }  # fmt: skip


def sanity() -> dict[str, Any]:
    return {
        "operation": "update", "_id": "a1", "_type": "article", "_createdAt": PUBLISHED, "_updatedAt": CHANGED, "title": TITLE,
        "slug": {"_type": "slug", "current": "board-votes"}, "publishedAt": PUBLISHED, "authors": [PERSON],
        "body": [portable(FIRST), {"_type": "image", "asset": {"_ref": "i"}}, portable(SECOND)],
    }  # fmt: skip


def github() -> dict[str, Any]:
    row = {"id": "4", "title": TITLE, "text": f"{FIRST}\n\n{SECOND}", "url": "https://harbour.example/board-votes/"}
    return {"action": "article", "branch": "main", "client_payload": row, "repository": {"full_name": "harbour/site"}}


def storyblok() -> dict[str, Any]:
    def paragraph(text: str) -> dict[str, Any]:
        return {"type": "paragraph", "content": [{"type": "text", "text": text}]}

    content = {
        "component": "article",
        "headline": TITLE,
        "body": {"type": "doc", "content": [paragraph(FIRST), paragraph(SECOND)]},
    }
    return {
        "action": "published", "text": "The user ada@harbour.example published the Story", "space_id": 1, "story_id": 123,
        "full_slug": "board-votes", "story": {"id": 123, "name": TITLE, "full_slug": "board-votes", "content": content,
        "first_published_at": PUBLISHED, "published_at": CHANGED, "lang": "default"},
    }  # fmt: skip


def strapi(event: str = "entry.publish") -> dict[str, Any]:
    blocks = [{"type": "paragraph", "children": [{"type": "text", "text": text}]} for text in (FIRST, SECOND)]
    entry = {
        "id": 1, "documentId": "d1", "title": TITLE, "slug": "board-votes", "body": blocks, "publishedAt": PUBLISHED,
        "updatedAt": CHANGED, "locale": "en", "author": PERSON,
    }  # fmt: skip
    return {"event": event, "createdAt": CHANGED, "model": "article", "uid": "api::article.article", "entry": entry}


PAYLOADS: dict[str, Callable[[], dict[str, Any]]] = {
    "standard": standard, "wagtail": wagtail, "wordpress": wordpress, "ghost": ghost, "contentful": contentful,
    "sanity": sanity, "github": github, "storyblok": storyblok, "strapi": strapi,
}  # fmt: skip
