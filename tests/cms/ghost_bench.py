"""A newsroom that blocks appeals, a Ghost that is no more than its Admin API, and what is done between both."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from auditor.audit import Auditor
from auditor.cms.ghost import origin_of, post_row
from auditor.finding import Severity
from auditor.jobs.kinds import ERRANDS, KINDS
from auditor.jobs.work import Bench
from auditor.settings import load_settings
from auditor.store import Store
from auditor.store.tables import gate_event, job
from tests.cms.fake_ghost import KEY, FakeGhost
from tests.newsroom import rules_with

SOURCE = "harbour.example"
APPEAL = (
    "<p>The harbour board voted.</p><p>Support independent journalism. Donate today to keep our reporting free.</p>"
)


@pytest.fixture
def ghost() -> Iterator[FakeGhost]:
    """The Ghost, running."""
    made = FakeGhost()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def compiled() -> Auditor:
    return Auditor(rules_with(Severity.MODERATE, "boilerplate/donation-appeal"))


@pytest.fixture
def bench(ghost: FakeGhost, compiled: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A worker of a newsroom that blocks appeals and has opted in."""
    monkeypatch.setenv("GHOST_ADMIN_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    write_settings(tmp_path, ghost)
    auditor = copy.copy(compiled)
    auditor.settings = load_settings(tmp_path / "auditor.toml", auditor.ruleset)
    store = Store(f"sqlite:///{tmp_path}/auditor.db")
    yield Bench(auditor, store)
    store.close()


def write_settings(folder: Path, ghost: FakeGhost, more: str = "quarantine = true") -> None:
    text = f"""
[source."{SOURCE}".gate]
block = {{severity = "moderate", confidence = 0.5}}
[source."{SOURCE}".ghost]
url = "{ghost.url}"
key = "env:GHOST_ADMIN_KEY"
{more}
"""
    (folder / "auditor.toml").write_text(text, encoding="utf-8")


def waiting(store: Store, kind: str) -> list[dict[str, Any]]:
    with store.reading() as connection:
        rows = connection.execute(
            select(job.c.payload).where(job.c.kind == kind, job.c.state == "waiting").order_by(job.c.id)
        )
        return [dict(payload) for payload in rows.scalars()]


def do(bench: Bench, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    if kind in ERRANDS:
        result = dict(ERRANDS[kind].send(bench.auditor.settings, payload))
        if (keep_result := ERRANDS[kind].keep) is not None:
            with bench.store.writing() as connection:
                keep_result(bench.store, connection, payload, result)
        return result
    keep = KINDS[kind].prepare(bench, payload)
    with bench.store.writing() as connection:
        return dict(keep(connection))


def audit(bench: Bench, post: dict[str, Any]) -> int:
    row = {**post_row(post), "source": SOURCE}
    number: int = do(bench, "audit", {"article": row, "origin": origin_of(post)})["audit"]
    return number


def take_back(bench: Bench, post: dict[str, Any]) -> str:
    """What became of a post once it was audited."""
    audit(bench, post)
    payload = waiting(bench.store, "quarantine")[-1]
    outcome: str = do(bench, "quarantine", payload)["outcome"]
    return outcome


def set_quarantine(bench: Bench, folder: Path, ghost: FakeGhost, more: str) -> None:
    write_settings(folder, ghost, more)
    bench.auditor.settings = load_settings(folder / "auditor.toml", bench.auditor.ruleset)


def kinds_kept(store: Store) -> list[tuple[str, str | None]]:
    """What is kept of the gate, with the way, the oldest first."""
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(select(gate_event.c.kind, gate_event.c.way))]
