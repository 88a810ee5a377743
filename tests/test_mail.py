"""E-mail goes to a real server, over TLS where that is set, and nothing in it becomes a header or a recipient."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from auditor.mail import MAX_LINE_CHARACTERS, MAX_LINES, NONE, MailError, MailRefused, MailSettings, send
from auditor.ruleset import RuleSet
from auditor.settings import Settings, SettingsError, parse_settings
from tests.mail_server import Mailbox, mail_server

TO = "anna@example.org"
PLAIN = MailSettings(host="127.0.0.1", sender="The auditor <auditor@example.org>", security=NONE)
HEADERS = {
    "From", "To", "Subject", "Date", "Auto-Submitted", "Message-ID", "Content-Type", "Content-Transfer-Encoding",
    "MIME-Version",
}  # fmt: skip
MAIL = '[mail]\nhost = "mail.example.org"\nfrom = "auditor@example.org"\n'


def at(box: Mailbox, base: MailSettings = PLAIN) -> MailSettings:
    """Settings that lead to a server of the tests."""
    return replace(base, port=box.port)


def test_a_message_arrives_as_it_was_written() -> None:
    lines = ["Public, against the gate: “Żółw”.", "", ".", f"From here on: {'x' * 400}"]
    with mail_server() as box:
        send(at(box), TO, "“Ärger” um die Fähre", lines, "msg_1")
    (message,) = box.messages
    assert message.get_content().splitlines() == lines
    assert message["subject"] == "“Ärger” um die Fähre"
    assert (message["from"], message["to"]) == ("The auditor <auditor@example.org>", TO)
    assert message["message-id"] == "<msg_1@example.org>"
    assert [line for line in box.said if ":" in line] == ["mail FROM:<auditor@example.org>", f"rcpt TO:<{TO}>"]


@pytest.mark.parametrize(
    "text",
    ["a\r\nBcc: eve@example.org", "a\r\n\r\nBcc: eve@example.org", "a\n.\nMAIL FROM:<eve@example.org>", "a\x85b\x0bc\u2028d",
     "half \ud800 a pair", "\0", "x" * 100_000],
)  # fmt: skip
def test_no_text_becomes_a_header_or_another_line(text: str) -> None:
    with mail_server() as box:
        send(at(box), TO, text, [text, "last"] * MAX_LINES, "m")
    (message,) = box.messages
    assert set(message.keys()) == HEADERS
    lines = message.get_content().splitlines()
    assert len(lines) == MAX_LINES
    assert max(map(len, lines)) <= MAX_LINE_CHARACTERS
    assert box.said.count("data") == 1
    assert not any("eve" in line for line in box.said)


@pytest.mark.parametrize(
    "to",
    ["", "anna", "anna@example.org, eve@example.org", "Anna <anna@example.org>", "a@b\r\nBcc: eve@example.org", "ä@b.org",
     f"{'a' * 65}@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_sent_nothing(to: str) -> None:
    with mail_server() as box, pytest.raises(MailRefused, match=r"anna@example\.org"):
        send(at(box), to, "Notice", ["A line."])
    assert not box.messages


@pytest.mark.parametrize(
    ("line", "answer", "raised"),
    [
        (f"rcpt TO:<{TO}>", "550 no such user", MailRefused),
        (f"rcpt TO:<{TO}>", "451 later", MailError),
        (".", "554 spam", MailRefused),
        ("mail FROM:<auditor@example.org>", "421 closing", MailError),
    ],
)
def test_what_the_server_answers_says_whether_to_try_again(line: str, answer: str, raised: type[MailError]) -> None:
    with mail_server() as box:
        box.answers[line] = answer
        with pytest.raises(MailError, match=answer[4:]) as told:
            send(at(box), TO, "Notice", ["A line."])
    assert type(told.value) is raised


def test_a_server_that_is_away_is_asked_again() -> None:
    with mail_server() as box:
        gone = at(box)
    with pytest.raises(MailError) as told:
        send(gone, TO, "Notice", ["A line."])
    assert not isinstance(told.value, MailRefused)


@pytest.mark.parametrize("name", ["127.0.0.1", "other.example"])
def test_the_password_goes_over_tls_to_the_host_that_proves_its_name_alone(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    authority = trustme.CA()
    served, client = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert(name).configure_cert(served)
    authority.configure_trust(client)
    monkeypatch.setattr(ssl, "create_default_context", lambda: client)
    (tmp_path / "secret").write_text("correct horse\n")
    sender = MailSettings(
        host="127.0.0.1", sender="auditor@example.org", user="auditor", password="file:secret", folder=tmp_path
    )
    with mail_server(served) as box:
        if name == "127.0.0.1":
            send(at(box, sender), TO, "Notice", ["A line."])
        else:
            with pytest.raises(MailError, match="certificate"):
                send(at(box, sender), TO, "Notice", ["A line."])
    assert len(box.messages) == (name == "127.0.0.1")
    assert [line.split()[0] for line in box.said[:4]] == (
        ["ehlo", "STARTTLS", "ehlo", "AUTH"] if box.messages else ["ehlo", "STARTTLS"]
    )


def test_a_server_without_tls_is_told_nothing() -> None:
    with mail_server() as box, pytest.raises(MailError, match="STARTTLS"):
        send(MailSettings(host="127.0.0.1", port=box.port, sender="a@example.org"), TO, "Notice", ["A line."])
    assert [line.split()[0] for line in box.said] == ["ehlo"]


def read(text: str) -> Settings:
    """What a file says."""
    return parse_settings(text.encode(), Path("conf/auditor.toml"), RuleSet((), ""))


def test_settings_name_the_server_and_who_is_told() -> None:
    given = read(
        f'{MAIL}user = "u"\npassword = "env:P"\n[[notice]]\nto = ["{TO}", "{TO}"]\nsources = ["WWW.Example.org"]\n'
        '[[notice]]\nto = ["b@example.org"]\nevents = ["gate.blocked"]\n'
    )
    assert given.mail == MailSettings(
        host="mail.example.org", sender="auditor@example.org", user="u", password="env:P", folder=Path("conf")
    )
    first, second = given.notices
    assert first.to == (TO,)
    assert [first.wants(event, "example.org") for event in ("gate.past", "gate.blocked")] == [True, False]
    assert not first.wants("gate.past", "other.example")
    assert [second.wants(event, "other.example") for event in ("gate.past", "gate.blocked")] == [False, True]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('[mail]\nhost = "a b"\nfrom = "a@b.org"', "auditor.toml:2: mail: host: is a host's name"),
        ('[mail]\nhost = "b.org"\nfrom = "nobody"', "auditor.toml:3: mail: from: an address is as"),
        (f'{MAIL}user = "u"', "auditor.toml:4: mail: user: user and password go together"),
        (f'{MAIL}user = "u"\npassword = "hunter2"', "auditor.toml:5: mail: password: a secret stands elsewhere"),
        (
            f'{MAIL}user = "u"\npassword = "env:P"\nsecurity = "none"',
            "auditor.toml:6: mail: security: a password needs",
        ),
        ('[[notice]]\nto = ["a@b.org"]', "auditor.toml:2: notices go by e-mail"),
        (f'{MAIL}[[notice]]\nto = ["a@b.org, c@d.org"]', "auditor.toml:5: notice: to: 0: an address is as"),
        (
            f'{MAIL}[[notice]]\nto = ["a@b.org"]\nevents = ["audit.completed"]',
            "auditor.toml:6: notice: events: 0: Must",
        ),
        (f'{MAIL}[[notice]]\nevents = ["gate.past"]', "auditor.toml:4: notice: to: Missing"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(text: str, error: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read(text)
    assert error in str(raised.value)
