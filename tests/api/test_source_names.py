"""Every source is reached in the API and on the pages, by one address that comes back to it, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api import create_app
from api.routes import source_name, source_page, source_segment
from tests.jobs.made import plain_auditor

NAMES = (
    "AC/DC News", "AC/DC", "/", "//", "a//b", "2", "1", "0", "007", "..", ".", "...", "%", "%2F", "%252F", "100% News",
    "%00", "mute", "mutes", "replies", "history", "findings", "a/mute", "a/history", "a?b#c", "a;b", "a\\b", "a&b=c", "+",
    "Hill News", "\u00c9cho", "\u0660", "www.www.localhost", "www.hill.example", "https://a.example/b", "http://[", ":",
    "<b>", "'", '"', "\x1b[31m", "\u202eabc", "-", "_", "~", "x" * 400,
)  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """An open service."""
    database = f"sqlite:///{tmp_path_factory.mktemp('names')}/auditor.db"
    app = create_app({"DATABASE": database, "AUDITOR": plain_auditor(), "OPEN": True, "PROPAGATE_EXCEPTIONS": False})
    yield app.test_client()
    app.extensions["auditor"].close()


def keep(client: FlaskClient, name: str) -> str | None:
    """The key of a source of this name, of which an article is kept."""
    made = client.post("/v1/audits", json={"text": "The the council met.", "source": name})
    assert made.status_code == 201 and made.json
    key: str | None = made.json["source"]
    return key


def check(client: FlaskClient, name: str) -> None:
    key = keep(client, name)
    if key is None:
        assert not name.strip()
        return
    api = f"/v1/sources/{source_segment(key)}"
    found = client.get(api)
    assert found.status_code == 200 and found.json
    assert found.json["source"] == key, "by its name"
    by_id = client.get(f"/v1/sources/{found.json['id']}")
    assert by_id.json and by_id.json["source"] == key
    for path in (f"{api}/history", f"{api}/findings", f"{api}/mutes", f"{api}/replies"):
        assert client.get(path).status_code == 200, path
    page = source_page(key)
    for path in (page, f"{page}/mute"):
        assert client.get(path).status_code == 200, path
    assert page in client.get("/sources?limit=500").text or page in client.get("/").text


@pytest.mark.parametrize("name", NAMES)
def test_every_name_has_an_address(client: FlaskClient, name: str) -> None:
    check(client, name)


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20))
@example("a/../b")
def test_any_name_has_an_address(client: FlaskClient, name: str) -> None:
    key = keep(client, name)
    if key is not None:
        found = client.get(f"/v1/sources/{source_segment(key)}")
        assert found.json and found.json["source"] == key
        assert client.get(source_page(key)).status_code == 200


@given(st.text(st.characters(codec="utf-8")))
def test_an_address_comes_back_to_its_name(name: str) -> None:
    segment = source_segment(name)
    assert "/" not in segment and segment not in (".", "..") and segment.isascii()
    once = unquote(segment)
    assert "/" not in once
    assert source_name(once) == name
    assert not (once.isascii() and once.isdigit()), "an id"


@pytest.mark.parametrize("name", ["valley.example", "Hill News", "\u00c9cho du Nord"])
def test_common_names_stand_as_they_are(name: str) -> None:
    assert unquote(source_segment(name)) == name
