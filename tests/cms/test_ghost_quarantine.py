"""What is done with a post of a Ghost after its audit."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from auditor.jobs.work import Bench, Hopeless
from auditor.mail import MailError
from auditor.settings import SettingsError, load_settings
from auditor.store.decisions import Decision, decide
from auditor.store.gate import Kind, Said, keep_event
from auditor.store.tables import finding, job, report
from tests.cms.fake_ghost import FakeGhost, lexical
from tests.cms.ghost_bench import (
    APPEAL,
    SOURCE,
    audit,
    bench,
    compiled,
    do,
    ghost,
    kinds_kept,
    set_quarantine,
    take_back,
    waiting,
    write_settings,
)
from tests.mail_server import mail_server

__all__ = ["bench", "compiled", "ghost"]


def test_what_the_gate_blocks_goes_back_to_draft(bench: Bench, ghost: FakeGhost) -> None:
    number = audit(bench, ghost.add("p1", html=APPEAL))
    (payload,) = waiting(bench.store, "quarantine")
    assert do(bench, "quarantine", payload) == {"outcome": "drafted", "audit": number}
    assert ghost.posts["p1"]["status"] == "draft"


def test_what_passes_stays(bench: Bench, ghost: FakeGhost) -> None:
    audit(bench, ghost.add("p1"))
    assert waiting(bench.store, "quarantine") == []


def test_nobody_is_withdrawn_who_did_not_opt_in(bench: Bench, ghost: FakeGhost, tmp_path: Path) -> None:
    write_settings(tmp_path, ghost, more="")
    bench.auditor.settings = load_settings(tmp_path / "auditor.toml", bench.auditor.ruleset)
    audit(bench, ghost.add("p1", html=APPEAL))
    assert waiting(bench.store, "quarantine") == []
    with pytest.raises(Hopeless, match="no quarantine any more"):
        do(
            bench,
            "quarantine",
            {"source": SOURCE, "post": "ghost:p1", "modified": "2026-11-21T09:30:00+00:00", "audit": 1},
        )
    assert ghost.requests == []


def test_a_dismissed_finding_withdraws_nothing(bench: Bench, ghost: FakeGhost) -> None:
    number = audit(bench, ghost.add("p1", html=APPEAL))
    with bench.store.writing() as connection:
        connection.execute(update(job).values(state="done"))
        for found in connection.execute(select(finding.c.id).where(finding.c.report_id == number)).scalars().all():
            decide(connection, found, Decision("dismiss", "ada", "false alarm"))
    audit(bench, ghost.add("p1", html=APPEAL, updated_at="2026-11-21T11:00:00.000Z"))
    assert waiting(bench.store, "quarantine") == []


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"updated_at": "2026-11-21T09:31:00.000Z"}, "changed since"),
        ({"status": "draft"}, "draft already"),
        ({"status": "sent"}, "sent already"),
    ],
)
def test_what_is_another_by_now_is_left_alone(
    bench: Bench, ghost: FakeGhost, change: dict[str, str], outcome: str
) -> None:
    audit(bench, ghost.add("p1", html=APPEAL))
    (payload,) = waiting(bench.store, "quarantine")
    ghost.posts["p1"] |= change
    assert do(bench, "quarantine", payload)["outcome"] == outcome
    assert [method for method, *_ in ghost.requests] == ["GET"]


def test_what_is_gone_is_left_alone(bench: Bench, ghost: FakeGhost) -> None:
    audit(bench, ghost.add("p1", html=APPEAL))
    (payload,) = waiting(bench.store, "quarantine")
    ghost.posts.clear()
    assert do(bench, "quarantine", payload)["outcome"] == "gone"


def test_a_scheduled_post_is_unscheduled_and_kept_as_blocked(bench: Bench, ghost: FakeGhost) -> None:
    post = ghost.add("p1", html=APPEAL, status="scheduled", published_at="2026-12-24T08:00:00.000Z")
    assert take_back(bench, post) == "unscheduled"
    assert (post["status"], post["published_at"]) == ("draft", None)
    assert kinds_kept(bench.store)[-1] == ("blocked", "schedule")
    with bench.store.reading() as connection:
        assert connection.execute(select(report.c.current)).scalars().all() == [False], "nobody read it"


def test_a_page_is_taken_back_too(bench: Bench, ghost: FakeGhost) -> None:
    page = ghost.add("about", kind="pages", html=APPEAL)
    assert take_back(bench, page) == "drafted"
    assert page["status"] == "draft"


def test_a_note_stands_at_the_head_of_the_draft(bench: Bench, ghost: FakeGhost, tmp_path: Path) -> None:
    set_quarantine(bench, tmp_path, ghost, 'quarantine = true\nnotice = ["note"]')
    post = ghost.add("p1", html=APPEAL, lexical=lexical("One", "<Two>"))
    assert take_back(bench, post) == "drafted"
    head, *rest = json.loads(post["lexical"])["root"]["children"]
    assert rest == json.loads(lexical("One", "<Two>"))["root"]["children"]
    assert "Not published: 1 passage to be changed or settled first." in head["html"]
    assert waiting(bench.store, "letter") == []


def test_what_went_out_by_email_is_said(bench: Bench, ghost: FakeGhost, tmp_path: Path) -> None:
    set_quarantine(bench, tmp_path, ghost, 'quarantine = true\nnotice = ["note"]')
    post = ghost.add("p1", html=APPEAL, email={"status": "submitted"})
    take_back(bench, post)
    assert "It has gone out by e-mail" in post["lexical"]


def versions(*saves: tuple[str, str, str]) -> list[dict[str, Any]]:
    """What Ghost keeps of a post: when, in which state, with which text."""
    return [
        {
            "created_at_ts": datetime.fromisoformat(moment).timestamp() * 1000 + 65,
            "post_status": status, "title": "Board votes for a ferry", "lexical": lexical(text),
        }
        for moment, status, text in saves
    ]  # fmt: skip


EARLY, LATER, NOW = "2026-11-21T09:00:00.000Z", "2026-11-21T09:10:00.000Z", "2026-11-21T09:30:00.000Z"


def restoring(bench: Bench, folder: Path, ghost: FakeGhost, *saves: tuple[str, str, str]) -> str:
    """What became of a bad edit of post p1, which was saved before as `saves` say."""
    set_quarantine(bench, folder, ghost, 'quarantine = "restore"\nnotice = ["note"]')
    made = versions(*saves, (NOW, "published", "Donate"))
    return take_back(bench, ghost.add("p1", html=APPEAL, lexical=lexical("Donate"), post_revisions=made))


def test_an_edit_gives_way_to_what_readers_saw_before(bench: Bench, ghost: FakeGhost, tmp_path: Path) -> None:
    assert restoring(bench, tmp_path, ghost, (EARLY, "draft", "Begun"), (LATER, "published", "Good")) == "restored"
    post, copy = ghost.posts["p1"], ghost.posts["p1-copy"]
    assert (post["status"], post["lexical"]) == ("published", lexical("Good"))
    assert (copy["status"], copy["title"]) == ("draft", "Held back: Board votes for a ferry")
    head, *rest = json.loads(copy["lexical"])["root"]["children"]
    assert rest == json.loads(lexical("Donate"))["root"]["children"]
    assert "Not updated: 1 passage" in head["html"] and f"{ghost.url}/ghost/#/editor/post/p1" in head["html"]
    assert kinds_kept(bench.store)[-1] == ("withdrawn", "publication")


@pytest.mark.parametrize(
    "saves",
    [
        [],
        [(EARLY, "published", "Good"), (LATER, "draft", "Good")],
        [(EARLY, "published", "Donate")],
    ],
    ids=["first publication", "taken offline in between", "the same text"],
)
def test_where_readers_saw_nothing_else_it_is_a_draft(
    bench: Bench, ghost: FakeGhost, tmp_path: Path, saves: list[tuple[str, str, str]]
) -> None:
    assert restoring(bench, tmp_path, ghost, *saves) == "drafted"
    assert list(ghost.posts) == ["p1"]


def test_what_was_blocked_itself_is_not_shown_again(bench: Bench, ghost: FakeGhost, tmp_path: Path) -> None:
    set_quarantine(bench, tmp_path, ghost, 'quarantine = "restore"')
    take_back(bench, ghost.add("p1", html=APPEAL, updated_at=LATER))
    saves = (EARLY, "published", "Good"), (LATER, "published", "Bad")
    assert restoring(bench, tmp_path, ghost, *saves) == "restored"
    assert ghost.posts["p1"]["lexical"] == lexical("Good")


def test_an_edit_that_was_saved_over_meanwhile_stays_and_leaves_no_copy(
    bench: Bench, ghost: FakeGhost, tmp_path: Path
) -> None:
    ghost.saved_meanwhile = True
    assert restoring(bench, tmp_path, ghost, (LATER, "published", "Good")) == "changed since"
    assert list(ghost.posts) == ["p1"] and ghost.posts["p1"]["lexical"] == lexical("Donate")
    assert kinds_kept(bench.store) == [] or kinds_kept(bench.store)[-1][0] == "past"


def test_the_note_goes_once_the_text_passes(bench: Bench, ghost: FakeGhost, tmp_path: Path) -> None:
    set_quarantine(bench, tmp_path, ghost, 'quarantine = true\nnotice = ["note"]')
    take_back(bench, post := ghost.add("p1", html=APPEAL))
    post |= {"html": "<p>The harbour board voted.</p>", "status": "published"}
    audit(bench, post)
    (payload,) = waiting(bench.store, "tidy")
    assert do(bench, "tidy", payload)["outcome"] == "tidied"
    assert json.loads(post["lexical"]) == json.loads(lexical("The harbour board voted."))


def test_an_overridden_text_stays(bench: Bench, ghost: FakeGhost) -> None:
    post = ghost.add("p1", html=APPEAL)
    take_back(bench, post)
    with bench.store.writing() as connection:
        connection.execute(update(job).values(state="done"))
        keep_event(connection, 1, Said(Kind.OVERRIDDEN, editor="Ada", reason="It is quoted."))
    audit(bench, post | {"status": "published"})
    assert waiting(bench.store, "quarantine") == []


def test_each_author_is_told_by_email(
    bench: Bench, ghost: FakeGhost, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with mail_server() as box:
        server = f'[mail]\nhost = "127.0.0.1"\nport = {box.port}\nfrom = "desk@harbour.example"\nsecurity = "none"'
        set_quarantine(bench, tmp_path, ghost, f'quarantine = true\nnotice = ["mail"]\n{server}')
        both = [{"name": "Ada", "email": "ada@harbour.example"}, {"name": "Bo", "email": "not an address"}]
        take_back(bench, ghost.add("p1", html=APPEAL, authors=both))
        (payload,) = waiting(bench.store, "letter")
        assert "@" not in json.dumps(payload)
        assert do(bench, "letter", payload)["outcome"] == "told 1"
        (message,) = box.messages
    assert (message["To"], message["Subject"]) == ("ada@harbour.example", "Held back: Board votes for a ferry")
    assert f"{ghost.url}/ghost/#/editor/post/p1" in message.get_content()


def test_no_address_is_kept_of_a_letter_that_was_not_sent(bench: Bench, ghost: FakeGhost, tmp_path: Path) -> None:
    with mail_server() as box:
        server = f'[mail]\nhost = "127.0.0.1"\nport = {box.port}\nfrom = "desk@harbour.example"\nsecurity = "none"'
        set_quarantine(bench, tmp_path, ghost, f'quarantine = true\nnotice = ["mail"]\n{server}')
        take_back(bench, ghost.add("p1", html=APPEAL))
        (payload,) = waiting(bench.store, "letter")
        box.answers["rcpt TO:<ada@harbour.example>"] = "451 ada@harbour.example is busy"
        with pytest.raises(MailError, match="451 an author is busy"):
            do(bench, "letter", payload)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('quarantine = "delete"', "is true, false or one of draft, restore"),
        ('quarantine = true\nnotice = ["banner"]', "note, mail"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    bench: Bench, ghost: FakeGhost, tmp_path: Path, more: str, message: str
) -> None:
    write_settings(tmp_path, ghost, more)
    with pytest.raises(SettingsError, match=message):
        load_settings(tmp_path / "auditor.toml", bench.auditor.ruleset)
