"""A real WordPress on MariaDB with the plug-in of clients/wordpress: what editors see, and what becomes of the article.

Needs the Debian packages wordpress, php-cli, php-mysql, php-curl, php-xml, php-mbstring and mariadb-server. Run by
`make test-cms`. The picture of the block editor, taken by a real browser, is left in var/cms.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

import pytest
from playwright.sync_api import Page

from tests.cms.conftest import (
    BUDGET_SECONDS,
    CACHE,
    PAGE_SECONDS,
    ROOT,
    SOURCE,
    Note,
    Service,
    Text,
    answers,
    appeals,
    hanging,
    running,
    wait_for,
)
from tests.cms.editor import Editor, in_browser, words

PORT = int(os.environ.get("CMS_PORT", "8310")) + 20
SERVICE_PORT, DATABASE_PORT, SITE = PORT, PORT + 1, f"http://127.0.0.1:{PORT + 2}"
SHIPPED = Path("/usr/share/wordpress")
PACKAGES = "apt-get install wordpress php-cli php-mysql php-curl php-xml php-mbstring mariadb-server"
PASSWORD = "a long pass phrase of 2026"
SECRET = "whsec_" + base64.b64encode(b"the harbour desk tells the auditor").decode()
APPEAL_BEGINS = "Give the gift of hope"
SETTINGS = f"""
[service]
url = "http://127.0.0.1:{SERVICE_PORT}"
[severity]
"boilerplate/donation-appeal" = "moderate"
[source."{SOURCE}".gate]
block = {{severity = "moderate", confidence = 0.5}}
seconds = {BUDGET_SECONDS - 1}
[source."{SOURCE}".hook]
sender = "wordpress"
secrets = ["env:WORDPRESS_SECRET"]
"""
CONFIGURATION = """<?php
foreach (['DB_NAME' => 'wp', 'DB_USER' => 'wp', 'DB_PASSWORD' => 'wp', 'DB_HOST' => '127.0.0.1:%(database)d',
    'DB_CHARSET' => 'utf8mb4', 'DB_COLLATE' => '', 'WP_DEBUG' => true, 'WP_DEBUG_DISPLAY' => false,
    'WP_DEBUG_LOG' => __DIR__ . '/debug.log', 'WP_HTTP_BLOCK_EXTERNAL' => true, 'WP_ACCESSIBLE_HOSTS' => '127.0.0.1',
    'AUTOMATIC_UPDATER_DISABLED' => true, 'WP_ENVIRONMENT_TYPE' => 'local', 'WP_HOME' => '%(site)s',
    'WP_SITEURL' => '%(site)s', 'AUDITOR_URL' => 'http://127.0.0.1:%(service)d', 'AUDITOR_SOURCE' => '%(source)s',
    'AUDITOR_SECRET' => '%(secret)s', 'AUDITOR_SECONDS' => %(seconds)d, 'AUDITOR_KEY' => '%(key)s',
    'AUDITOR_FAIL' => trim(file_get_contents(__DIR__ . '/fail'))] as $name => $value) {
    define($name, $value);
}
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define($name . '_KEY', "key $name");
    define($name . '_SALT', "salt $name");
}
$table_prefix = 'wp_';
defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
INSTALL = """<?php
define('WP_INSTALLING', true);
$_SERVER += ['HTTP_HOST' => '127.0.0.1', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET'];
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Newsroom', 'ada', 'ada@newsroom.example', true, '', '%s');
"""
CLASSIC = """<?php
add_filter('use_block_editor_for_post', fn($use) => isset($_GET['block-editor']));
add_filter('show_welcome_panel', '__return_false');
add_filter('http_request_args', function ($sent, $url) {
    if (strpos($url, '/v1/hooks/') !== false) {
        file_put_contents(__DIR__ . '/told.json', $sent['body']);
    }
    return $sent;
}, 10, 2);
"""


def call(*command: Any, folder: Path) -> str:
    """What `command` prints."""
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What this run makes. MariaDB's socket must have a short name."""
    return tmp_path_factory.mktemp("w")


@pytest.fixture(scope="module")
def mariadb(folder: Path, stopwatch: Note) -> Iterator[None]:
    """A MariaDB of our own with an empty database."""
    data = folder / "mariadb"
    user = ["--user=root"] if os.geteuid() == 0 else []
    install = shutil.which("mariadb-install-db")
    assert install, f"this test needs MariaDB and more: {PACKAGES}"
    normal = ("--auth-root-authentication-method=normal", "--skip-test-db")
    call(install, *user, f"--datadir={data}", *normal, folder=folder)
    server = [
        shutil.which("mariadbd") or "/usr/sbin/mariadbd", "--no-defaults", *user, f"--datadir={data}",
        "--bind-address=127.0.0.1", f"--port={DATABASE_PORT}", f"--socket={data}/s.sock",
    ]  # fmt: skip
    with running(server, folder):
        wait_for("MariaDB", (data / "s.sock").exists)
        grant = "CREATE DATABASE wp; CREATE USER wp@127.0.0.1 IDENTIFIED BY 'wp'; GRANT ALL ON wp.* TO wp@127.0.0.1"
        call("mariadb", "-uroot", "-S", data / "s.sock", "-e", grant, folder=folder)
        stopwatch("MariaDB started")
        yield


@pytest.fixture(scope="module")
def service(folder: Path) -> Service:
    """The auditor, connected to this site; not running yet."""
    made = Service(folder, SERVICE_PORT, SETTINGS, WORDPRESS_SECRET=SECRET)
    made.key = made.make_key("desk", "read")
    return made


@pytest.fixture(scope="module")
def site(folder: Path, mariadb: None, service: Service, stopwatch: Note) -> Iterator[Path]:
    """A running WordPress with one editor and the plug-in."""
    assert SHIPPED.exists(), f"this test needs WordPress: {PACKAGES}"
    root = folder / "wordpress"
    call("cp", "-rL", SHIPPED, root, folder=folder)
    key = service.make_key("wordpress", "check", "audit")
    values = {
        "key": key,
        "database": DATABASE_PORT,
        "site": SITE,
        "service": SERVICE_PORT,
        "source": SOURCE,
        "secret": SECRET,
    }
    (root / "wp-config.php").write_text(CONFIGURATION % {**values, "seconds": BUDGET_SECONDS})
    (root / "fail").write_text("open")
    (root / "install.php").write_text(INSTALL % PASSWORD)
    call("php", "install.php", folder=root)
    plugins = root / "wp-content" / "mu-plugins"
    plugins.mkdir()
    shutil.copy(ROOT / "clients" / "wordpress" / "article-auditor.php", plugins)
    (plugins / "classic.php").write_text(CLASSIC)
    listen = ["php", "-S", SITE.removeprefix("http://"), "-t", root]
    with running(listen, folder, PHP_CLI_SERVER_WORKERS="6"):
        wait_for("WordPress", lambda: answers(f"{SITE}/wp-login.php"))
        stopwatch("WordPress installed and started")
        yield root
    log = (root / "debug.log").read_text() if (root / "debug.log").exists() else ""
    assert "article-auditor" not in log, log


@pytest.fixture(scope="class")
def up(service: Service, site: Path, stopwatch: Note) -> Iterator[None]:
    """The auditor, running."""
    with service.up():
        stopwatch("the auditor started")
        yield


class Desk(Editor):
    """Somebody who writes posts in WordPress."""

    def __init__(self) -> None:
        super().__init__(SITE)
        self.open("/wp-login.php")
        _, url, _ = self.open("/wp-login.php", {"log": "ada", "pwd": PASSWORD, "testcookie": "1"})
        assert url.startswith(f"{SITE}/wp-admin/"), url
        page = self.open("/wp-admin/post-new.php?block-editor=1")[2]
        found = re.search(r'createNonceMiddleware\( "(\w+)" \)', page)
        assert found, "the block editor has its nonce for REST"
        self.nonce = found[1]

    def rest(self, path: str, **values: Any) -> tuple[int, Any]:
        """Status and answer of the REST call that the block editor makes when a button is pressed."""
        status, _, text = self.open(f"/?rest_route=/wp/v2/posts{path}", values, **{"X-WP-Nonce": self.nonce})
        return status, json.loads(text)

    def classic(self, text: Text, post: int | None = None) -> tuple[int, str]:
        """Number of the post, and the words of the classic editor's page, after Publish was pressed there."""
        path = "/wp-admin/post-new.php" if post is None else f"/wp-admin/post.php?post={post}&action=edit"
        form = self.form(path, "post_title")
        form = {name: value for name, value in form.items() if name not in ("save", "publish")}
        changed = {"post_title": text.title, "content": text.html, "publish": "Publish"}
        _, url, page = self.open("/wp-admin/post.php", {**form, **changed})
        assert "post.php" in url, words(page)
        return int(form["post_ID"]), words(page)

    def opening(self, post: int) -> str:
        """The words of the classic editor."""
        return words(self.open(f"/wp-admin/post.php?post={post}&action=edit")[2])


def blocks(text: Text) -> str:
    """The body as the block editor writes it."""
    return "\n\n".join(
        f"<!-- wp:paragraph -->\n<p>{escape(line, quote=False)}</p>\n<!-- /wp:paragraph -->" for line in text.paragraphs
    )


def audited(service: Service, post: int) -> Any:
    """The audit that a publication brought; WordPress does its work in the background when somebody calls."""
    answers(f"{SITE}/wp-cron.php")
    found = service.audit_with(id=f"wordpress:{post}")
    return found if found and found["url"] else None


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
