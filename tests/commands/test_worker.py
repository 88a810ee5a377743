"""`auditor worker`: on which terms it works."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli import main
from auditor.jobs import supervisor
from auditor.jobs.worker import Terms
from tests.jobs.made import plain_auditor


class Noted:
    """Takes the place of the supervisor, and notes what it would do."""

    made: list[tuple[Terms, int]]

    def __init__(self, terms: Terms, workers: int) -> None:
        self.made.append((terms, workers))

    def run(self) -> None:
        """Nothing is done."""

    def stop(self) -> None:
        """Nothing is under way."""


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Terms, int]]:
    monkeypatch.setattr(Noted, "made", [], raising=False)
    monkeypatch.setattr(supervisor, "Supervisor", Noted)
    return Noted.made


def test_terms_are_those_of_the_library_unless_said(noted: list[tuple[Terms, int]], tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/audits.db"
    assert main(["worker", "--database", database]) == 0
    assert main(["worker", "--database", database, "--workers", "3", "--senders", "0", "--deadline", "5"]) == 0
    usual = Terms(database, plain_auditor)
    said = [(terms.senders, terms.deadline, workers) for terms, workers in noted]
    assert said == [(usual.senders, usual.deadline, 1), (0, 5.0, 3)]


def test_the_sender_is_told_of_the_receivers(
    noted: list[tuple[Terms, int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", "whsec_" + "QUJD" * 8)
    settings = tmp_path / "auditor.toml"
    settings.write_text('[[webhook]]\nurl = "https://receiver.example/"\nsecret = "HOOK_SECRET"\n', encoding="utf-8")
    assert main(["worker", "--config", str(settings), "--database", f"sqlite:///{tmp_path}/audits.db"]) == 0
    ((terms, _),) = noted
    assert [hook.url for hook in terms.settings.webhooks] == ["https://receiver.example/"]
