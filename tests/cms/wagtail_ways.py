"""Every way in which a page of Wagtail goes public: asked about before, or found within a minute after.

Nothing that is held back is lost: its text is the page's newest revision, word for word.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from tests.cms.conftest import Note, Service, Text, wait_for
from tests.cms.editor import Editor, words
from tests.cms.wagtail_desk import (  # noqa: F401  fixtures among them
    HOME,
    Desk,
    Wagtail,
    connected_auditor,
    fields_of,
    first_port,
    lock_of_wagtail,
    new_site,
    page_named,
    running_auditor,
    running_site,
)

APPEAL = "Give the gift of hope"
HELD, KEPT_OLD = "Not published: 1 passage to be changed or settled first.", "readers see the text of before"
PAST = "Public, against the gate: 1 passage"
FOUND_SECONDS = 60.0
"""What is not asked about before is found within this time."""


def is_live(wagtail: Wagtail, page: int) -> bool:
    return bool(wagtail.one("SELECT live FROM wagtailcore_page WHERE id = ?", page))


def newest_text(wagtail: Wagtail, page: int) -> str:
    """The words of a page's newest revision."""
    question = "SELECT content FROM wagtailcore_revision WHERE object_id = ? ORDER BY id DESC"
    return words(json.loads(wagtail.one(question, str(page)))["body"])


def assert_held(wagtail: Wagtail, slug: str, text: Text) -> int:
    """Nobody can read a page, and its text is all there. Its number."""
    page = page_named(wagtail, slug)
    assert not is_live(wagtail, page)
    kept = newest_text(wagtail, page)
    assert all(" ".join(paragraph.split()) in kept for paragraph in text.paragraphs)
    return page


def told_later(desk: Desk, what: str) -> bool:
    """Whether the next page of the admin says so."""
    return what in words(desk.open("/admin/")[2])


def draft(desk: Desk, slug: str, text: Text, under: int = HOME) -> int:
    """The number of a new draft."""
    desk.create(slug, text._replace(title=slug), "action-save", under)
    return int(desk.seen.split("/pages/")[1].split("/")[0])


@pytest.fixture(scope="module")
def desk(wagtail: Wagtail, site: None) -> Desk:
    """An editor who may do all."""
    return Desk(wagtail.open_site)


@pytest.fixture(scope="module")
def moderator(wagtail: Wagtail, site: None) -> Desk:
    """One of Wagtail's group of moderators."""
    return Desk(wagtail.open_site, "grace")


@pytest.mark.usefixtures("up")
class TestWays:
    """While the auditor runs."""

    def test_create_and_publish(self, wagtail: Wagtail, desk: Desk, seed: Text) -> None:
        assert HELD in desk.create("created", seed)
        assert_held(wagtail, "created", seed)

    def test_edit_and_publish(self, wagtail: Wagtail, desk: Desk, seed: Text, corrected: Text) -> None:
        desk.create("edited", corrected)
        shown = desk.change(page := page_named(wagtail, "edited"), seed)
        assert "Not updated: 1 passage" in shown
        assert KEPT_OLD in shown
        assert APPEAL not in words(Editor(wagtail.open_site).open("/edited/")[2])
        assert APPEAL in newest_text(wagtail, page)

    def test_restored_revision(self, wagtail: Wagtail, desk: Desk, seed: Text, corrected: Text) -> None:
        page = draft(desk, "restored", seed)
        old = wagtail.one("SELECT max(id) FROM wagtailcore_revision WHERE object_id = ?", str(page))
        assert "has been published" in desk.change(page, corrected)
        shown = desk.send(f"/admin/pages/{page}/edit/", {**fields_of(seed), "revision": str(old)}, "action-publish")
        assert "Not updated: 1 passage" in shown
        assert APPEAL not in words(Editor(wagtail.open_site).open("/restored/")[2])

    def test_bulk_action(self, wagtail: Wagtail, desk: Desk, seed: Text, corrected: Text) -> None:
        bad, good = draft(desk, "bulk-bad", seed), draft(desk, "bulk-good", corrected)
        path = f"/admin/bulk/wagtailcore/page/publish/?id={bad}&id={good}&next=/admin/"
        status, _, page = desk.open(path, desk.form("/admin/account/", "csrfmiddlewaretoken"))
        assert status == 200
        assert "1 page has been published" in words(page)
        assert HELD in words(page)
        assert_held(wagtail, "bulk-bad", seed)
        assert is_live(wagtail, good)

    def test_default_workflow(self, wagtail: Wagtail, desk: Desk, moderator: Desk, seed: Text, corrected: Text) -> None:
        """Wagtail's own: a moderator approves, and edits in between."""
        under = page_named(wagtail, "moderated")
        desk.create("approved", corrected, "action-submit", under)
        page = page_named(wagtail, "approved")
        approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
        shown = moderator.change(page, seed, "ignored", **approve)
        assert HELD in shown or told_later(moderator, HELD)
        assert_held(wagtail, "approved", seed)
        moderator.change(page, corrected, "ignored", **approve)
        assert is_live(wagtail, page)

    def test_approval_beside_the_editor(self, wagtail: Wagtail, desk: Desk, moderator: Desk, seed: Text) -> None:
        desk.create("approved-beside", seed, "action-submit", page_named(wagtail, "moderated"))
        page = page_named(wagtail, "approved-beside")
        state = wagtail.one(
            "SELECT current_task_state_id FROM wagtailcore_workflowstate WHERE object_id = ?",
            str(page),
        )
        path = f"/admin/pages/workflow/action/{page}/approve/{state}/"
        _, _, shown = moderator.open(path, {**moderator.form("/admin/account/", "csrfmiddlewaretoken"), "comment": ""})
        assert HELD in words(shown)
        assert_held(wagtail, "approved-beside", seed)

    @pytest.mark.parametrize("order", ["audit-first", "audit-last"])
    def test_workflow_with_an_audit(
        self, wagtail: Wagtail, moderator: Desk, seed: Text, corrected: Text, order: str
    ) -> None:
        """What was audited first is asked about again once it was edited; what is audited last is held by that."""
        slug = f"in-{order}"
        Desk(wagtail.open_site).create(slug, corrected, "action-submit", page_named(wagtail, order))
        page = page_named(wagtail, slug)
        approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
        moderator.change(page, seed, "ignored", **approve)
        assert_held(wagtail, slug, seed)

    def test_api(self, wagtail: Wagtail, desk: Desk, seed: Text) -> None:
        """Wagtail 8's API v3, by another program; a program reads why."""
        if not wagtail.token:
            pytest.skip("new in Wagtail 8")
        page = draft(desk, "by-api", seed)
        status, _, text = desk.open(
            f"/api/v3/pages/{page}/actions/publish/", {}, Authorization=f"Bearer {wagtail.token}"
        )
        assert status == 403
        assert HELD in json.loads(text)["detail"]
        assert_held(wagtail, "by-api", seed)

    def test_schedule(self, wagtail: Wagtail, desk: Desk, seed: Text, corrected: Text) -> None:
        """Asked when it is scheduled, by the date on which it goes live, and again when it does."""
        assert HELD in desk.create("scheduled", seed, go_live_at="2030-05-06 07:00")
        page = assert_held(wagtail, "scheduled", seed)
        assert "has been scheduled for publishing" in desk.change(page, corrected, go_live_at="2030-05-06 07:00")
        waiting = "SELECT count(*) FROM wagtail_article_auditor_publication WHERE page_id = ?"
        assert wagtail.one(waiting, page) == 0  # nothing is public, so nobody is told
        wagtail.manage("shell", "--verbosity=0", "-c", COMES_DUE.format(page=page, appeal=APPEAL))
        assert not is_live(wagtail, page)
        assert told_later(desk, HELD)

    def test_translation(self, wagtail: Wagtail, desk: Desk, seed: Text) -> None:
        source = draft(desk, "to-translate", seed)
        path = f"/admin/translation/submit/page/{source}/"
        locale = wagtail.one("SELECT id FROM wagtailcore_locale WHERE language_code = 'en-gb'")
        assert desk.open(path, {**desk.form(path, "locales"), "locales": locale})[0] == 200
        question = "SELECT max(id) FROM wagtailcore_page WHERE slug = 'to-translate'"
        page = wagtail.one(question)
        assert page != source
        assert HELD in desk.send(f"/admin/pages/{page}/edit/", fields_of(seed), "action-publish")
        assert not is_live(wagtail, page)

    def test_code_and_commands(self, wagtail: Wagtail, desk: Desk, seed: Text, corrected: Text) -> None:
        """`revision.publish()`, and a command that takes pages offline and publishes them anew."""
        bad = draft(desk, "by-code", seed)
        desk.create("renewed", corrected)
        renewed = page_named(wagtail, "renewed")
        desk.change(renewed, seed, "action-save")
        wagtail.manage("shell", "--verbosity=0", "-c", BY_CODE.format(page=bad, renewed=renewed))
        assert_held(wagtail, "by-code", seed)
        assert_held(wagtail, "renewed", seed)
        assert told_later(desk, HELD)

    def test_alias(self, wagtail: Wagtail, desk: Desk, seed: Text, corrected: Text, service: Service) -> None:
        """A page that follows another goes public by what the other's revision was asked about."""
        desk.create("followed", corrected)
        page = page_named(wagtail, "followed")
        copy(desk, page, "follower", alias="on")
        follower = page_named(wagtail, "follower")
        assert "Not updated" in desk.change(page, seed)
        assert APPEAL not in words(Editor(wagtail.open_site).open("/follower/")[2])
        changed = corrected._replace(title="Another title")
        assert "has been published" in desk.change(page, changed)
        of_it = f"wagtail:{follower}"
        wait_for("its second audit", lambda: sum(row["id"] == of_it for row in service.audits()) > 1)

    def test_reasons(self, wagtail: Wagtail, desk: Desk, moderator: Desk, seed: Text) -> None:
        """Who may override says why; who may not is refused, and loses nothing."""
        assert HELD in moderator.create("overridden", seed)
        page = page_named(wagtail, "overridden")
        form = moderator.form(f"/admin/pages/{page}/edit/", "slug")
        asked = {**form, **fields_of(seed), "action-publish": "1", "auditor_override": "The desk agreed."}
        assert moderator.open(f"/admin/pages/{page}/edit/", asked)[0] == 403
        assert_held(wagtail, "overridden", seed)
        shown = desk.change(page, seed, auditor_override="The appeal is the story.")
        assert "Published against the gate by ada: The appeal is the story." in shown
        assert is_live(wagtail, page)

    def test_copy(self, wagtail: Wagtail, desk: Desk, service: Service, seed: Text, stopwatch: Note) -> None:
        original = draft(desk, "original", seed)
        assert "Published against the gate" in desk.change(original, seed, auditor_override="We know.")
        changed = "UPDATE home_articlepage SET intro = 'Another beginning.' WHERE page_ptr_id = ?"
        with closing(sqlite3.connect(wagtail.folder / "db.sqlite3", timeout=30)) as database, database:
            database.execute(changed, [original])
        shown = copy(desk, original, "copied", publish_copies="on")
        page = page_named(wagtail, "copied")
        assert is_live(wagtail, page)
        wait_for("what is said of it", lambda: PAST in shown or told_later(desk, PAST), FOUND_SECONDS)
        assert service.audit_with(id=f"wagtail:{page}")
        stopwatch("a live copy found")

    def test_saves_of_code_and_withdrawal(self, wagtail: Wagtail, desk: Desk, service: Service, seed: Text) -> None:
        """Pages that code of the site saves as live ones; the site takes them offline again, if it wants that."""
        made = wagtail.manage(
            "shell", "--verbosity=0", "-c", SAVES.format(body=seed.html, home=HOME), AUDITOR_PAST="withdraw"
        ).split()
        wagtail.manage(
            "tell_auditor", AUDITOR_PAST="withdraw"
        )  # what the program's threads were not given the time for
        for number in map(int, made[-2:]):
            assert not is_live(wagtail, number)
            assert APPEAL in wagtail.one("SELECT body FROM home_articlepage WHERE page_ptr_id = ?", number)
        assert told_later(desk, "Taken offline: the auditor would have held this text back.")

    def test_move(self, wagtail: Wagtail, desk: Desk, service: Service, corrected: Text) -> None:
        """The text is the same; its new address is told."""
        desk.create("moved", corrected)
        page, under = page_named(wagtail, "moved"), page_named(wagtail, "moderated")
        path = f"/admin/pages/{page}/move/{under}/confirm/"
        assert desk.open(path, desk.form("/admin/account/", "csrfmiddlewaretoken"))[0] == 200
        address = f"{wagtail.open_site}/moderated/moved/"
        wait_for("its new address", lambda: service.audit_with(id=f"wagtail:{page}", url=address))


def copy(desk: Desk, page: int, slug: str, **wanted: str) -> str:
    """Copy a page, by Wagtail's form; the words of the page that follows, which may tell already what came of it."""
    path = f"/admin/pages/{page}/copy/"
    form = {
        name: value for name, value in desk.form(path, "new_slug").items() if name not in ("publish_copies", "alias")
    }
    status, _, text = desk.open(path, {**form, "new_slug": slug, "new_title": slug, **wanted})
    assert status == 200, words(text)[:500]
    return words(text)


COMES_DUE = """
from datetime import timedelta
from django.core.management import call_command
from django.utils.timezone import now
from wagtail.models import Page
page = Page.objects.get(pk={page}).specific
revision = page.scheduled_revision
revision.content["body"] = "<p>{appeal} with a monthly donation to our newsroom.</p>" + revision.content["body"]
revision.content["go_live_at"] = (now() - timedelta(minutes=1)).isoformat()
revision.approved_go_live_at = now() - timedelta(minutes=1)
revision.save()
call_command("publish_scheduled")
"""
BY_CODE = """
from django.core.management import call_command
from wagtail.models import Page
Page.objects.get(pk={page}).get_latest_revision().publish()
page = Page.objects.get(pk={renewed}).specific
page.unpublish()
page.get_latest_revision().publish()
"""
SAVES = """
from django.core.management import call_command
from django.contrib.auth import get_user_model
from wagtail.models import Page
from home.models import ArticlePage
ada = get_user_model().objects.get(username="ada")
home = Page.objects.get(pk={home})
new = home.add_child(instance=ArticlePage(title="Saved live", slug="saved-live", body={body!r}, owner=ada))
fine = home.add_child(instance=ArticlePage(title="Fine", slug="saved-fine", body="<p>The mill closed in May.</p>", owner=ada))
fine.body = {body!r}
fine.save()
call_command("tell_auditor")
from wagtail_article_auditor.models import Publication
import time
while Publication.objects.exists():
    time.sleep(0.1)
print(new.pk, fine.pk)
"""
