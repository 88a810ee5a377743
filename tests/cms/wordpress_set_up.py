"""Set-up as the guide says: a new WordPress, what `auditor connect` prints pasted as it is, and the first blocked article.

The zip of `make clients` is unpacked where WordPress unpacks what is uploaded.
"""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.cms.conftest import ROOT, Note, Service
from tests.cms.wordpress_site import DATABASE_PORT, INSTALL, PASSWORD, SHIPPED, SITE, call, php
from tests.ports import free_ports
from tools.clients import build_zip

pytest_plugins = ["tests.cms.wordpress_site"]
SOURCE = "harbour.example"
CONFIGURATION = """<?php
foreach (['DB_NAME' => 'wp', 'DB_USER' => 'wp', 'DB_PASSWORD' => 'wp', 'DB_HOST' => '127.0.0.1:%d', 'DB_CHARSET' => 'utf8mb4',
    'DB_COLLATE' => '', 'WP_HOME' => '%s', 'WP_SITEURL' => '%s'] as $name => $value) {
    define($name, $value);
}
$table_prefix = 'new_';
%s
define('AUDITOR_SECONDS', 30); // what the first question may take beside all else that is tested
defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
ACTIVATE = """
require_once ABSPATH . 'wp-admin/includes/plugin.php';
$failed = activate_plugin('article-auditor/article-auditor.php');
echo is_wp_error($failed) ? $failed->get_error_message() : 'active';
"""
PUBLISH = """
$text = json_decode('%s');
$made = [];
foreach (['Friday', 'Thursday'] as $day) {
    $content = str_replace('Friday', $day, $text);
    $id = wp_insert_post(['post_title' => 'Board votes for a ferry', 'post_content' => $content, 'post_status' => 'publish']);
    $answer = json_decode(get_post_meta($id, '_article_auditor_answer', true), true);
    $made[] = [get_post_status($id), get_post($id)->post_content === $content, $answer['messages'][0] ?? ''];
}
echo wp_json_encode([ArticleAuditor\\setup_problems(), $made]);
"""


def example() -> str:
    """The text that the guide has published."""
    guide = (ROOT / "clients" / "wordpress" / "README.md").read_text(encoding="utf-8")
    (quoted,) = re.findall(r"(?:^> .*\n)+", guide, re.MULTILINE)
    return " ".join(quoted.replace("> ", "").split())


@pytest.mark.usefixtures("mariadb")
def test_from_nothing_to_the_first_blocked_article(folder: Path, tmp_path: Path, stopwatch: Note) -> None:
    root = folder / "new"
    call("cp", "-rL", SHIPPED, root, folder=folder)
    with free_ports() as port:
        service = Service(tmp_path, port, "")
        told = service.run("connect", "wordpress", "--source", SOURCE, "--url", service.url)
        pasted = "\n".join(re.findall(r"^ +(define\(.*\);)$", told, re.MULTILINE))
        (root / "wp-config.php").write_text(CONFIGURATION % (DATABASE_PORT, SITE, SITE, pasted))
        (root / "install.php").write_text(INSTALL % PASSWORD)
        call("php", "install.php", folder=root)
        with zipfile.ZipFile(build_zip(ROOT, tmp_path)) as archive:
            archive.extractall(root / "wp-content" / "plugins")
        stopwatch("a new WordPress, connected, with the plug-in's zip")
        with service.up():
            assert php(root, ACTIVATE) == "active"
            problems, made = json.loads(php(root, PUBLISH % json.dumps(example())))
            stopwatch("the first article was blocked, and the corrected one published")
    held = "Not published: 1 passage to be changed or settled first."
    assert (problems, made) == ([], [["draft", True, held], ["publish", True, ""]])
