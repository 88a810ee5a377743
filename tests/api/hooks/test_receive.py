"""`POST /v1/hooks/{source}`: what is signed is queued once; what is not is refused and leaves nothing behind."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.deliveries import MAX_DELIVERY_BYTES
from api.hooks import SENDERS
from auditor.cms.connection import SENDERS as NAMES
from auditor.ingest.record import article_of
from auditor.settings import SettingsError
from auditor.store import jobs
from auditor.store.tables import job
from tests.api.hooks import payloads
from tests.api.hooks.conftest import Service
from tests.api.hooks.payloads import FIRST, PAYLOADS, SECOND, TITLE
from tests.api.hooks.signing import OTHER, PROOFS, SECRETS, SOURCE, STANDARD, TIMED, signed
from tests.performance.clock import slowness

Serve = Callable[..., Service]
SITE = 'site = "https://harbour.example"'
EVERY = pytest.mark.parametrize("sender", sorted(PAYLOADS))


def refused(service: Service, response: Any, status: int, says: str) -> None:
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert says in response.json["detail"]
    assert service.rows() == []


def test_every_sender_has_its_module() -> None:
    assert set(SENDERS) == set(NAMES) == set(PAYLOADS)


@EVERY
def test_an_article_is_queued_as_its_sender_tells_it(serve: Serve, sender: str) -> None:
    service = serve(sender, SITE)
    response = service.send(signed(sender, PAYLOADS[sender]()))
    assert (response.status_code, response.json["status"]) == (202, "accepted")
    assert response.headers["Location"] == f"/v1/jobs/{response.json['job']}"
    (row,) = service.rows()
    article = article_of(row, "row")
    assert (article.title, article.source) == (TITLE, SOURCE)
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert (
        article.url
        == "https://harbour.example/board-votes/"[
            : -1 if sender in ("contentful", "sanity", "storyblok", "strapi") else None
        ]
    )
    assert "@" not in json.dumps(row)
    if sender != "github":
        assert str(article.published_on) == "2026-11-20"
        assert str(article.modified)[:10] == "2026-11-21"
    if sender not in ("github", "contentful", "storyblok"):
        assert article.authors == ("Ada Lund",)
    if sender in ("standard", "wagtail", "ghost"):
        assert article.social_titles == ("A ferry, at last",)


@EVERY
def test_a_forged_delivery_is_refused(serve: Serve, sender: str) -> None:
    service = serve(sender)
    refused(service, service.send(signed(sender, PAYLOADS[sender](), secret=OTHER)), 401, "does not fit the body")


@EVERY
def test_an_unsigned_delivery_is_refused(serve: Serve, sender: str) -> None:
    service = serve(sender)
    request = signed(sender, PAYLOADS[sender]())
    request.headers.pop(PROOFS[sender])
    refused(service, service.send(request), 401, "The delivery has no header")


@pytest.mark.parametrize("sender", sorted(set(PAYLOADS) - {"strapi"}))
def test_a_changed_body_is_refused(serve: Serve, sender: str) -> None:
    service = serve(sender)
    request = signed(sender, PAYLOADS[sender]())
    request.body = request.body.replace(b"ferry", b"merry")
    refused(service, service.send(request), 401, "does not fit the body")


@pytest.mark.parametrize("sender", TIMED)
@pytest.mark.parametrize(("age", "says"), [(301.5, "seconds ago"), (-303, "ahead of this service's clock")])
def test_a_stale_delivery_is_refused(serve: Serve, sender: str, age: float, says: str) -> None:
    service = serve(sender)
    refused(service, service.send(signed(sender, PAYLOADS[sender](), age=age)), 401, says)


@pytest.mark.parametrize("sender", TIMED)
def test_a_new_time_on_an_old_signature_is_refused(serve: Serve, sender: str) -> None:
    service = serve(sender)
    old, new = (signed(sender, PAYLOADS[sender](), age=age, name="msg_1") for age in (4000, 0))
    for name, value in new.headers.items():
        if name.lower() in ("webhook-timestamp", "x-contentful-timestamp"):
            old.headers[name] = value
        elif sender in ("ghost", "sanity") and name == PROOFS[sender]:
            old.headers[name] = old.headers[name].replace(_stamp(old.headers[name]), _stamp(value))
    refused(service, service.send(old), 401, "does not fit the body")


def _stamp(header: str) -> str:
    return header.partition("t=")[2].partition(",")[0]


@EVERY
def test_the_same_delivery_again_is_answered_and_nothing_is_done_twice(serve: Serve, sender: str) -> None:
    service = serve(sender)
    request = signed(sender, PAYLOADS[sender]())
    first = service.send(request)
    again = service.send(request)
    assert (again.status_code, again.json) == (200, {"status": "known", "job": first.json["job"]})
    assert len(service.rows()) == 1


def test_an_id_that_is_not_signed_makes_no_new_delivery(serve: Serve) -> None:
    service = serve("github")
    request = signed("github", PAYLOADS["github"]())
    service.send(request)
    request.headers["X-GitHub-Delivery"] = "another"
    assert service.send(request).json["status"] == "known"


def test_posts_with_the_same_number_on_two_sites_of_a_network_are_two_articles(serve: Serve) -> None:
    service = serve("wordpress")
    for blog in (1, 2):
        told = payloads.wordpress()
        told["data"].update(blog_id=blog, section="Harbour", modified_gmt=f"2026-11-21 09:30:0{blog}")
        service.send(signed("wordpress", told))
    assert [row["id"] for row in service.rows()] == ["wordpress:1-4", "wordpress:2-4"]
    assert {row["section"] for row in service.rows()} == {"Harbour"}


def test_two_events_of_one_publication_are_one_delivery(serve: Serve) -> None:
    service = serve("ghost")
    service.send(signed("ghost", payloads.ghost("post.published")))
    assert service.send(signed("ghost", payloads.ghost("post.published.edited"))).json["status"] == "known"
    changed = payloads.ghost("post.published.edited", html="<p>Put right.</p>")
    assert service.send(signed("ghost", changed)).status_code == 202


@pytest.mark.parametrize(
    ("sender", "payload"),
    [
        ("standard", {"type": "article.unpublished", "data": {}}),
        ("standard", {"type": "article.deleted"}),
        ("wagtail", {**payloads.wagtail("page.unpublished")}),
        ("wordpress", {**payloads.wordpress("post.unpublished")}),
        ("ghost", payloads.ghost("post.unpublished", status="draft")),
        ("ghost", {"event": "post.deleted", "post": {"current": {}, "previous": {"id": "1"}}}),
        ("contentful", {**payloads.contentful(), "sys": {"type": "DeletedEntry", "id": "1"}}),
        ("sanity", {**payloads.sanity(), "_id": "drafts.a1"}),
        ("sanity", {**payloads.sanity(), "operation": "delete"}),
        ("github", {"ref": "refs/heads/main", "commits": []}),
        ("github", {"zen": "Keep it simple.", "hook_id": 1}),
        ("storyblok", {"action": "unpublished", "story_id": 123}),
        ("storyblok", {"action": "published", "story_id": 123, "text": "The user published the Story"}),
        ("strapi", payloads.strapi("entry.unpublish")),
        ("strapi", {**payloads.strapi("entry.update"), "entry": {"id": 1, "title": TITLE, "publishedAt": None}}),
    ],
)  # fmt: skip
def test_what_leaves_nothing_in_public_is_answered_and_not_audited(serve: Serve, sender: str, payload: Any) -> None:
    service = serve(sender)
    response = service.send(signed(sender, payload))
    assert (response.status_code, response.json["status"]) == (200, "ignored")
    assert response.json["reason"]
    assert service.rows() == []


@pytest.mark.parametrize(
    ("configured", "sent"), [("storyblok", "standard"), ("standard", "storyblok"), ("ghost", "github")]
)
def test_no_header_picks_the_scheme(serve: Serve, configured: str, sent: str) -> None:
    service = serve(configured)
    response = service.send(signed(sent, PAYLOADS[sent](), secret=SECRETS[configured] if sent != "standard" else OTHER))
    assert response.status_code == 401
    assert service.rows() == []


def test_two_secrets_are_active_while_one_replaces_the_other(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "new").write_text(OTHER + "\n", encoding="utf-8")
    service = serve("ghost", secrets='["env:HOOK_SECRET", "file:new"]')
    for number, secret in enumerate((SECRETS["ghost"], OTHER)):
        payload = payloads.ghost(title=f"{TITLE} {number}")
        assert service.send(signed("ghost", payload, secret=secret)).status_code == 202
    assert service.send(signed("ghost", payloads.ghost(), secret="a third secret of the desk")).status_code == 401


def test_half_a_delivery_is_refused(serve: Serve) -> None:
    service = serve("strapi")
    request = signed("strapi", PAYLOADS["strapi"]())
    whole, request.body = request.body, request.body[:100]
    refused(service, service.send(request), 400, "not JSON")
    refused(
        service,
        service.send(request, environ_overrides={"CONTENT_LENGTH": str(len(whole))}),
        400,
        "ended before it was whole",
    )


@pytest.mark.parametrize("body", [b"", b"[]", b'"text"', b"\xff{}", b"[" * 100_000, b"{"])
def test_what_is_no_object_is_refused(serve: Serve, body: bytes) -> None:
    service = serve("github")
    refused(service, service.send(signed("github", body)), 400, "JSON")


def test_a_signed_event_may_be_called_anything(serve: Serve) -> None:
    service = serve("standard")
    answer = service.send(signed("standard", rb'{"type": "\ud800\u0000", "data": {}}'))
    assert (answer.status_code, answer.json["status"]) == (200, "ignored")


def test_what_is_not_json_by_its_type_is_refused(serve: Serve) -> None:
    service = serve("standard")
    request = signed("standard", PAYLOADS["standard"]())
    request.headers["Content-Type"] = "application/x-www-form-urlencoded"
    refused(service, service.send(request), 415, "application/json")


def test_what_is_over_long_is_refused(serve: Serve) -> None:
    service = serve("standard")
    request = signed("standard", b" " * (MAX_DELIVERY_BYTES + 1))
    response = service.send(request)
    assert (response.status_code, service.rows()) == (413, [])
    request = signed("standard", PAYLOADS["standard"]())
    request.headers["Webhook-Signature"] *= 200
    refused(service, service.send(request), 400, "characters")


@pytest.mark.parametrize("stamp", ["soon", "1e9", "-5", "٣", "9" * 40, "1795308362.5"])
def test_a_time_that_is_none_is_refused(serve: Serve, stamp: str) -> None:
    service = serve("ghost")
    request = signed("ghost", payloads.ghost())
    request.headers = {
        "Content-Type": "application/json",
        "X-Ghost-Signature": f"sha256=ab, t={stamp}".encode().decode("latin-1"),
    }
    refused(service, service.send(request), 400, "no whole number of milliseconds")


@pytest.mark.parametrize(
    ("sender", "payload", "says"),
    [
        ("standard", {"data": {}}, "no type"),
        ("standard", {"type": "article.published", "data": []}, "no object 'data'"),
        ("standard", {"type": "article.published", "data": {"title": TITLE}}, "no text of an article"),
        ("standard", {"type": "article.published", "data": {"text": 5}}, "must be text"),
        ("standard", {"type": "article.published", "data": {"text": "a\0b"}}, "NUL character"),
        ("standard", {"type": "article.published", "data": {"text": "\ud800"}}, "surrogate pair"),
        ("wagtail", {"type": "page.published"}, "no object 'data'"),
        ("ghost", {"type": "article.published"}, "no object 'post'"),
        ("contentful", {"fields": {}}, "no object 'sys'"),
        ("strapi", {"event": "entry.publish"}, "no object 'entry'"),
        ("sanity", {"_id": "a", "operation": "create", "story": "Elsewhere."}, "`fields` in the settings"),
        ("sanity", {"_id": "a", "operation": "publish"}, "delta::operation()"),
    ],
)
def test_a_payload_of_something_else_is_told(serve: Serve, sender: str, payload: Any, says: str) -> None:
    service = serve(sender)
    body = json.dumps(payload).encode()
    refused(service, service.send(signed(sender, body)), 422, says)


def test_a_newsroom_names_its_own_fields(serve: Serve) -> None:
    service = serve("sanity", 'fields = {title = "hed", body = "story"}')
    service.send(
        signed(
            "sanity",
            {
                "operation": "create",
                "_id": "a",
                "title": "Kicker",
                "hed": TITLE,
                "body": "no",
                "story": [payloads.portable(FIRST)],
            },
        )
    )
    (row,) = service.rows()
    assert (row["title"], row["text"]) == (TITLE, FIRST)


def test_a_source_without_a_hook_is_not_found(serve: Serve) -> None:
    service = serve("standard")
    request = signed("standard", PAYLOADS["standard"]())
    request.path = "/v1/hooks/elsewhere.example"
    refused(service, service.send(request), 404, "No hook is configured")


def test_a_full_queue_keeps_nothing_and_asks_to_be_sent_again(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    service = serve("standard")
    request = signed("standard", PAYLOADS["standard"]())
    monkeypatch.setattr(jobs, "MAX_OPEN", 0)
    response = service.send(request)
    assert (response.status_code, service.rows()) == (503, [])
    assert int(response.headers["Retry-After"]) > 0
    monkeypatch.undo()
    assert service.send(request).status_code == 202


@pytest.mark.alone
def test_a_delivery_is_answered_in_a_tenth_of_a_second(serve: Serve) -> None:
    service = serve("ghost")
    took = []
    for number in range(15):
        request = signed("ghost", payloads.ghost(title=f"{TITLE} {number}", html=payloads.HTML * 200))
        began = time.perf_counter()
        assert service.send(request).status_code == 202
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.1 * slowness(time.perf_counter)


@pytest.mark.parametrize(
    ("sender", "secrets", "says"),
    [
        ("ghost", '["env:NO_SUCH_SECRET"]', "auditor.toml:3: env:NO_SUCH_SECRET: not set"),
        ("ghost", '["file:nowhere"]', "auditor.toml:3: file:nowhere: "),
        ("ghost", '["env:SHORT"]', "auditor.toml:3: env:SHORT: under 16 characters"),
        ("ghost", '["my-own-secret-in-plain-sight"]', "a secret stands elsewhere: env:NAME or file:PATH"),
        ("ghost", '["env:A", "env:B", "env:C"]', "auditor.toml:3: source.harbour.example.hook: secrets: "),
        ("standard", '["env:NOT_BASE64"]', "whsec_ and base64"),
    ],
)
def test_a_secret_that_cannot_be_had_is_told_at_the_start(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, sender: str, secrets: str, says: str
) -> None:
    monkeypatch.setenv("SHORT", "abc")
    monkeypatch.setenv("NOT_BASE64", "whsec_?????????????????")
    with pytest.raises(SettingsError) as raised:
        serve(sender, secrets=secrets)
    assert says in str(raised.value)
    assert "?????" not in str(raised.value)
    assert "plain-sight" not in str(raised.value)


@pytest.mark.parametrize("sender", sorted(STANDARD))
def test_type_and_window_are_the_settings_own(serve: Serve, sender: str) -> None:
    service = serve(sender, "window = 20")
    assert service.send(signed(sender, PAYLOADS[sender](), age=30)).status_code == 401
    assert service.send(signed(sender, PAYLOADS[sender](), age=10)).status_code == 202


@pytest.mark.parametrize(
    ("sender", "kind", "data", "name"),
    [
        ("wagtail", "page.withdrawn", {"page_id": 4}, "wagtail:4"),
        ("wordpress", "post.withdrawn", {"post_id": 8}, "wordpress:8"),
        ("wordpress", "post.withdrawn", {"post_id": 8, "blog_id": 2}, "wordpress:2-8"),
        ("standard", "article.withdrawn", {"id": "cms:4"}, "cms:4"),
    ],
)
def test_what_a_client_took_offline_is_queued_once(
    serve: Serve, sender: str, kind: str, data: dict[str, Any], name: str
) -> None:
    service = serve(sender)
    told = {"type": kind, "source": SOURCE, "data": data}
    first, again = (service.send(signed(sender, told, name="msg_1")) for _ in range(2))
    assert (first.status_code, again.json["status"]) == (202, "known")
    with service.store.reading() as connection:
        (row,) = connection.execute(select(job.c.kind, job.c.payload)).all()
    assert (row.kind, row.payload) == ("withdrawal", {"source": SOURCE, "id": name})


def test_two_sites_of_one_network_are_two_articles(serve: Serve) -> None:
    service = serve("wordpress")
    payload = PAYLOADS["wordpress"]()
    for blog in (1, 2):
        service.send(signed("wordpress", {**payload, "data": {**payload["data"], "blog_id": blog}}))
    number = payload["data"]["post_id"]
    assert sorted(row["id"] for row in service.rows()) == [f"wordpress:1-{number}", f"wordpress:2-{number}"]
