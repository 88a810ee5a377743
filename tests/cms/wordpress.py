"""A real WordPress with the plug-in of clients/wordpress: an article's way through gate and hook, and a silent auditor."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cms.conftest import (
    BUDGET_SECONDS,
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
from tests.cms.editor import Editor
from tests.cms.wordpress_site import (
    APPEAL_BEGINS,
    HELD,
    PATIENCE_SECONDS,
    SERVICE_PORT,
    SITE,
    Desk,
    audited,
    blocks,
    php,
)

pytest_plugins = ["tests.cms.wordpress_site"]


@pytest.mark.usefixtures("up")
class TestConnected:
    """While the auditor runs."""

    def test_an_article_is_held_back_until_the_appeal_is_gone(
        self, site: Path, service: Service, seed: Text, corrected: Text, stopwatch: Note
    ) -> None:
        desk, reader = Desk(), Editor(SITE)
        _, post = desk.rest("", title=seed.title, content=blocks(seed), status="draft")
        number = post["id"]
        status, held = desk.rest(f"/{number}", status="publish")
        assert (status, held["status"]) == (200, "draft")
        assert held["auditor"]["lines"][0] == HELD
        assert APPEAL_BEGINS in held["auditor"]["lines"][1]
        assert not reader.sees(f"/?p={number}")
        stopwatch(f"seed held back by the gate ({desk.seconds:.1f} s for the editor)")
        draft = service.audit_with(id=f"wordpress:{number}")
        assert draft is not None
        assert draft["source"] == SOURCE
        assert appeals(draft)
        assert held["auditor"]["review"] == f"{service.url}/audits/{draft['audit']}"
        assert answers(held["auditor"]["review"])
        status, post = desk.rest(f"/{number}", content=blocks(corrected), status="publish")
        assert (status, post["status"]) == (200, "publish")
        assert reader.sees(f"/?p={number}")
        stopwatch(f"corrected text published ({desk.seconds:.1f} s for the editor)")
        audit = wait_for("the audit", lambda: audited(service, number))
        assert (audit["source"], appeals(audit)) == (SOURCE, [])
        assert json.loads((site / "wp-content" / "mu-plugins" / "told.json").read_text())["source"] == SOURCE
        assert answers(f"{service.url}/audits/{audit['audit']}")
        stopwatch("its audit stands in the store")


@pytest.fixture
def impatient(site: Path) -> Iterator[None]:
    """An editor waits as long as in a newsroom."""
    (site / "seconds").write_text(str(BUDGET_SECONDS))
    yield
    (site / "seconds").write_text(str(PATIENCE_SECONDS))
    (site / "fail").write_text("open")


def test_without_an_answer_the_site_does_as_it_was_told(
    site: Path, corrected: Text, impatient: None, stopwatch: Note
) -> None:
    desk, reader = Desk(), Editor(SITE)
    seconds: dict[str, float] = {}

    def press(fail: str, how: str) -> Any:
        (site / "fail").write_text(fail)
        _, post = desk.rest("", title=corrected.title, content=blocks(corrected), status="draft")
        _, post = desk.rest(f"/{post['id']}", status="publish")
        seconds[f"{how} {fail}"] = desk.seconds
        assert post["status"] == ("publish" if fail == "open" else "draft")
        assert reader.sees(f"/?p={post['id']}") == (fail == "open")
        return post["auditor"]["lines"][0]

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


def test_what_was_published_meanwhile_is_audited_and_named_as_what_it_is(
    site: Path, service: Service, seed: Text
) -> None:
    desk = Desk()
    _, post = desk.rest("", title=seed.title, content=blocks(seed), status="publish")
    number = post["id"]
    assert post["status"] == "publish"
    answers(f"{SITE}/wp-cron.php")
    wait_for("the notice", lambda: "does not know of the last publication yet" in desk.opening(number))
    with service.up():
        php(site, f"do_action('article_auditor_tell', {number});")
        assert wait_for("the audit", lambda: audited(service, number))["source"] == SOURCE
        shown = desk.opening(number)
    assert "does not know" not in shown
    assert "Published without an audit, for the auditor did not answer. Audited since:" in shown
    assert "Public, against the gate: 1 passage" in shown
