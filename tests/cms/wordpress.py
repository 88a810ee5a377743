"""A real WordPress with the plug-in of clients/wordpress: what editors see, and what becomes of the article.

Run by `make test-cms`. The picture of the block editor, taken by a real browser, is left in var/cms.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

import pytest
from playwright.sync_api import Page

from tests.cms.conftest import (
    BUDGET_SECONDS,
    CACHE,
    PAGE_SECONDS,
    SOURCE,
    Note,
    Service,
    Text,
    answers,
    appeals,
    hanging,
    wait_for,
)
from tests.cms.editor import Editor, in_browser
from tests.cms.wordpress_site import APPEAL_BEGINS, PASSWORD, SERVICE_PORT, SITE, Desk, audited, blocks, call

pytest_plugins = ["tests.cms.wordpress_site"]


@pytest.mark.usefixtures("up")
class TestConnected:
    """While the auditor runs."""

    def test_the_block_editor_is_held_back_until_the_appeal_is_gone(
        self, site: Path, service: Service, seed: Text, corrected: Text, stopwatch: Note
    ) -> None:
        desk, reader = Desk(), Editor(SITE)
        status, post = desk.rest("", title=seed.title, content=blocks(seed), status="draft")
        assert status == 201
        number = post["id"]
        status, refused = desk.rest(f"/{number}", status="publish")
        assert (status, refused["code"]) == (422, "auditor_blocked")
        assert "Not published: 1 passage to be changed or settled first." in refused["message"]
        assert APPEAL_BEGINS in refused["message"]
        assert not reader.sees(f"/?p={number}")
        stopwatch(f"seed held back by the gate ({desk.seconds:.1f} s for the editor)")
        draft = service.audit_with(id=f"wordpress:{number}")
        assert draft is not None
        assert draft["source"] == SOURCE
        assert appeals(draft)
        assert refused["data"]["auditor"]["review"] == f"{service.url}/audits/{draft['audit']}"
        assert answers(refused["data"]["auditor"]["review"])
        status, post = desk.rest(f"/{number}", content=blocks(corrected), status="publish")
        assert (status, post["status"]) == (200, "publish")
        assert reader.sees(f"/?p={number}")
        stopwatch(f"corrected text published ({desk.seconds:.1f} s for the editor)")
        audit = wait_for("the audit", lambda: audited(service, number))
        assert (audit["source"], appeals(audit)) == (SOURCE, [])
        assert json.loads((site / "wp-content" / "mu-plugins" / "told.json").read_text())["source"] == SOURCE
        assert answers(f"{service.url}/audits/{audit['audit']}")
        stopwatch("its audit stands in the store")
        status, _ = desk.rest(f"/{number}", content=blocks(seed))
        assert status == 422
        text = reader.open(f"/?rest_route=/wp/v2/posts/{number}")[2]
        assert corrected.paragraphs[0][:20] in text
        assert APPEAL_BEGINS not in text
        stopwatch("a published post keeps its text when the new one is held back")
        status, post = desk.rest("", title=seed.title, content=blocks(seed), status="draft")
        in_browser(lambda window: press_publish(window, post["id"]), CACHE / "wordpress.png")
        stopwatch("the same in a real browser")

    def test_the_classic_editor_and_other_programs_are_held_back(
        self, service: Service, seed: Text, corrected: Text, stopwatch: Note
    ) -> None:
        desk, reader = Desk(), Editor(SITE)
        number, shown = desk.classic(seed)
        assert "Not published: 1 passage to be changed or settled first." in shown
        assert "Open in the auditor" in shown
        assert not reader.sees(f"/?p={number}")
        number, shown = desk.classic(corrected, number)
        assert "Not published" not in shown
        assert reader.sees(f"/?p={number}")
        stopwatch("the classic editor held back, then published")
        remote: Any = ServerProxy(f"{SITE}/xmlrpc.php").wp
        text = {"post_title": seed.title, "post_content": seed.html, "post_status": "publish"}
        made = remote.newPost(1, "ada", PASSWORD, text)
        found = remote.getPost(1, "ada", PASSWORD, made, ["post_status"])
        assert found["post_status"] == "pending"
        assert "Not published: 1 passage" in desk.opening(int(made))
        stopwatch("XML-RPC held back")

    def test_a_scheduled_post_is_asked_about_when_it_is_scheduled(self, seed: Text, stopwatch: Note) -> None:
        status, refused = Desk().rest(
            "", title=seed.title, content=blocks(seed), status="future", date="2038-01-01T08:00:00"
        )
        assert (status, refused["code"]) == (422, "auditor_blocked")
        stopwatch("a scheduled post held back")

    def test_what_gets_past_the_gate_is_found_and_shown(
        self, site: Path, service: Service, seed: Text, stopwatch: Note
    ) -> None:
        desk = Desk()
        _, post = desk.rest("", title=seed.title, content=blocks(seed), status="draft")
        code = f"require 'wp-load.php'; wp_publish_post({post['id']});"
        call("php", "-r", code, folder=site)
        assert Editor(SITE).sees(f"/?p={post['id']}")
        assert appeals(wait_for("the audit", lambda: audited(service, post["id"])))
        wait_for("the notice", lambda: "This text is public, by a way that does not ask" in desk.opening(post["id"]))
        assert APPEAL_BEGINS in desk.opening(post["id"])
        stopwatch("published by code, found and shown")


def press_publish(window: Page, post: int) -> None:
    """Log in, open the post, press Publish, and read what the editor says."""
    window.goto(f"{SITE}/wp-login.php")
    window.get_by_label("Username or Email Address").fill("ada")
    window.locator("#user_pass").fill(PASSWORD)
    window.get_by_role("button", name="Log In").click()
    window.goto(f"{SITE}/wp-admin/post.php?post={post}&action=edit&block-editor=1")
    welcome = window.get_by_role("button", name="Close dialog")
    welcome.or_(window.locator(".interface-pinned-items")).first.wait_for()
    window.evaluate("wp.data.dispatch('core/edit-post').toggleFeature('welcomeGuide')")
    welcome.wait_for(state="detached")
    window.get_by_role("button", name="Publish", exact=True).click()
    window.locator(".editor-post-publish-panel").get_by_role("button", name="Publish", exact=True).click()
    window.locator(".components-notice").get_by_text("An appeal for donations").wait_for()
    window.get_by_role("link", name="Open in the auditor").wait_for()


def test_without_an_answer_the_site_does_as_it_was_told(
    site: Path, service: Service, corrected: Text, stopwatch: Note
) -> None:
    desk, reader = Desk(), Editor(SITE)
    seconds: dict[str, float] = {}
    published: list[int] = []

    def press(fail: str, how: str) -> Any:
        (site / "fail").write_text(fail)
        _, post = desk.rest("", title=corrected.title, content=blocks(corrected), status="draft")
        status, answer = desk.rest(f"/{post['id']}", status="publish")
        seconds[f"{how} {fail}"] = desk.seconds
        assert status == (200 if fail == "open" else 422)
        assert reader.sees(f"/?p={post['id']}") == (fail == "open")
        published.extend([post["id"]] if fail == "open" else [])
        return answer["auditor"]["lines"][0] if fail == "open" else answer["message"]

    assert press("open", "down") == (
        "Published without an audit: the auditor could not be reached. The audit will be made up for."
    )
    assert "Not published: the auditor could not be reached." in press("closed", "down")
    with hanging(SERVICE_PORT):
        late = f"the auditor did not answer within {BUDGET_SECONDS} seconds."
        assert f"Published without an audit: {late}" in press("open", "hanging")
        assert f"Not published: {late}" in press("closed", "hanging")
    stopwatch("without an auditor: " + ", ".join(f"{how} {took:.1f} s" for how, took in seconds.items()))
    for fail in ("open", "closed"):
        assert BUDGET_SECONDS <= seconds[f"hanging {fail}"] < BUDGET_SECONDS + PAGE_SECONDS
    number = published[0]
    answers(f"{SITE}/wp-cron.php")
    wait_for("the notice", lambda: "does not know of the last publication yet" in desk.opening(number))
    with service.up():
        call("php", "-r", f"require 'wp-load.php'; do_action('article_auditor_tell', {number});", folder=site)
        assert wait_for("the audit", lambda: audited(service, number))["source"] == SOURCE
        assert "does not know" not in desk.opening(number)
    stopwatch("what was published meanwhile is audited")
