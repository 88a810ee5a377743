"""Who chose it is told by e-mail what came of a question to the gate, by a real server and with a link."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from auditor.audit import Auditor
from auditor.mail import NONE, MailSettings, Notice
from auditor.service import ServiceSettings
from auditor.store import Store
from auditor.store.gate import Kind, Said
from auditor.store.progress import list_messages, retry_messages
from auditor.webhook import GATE_PAST, Webhook
from tests.jobs.made import Drain, hurry, plain_auditor, rows_of
from tests.jobs.test_webhooks import SECRET, Receiver
from tests.mail_server import Mailbox, mail_server
from tests.store.made import TEXT, report_on

TO = "desk@example.org"
LINES = ("Public, against the gate: 1 passage to be changed or settled first.", "“\nBcc: eve@example.org”: No.")


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """A mail server that takes everything."""
    with mail_server() as opened:
        yield opened


@pytest.fixture
def auditor(box: Mailbox) -> Auditor:
    """One whose settings name the server, the pages and who is told."""
    mail = MailSettings(host="127.0.0.1", port=box.port, security=NONE, sender="auditor@example.org")
    made = plain_auditor()
    made.settings = replace(
        made.settings, mail=mail, notices=(Notice((TO,)),), service=ServiceSettings(url="https://audit.example.org")
    )
    return made


def get_past(store: Store, auditor: Auditor, headline: str = "Board votes") -> int:
    """Let an article go past the gate; its audit."""
    store.notices = auditor.settings.notices
    audit = store.add(report_on(TEXT, title=headline, id="cms:4", url="https://example.org/board/"), origin="hook")
    with store.writing() as connection:
        store.keep_event(connection, audit, Said(Kind.PAST, LINES, "Ada Lund", "quick-edit"))
    return audit


def test_the_message_says_what_happened_and_where_to_look(
    store: Store, drain: Drain, auditor: Auditor, box: Mailbox
) -> None:
    audit = get_past(store, auditor, "Board votes\r\nBcc: eve@example.org")
    drain()
    (message,) = box.messages
    assert message["to"] == TO
    assert message["bcc"] is None
    assert str(message["subject"]).startswith("Went past the gate: Board votes")
    lines = message.get_content().splitlines()
    assert lines[2:5] == ["Source: example.org", "Address: https://example.org/board/", "Who: Ada Lund, by quick edit"]
    assert lines[5].startswith("When: 20")
    assert lines[-4:] == [LINES[0], "“ Bcc: eve@example.org”: No.", "", f"https://audit.example.org/audits/{audit}"]
    assert rows_of(store, kind="mail")[0].result == {"to": TO, "type": GATE_PAST}


def test_a_server_that_is_busy_is_asked_again_and_one_that_refuses_is_not(
    store: Store, drain: Drain, auditor: Auditor, box: Mailbox
) -> None:
    box.answers[f"rcpt TO:<{TO}>"] = "451 later"
    get_past(store, auditor)
    drain()
    (row,) = rows_of(store, kind="mail")
    assert (row.state, row.failures) == ("waiting", 1)
    first = row.payload["message"]
    box.answers[f"rcpt TO:<{TO}>"] = "550 no such user"
    hurry(store)
    drain()
    with store.writing() as connection:
        (dead,) = list_messages(connection, ["dead"], 10)
        assert (dead["receiver"], "550 no such user" in dead["error"]) == (TO, True)
        assert retry_messages(connection) == 1
    box.answers.clear()
    drain()
    assert [str(message["message-id"]) for message in box.messages] == [f"<{first}@example.org>"]


@pytest.mark.parametrize("gone", [{"mail": None}, {"notices": ()}])
def test_who_is_named_no_more_is_told_no_more(
    store: Store, drain: Drain, auditor: Auditor, box: Mailbox, gone: dict[str, Any]
) -> None:
    get_past(store, auditor)
    auditor.settings = replace(auditor.settings, **gone)
    drain()
    (row,) = rows_of(store, kind="mail")
    assert row.state == "dead" and "[[notice]]" in row.error
    assert not box.messages


def test_a_receiver_is_told_the_page(
    store: Store, drain: Drain, auditor: Auditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    receiver = Receiver()
    try:
        store.webhooks = (Webhook(receiver.url, "HOOK_SECRET", frozenset({GATE_PAST}), allow_private=True),)
        audit = get_past(store, auditor)
        drain()
    finally:
        receiver.end()
    ((_, body),) = receiver.messages
    data = json.loads(body)["data"]
    assert data["page"] == f"https://audit.example.org/audits/{audit}"
    assert (data["kind"], data["headline"], data["lines"]) == ("past", "Board votes", list(LINES))
