"""A real Ghost: every way to publish in it is judged, before where it can be, and what is withdrawn is never lost.

Run by `make test-cms`.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import urllib3

from auditor.cms.ghost_note import HEADING, MARK
from tests.cms.conftest import ROOT, SOURCE, Note, Service, Text, answers, appeals, wait_for
from tests.cms.ghost_site import (
    AUTHOR,
    GHOST,
    SERVICE_PORT,
    Admin,
    Newsletters,
    admin,
    folder,
    mailbox,
    mariadb,
    newsletters,
    package,
    service,
)
from tests.mail_server import Mailbox
from tests.ports import free_ports

__all__ = ["admin", "folder", "mailbox", "mariadb", "newsletters", "package", "service"]

WEEKDAY = "The board met on Friday, 6 March 2025, in the old customs house."
GERMAN = [
    "Der Hafenrat hat am Montag nach langer Beratung beschlossen, dass die Fähre im kommenden Jahr wieder fahren soll.",
    "Die Stadt will dafür zwei neue Anleger bauen, von denen der erste im Frühjahr fertig sein soll, wie es hieß.",
    "Unterstützen Sie unseren unabhängigen Journalismus mit einer Spende. Das geschah am Freitag, dem 6. März 2025.",
]
NEW_SOURCE, NEW_TITLE = "harbour.example", "Board votes for a ferry"
"""What the guide sets up and has published, beside all else that is tested here."""
SOON = timedelta(seconds=60)
"""How far ahead posts are scheduled here: the first tests have judged them by then, the last sees the good one live."""


class Scheduled(NamedTuple):
    """Posts that are to go live and out by e-mail `SOON`."""

    bad: list[dict[str, Any]]
    """One for the site and its newsletter, one for the newsletter alone."""
    good: dict[str, Any]


@pytest.fixture(scope="module")
def scheduled(admin: Admin, running: Service, corrected: Text) -> Scheduled:
    """Posts that were scheduled while the auditor ran."""
    moment = (datetime.now(UTC) + SOON).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    for_all = admin.schedule(told("Scheduled with a weekday that is none", corrected, WEEKDAY), moment)
    by_mail = told("For readers of the newsletter alone", corrected, WEEKDAY)
    good = admin.schedule(told("Scheduled as it should be", corrected), moment)
    return Scheduled([for_all, admin.schedule(by_mail, moment, email_only=True)], good)


class Missed(NamedTuple):
    """Posts that were published while the auditor was down."""

    bad: dict[str, Any]
    good: dict[str, Any]


@pytest.fixture(scope="module")
def missed(admin: Admin, corrected: Text) -> Missed:
    """Posts from before the auditor ran."""
    bad = admin.draft(told("Published behind the auditor's back", corrected, WEEKDAY))
    good = admin.draft(told("And one that is fine", corrected))
    return Missed(admin.change(bad, status="published"), admin.change(good, status="published"))


@pytest.fixture(scope="module")
def running(service: Service, missed: Missed, stopwatch: Note) -> Iterator[Service]:
    """The auditor, running, after it was down."""
    assert answers(missed.bad["url"])
    with service.up():
        stopwatch("the auditor started")
        yield service


def told(title: str, corrected: Text, *more: str) -> Text:
    """An article of its own under `title`, with more paragraphs in its midst."""
    return Text(title, [*corrected.paragraphs[:3], *more, *corrected.paragraphs[3:6]])


def events(service: Service, post: Mapping[str, Any]) -> list[str]:
    """What the auditor has kept of a post at the gate, the oldest first."""
    query = """SELECT DISTINCT gate_event.id, gate_event.kind FROM gate_event
        JOIN revision ON revision.article_id = gate_event.article_id WHERE revision.name = ? ORDER BY gate_event.id"""
    with closing(sqlite3.connect(service.folder / "auditor.db")) as connection:
        return [kind for _, kind in connection.execute(query, (f"ghost:{post['id']}",))]


def wait_for_events(service: Service, post: Mapping[str, Any], *kinds: str) -> None:
    """Wait until this is what is kept of a post."""
    wait_for("what is kept of it", lambda: events(service, post) == [*kinds])


def audited(service: Service, post: Mapping[str, Any]) -> Mapping[str, Any]:
    """The newest audit of a post, once there is one."""
    found: Mapping[str, Any] = wait_for("the audit", lambda: service.audit_with(id=f"ghost:{post['id']}"))
    return found


def in_the_next_second() -> None:
    """Wait for it: Ghost dates changes to the second, and no editor makes two within one."""
    time.sleep(1 - time.time() % 1)


def taken_back(admin: Admin, post: Mapping[str, Any], kind: str = "posts") -> dict[str, Any]:
    """The post once it is a draft again."""

    def is_draft() -> dict[str, Any] | None:
        now = admin.read(post, kind)
        return now if now["status"] == "draft" else None

    found: dict[str, Any] = wait_for("back to draft", is_draft)
    return found


def notes(nodes: list[Any]) -> list[str]:
    """The notes of the auditor among the cards of a post."""
    return [node["html"] for node in nodes if MARK in str(node.get("html"))]


def letter_of(mailbox: Mailbox, title: str) -> str:
    """The e-mail to the author on the post of this title."""

    def found() -> str | None:
        for message in list(mailbox.messages):
            if title in str(message["Subject"]):
                assert message["To"] == AUTHOR
                return str(message.get_content())
        return None

    text: str = wait_for("the e-mail", found)
    return text


def test_what_was_published_while_the_service_was_down_is_withdrawn_within_a_minute(
    admin: Admin, running: Service, missed: Missed, stopwatch: Note
) -> None:
    began = time.monotonic()
    assert "3 posts and 1 page of 3 days, 4 that no delivery told of" in running.run("reconcile"), "Ghost's own two"
    taken_back(admin, missed.bad)
    stopwatch(f"withdrawn {time.monotonic() - began:.1f} s after `auditor reconcile` was called")
    assert time.monotonic() - began < 60
    assert "0 that no delivery told of" in running.run("reconcile", "--source", SOURCE)
    audited(running, missed.good)
    assert admin.read(missed.good)["status"] == "published"


def test_a_scheduled_post_is_off_the_schedule_before_anybody_reads_it(
    admin: Admin, running: Service, scheduled: Scheduled
) -> None:
    for post in scheduled.bad:
        held = taken_back(admin, post)
        assert held["published_at"] is None and notes(admin.stored(held))
        wait_for_events(running, post, "blocked")


def test_a_first_publication_goes_back_to_draft_with_a_note(
    admin: Admin, running: Service, seed: Text, corrected: Text, stopwatch: Note
) -> None:
    before = admin.stored(draft := admin.draft(seed))
    began = time.monotonic()
    post = admin.change(draft, status="published")
    withdrawn = taken_back(admin, post)
    stopwatch(f"withdrawn {time.monotonic() - began:.1f} s after Publish was pressed")
    assert not answers(post["url"])
    assert appeals(audited(running, post))
    head, *rest = admin.stored(post)
    assert rest == before, "every card and paragraph is there"
    assert HEADING in head["html"] and "Not published: 1 passage" in head["html"] and "/audits/" in head["html"]
    assert HEADING not in withdrawn["html"], "Ghost shows the note to no reader"
    wait_for_events(running, post, "past", "withdrawn")
    in_the_next_second()
    again = taken_back(admin, admin.change(withdrawn, status="published"))
    assert len(notes(admin.stored(again))) == 1, "published as it was, it goes back with one note"
    in_the_next_second()
    mended = admin.change(again, html=corrected.html, status="published")
    wait_for("the second audit", lambda: not appeals(audited(running, post)))
    assert answers(mended["url"])
    stopwatch("corrected, published, audited")


def test_its_author_is_told_and_the_note_taken_out_once_the_post_is_public(
    admin: Admin, running: Service, mailbox: Mailbox, corrected: Text
) -> None:
    text = told("The ferry board meets in the customs house", corrected, WEEKDAY)
    withdrawn = taken_back(admin, admin.change(admin.draft(text), status="published"))
    letter = letter_of(mailbox, text.title)
    assert "Not published: 1 passage to be changed or settled first." in letter
    assert f"/ghost/#/editor/post/{withdrawn['id']}" in letter
    mended = withdrawn["lexical"].replace("Friday, 6 March", "Thursday, 6 March")
    public = admin.change(withdrawn, lexical=mended, status="published")
    page = urllib3.request("GET", public["url"]).data.decode()
    assert "Thursday, 6 March" in page and HEADING not in page
    wait_for("the note to go", lambda: not notes(admin.stored(public)))
    assert admin.read(public)["status"] == "published"
    assert len(admin.stored(public)) == len(text.paragraphs)


def test_a_bad_edit_leaves_the_text_of_before_public_and_is_kept(
    admin: Admin, running: Service, mailbox: Mailbox, corrected: Text, stopwatch: Note
) -> None:
    text = told("The valley keeps its only bridge", corrected)
    cards = f"{text.html}<figure><blockquote>A quoted line.</blockquote></figure><hr><p>A <b>bold</b> end.</p>"
    draft = admin.change(admin.draft(text), html=cards)
    public = admin.change(draft, status="published")
    audited(running, public)
    good = admin.stored(public)
    in_the_next_second()
    began = time.monotonic()
    edited = admin.change(public, html=f"<p>{WEEKDAY}</p>{cards}", title="The valley loses its only bridge")
    bad = admin.stored(edited)
    statuses = [urllib3.request("GET", public["url"]).status]
    copy = wait_for("the copy", lambda: admin.titled("Held back: The valley loses its only bridge"))
    stopwatch(f"the text of before is public {time.monotonic() - began:.1f} s after a bad edit")
    statuses.append(urllib3.request("GET", public["url"]).status)
    now = admin.read(public)
    assert statuses == [200, 200] and now["status"] == "published"
    assert (now["title"], admin.stored(public)) == (text.title, good)
    head, *rest = admin.stored(copy)
    assert rest == bad and "readers see the text of before" in head["html"]
    assert copy["status"] == "draft"
    assert "readers see the text of before" in letter_of(mailbox, "The valley loses its only bridge")
    wait_for("what is kept of it", lambda: "withdrawn" in events(running, public))


def test_what_goes_out_by_email_at_once_is_withdrawn_and_says_so(
    admin: Admin, running: Service, newsletters: Newsletters, corrected: Text, stopwatch: Note
) -> None:
    draft = admin.draft(told("Out at once with its newsletter", corrected, WEEKDAY))
    began = time.time()
    post = admin.change(draft, "newsletter=default-newsletter&email_segment=all", status="published")
    taken_back(admin, post)
    withdrawn = time.time()
    sent = wait_for("the newsletter", lambda: newsletters.of(post["title"]))[0]
    stopwatch(f"withdrawn {withdrawn - began:.1f} s after Publish, its newsletter out after {sent - began:.1f} s")
    assert "It has gone out by e-mail" in notes(admin.stored(post))[0]


def test_a_page_is_judged_like_a_post(admin: Admin, running: Service, corrected: Text) -> None:
    page = admin.draft(told("About the harbour desk", corrected, WEEKDAY), "pages")
    public = admin.change(page, kind="pages", status="published")
    assert notes(admin.stored(taken_back(admin, public, "pages")))


def test_what_an_import_brings_is_found_whatever_its_dates(admin: Admin, running: Service, corrected: Text) -> None:
    text = told("Imported from the old site", corrected, WEEKDAY)
    old = "2019-03-04T10:00:00.000Z"
    row = {"title": text.title, "slug": "imported", "html": text.html, "status": "published"}
    admin.import_posts(row | {"created_at": old, "updated_at": old, "published_at": old})
    post = wait_for("the import", lambda: admin.titled(text.title))
    assert post["updated_at"] == old and answers(post["url"])
    began = time.monotonic()
    assert "1 that no delivery told of" in running.run("reconcile", "--source", SOURCE)
    assert notes(admin.stored(taken_back(admin, post)))
    assert time.monotonic() - began < 60


def test_another_language_is_not_judged_and_held_back_as_set(admin: Admin, running: Service) -> None:
    text = Text("Die Fähre fährt wieder", GERMAN)
    row = {"title": text.title, "html": text.html, "status": "published"}
    post = admin.ask("POST", "posts/?source=html", {"posts": [row]})["posts"][0]
    taken_back(admin, post)
    audit = audited(running, post)
    assert audit["score"] is None
    assert any("language" in line["reason"] for line in audit["not_judged"]), audit["not_judged"]


def test_what_an_editor_settled_passes_and_stays(admin: Admin, running: Service, corrected: Text) -> None:
    text = told("A weekday that the desk has checked", corrected, WEEKDAY)
    withdrawn = taken_back(admin, admin.change(admin.draft(text), status="published"))
    (found,) = (f for f in audited(running, withdrawn)["findings"] if f["rule"] == "date/weekday-differs")
    answer = urllib3.request(
        "POST",
        f"http://127.0.0.1:{SERVICE_PORT}/v1/findings/{found['finding']}/decisions",
        json={"verb": "dismiss", "reason": "false alarm"},
    )
    assert answer.status == 201, answer.data
    in_the_next_second()
    public = admin.change(withdrawn, status="published")
    wait_for("the note to go", lambda: not notes(admin.stored(public)))
    assert admin.read(public)["status"] == "published"


def test_what_goes_out_by_email_alone_is_audited_afterwards(admin: Admin, running: Service, corrected: Text) -> None:
    draft = admin.change(admin.draft(told("Sent to readers at once", corrected, WEEKDAY)), email_only=True)
    post = admin.change(draft, "newsletter=default-newsletter&email_segment=all", status="published")
    assert post["status"] == "sent"
    assert any(found["rule"] == "date/weekday-differs" for found in audited(running, post)["findings"])
    wait_for_events(running, post, "past")


def test_a_good_scheduled_post_goes_live_and_out_and_is_audited_as_public(
    admin: Admin, running: Service, newsletters: Newsletters, scheduled: Scheduled
) -> None:
    wait_for("the good one live", lambda: answers(scheduled.good["url"]), 2 * SOON.total_seconds())
    wait_for("its newsletter", lambda: newsletters.of(scheduled.good["title"]))
    audited(running, scheduled.good)
    for post in scheduled.bad:
        assert admin.read(post)["status"] == "draft" and newsletters.of(post["title"]) == []


def example() -> str:
    """The text that the guide has published."""
    guide = (ROOT / "clients" / "ghost" / "README.md").read_text(encoding="utf-8")
    (quoted,) = re.findall(r"(?:^> .*\n)+", guide, re.MULTILINE)
    return " ".join(quoted.replace("> ", "").split())


def test_as_the_guide_says_from_nothing_to_the_first_post_taken_back(
    admin: Admin, tmp_path: Path, stopwatch: Note
) -> None:
    admin.end_integrations()
    with free_ports() as port:
        service = Service(tmp_path, port, "", GHOST_ADMIN_KEY=admin.integrate(""))
        command = ["connect", "ghost", "--source", NEW_SOURCE, "--url", service.url, "--ghost-url", GHOST]
        command += ["--admin-key", "env:GHOST_ADMIN_KEY", "--quarantine", "restore"]
        assert service.run(*command).count(": made") == 6
        assert service.run(*command).count(": there already") == 7, "the secret, and six webhooks"
        stopwatch("Ghost connected")
        with service.up():
            post = admin.change(admin.draft(Text(NEW_TITLE, [example()])), status="published")
            wait_for("the post is a draft again", lambda: admin.read(post)["status"] == "draft")
            stopwatch("the first article was published and taken back")
            in_the_next_second()
            corrected = Text(NEW_TITLE, [example().replace("Friday", "Thursday")])
            admin.change(admin.read(post), html=corrected.html, status="published")
            service.key = service.run("keys", "create", "desk", "--scope", "read", "--source", NEW_SOURCE).split()[-1]
            audits = wait_for(
                "its audit",
                lambda: [
                    each for each in service.get(f"/v1/audits?source={NEW_SOURCE}")["audits"] if not each["counts"]
                ],
            )
            assert admin.read(post)["status"] == "published", audits
            stopwatch("the corrected one stays")
