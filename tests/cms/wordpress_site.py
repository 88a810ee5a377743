"""A real WordPress on MariaDB with the plug-in of clients/wordpress, and who writes there: fixtures, one site a run.

Needs the Debian packages wordpress, php-cli, php-mysql, php-curl, php-xml, php-mbstring and mariadb-server; WORDPRESS names
the folder of another version. A module of tests asks for them by `pytest_plugins = ["tests.cms.wordpress_site"]`.
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

import pytest
import urllib3
from playwright.sync_api import Page

from tests.cms.conftest import (
    ROOT,
    SOURCE,
    Note,
    Service,
    Text,
    answers,
    running,
    wait_for,
)
from tests.cms.editor import Editor, words
from tests.cms.mariadb import running_mariadb

PORT = int(os.environ.get("CMS_PORT", "8310")) + 20
SERVICE_PORT, DATABASE_PORT, SITE = PORT, PORT + 1, f"http://127.0.0.1:{PORT + 2}"
SHIPPED = Path(os.environ.get("WORDPRESS", "/usr/share/wordpress"))
CLIENT = ROOT / "clients" / "wordpress" / "article-auditor"
PACKAGES = "apt-get install wordpress php-cli php-mysql php-curl php-xml php-mbstring mariadb-server"
PASSWORD = "a long pass phrase of 2026"
SECRET = "whsec_" + base64.b64encode(b"the harbour desk tells the auditor").decode()
SECOND_SOURCE, SECOND_SECRET = "second.example", "whsec_" + base64.b64encode(b"another site of the network").decode()
PICTURES = ROOT / "var" / "cms"
APPEAL_BEGINS = "Give the gift of hope"
HELD = "Not published: 1 passage to be changed or settled first."
PATIENCE_SECONDS = 30
"""An answer comes, on a machine on which all else runs too; how long an editor waits is tested by itself."""
SETTINGS = f"""
[service]
url = "http://127.0.0.1:{SERVICE_PORT}"
[severity]
"boilerplate/donation-appeal" = "moderate"
[source."{SOURCE}".gate]
block = {{severity = "moderate", confidence = 0.5}}
seconds = {PATIENCE_SECONDS - 1}
[source."{SOURCE}".hook]
sender = "wordpress"
secrets = ["env:WORDPRESS_SECRET"]
[source."{SECOND_SOURCE}".gate]
block = {{severity = "moderate", confidence = 0.5}}
seconds = {PATIENCE_SECONDS - 1}
[source."{SECOND_SOURCE}".hook]
sender = "wordpress"
secrets = ["env:SECOND_SECRET"]
"""
CONFIGURATION = """<?php
foreach (['DB_NAME' => 'wp', 'DB_USER' => 'wp', 'DB_PASSWORD' => 'wp', 'DB_HOST' => '127.0.0.1:%(database)d',
    'DB_CHARSET' => 'utf8mb4', 'DB_COLLATE' => '', 'WP_DEBUG' => true, 'WP_DEBUG_DISPLAY' => false,
    'WP_DEBUG_LOG' => __DIR__ . '/debug.log', 'WP_HTTP_BLOCK_EXTERNAL' => true, 'WP_ACCESSIBLE_HOSTS' => '127.0.0.1',
    'AUTOMATIC_UPDATER_DISABLED' => true, 'WP_ENVIRONMENT_TYPE' => 'local', 'WP_HOME' => '%(site)s',
    'WP_SITEURL' => '%(site)s', 'AUDITOR_URL' => 'http://127.0.0.1:%(service)d', 'AUDITOR_SOURCE' => '%(source)s',
    'AUDITOR_SECRET' => '%(secret)s', 'AUDITOR_SECONDS' => (int) file_get_contents(__DIR__ . '/seconds'), 'AUDITOR_KEY' => '%(key)s',
    'AUDITOR_FAIL' => trim(file_get_contents(__DIR__ . '/fail')),
    'AUDITOR_PAST' => trim(file_get_contents(__DIR__ . '/past'))] as $name => $value) {
    define($name, $value);
}
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define($name . '_KEY', "key $name");
    define($name . '_SALT', "salt $name");
}
$table_prefix = 'wp_';
require __DIR__ . '/more.php';
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
LOADER = """<?php require __DIR__ . '/article-auditor/article-auditor.php';
"""
SITE_CODE = r"""<?php
add_filter('use_block_editor_for_post', fn($use) => isset($_GET['block-editor']));
add_filter('show_welcome_panel', '__return_false');
add_action('init', fn() => register_post_meta('post', 'subtitle', ['show_in_rest' => true, 'single' => true]));
add_filter('pre_http_request', function ($answer, $sent, $url) {
    $has = fn($word) => strpos($url . $sent['body'], $word) !== false;
    if ($has('/v1/hooks/')) {
        file_put_contents(__DIR__ . '/told.json', $sent['body']);
    }
    if ($has('mode=gate')) {
        file_put_contents(__DIR__ . '/asked.json', $sent['body']);
        if ($has('PHP dies here')) {
            exit;
        }
        if ($has('The gate takes its time')) {
            touch(__DIR__ . '/waits');
            sleep(3);
        }
    }
    return $answer;
}, 10, 3);
add_action('template_redirect', function () { // a form for readers, as plug-ins make them
    if (isset($_POST['told_by_a_reader'])) {
        echo wp_insert_post(['post_title' => $_POST['title'], 'post_content' => $_POST['content'], 'post_status' => 'publish']);
        exit;
    }
});
"""
"""What a site has of its own: the classic editor unless asked otherwise, a field, a form, and a look at what is sent."""


def call(*command: Any, folder: Path) -> str:
    """What `command` prints."""
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What this run makes. MariaDB's socket must have a short name."""
    return tmp_path_factory.mktemp("w")


@pytest.fixture(scope="session")
def mariadb(folder: Path, stopwatch: Note) -> Iterator[None]:
    """A MariaDB of our own with an empty database."""
    with running_mariadb(folder, DATABASE_PORT, "wp"):
        stopwatch("MariaDB started")
        yield


@pytest.fixture(scope="session")
def service(folder: Path) -> Service:
    """The auditor, connected to this site; not running yet."""
    made = Service(folder, SERVICE_PORT, SETTINGS, WORDPRESS_SECRET=SECRET, SECOND_SECRET=SECOND_SECRET)
    made.key = made.make_key("desk", "read", "check")
    return made


def install(root: Path, key: str, more: str = "") -> None:
    """WordPress in a folder of its own, with the plug-in as a must-use one, a user ada and `more` in its wp-config."""
    assert SHIPPED.exists(), f"this test needs WordPress: {PACKAGES}"
    call("cp", "-rL", SHIPPED, root, folder=root.parent)
    values = {
        "key": key, "database": DATABASE_PORT, "site": SITE, "service": SERVICE_PORT, "source": SOURCE, "secret": SECRET,
    }  # fmt: skip
    (root / "wp-config.php").write_text(CONFIGURATION % values)
    for name, value in {
        "seconds": PATIENCE_SECONDS,
        "fail": "open",
        "past": "report",
        "more.php": f"<?php {more}",
    }.items():
        (root / name).write_text(str(value))
    (root / "install.php").write_text(INSTALL % PASSWORD)
    call("php", "install.php", folder=root)
    plugins = root / "wp-content" / "mu-plugins"
    plugins.mkdir()
    shutil.copytree(CLIENT, plugins / CLIENT.name)
    (plugins / "article-auditor.php").write_text(LOADER)
    (plugins / "site.php").write_text(SITE_CODE)


@pytest.fixture(scope="session")
def site(folder: Path, mariadb: None, service: Service, stopwatch: Note) -> Iterator[Path]:
    """A running WordPress with one editor and the plug-in."""
    root = folder / "wordpress"
    install(root, service.make_key("wordpress", "check", "audit", "editors"))
    listen = ["php", "-S", SITE.removeprefix("http://"), "-t", root]
    with running(listen, folder, PHP_CLI_SERVER_WORKERS="6"):
        wait_for("WordPress", lambda: answers(f"{SITE}/wp-login.php"))
        stopwatch("WordPress installed and started")
        yield root
    log = (root / "debug.log").read_text() if (root / "debug.log").exists() else ""
    assert "article-auditor" not in log, log


@pytest.fixture(scope="class")
def up(service: Service, site: Path, stopwatch: Note) -> Iterator[None]:
    """The auditor, running, its rules read."""
    with service.up():
        row = json.dumps({"source": SOURCE, "text": "The board met on Friday and voted for a ferry."})
        headers = {"Authorization": f"Bearer {service.key}", "Content-Type": "application/json"}
        answer = urllib3.request(
            "POST", f"{service.url}/v1/check?source={SOURCE}", body=row, headers=headers, timeout=PATIENCE_SECONDS
        )
        assert answer.status == 200, answer.data
        stopwatch("the auditor started")
        yield


class Desk(Editor):
    """Somebody who writes posts in WordPress."""

    def __init__(self, name: str = "ada") -> None:
        super().__init__(SITE)
        self.open("/wp-login.php")
        _, url, _ = self.open("/wp-login.php", {"log": name, "pwd": PASSWORD, "testcookie": "1"})
        assert url.startswith(f"{SITE}/wp-admin/"), url
        page = self.open("/wp-admin/post-new.php?block-editor=1")[2]
        found = re.search(r'createNonceMiddleware\( "(\w+)" \)', page)
        assert found, "the block editor has its nonce for REST"
        self.nonce = found[1]

    def rest(self, path: str, **values: Any) -> tuple[int, Any]:
        """Status and answer of the REST call that the block editor makes when a button is pressed."""
        status, _, text = self.open(f"/?rest_route=/wp/v2/posts{path}", values, **{"X-WP-Nonce": self.nonce})
        return status, json.loads(text)

    def classic(self, text: Text, post: int | None = None, **fields: Any) -> tuple[int, str]:
        """Number of the post, and the words of the classic editor's page, after Publish was pressed there."""
        path = "/wp-admin/post-new.php" if post is None else f"/wp-admin/post.php?post={post}&action=edit"
        form = self.form(path, "post_title")
        form = {name: value for name, value in form.items() if name not in ("save", "publish")}
        changed = {"post_title": text.title, "content": text.html, "publish": "Publish", **fields}
        _, url, page = self.open("/wp-admin/post.php", {**form, **changed})
        assert "post.php" in url, words(page)
        return int(form["post_ID"]), words(page)

    def opening(self, post: int) -> str:
        """The words of the classic editor."""
        return words(self.open(f"/wp-admin/post.php?post={post}&action=edit")[2])


def log_in(window: Page, path: str) -> None:
    """Ada in a real browser, at a page of hers."""
    window.goto(f"{SITE}/wp-login.php")
    window.get_by_label("Username or Email Address").fill("ada")
    window.locator("#user_pass").fill(PASSWORD)
    window.get_by_role("button", name="Log In").click()
    window.goto(SITE + path)


def blocks(text: Text) -> str:
    """The body as the block editor writes it."""
    return "\n\n".join(
        f"<!-- wp:paragraph -->\n<p>{escape(line, quote=False)}</p>\n<!-- /wp:paragraph -->" for line in text.paragraphs
    )


def php(site: Path, code: str) -> str:
    """What a PHP program prints that has loaded WordPress, as WP-CLI does; nobody is logged in there."""
    return call("php", "-r", f"require 'wp-load.php'; {code}", folder=site)


STORED = """
wp_cache_flush(); $post = get_post(%d);
$revisions = array_map(fn($one) => $one->post_content, array_values(wp_get_post_revisions($post->ID)));
echo wp_json_encode($post->to_array() + ['revisions' => $revisions,
    'terms' => wp_get_object_terms($post->ID, ['category', 'post_tag'], ['fields' => 'names']),
    'meta' => get_post_meta($post->ID, 'subtitle', true)]);
"""


def stored(site: Path, post: int) -> dict[str, Any]:
    """All that the database has of a post, and its revisions, newest first."""
    found: dict[str, Any] = json.loads(php(site, STORED % post))
    return found


def publish(desk: Desk, text: Text, **values: Any) -> int:
    """The number of a post that is public now."""
    status, post = desk.rest("", title=text.title, content=blocks(text), status="publish", **values)
    assert (status, post["status"]) == (201, "publish"), post
    return int(post["id"])


def row_asked_about(site: Path) -> dict[str, Any]:
    """What the gate was asked last."""
    row: dict[str, Any] = json.loads((site / "wp-content" / "mu-plugins" / "asked.json").read_text())
    return row


def audited(service: Service, post: int) -> Any:
    """The audit that a publication brought; WordPress does its work in the background when somebody calls."""
    answers(f"{SITE}/wp-cron.php")
    found = service.audit_with(id=f"wordpress:{post}")
    return found if found and found["url"] else None
