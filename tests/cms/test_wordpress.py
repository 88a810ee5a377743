"""The short form of the tests in a real WordPress: the plug-in loads, holds a text back whole, and lets it go repaired."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cms.conftest import Service, Text, wait_for
from tests.cms.editor import Editor
from tests.cms.wordpress_site import HELD, PACKAGES, SHIPPED, SITE, Desk, audited, blocks, stored

pytest_plugins = ["tests.cms.wordpress_site"]
INSTALLED = SHIPPED.exists() and all(shutil.which(program) for program in ("php", "mariadb-install-db"))


@pytest.mark.skipif(not INSTALLED and "CI" not in os.environ, reason=f"needs WordPress: {PACKAGES}")
@pytest.mark.usefixtures("up")
def test_a_text_is_held_back_whole_until_it_is_repaired(
    site: Path, service: Service, seed: Text, corrected: Text
) -> None:
    desk, reader = Desk(), Editor(SITE)
    status, post = desk.rest("", title=seed.title, content=blocks(seed), excerpt="A ferry.", status="publish")
    number = post["id"]
    assert (status, post["status"], post["auditor"]["lines"][0]) == (201, "draft", HELD)
    found = stored(site, number)
    assert (found["post_title"], found["post_content"], found["post_excerpt"]) == (seed.title, blocks(seed), "A ferry.")
    assert not reader.sees(f"/?p={number}")
    status, post = desk.rest(f"/{number}", content=blocks(corrected), status="publish")
    assert (status, post["status"], post["auditor"]) == (200, "publish", None)
    assert reader.sees(f"/?p={number}")
    assert wait_for("the audit", lambda: audited(service, number))["url"]
