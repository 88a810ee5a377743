"""A real Wagtail with the package of clients/wagtail: what an editor sees, and what becomes of the article.

The picture of the page editor, taken by a real browser, is left in var/cms.
"""

from __future__ import annotations

import json

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
from tests.cms.editor import Editor, in_browser, words
from tests.cms.wagtail_desk import (  # noqa: F401  fixtures among them
    PASSWORD,
    Desk,
    Wagtail,
    auditing,
    connected_auditor,
    first_port,
    lock_of_wagtail,
    new_site,
    page_named,
    running_auditor,
    running_sites,
)

APPEAL_BEGINS = "Give the gift of hope"


def press_publish(window: Page, site: str, page: int) -> None:
    """Log in, open the article, press Publish, and read what the page says."""
    window.goto(f"{site}/admin/login/")
    window.get_by_label("Username").fill("ada")
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button", name="Sign in").click()
    window.goto(f"{site}/admin/pages/{page}/edit/")
    window.get_by_role("button", name="More actions").click()
    window.get_by_role("button", name="Publish", exact=True).click()
    window.get_by_text("Not updated: 1 passage").first.wait_for()
    window.get_by_text("Open in the auditor").first.wait_for()


@pytest.mark.usefixtures("up")
class TestConnected:
    """While the auditor runs."""

    def test_an_appeal_is_held_back_until_it_is_gone(
        self, wagtail: Wagtail, service: Service, seed: Text, corrected: Text, stopwatch: Note
    ) -> None:
        desk, reader = Desk(wagtail.open_site), Editor(wagtail.open_site)
        shown = desk.create("qatar", seed)
        assert "Not published: 1 passage to be changed or settled first." in shown
        assert APPEAL_BEGINS in shown
        assert "Open in the auditor" in shown
        assert not reader.sees("/qatar/")
        stopwatch(f"seed held back by the gate ({desk.seconds:.1f} s for the editor)")
        page = page_named(wagtail, "qatar")
        draft = service.audit_with(id=f"wagtail:{page}")
        assert draft is not None
        assert draft["source"] == SOURCE
        assert appeals(draft)
        assert f"{service.url}/audits/{draft['audit']}" in desk.open(f"/admin/pages/{page}/edit/")[2]
        assert answers(f"{service.url}/audits/{draft['audit']}")
        assert "has been published" in desk.change(page, corrected)
        assert reader.sees("/qatar/")
        stopwatch(f"corrected text published ({desk.seconds:.1f} s for the editor)")
        public = {"id": f"wagtail:{page}", "url": f"{wagtail.open_site}/qatar/"}
        audit = wait_for("the audit", lambda: service.audit_with(**public))
        assert audit["source"] == SOURCE
        assert appeals(audit) == []
        assert answers(f"{service.url}/audits/{audit['audit']}")
        stopwatch("its audit stands in the store")
        assert "Not updated" in desk.change(page, seed)
        assert seed.paragraphs[0] in words(reader.open("/qatar/")[2])
        assert APPEAL_BEGINS not in words(reader.open("/qatar/")[2])
        stopwatch("a published article keeps its text when the new one is held back")
        in_browser(lambda window: press_publish(window, wagtail.open_site, page), CACHE / "wagtail.png")
        stopwatch("the same in a real browser")

    def test_a_workflow_decides_without_a_person(
        self, wagtail: Wagtail, service: Service, seed: Text, corrected: Text, stopwatch: Note
    ) -> None:
        desk, reader = Desk(wagtail.open_site), Editor(wagtail.open_site)
        desk.create("appeal", seed, "action-submit")
        desk.create("sober", corrected, "action-submit")
        assert not reader.sees("/appeal/")
        assert reader.sees("/sober/")
        assert "Not published: 1 passage" in desk.editing(page_named(wagtail, "appeal"))
        stopwatch("a workflow rejected one and published the other")


SIGNED = """
from django.utils.timezone import now
from wagtail_article_auditor.models import Publication
from wagtail_article_auditor.publishing import event_body
print(event_body(Publication(name="msg_1", data={}, created=now())).decode())
"""


def test_whose_an_event_is_stands_in_what_is_signed(wagtail: Wagtail) -> None:
    assert json.loads(wagtail.manage("shell", "--verbosity=0", "-c", SIGNED))["source"] == SOURCE


def test_without_an_answer_the_site_does_as_it_was_told(
    wagtail: Wagtail, service: Service, seed: Text, corrected: Text, stopwatch: Note
) -> None:
    open_desk, closed_desk, reader = (Desk(wagtail.open_site), Desk(wagtail.closed_site), Editor(wagtail.open_site))
    shown = open_desk.create("down-open", corrected)
    assert "Published without an audit: the auditor could not be reached." in shown
    assert reader.sees("/down-open/")
    open_desk.create("down-appeal", seed)
    assert reader.sees("/down-appeal/")
    shown = closed_desk.create("down-closed", corrected)
    assert "Not published: the auditor could not be reached." in shown
    assert not reader.sees("/down-closed/")
    page_seconds = max(open_desk.seconds, closed_desk.seconds)
    stopwatch(f"the auditor down: {open_desk.seconds:.1f} s open, {closed_desk.seconds:.1f} s closed")
    with hanging(wagtail.port):
        late = f"the auditor did not answer within {BUDGET_SECONDS:g} seconds."
        assert f"Published without an audit: {late}" in open_desk.create("hanging-open", corrected)
        assert reader.sees("/hanging-open/")
        assert f"Not published: {late}" in closed_desk.create("hanging-closed", corrected)
        assert not reader.sees("/hanging-closed/")
    for desk in (open_desk, closed_desk):
        assert BUDGET_SECONDS <= desk.seconds < BUDGET_SECONDS + PAGE_SECONDS + 2 * page_seconds
    stopwatch(f"the auditor hanging: {open_desk.seconds:.1f} s open, {closed_desk.seconds:.1f} s closed")
    page = page_named(wagtail, "down-open")
    assert "does not know of the last publication yet" in open_desk.editing(page)
    with auditing(service, wagtail):
        assert "3 publications told, 0 left" in wagtail.manage("tell_auditor")
        assert wait_for("the audit", lambda: service.audit_with(id=f"wagtail:{page}"))["source"] == SOURCE
        assert "The auditor found nothing that keeps this text" in open_desk.editing(page)
        shown = open_desk.editing(page_named(wagtail, "down-appeal"))
        assert "Public, against the gate: 1 passage" in shown
    stopwatch("what was published meanwhile is audited")
