"""`auditor webhooks` and `[[webhook]]` in the settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from auditor.cli import main
from auditor.ruleset import load_rules
from auditor.settings import SettingsError, load_settings
from auditor.store import Store
from auditor.store.jobs import MESSAGE, Line, claim_job, fail_job
from auditor.store.tables import job
from auditor.webhook import Webhook
from tests.store.made import report_on

HOOK = Webhook("https://receiver.example/hook?token=abc", "HOOK_SECRET", frozenset({"audit.completed"}))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store, named by the environment, with one message that was given up and one that waits."""
    url = f"sqlite:///{tmp_path}/audits.db"
    monkeypatch.setenv("AUDITOR_DATABASE", url)
    made = Store(url, [HOOK])
    made.add(report_on("One."))
    made.add(report_on("Two."))
    with made.writing() as connection:
        first = claim_job(connection, "w", 30, [Line(MESSAGE, HOOK.receiver)])
        assert first is not None
        fail_job(connection, (first.id, first.attempts), "the receiver answered 500", retry_seconds=None)
    return made


def test_messages_are_listed_without_what_may_be_secret(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["webhooks", "list"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].split()[1:] == ["waiting", "audit.completed", "https://receiver.example/hook"]
    assert out[2].split() == ["1", "dead", "audit.completed", "https://receiver.example/hook"]
    assert out[3].strip() == "after 1 try: the receiver answered 500"
    assert main(["webhooks", "list", "--state", "done"]) == 0
    assert capsys.readouterr().out == ""
    store.close()


def test_messages_that_were_given_up_are_tried_again(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    with store.reading() as connection:
        waiting = connection.execute(select(job.c.id).where(job.c.kind == "webhook", job.c.state == "waiting"))
        number = waiting.scalar_one()
    assert main(["webhooks", "retry", str(number)]) == 1, "it waits already"
    assert main(["webhooks", "retry"]) == 0
    assert "1 to be sent again" in capsys.readouterr().out
    assert main(["webhooks", "list", "--state", "dead"]) == 0
    assert capsys.readouterr().out == ""
    store.close()


def load(tmp_path: Path, text: str) -> tuple[Webhook, ...]:
    """The webhooks of settings with this text."""
    path = tmp_path / "auditor.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, load_rules()).webhooks


def test_settings_name_receivers(tmp_path: Path) -> None:
    whole = '[[webhook]]\nurl = "https://a.example/"\nsecret = "A"\nevents = ["source.changed"]\nsources = ["www.example.org"]\n'
    (hook,) = load(tmp_path, whole)
    assert hook == Webhook("https://a.example/", "A", frozenset({"source.changed"}), frozenset({"example.org"}))
    assert hook.wants("source.changed", "example.org")
    assert not hook.wants("audit.completed", "example.org")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('url = "http://a.example/"', r"toml:2: url must begin with https:// unless allow_private"),
        ('url = "https://user@a.example/"', "without a user name"),
        ('url = "ftp://a.example/"', r"url must be as https://"),
        ('url = "https://a.example:port/"', "is not an address"),
        ("url = 5", "needs url, a text"),
        (
            'url = "https://a.example/"\nevents = ["audit.done"]',
            r"toml:3: events are audit\.completed, .* not audit\.done",
        ),
        ('url = "https://a.example/"\nsources = "b.example"', "sources must be a list of texts"),
        ('url = "https://a.example/"\nallow_private = "yes"', "allow_private must be true or false"),
        ('url = "https://a.example/"\nsecrets = "A"', r"unknown key 'secrets'; did you mean 'secret'"),
        ('url = "https://a.example/"\n[[webhook]]\nurl = "https://a.example/"', "two webhooks have the url"),
    ],
)
def test_settings_that_cannot_be(tmp_path: Path, line: str, message: str) -> None:
    secret = '\nsecret = "A"'
    text = "[[webhook]]\n" + line.replace("\n[[webhook]]", f"{secret}\n[[webhook]]") + secret
    with pytest.raises(SettingsError, match=message):
        load(tmp_path, text)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "holds no secret"),
        ("abc", "must hold whsec_"),
        ("whsec_YWJj", "24 to 64 bytes"),
        ("whsec_%%%", "must hold"),
    ],
)
def test_a_secret_that_is_none_is_told_before_work_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: str, message: str
) -> None:
    monkeypatch.setenv("HOOK_SECRET", value)
    settings = tmp_path / "auditor.toml"
    settings.write_text('[[webhook]]\nurl = "https://a.example/"\nsecret = "HOOK_SECRET"\n', encoding="utf-8")
    database = f"sqlite:///{tmp_path}/audits.db"
    assert main(["worker", "--config", str(settings), "--database", database]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert value == "" or value not in said, "no secret, not even a wrong one, is shown"
