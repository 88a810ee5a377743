"""A real network of WordPress: two blogs, each with its source, and one that is not connected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cms.conftest import SOURCE, Note, Service, Text, appeals, wait_for
from tests.cms.wordpress_site import HELD, SECOND_SECRET, SECOND_SOURCE, SECRET, blocks, call, install

pytest_plugins = ["tests.cms.wordpress_site"]
HOST = "127.0.0.1"  # WordPress takes no port into the names of blogs
TABLES = "$table_prefix = 'net_'; define('WP_ALLOW_MULTISITE', true);"
FOUND = f"""
require 'wp-load.php'; require 'wp-admin/includes/network.php'; require 'wp-admin/includes/upgrade.php';
foreach ($wpdb->tables('ms_global') as $table => $name) {{ $wpdb->$table = $name; }}
install_network();
populate_network(1, '{HOST}', 'ada@newsroom.example', 'Newsrooms', '/', false);
"""
NETWORK = f"""
define('MULTISITE', true); define('SUBDOMAIN_INSTALL', false); define('DOMAIN_CURRENT_SITE', '{HOST}');
define('PATH_CURRENT_SITE', '/'); define('SITE_ID_CURRENT_SITE', 1); define('BLOG_ID_CURRENT_SITE', 1);
define('AUDITOR_SOURCES', [1 => '{SOURCE}', 2 => '{SECOND_SOURCE}']);
define('AUDITOR_SECRETS', [1 => '{SECRET}', 2 => '{SECOND_SECRET}']);
"""


@pytest.fixture(scope="module")
def network(folder: Path, mariadb: None, service: Service, stopwatch: Note) -> Path:
    """A network of three blogs; the second reads its own key and secret."""
    root = folder / "network"
    sources = ("--source", SOURCE, "--source", SECOND_SOURCE)
    scopes = ("--scope", "check", "--scope", "audit", "--scope", "editors")
    key = service.run("keys", "create", "network", *scopes, *sources).split()[-1]
    service.key = service.run("keys", "create", "reader", "--scope", "read", "--scope", "check", *sources).split()[-1]
    install(root, key, more=TABLES)
    call("php", "-r", f"$_SERVER['HTTP_HOST'] = '{HOST}'; {FOUND}", folder=root)
    (root / "more.php").write_text(f"<?php {TABLES} {NETWORK}")
    for name in ("two", "three"):
        run(root, "/", f"echo wpmu_create_blog('{HOST}', '/{name}/', '{name}', 1);")
    stopwatch("a network of three blogs")
    return root


def run(root: Path, path: str, code: str) -> str:
    """What a program prints that works for the blog at `path`."""
    asked = f"$_SERVER['HTTP_HOST'] = '{HOST}'; $_SERVER['REQUEST_URI'] = '{path}'; require 'wp-load.php'; {code}"
    return call("php", "-r", asked, folder=root)


def post_eight(root: Path, path: str, text: Text) -> Any:
    """A post with the number 8, published if the gate lets it: its status and what its editor is told."""
    body = json.dumps(
        {"post_title": text.title, "post_content": blocks(text), "import_id": 8, "post_status": "publish"}
    )
    (root / "post.json").write_text(body)
    code = (
        "$id = wp_insert_post(wp_slash(json_decode(file_get_contents('post.json'), true)));"
        "echo wp_json_encode([$id, get_post_status($id), ArticleAuditor\\notice_of($id)]);"
    )
    return json.loads(run(root, path, code))


def audits(service: Service, source: str) -> Any:
    """The audits of a source."""
    return service.get(f"/v1/audits?source={source}")["audits"]


@pytest.mark.usefixtures("up")
class TestNetwork:
    """Two blogs with a source of their own."""

    def test_drafts_with_the_same_number_are_two_articles(self, network: Path, service: Service, seed: Text) -> None:
        for path, blog, source in (("/", 1, SOURCE), ("/two/", 2, SECOND_SOURCE)):
            number, status, notice = post_eight(network, path, seed)
            assert (number, status, notice["lines"][0]) == (8, "draft", HELD)
            found = [row for row in audits(service, source) if row["id"].endswith("-8")]
            assert [row["id"] for row in found] == [f"wordpress:{blog}-8"]
            assert appeals(service.get(f"/v1/audits/{found[0]['audit']}"))

    def test_switch_to_blog(self, network: Path, service: Service, seed: Text, corrected: Text) -> None:
        (network / "post.json").write_text(
            json.dumps([
                {"post_title": text.title, "post_content": blocks(text), "post_status": "publish"}
                for text in (seed, corrected)
            ])
        )  # fmt: skip
        code = (
            "switch_to_blog(2); foreach (json_decode(file_get_contents('post.json'), true) as $post) {"
            " $id = wp_insert_post(wp_slash($post)); $done[] = [$id, get_post_status($id)]; }"
            " restore_current_blog(); echo wp_json_encode($done);"
        )
        (held, status), (number, other) = json.loads(run(network, "/", code))
        assert (status, other) == ("draft", "publish")
        assert f"wordpress:2-{held}" in {row["id"] for row in audits(service, SECOND_SOURCE)}
        told = f"wordpress:2-{number}"
        found = wait_for("the audit", lambda: [row for row in audits(service, SECOND_SOURCE) if row["id"] == told])
        assert found[0]["url"].startswith(f"http://{HOST}/two/")

    def test_a_blog_without_a_source_says_so_and_asks_nobody(self, network: Path, seed: Text) -> None:
        number, status, notice = post_eight(network, "/three/", seed)
        assert (number, status, notice) == (8, "publish", None)
        said = run(network, "/three/", "echo implode(' ', ArticleAuditor\\setup_problems());")
        assert "not connected for this site, number 3 of the network" in said
