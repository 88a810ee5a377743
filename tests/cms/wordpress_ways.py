"""Every way to publish in WordPress: the gate is asked before, or finds what is public within a minute."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

import pytest

from tests.cms.conftest import Service, Text, answers, appeals, wait_for
from tests.cms.editor import Editor
from tests.cms.wordpress_site import (
    HELD,
    PASSWORD,
    SITE,
    Desk,
    audited,
    blocks,
    php,
    publish,
    row_asked_about,
    stored,
)

pytest_plugins = ["tests.cms.wordpress_site"]
PAST = "Public, against the gate: 1 passage"


@pytest.fixture(scope="module")
def desk(site: Path) -> Desk:
    """Ada, logged in."""
    return Desk()


@pytest.fixture
def withdrawing(site: Path) -> Iterator[None]:
    """What went past the gate is taken back."""
    (site / "past").write_text("withdraw")
    yield
    (site / "past").write_text("report")


def draft(desk: Desk, text: Text) -> int:
    """The number of a draft."""
    return int(desk.rest("", title=text.title, content=blocks(text), status="draft")[1]["id"])


def quoted(text: Text) -> str:
    """Title and body as PHP's array of a post begins."""
    title, content = (json.dumps(value, ensure_ascii=False).replace("$", "\\$") for value in (text.title, blocks(text)))
    return f"'post_title' => {title}, 'post_content' => wp_slash({content})"


def assert_held(site: Path, post: int, text: Text, way: str) -> None:
    """Fail unless the post is a draft with its text, after the gate was asked by `way`."""
    found = stored(site, post)
    assert found["post_status"] == "draft"
    assert found["post_content"] in (blocks(text), text.html)
    assert row_asked_about(site)["asked"]["way"] == way
    assert not Editor(SITE).sees(f"/?p={post}")


def go_live(site: Path, post: int) -> None:
    """The hour of a scheduled post has come, and WP-Cron works."""
    code = (
        f"global $wpdb; $wpdb->update($wpdb->posts, ['post_date' => '2026-01-02 08:00:00',"
        f" 'post_date_gmt' => '2026-01-02 08:00:00'], ['ID' => {post}]); clean_post_cache({post});"
        f" wp_clear_scheduled_hook('publish_future_post', [{post}]);"
        f" wp_schedule_single_event(time() - 1, 'publish_future_post', [{post}]); delete_transient('doing_cron');"
    )
    php(site, code)
    answers(f"{SITE}/wp-cron.php")


@pytest.mark.usefixtures("up")
class TestAskedBefore:
    """What the gate holds back before it is public."""

    def test_quick_edit(self, site: Path, desk: Desk, seed: Text) -> None:
        number = draft(desk, seed)
        page = desk.open("/wp-admin/edit.php")[2]
        found = re.search(r'id="_inline_edit" name="_inline_edit" value="(\w+)"', page)
        assert found
        sent = {
            "action": "inline-save", "post_type": "post", "post_ID": number, "_status": "publish", "_inline_edit": found[1],
            "post_title": seed.title, "screen": "edit-post", "post_view": "list",
        }  # fmt: skip
        assert HELD in desk.open("/wp-admin/admin-ajax.php", sent)[2], "the row says why"
        assert_held(site, number, seed, "quick-edit")
        assert f"{seed.title[:20]}" in desk.open("/wp-admin/edit.php")[2]

    def test_bulk_edit(self, site: Path, desk: Desk, seed: Text, corrected: Text) -> None:
        numbers = [draft(desk, seed), draft(desk, corrected)]
        form = desk.form("/wp-admin/edit.php", "_wpnonce")
        chosen = "&".join(f"post[]={number}" for number in numbers)
        path = f"/wp-admin/edit.php?action=edit&bulk_edit=Update&_status=publish&post_type=post&{chosen}"
        page = desk.open(f"{path}&_wpnonce={form['_wpnonce']}")[2]
        assert page.count(f"<p>{seed.title}: {HELD}</p>") == 1
        assert f"{corrected.title}: Not" not in page.replace(f"{seed.title}: {HELD}", "")
        assert stored(site, numbers[0])["post_status"] == "draft"
        assert stored(site, numbers[1])["post_status"] == "publish"
        assert f"{seed.title}: {HELD}" not in desk.open("/wp-admin/edit.php")[2], "once is enough"

    def test_restored_revision(self, site: Path, desk: Desk, seed: Text, corrected: Text) -> None:
        number = publish(desk, corrected)
        made = f"echo _wp_put_post_revision(['ID' => {number}, 'post_excerpt' => '', {quoted(seed)}]);"
        revision = int(php(site, made.replace("wp_slash", "")))
        page = desk.open(f"/wp-admin/revision.php?revision={revision}")[2]
        found = re.search(rf'"restoreUrl":("[^"]*revision={revision}[^"]*")', page)
        assert found
        desk.open(json.loads(found[1]).replace("&amp;", "&"))
        assert row_asked_about(site)["asked"]["way"] == "restored-revision"
        assert stored(site, number)["post_content"] == blocks(corrected)
        assert "Not updated: 1 passage" in desk.opening(number)

    def test_rest_with_an_application_password(self, site: Path, seed: Text) -> None:
        code = "echo WP_Application_Passwords::create_new_application_password(1, ['name' => 'app'])[0];"
        basic = base64.b64encode(f"ada:{php(site, code)}".encode()).decode()
        values = {"title": seed.title, "content": blocks(seed), "status": "publish"}
        answer = Editor(SITE).open("/?rest_route=/wp/v2/posts", values, Authorization=f"Basic {basic}")
        post = json.loads(answer[2])
        assert (answer[0], post["status"]) == (201, "draft"), post
        assert_held(site, post["id"], seed, "rest")

    def test_xml_rpc(self, site: Path, desk: Desk, seed: Text, corrected: Text) -> None:
        remote: Any = ServerProxy(f"{SITE}/xmlrpc.php").wp
        text = {"post_title": seed.title, "post_content": seed.html, "post_status": "publish"}
        assert_held(site, int(remote.newPost(1, "ada", PASSWORD, text)), seed, "xml-rpc")
        number = publish(desk, corrected)
        remote.editPost(1, "ada", PASSWORD, number, {"post_content": seed.html})
        assert stored(site, number)["post_content"] == blocks(corrected)

    def test_scheduling(self, site: Path, desk: Desk, seed: Text) -> None:
        _, post = desk.rest("", title=seed.title, content=blocks(seed), status="future", date="2038-01-01T08:00:00")
        assert_held(site, post["id"], seed, "block-editor")
        assert stored(site, post["id"])["post_date"] == "2038-01-01 08:00:00"

    def test_a_scheduled_post_goes_live(self, site: Path, desk: Desk, seed: Text, corrected: Text) -> None:
        date = (datetime.now(UTC) + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M:%S")
        clean, changed = (
            desk.rest("", title=corrected.title, content=blocks(corrected), status="future", date=date)[1]["id"]
            for _ in range(2)
        )
        go_live(site, clean)
        wait_for("the post", lambda: Editor(SITE).sees(f"/?p={clean}"))
        behind = "global $wpdb; $wpdb->update($wpdb->posts, ['post_content' => stripslashes(%s)], ['ID' => %d]);"
        php(site, behind % (f"[{quoted(seed)}]['post_content']", changed))
        go_live(site, changed)
        wait_for("the answer", lambda: stored(site, changed)["post_status"] == "draft")
        assert_held(site, changed, seed, "schedule")

    def test_wp_cli(self, site: Path, desk: Desk, seed: Text) -> None:
        number = int(php(site, f"echo wp_insert_post([{quoted(seed)}, 'post_status' => 'publish']);"))
        assert_held(site, number, seed, "cli")
        number = draft(desk, seed)
        php(site, f"wp_update_post(['ID' => {number}, 'post_status' => 'publish']);")
        assert_held(site, number, seed, "cli")

    def test_import(self, site: Path, seed: Text, corrected: Text) -> None:
        code = "define('WP_IMPORTING', true); echo wp_insert_post([%s, 'post_status' => 'publish', 'import_id' => %d]);"
        assert int(php(site, code % (quoted(seed), 9001))) == 9001
        assert_held(site, 9001, seed, "import")
        old = f"{quoted(corrected)}, 'post_date' => '2019-05-04 08:00:00'"
        assert int(php(site, code % (old, 9002))) == 9002
        assert stored(site, 9002)["post_status"] == "publish"
        assert row_asked_about(site)["goes_live"].startswith("2019-05-04")

    def test_a_form_of_the_site(self, site: Path, seed: Text) -> None:
        values = {"told_by_a_reader": 1, "title": seed.title, "content": seed.html}
        assert_held(site, int(Editor(SITE).open("/", values)[2]), seed, "code")

    def test_out_of_the_trash(self, site: Path, desk: Desk, seed: Text) -> None:
        number = draft(desk, seed)
        back = "add_filter('wp_untrash_post_status', fn() => 'publish');"
        php(site, f"wp_trash_post({number}); {back} wp_untrash_post({number});")
        assert_held(site, number, seed, "cli")

    def test_private_to_public(self, site: Path, desk: Desk, seed: Text) -> None:
        _, post = desk.rest("", title=seed.title, content=blocks(seed), status="private")
        status, post = desk.rest(f"/{post['id']}", status="publish")
        assert (status, post["status"]) == (200, "private")
        assert post["auditor"]["lines"][0] == HELD

    def test_without_its_password(self, site: Path, desk: Desk, seed: Text, corrected: Text) -> None:
        number = publish(desk, corrected, password="among us")
        behind = "global $wpdb; $wpdb->update($wpdb->posts, ['post_content' => stripslashes(%s)], ['ID' => %d]);"
        php(site, behind % (f"[{quoted(seed)}]['post_content']", number))
        assert desk.rest(f"/{number}", password="")[0] == 422
        assert stored(site, number)["post_password"] == "among us"


@pytest.mark.usefixtures("up")
class TestFoundAfterwards:
    """What WordPress gives no hook for."""

    def test_wp_publish_post(self, site: Path, service: Service, desk: Desk, seed: Text) -> None:
        number = draft(desk, seed)
        php(site, f"wp_publish_post({number});")
        assert Editor(SITE).sees(f"/?p={number}")
        assert appeals(wait_for("the audit", lambda: audited(service, number)))
        assert row_asked_about(site)["asked"] == {"way": "publication", "public": True}
        assert PAST in desk.opening(number)

    def test_a_transition_by_code(self, site: Path, desk: Desk, seed: Text, withdrawing: None) -> None:
        number = draft(desk, seed)
        code = (
            f"global $wpdb; $wpdb->update($wpdb->posts, ['post_status' => 'publish'], ['ID' => {number}]);"
            f" clean_post_cache({number}); wp_transition_post_status('publish', 'draft', get_post({number}));"
        )
        php(site, code)
        assert not Editor(SITE).sees(f"/?p={number}")
        assert stored(site, number)["post_content"] == blocks(seed)
        told = json.loads((site / "wp-content" / "mu-plugins" / "told.json").read_text())
        assert (told["type"], told["data"]["post_id"]) == ("post.withdrawn", number)
        assert "Withdrawn: this text was public" in desk.opening(number)


def test_scheduled_while_the_auditor_was_down(site: Path, service: Service, desk: Desk, seed: Text) -> None:
    date = (datetime.now(UTC) + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M:%S")
    _, post = desk.rest("", title=seed.title, content=blocks(seed), status="future", date=date)
    assert post["status"] == "future", "nobody could be asked, and the site lets through"
    with service.up():
        go_live(site, post["id"])
        wait_for("the answer", lambda: stored(site, post["id"])["post_status"] == "draft")
    assert_held(site, post["id"], seed, "schedule")
