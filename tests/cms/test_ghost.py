"""The Admin API of a Ghost, and what is found that no delivery told of."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from auditor.cli import main
from auditor.cms.connection import Ghost
from auditor.cms.ghost import GhostAdmin, GhostError, make_token, post_row, row_name
from auditor.commands.reconcile import OVERLAP, told
from auditor.jobs.work import Bench
from auditor.store.deliveries import take_delivery
from tests.cms.fake_ghost import KEY, FakeGhost
from tests.cms.ghost_bench import (
    SOURCE,
    bench,
    compiled,
    ghost,
    waiting,
    write_settings,
)

__all__ = ["bench", "compiled", "ghost"]


@pytest.mark.parametrize("status", [302, 403, 500])
def test_a_ghost_that_refuses_is_asked_again_later(ghost: FakeGhost, status: int) -> None:
    ghost.broken = status
    with pytest.raises(GhostError, match=f"answered {status}") as raised:
        GhostAdmin(ghost.url, KEY).read("p1")
    assert KEY.partition(":")[2] not in str(raised.value)
    assert len(ghost.requests) == 1


def test_a_ghost_that_is_down_is_told(ghost: FakeGhost) -> None:
    with pytest.raises(GhostError, match=r"GET http://127\.0\.0\.1:9/ghost/api/admin/posts/p1/"):
        GhostAdmin("http://127.0.0.1:9", KEY).read("p1")


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
    moment = datetime(2026, 11, 19, 5, 30, tzinfo=UTC)
    assert list(GhostAdmin(ghost.url, KEY).told_since(moment)) == []
    (asked,) = parse_qs(urlsplit(ghost.requests[0][1]).query)["filter"]
    states, _, since = asked.partition("+")
    assert states == "status:[published,scheduled,sent]"
    assert since == f"(updated_at:>='2026-11-19 05:30:00',id:>='{int(moment.timestamp()):08x}{'0' * 16}')"


def test_pages_are_looked_for_where_the_settings_say_so(
    bench: Bench, ghost: FakeGhost, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_settings(tmp_path, ghost, "pages = true")
    ghost.add("p1")
    ghost.add("about", kind="pages")
    ghost.add("soon", status="scheduled")
    assert main(["reconcile", "--database", f"sqlite:///{bench.store.database.file}"]) == 0
    assert capsys.readouterr().out == f"{SOURCE}: 2 posts and 1 page of 3 days, 3 that no delivery told of\n"
    origins = {payload["article"]["id"]: payload["origin"] for payload in waiting(bench.store, "audit")}
    assert origins == {"ghost:p1": "hook", "ghost:soon": "draft", "ghost:about": "hook"}


def test_a_later_round_reads_only_what_is_new(bench: Bench, ghost: FakeGhost) -> None:
    known, asked = Ghost(ghost.url, "env:GHOST_ADMIN_KEY"), dict[str, datetime]()
    for _ in range(2):
        assert told(bench.store, SOURCE, known, Path(), asked)
    first, second = (parse_qs(urlsplit(path).query)["filter"][0] for _, path, _ in ghost.requests)
    days, minutes = (datetime.now(UTC) - since(asked) for asked in (first, second))
    assert timedelta(days=3) <= days < timedelta(days=3, minutes=1)
    assert OVERLAP <= minutes < OVERLAP + timedelta(minutes=1)


def since(asked: str) -> datetime:
    """From when on a filter lets posts through."""
    return datetime.fromisoformat(asked.split("'")[1]).replace(tzinfo=UTC)
