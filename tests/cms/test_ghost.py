"""What is done with a Ghost after an audit, and what is found that no delivery told of."""

from __future__ import annotations

import base64
import copy
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from auditor.audit import Auditor
from auditor.cli import main
from auditor.cms.ghost import GhostAdmin, GhostError, make_token, post_row, row_name
from auditor.finding import Severity
from auditor.jobs.kinds import ERRANDS, KINDS
from auditor.jobs.work import Bench, Hopeless
from auditor.settings import load_settings
from auditor.store import Store
from auditor.store.decisions import Decision, decide
from auditor.store.deliveries import take_delivery
from auditor.store.tables import finding, job
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
        return dict(ERRANDS[kind].send(bench.auditor.settings, payload))
    keep = KINDS[kind].prepare(bench, payload)
    with bench.store.writing() as connection:
        return dict(keep(connection))


def audit(bench: Bench, post: dict[str, Any]) -> int:
    row = {**post_row(post), "source": SOURCE}
    number: int = do(bench, "audit", {"article": row, "origin": "hook"})["audit"]
    return number


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
        ({"status": "scheduled"}, "scheduled already"),
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


@pytest.mark.parametrize("status", [302, 403, 500])
def test_a_ghost_that_refuses_is_asked_again_later(ghost: FakeGhost, status: int) -> None:
    ghost.broken = status
    with pytest.raises(GhostError, match=f"answered {status}") as raised:
        GhostAdmin(ghost.url, KEY).read_post("p1")
    assert KEY.partition(":")[2] not in str(raised.value)
    assert len(ghost.requests) == 1


def test_a_ghost_that_is_down_is_told(ghost: FakeGhost) -> None:
    with pytest.raises(GhostError, match=r"GET http://127\.0\.0\.1:9/ghost/api/admin/posts/p1/"):
        GhostAdmin("http://127.0.0.1:9", KEY).read_post("p1")


def test_a_token_is_signed_with_the_key_and_lives_for_minutes() -> None:
    now = time.time()
    head, claims, signature = make_token(KEY, now).split(".")
    name, _, secret = KEY.partition(":")
    assert json.loads(unpadded(head)) == {"alg": "HS256", "typ": "JWT", "kid": name}
    told = json.loads(unpadded(claims))
    assert (told["aud"], told["iat"]) == ("/admin/", int(now))
    assert told["iat"] < told["exp"] <= told["iat"] + 300
    assert unpadded(signature) == hmac.new(bytes.fromhex(secret), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    with pytest.raises(GhostError, match="hexadecimal"):
        make_token("an Admin API key of another kind", now)


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_reconciler_queues_what_no_delivery_told_of_once(
    bench: Bench, ghost: FakeGhost, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(5):
        ghost.add(f"p{number}")
    ghost.add("draft", status="draft")
    told = {**post_row(ghost.posts["p0"]), "source": SOURCE}
    with bench.store.writing() as connection:
        take_delivery(connection, SOURCE, row_name(told), told)
    command = ["reconcile", "--database", f"sqlite:///{bench.store.database.file}"]
    assert main(command) == 0
    assert main(command) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{SOURCE}: 5 posts of 3 days, 4 that no delivery told of",
        f"{SOURCE}: 5 posts of 3 days, 0 that no delivery told of",
    ]
    articles = [payload["article"] for payload in waiting(bench.store, "audit")]
    assert [article["id"] for article in articles] == [f"ghost:p{number}" for number in range(5)]
    assert "@" not in json.dumps(articles)


def test_the_reconciler_says_which_ghost_did_not_answer(
    bench: Bench, ghost: FakeGhost, capsys: pytest.CaptureFixture[str]
) -> None:
    ghost.broken = 503
    database = f"sqlite:///{bench.store.database.file}"
    assert main(["reconcile", "--database", database]) == 2
    assert f"{SOURCE}: GET {ghost.url}/ghost/api/admin/posts/: answered 503" in capsys.readouterr().err
    assert main(["reconcile", "--source", "nobody.example", "--database", database]) == 2
    assert "no source with a `ghost` table" in capsys.readouterr().err


def test_only_what_changed_lately_is_asked_for(ghost: FakeGhost) -> None:
    assert list(GhostAdmin(ghost.url, KEY).published_since(datetime(2026, 11, 19, 5, 30, tzinfo=UTC))) == []
    assert "status%3Apublished%2Bupdated_at%3A%3E%3D%272026-11-19+05%3A30%3A00%27" in ghost.requests[0][1]
