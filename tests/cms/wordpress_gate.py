"""WordPress at the gate: what editors typed is in the database whole, and they are told the truth about it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

import pytest
from playwright.sync_api import Page

from tests.cms.conftest import Note, Service, Text, wait_for
from tests.cms.editor import Editor, in_browser
from tests.cms.wordpress_site import (
    APPEAL_BEGINS,
    HELD,
    PASSWORD,
    PICTURES,
    SITE,
    Desk,
    blocks,
    call,
    log_in,
    php,
    publish,
    row_asked_about,
    stored,
)

pytest_plugins = ["tests.cms.wordpress_site"]
NOT_UPDATED = "Not updated: 1 passage to be changed or settled first; readers see the text of before."


@pytest.fixture(scope="module")
def desk(site: Path) -> Desk:
    """Ada, logged in."""
    return Desk()


@pytest.fixture(scope="module")
def tag(site: Path) -> int:
    """A term."""
    return int(php(site, "echo wp_insert_term('harbour', 'post_tag')['term_id'];"))


@pytest.fixture
def fail_closed(site: Path) -> Iterator[None]:
    """What nobody could audit is not published."""
    (site / "fail").write_text("closed")
    yield
    (site / "fail").write_text("open")


def assert_whole(site: Path, post: int, text: Text, content: str) -> None:
    """Fail unless the draft has all that was typed."""
    found = stored(site, post)
    assert found["post_status"] == "draft"
    assert found["post_title"] == text.title
    assert found["post_content"] == content
    assert all(paragraph[:40].split(".")[0] in found["post_content"] for paragraph in text.paragraphs)
    assert found["post_excerpt"] == "A ferry, at last."
    assert found["meta"] == "What the board said"
    assert "harbour" in found["terms"]


@pytest.mark.usefixtures("up")
class TestAsked:
    """While the auditor runs."""

    def test_rest_keeps_every_field_of_a_new_post(self, site: Path, desk: Desk, seed: Text, tag: int) -> None:
        content, fields = blocks(seed), {"excerpt": "A ferry, at last.", "tags": tag}
        status, post = desk.rest(
            "",
            title=seed.title,
            content=content,
            status="publish",
            **fields,
            **{"meta[subtitle]": "What the board said"},
        )
        assert (status, post["status"]) == (201, "draft"), post["auditor"]
        assert post["auditor"]["lines"][0] == HELD
        assert post["auditor"]["review"]
        assert_whole(site, post["id"], seed, content)
        assert not Editor(SITE).sees(f"/?p={post['id']}")

    def test_the_classic_editor_keeps_every_field_of_a_new_post(
        self, site: Path, desk: Desk, seed: Text, tag: int
    ) -> None:
        fields: dict[str, Any] = {
            "excerpt": "A ferry, at last.", "tax_input[post_tag]": "harbour",
            "metakeyinput": "subtitle", "metavalue": "What the board said",
        }  # fmt: skip
        number, shown = desk.classic(seed, **fields)
        assert HELD in shown
        assert "Post published" not in shown
        assert_whole(site, number, seed, seed.html)

    def test_xml_rpc_keeps_every_field_of_a_new_post(self, site: Path, seed: Text, tag: int) -> None:
        remote: Any = ServerProxy(f"{SITE}/xmlrpc.php").wp
        text = {
            "post_title": seed.title, "post_content": seed.html, "post_status": "publish",
            "post_excerpt": "A ferry, at last.", "terms_names": {"post_tag": ["harbour"]},
            "custom_fields": [{"key": "subtitle", "value": "What the board said"}],
        }  # fmt: skip
        assert_whole(site, int(remote.newPost(1, "ada", PASSWORD, text)), seed, seed.html)

    def test_a_refused_update_leaves_readers_the_text_of_before_and_keeps_the_new(
        self, site: Path, desk: Desk, seed: Text, corrected: Text, tag: int
    ) -> None:
        number = publish(desk, corrected)
        status, refused = desk.rest(
            f"/{number}", content=blocks(seed), excerpt="New.", tags=tag, **{"meta[subtitle]": "Kept too"}
        )
        assert status == 422, refused["auditor"]
        assert refused["message"].startswith(NOT_UPDATED)
        found = stored(site, number)
        assert (found["post_status"], found["post_content"]) == ("publish", blocks(corrected))
        assert found["revisions"][0] == blocks(seed)
        assert (found["meta"], set(found["terms"])) == ("Kept too", {"Uncategorized", "harbour"})
        assert APPEAL_BEGINS not in Editor(SITE).open(f"/?p={number}")[2]
        form = desk.form(f"/wp-admin/post.php?post={number}&action=edit", "post_title")
        assert APPEAL_BEGINS in form["content"], "the editor opens what was refused"
        assert form["excerpt"] == "New."
        _, shown = desk.classic(seed, number)
        assert NOT_UPDATED in shown
        assert "Post updated" not in shown
        _, shown = desk.classic(corrected, number)
        assert "Not updated" not in shown
        assert APPEAL_BEGINS not in desk.form(f"/wp-admin/post.php?post={number}&action=edit", "post_title")["content"]

    def test_the_text_is_there_even_if_php_ends_while_it_asks(
        self, site: Path, desk: Desk, seed: Text, corrected: Text
    ) -> None:
        typed = Text(seed.title, [*seed.paragraphs, "PHP dies here"])
        _, draft = desk.rest("", title="x", content="x", status="draft")
        public = publish(desk, corrected)
        for path in (f"/{draft['id']}", f"/{public}", ""):
            answer = desk.open(
                f"/?rest_route=/wp/v2/posts{path}",
                {"title": typed.title, "content": blocks(typed), "status": "publish"},
                **{"X-WP-Nonce": desk.nonce},
            )
            assert answer[2] == "", "nobody was answered"
        assert stored(site, draft["id"])["post_content"] == blocks(typed)
        assert stored(site, draft["id"])["post_status"] == "draft"
        found = stored(site, public)
        assert (found["post_content"], found["revisions"][0]) == (blocks(corrected), blocks(typed))
        last = int(
            php(site, "global $wpdb; echo $wpdb->get_var(\"SELECT MAX(ID) FROM $wpdb->posts WHERE post_type='post'\");")
        )
        assert stored(site, last)["post_content"] == blocks(typed)
        assert stored(site, last)["post_status"] == "draft"

    def test_of_two_presses_at_once_neither_loses_its_text(
        self, site: Path, desk: Desk, seed: Text, corrected: Text
    ) -> None:
        slow = Text(seed.title, [*seed.paragraphs, "The gate takes its time"])
        _, post = desk.rest("", title="x", content="x", status="draft")
        number, waits = post["id"], site / "wp-content" / "mu-plugins" / "waits"
        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(Desk().rest, f"/{number}", content=blocks(slow), status="publish")
            wait_for("the other press", waits.exists)
            waits.unlink()
            status, post = desk.rest(f"/{number}", content=blocks(corrected), status="publish")
            assert (status, post["status"]) == (200, "publish")
            assert other.result()[0] == 422
        found = stored(site, number)
        assert (found["post_status"], found["post_content"]) == ("publish", blocks(corrected))
        assert blocks(slow) in found["revisions"]

    def test_a_clean_save_takes_the_notice_away_at_once(self, desk: Desk, seed: Text, corrected: Text) -> None:
        _, post = desk.rest("", title=seed.title, content=blocks(seed), status="publish")
        assert post["auditor"]["status"] == "error"
        assert HELD in desk.opening(post["id"])
        _, post = desk.rest(f"/{post['id']}", content=blocks(corrected))
        assert post["auditor"] is None
        assert "Not published" not in desk.opening(post["id"])

    def test_three_dates_and_who_asks_are_sent(self, site: Path, desk: Desk, corrected: Text) -> None:
        number = publish(desk, corrected)
        first = row_asked_about(site)
        assert not {"published", "modified", "goes_live"} & set(first)
        assert first["asked"] == {"editor": "ada", "way": "block-editor"}
        assert (first["id"], first["authors"]) == (f"wordpress:{number}", ["ada"])
        desk.rest(f"/{number}", title="Another title")
        update = row_asked_about(site)
        assert {"published", "modified", "url"} <= set(update)
        desk.rest("", title="Next", content=blocks(corrected), status="future", date="2038-01-01T08:00:00")
        scheduled = row_asked_about(site)
        assert scheduled["goes_live"].startswith("2038-01-01T08:00")
        assert "published" not in scheduled

    def test_old_stories_are_updated_and_coming_ones_scheduled(self, desk: Desk, corrected: Text) -> None:
        today = datetime.now(UTC)
        before, coming = today - timedelta(days=40), today + timedelta(days=5)
        number = publish(desk, corrected, date=before.strftime("%Y-%m-%dT%H:%M:%S"))
        told = Text(corrected.title, [f"The board met on {today:%A, %-d %B %Y} and voted.", *corrected.paragraphs])
        status, post = desk.rest(f"/{number}", content=blocks(told))
        assert (status, post["auditor"]) == (200, None)
        eve = coming - timedelta(days=3)
        told = Text(corrected.title, [f"The board met on {eve:%A, %-d %B %Y} and voted.", *corrected.paragraphs])
        date = coming.strftime("%Y-%m-%dT%H:%M:%S")
        status, post = desk.rest("", title=told.title, content=blocks(told), status="future", date=date)
        assert (status, post["status"], post["auditor"]) == (201, "future", None)

    def test_an_override_publishes_for_those_who_may(self, site: Path, desk: Desk, seed: Text) -> None:
        _, post = desk.rest("", title=seed.title, content=blocks(seed), status="publish")
        reason = {"status": "publish", "auditor_override": "It is our own appeal."}
        status, post = desk.rest(f"/{post['id']}", **reason)
        assert (status, post["status"]) == (200, "publish")
        assert "It is our own appeal." in post["auditor"]["lines"][0]
        assert post["auditor"]["status"] == "warning"
        php(site, f"wp_insert_user(['user_login' => 'bo', 'user_pass' => '{PASSWORD}', 'role' => 'author']);")
        status, post = Desk("bo").rest("", title=seed.title, content=blocks(seed), **reason)
        assert (status, post["status"]) == (201, "draft"), post["auditor"]
        assert post["auditor"]["lines"][0] == HELD

    def test_the_classic_editor_overrides_with_a_reason(self, desk: Desk, seed: Text) -> None:
        number, shown = desk.classic(seed)
        assert "Publish against the gate, because:" in shown
        _, shown = desk.classic(seed, number, auditor_override="It is our own appeal.")
        assert "Not published" not in shown
        assert Editor(SITE).sees(f"/?p={number}")

    def test_the_block_editor_keeps_a_new_post_and_opens_what_was_refused(
        self, site: Path, desk: Desk, seed: Text, corrected: Text, stopwatch: Note
    ) -> None:
        seen: dict[str, Any] = {}

        def write(window: Page) -> None:
            log_in(window, "/wp-admin/post-new.php?block-editor=1")
            seen["new"] = press_publish(window, seed)
            window.locator(".components-notice").get_by_text(HELD[:40]).first.wait_for()
            seen["found"] = stored(site, seen["new"])

        in_browser(write, PICTURES / "wordpress-held.png")
        assert seen["found"]["post_status"] == "draft"
        assert all(line[:40].split("&")[0] in seen["found"]["post_content"] for line in seed.paragraphs)
        stopwatch("a new post, blocked in its first seconds, is whole in the database")
        public = publish(desk, corrected)

        def change(window: Page) -> None:
            page = f"/wp-admin/post.php?post={public}&action=edit&block-editor=1"
            log_in(window, page)
            fill(window, seed)
            window.evaluate("wp.data.dispatch('core/editor').savePost()")
            window.locator(".components-notice").get_by_text("Not updated").first.wait_for()
            assert window.evaluate("wp.data.select('core/editor').isEditedPostDirty()")
            seen["kept"] = stored(site, public)["revisions"][0]
            window.on("dialog", lambda dialog: dialog.accept())
            window.goto(f"{SITE}{page}")
            window.wait_for_function(
                "window.wp?.data?.select('core/editor')?.getEditedPostContent().includes('Give the gift')"
            )

        in_browser(change, PICTURES / "wordpress-kept.png")
        assert seen["kept"].count("<p>") == len(seed.paragraphs)
        assert stored(site, public)["post_content"] == blocks(corrected)
        stopwatch("a refused update opens again in the block editor")

    def test_whenever_publish_is_pressed_in_the_first_minute_the_text_is_whole(
        self, site: Path, seed: Text, stopwatch: Note
    ) -> None:
        """With WordPress's own saving of drafts, and without."""
        found: dict[tuple[int, bool], str] = {}

        def write(window: Page) -> None:
            log_in(window, NEW_POST)
            tabs = {
                each: new_post_in_a_tab(window, seed, saves=each[1]) for each in product((60, 15, 5), (True, False))
            }
            for seconds, saves in reversed(tabs):
                tab, began = tabs[seconds, saves]
                tab.wait_for_timeout(1000 * max(0.0, seconds - (time.monotonic() - began)))
                number = press(tab)
                tab.locator(".components-notice").get_by_text(HELD[:40]).first.wait_for()
                found[seconds, saves] = stored(site, number)["post_content"]

        in_browser(write, PICTURES / "wordpress-tabs.png")
        assert len(found) == 6
        for content in found.values():
            assert content.count("<p>") == len(seed.paragraphs)
            assert all(line[:40].split("&")[0] in content for line in seed.paragraphs)
        stopwatch("pressed 5, 15 and 60 s after a post was begun, its text is whole in the database")


NEW_POST = "/wp-admin/post-new.php?block-editor=1"


def new_post_in_a_tab(window: Page, text: Text, *, saves: bool) -> tuple[Page, float]:
    """A new post in a tab of its own, and when it was written there."""
    browser = window.context.browser
    assert browser is not None
    tab = browser.new_context(storage_state=window.context.storage_state()).new_page()
    tab.goto(SITE + NEW_POST)
    fill(tab, text)
    if not saves:
        tab.evaluate("wp.data.dispatch('core/editor').lockPostAutosaving('a test')")
    return tab, time.monotonic()


FILL = """([title, lines]) => {
    const block = (content) => wp.blocks.createBlock('core/paragraph', { content });
    wp.data.dispatch('core/editor').editPost({ title });
    wp.data.dispatch('core/block-editor').resetBlocks(lines.map(block));
}"""


def fill(window: Page, text: Text) -> None:
    """Write the text into the block editor."""
    window.wait_for_function("window.wp?.data?.select('core/editor')?.getCurrentPostId()")
    window.evaluate("wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false)")
    window.evaluate(FILL, [text.title, text.paragraphs])


def press_publish(window: Page, text: Text) -> int:
    """Write a new post and press Publish at once; its number."""
    fill(window, text)
    return press(window)


def press(window: Page) -> int:
    """Press Publish, twice as the block editor asks; the number of the post."""
    window.get_by_role("button", name="Publish", exact=True).click()
    window.locator(".editor-post-publish-panel").get_by_role("button", name="Publish", exact=True).click()
    return int(window.evaluate("wp.data.select('core/editor').getCurrentPostId()"))


def test_without_an_answer_the_text_is_whole_too(
    site: Path, desk: Desk, corrected: Text, fail_closed: None, tag: int
) -> None:
    content, fields = blocks(corrected), {"excerpt": "A ferry, at last.", "tags": tag}
    status, post = desk.rest(
        "",
        title=corrected.title,
        content=content,
        status="publish",
        **fields,
        **{"meta[subtitle]": "What the board said"},
    )
    assert (status, post["status"]) == (201, "draft"), post["auditor"]
    assert "Not published: the auditor could not be reached" in post["auditor"]["lines"][0]
    assert_whole(site, post["id"], corrected, content)


def test_administrators_are_told_what_is_wrong_with_the_set_up(site: Path, service: Service) -> None:
    def problems(**constants: str) -> str:
        lines = "".join(f"define('{name}', '{value}');" for name, value in constants.items())
        code = f"error_reporting(0); {lines} require 'wp-load.php'; delete_transient(ArticleAuditor\\SETUP); echo implode(' ', ArticleAuditor\\setup_problems());"
        return call("php", "-r", code, folder=site)

    assert "could not be reached" in problems()
    with service.up():
        assert problems() == ""
        assert "does not know a source “newsroom.exmaple”" in problems(AUDITOR_SOURCE="newsroom.exmaple")
        assert "answered 401" in problems(AUDITOR_KEY="aud_wrong")
        weak = service.make_key("weak", "check")
        said = problems(AUDITOR_KEY=weak)
        assert "AUDITOR_KEY lacks the scope audit" in said
        assert "AUDITOR_KEY lacks the scope editors" in said
    assert "lacks AUDITOR_URL" in problems(AUDITOR_SECRET="")


LEFT = """
$count = fn($what, $table, $like) => $wpdb->get_var("SELECT COUNT(*) FROM $table WHERE $what LIKE '$like%'");
echo implode(' ', [count(array_filter(_get_cron_array(), fn($jobs) => isset($jobs['article_auditor_tell']))),
    $count('option_name', $wpdb->options, '_transient_article_auditor'),
    $count('meta_key', $wpdb->postmeta, '_article_auditor')]);
"""


def test_deactivated_and_deleted_it_leaves_nothing_behind(site: Path, desk: Desk, corrected: Text) -> None:
    _, post = desk.rest("", title=corrected.title, content=blocks(corrected), status="publish")
    wait_for("the first try", lambda: "does not know of the last publication" in desk.opening(post["id"]))
    assert "0" not in php(site, LEFT).split()
    php(site, "ArticleAuditor\\clean_up();")
    jobs, transients, answers = php(site, LEFT).split()
    assert (jobs, transients) == ("0", "0")
    assert answers != "0", "what posts know of their audits is there when it is activated again"
    folder = "wp-content/mu-plugins/article-auditor"
    php(site, f"define('WP_UNINSTALL_PLUGIN', 'article-auditor'); require '{folder}/uninstall.php';")
    assert php(site, LEFT) == "0 0 0"
