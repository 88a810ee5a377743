"""The pages of an article that came again say what changed without a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from auditor.audit import Auditor
from auditor.store import Store
from tests.jobs.made import Drain

TEXT = "The fire destroyed {} crates of salmon, the harbour trust said on Tuesday.\n\nNobody was hurt in it."


def test_a_silent_change_is_shown_once(
    client: FlaskClient, audit: Callable[..., dict[str, Any]], auditor: Auditor, database: str
) -> None:
    known = {"url": "https://paper.example/fire", "title": "Fire destroys crates", "published": "2025-03-04"}
    old, new = (audit(text=TEXT.format(crates), **known)["audit"] for crates in (470, 476))
    store = Store(database)
    Drain(store, auditor)()
    store.close()
    record = client.get(f"/v1/audits/{new}").json
    (found,) = (row for row in record["findings"] if row["rule"] == "metadata/silent-change")
    assert found["quote"] == "476"
    for page in (f"/audits/{new}", f"/compare?old={old}&new={new}"):
        shown = client.get(page).text
        assert shown.count('title="The text now says') == 1, "its passage is marked in the article"
        assert shown.count("neither a note nor a new date") == 2, "there, and in the list"
