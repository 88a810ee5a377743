"""The same article is taken alike at every door: each field of an input row, by command, batch, API and hook."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.schemas import ArticleSchema
from auditor.article import Article
from auditor.audit import Auditor
from auditor.ingest import read_inputs
from auditor.ingest.fields import DATE_FIELDS, KNOWN_FIELDS, LIST_FIELDS
from auditor.settings import load_settings
from auditor.store import Store
from auditor.store.revising import read_revision
from tests.api.hooks.signing import SECRETS, SOURCE, signed
from tests.jobs.made import TEXT, Drain

ROW: Mapping[str, Any] = {
    "id": "2026-11-02-barrier", "title": "Mayors plan a barrier", "text": TEXT, "source": SOURCE,
    "url": f"https://{SOURCE}/barrier", "published": "2026-11-02", "modified": "2026-11-02T09:30:00+00:00",
    "language": "en", "authors": ["Anna Lund", "Milo Brandt"], "social_titles": ["A barrier, at last"],
    "section": "Region", "desk": "Metro",
}  # fmt: skip
PAGE = {name: value for name, value in ROW.items() if name != "text"} | {"html": f"<p>{TEXT}</p>"}
Door = Callable[[Mapping[str, Any]], Article]


@pytest.fixture
def client(auditor: Auditor, database: str, tmp_path: Path) -> Any:
    """A service with a hook."""
    path = tmp_path / "auditor.toml"
    path.write_text(f'[source."{SOURCE}".hook]\nsecrets = ["file:secret"]\n', encoding="utf-8")
    (tmp_path / "secret").write_text(SECRETS["standard"], encoding="utf-8")
    judge = Auditor(settings=load_settings(path, auditor.ruleset))
    app = create_app({"DATABASE": database, "AUDITOR": judge, "OPEN": True, "PROPAGATE_EXCEPTIONS": False})
    yield app.test_client()
    app.extensions["auditor"].store.close()


@pytest.fixture
def store(client: FlaskClient) -> Store:
    """What it keeps."""
    made: Store = client.application.extensions["auditor"].store
    return made


@pytest.fixture
def doors(client: FlaskClient, store: Store, auditor: Auditor, tmp_path: Path) -> Mapping[str, Door]:
    """Every way in, by its name: from a row to the article that came of it."""

    def command(row: Mapping[str, Any]) -> Article:
        path = tmp_path / "rows.jsonl"
        path.write_text(json.dumps(row), encoding="utf-8")
        (article,) = read_inputs([str(path)])
        assert isinstance(article, Article), article
        return article

    def kept(audit: int) -> Article:
        with store.reading() as connection:
            article = read_revision(connection, audit)
        assert article is not None
        return article

    def audits(row: Mapping[str, Any]) -> Article:
        response = client.post("/v1/audits", json=row)
        assert response.status_code == 201, response.text
        return kept(response.json["audit"])

    def plain(row: Mapping[str, Any]) -> Article:
        name = "html" if "html" in row else "text"
        facts = urlencode({key: value for key, value in row.items() if key != name}, doseq=True)
        body = {"data": row[name].encode(), "content_type": "text/html" if name == "html" else "text/plain"}
        response = client.post(f"/v1/audits?{facts}", **body)
        assert response.status_code == 201, response.text
        return kept(response.json["audit"])

    def drained(response: Any) -> Article:
        assert response.status_code == 202, response.text
        Drain(store, auditor)()
        job = response.json.get("job")
        rows = (
            [client.get(f"/v1/jobs/{job}").json]
            if job
            else client.get(f"/v1/batches/{response.json['batch']}/jobs").json["jobs"]
        )
        assert rows[0]["state"] == "done", rows
        return kept(rows[0]["audit"])

    return {
        "command": command,
        "audits": audits,
        "plain": plain,
        "list": lambda row: drained(client.post("/v1/batches", json=[row])),
        "lines": lambda row: drained(
            client.post("/v1/batches", data=json.dumps(row), content_type="application/x-ndjson")
        ),
        "hook": lambda row: drained(deliver(client, row)),
    }


def deliver(client: FlaskClient, row: Mapping[str, Any]) -> Any:
    """The answer to a signed delivery of `row`."""
    request = signed("standard", {"type": "article.published", "data": row})
    return client.post(request.path, data=request.body, headers=request.headers)


NAMES = ("command", "audits", "plain", "list", "lines", "hook")


def test_the_rows_have_every_field() -> None:
    assert ROW.keys() | PAGE.keys() == KNOWN_FIELDS == ArticleSchema().fields.keys()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("row", [ROW, PAGE], ids=["text", "html"])
def test_every_field_comes_through_every_door(doors: Mapping[str, Door], name: str, row: Mapping[str, Any]) -> None:
    article = doors[name](row)
    assert article.text.strip() == TEXT.strip()
    for field in KNOWN_FIELDS - {"text", "html", *DATE_FIELDS}:
        expected = tuple(row[field]) if field in LIST_FIELDS else row[field]
        assert getattr(article, field) == expected, field
    assert article.published == date.fromisoformat(row["published"])
    assert article.modified == datetime.fromisoformat(row["modified"])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("field", sorted(KNOWN_FIELDS - {"text", "html"}))
def test_no_field_is_needed(doors: Mapping[str, Door], name: str, field: str) -> None:
    assert doors[name]({key: value for key, value in ROW.items() if key != field}).text


@pytest.mark.parametrize("name", [name for name in NAMES if name != "plain"])
def test_null_is_not_there_and_a_number_is_a_name(doors: Mapping[str, Door], name: str) -> None:
    row = dict.fromkeys(KNOWN_FIELDS) | {"text": TEXT, "source": SOURCE, "id": 17}
    article = doors[name](row)
    assert (article.id, article.title, article.authors, article.section) == ("17", "", (), None)


WRONG: Mapping[str, Any] = {
    "title": 5, "source": ["x"], "url": 5, "language": 5, "section": {}, "desk": 5, "published": "soon",
    "modified": "soon", "authors": "Anna Lund", "social_titles": [5], "text": 5, "html": [], "id": True,
}  # fmt: skip


@pytest.mark.parametrize("field", sorted(KNOWN_FIELDS))
def test_what_a_job_would_refuse_a_batch_refuses_at_the_door(client: FlaskClient, field: str, tmp_path: Path) -> None:
    row = {**ROW, field: WRONG[field]}
    if field == "html":
        del row["text"]
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    assert not any(isinstance(read, Article) for read in read_inputs([str(path)]))
    assert client.post("/v1/audits", json=row).status_code == 422
    listed = client.post("/v1/batches", json=[ROW, row])
    assert (listed.status_code, listed.json["errors"]["json"].keys()) == (422, {"1"})
    lines = client.post("/v1/batches", data=f"{json.dumps(ROW)}\n{json.dumps(row)}", content_type="application/jsonl")
    assert (lines.status_code, lines.json["errors"]["lines"].keys()) == (422, {"2"})
    assert field in lines.json["errors"]["lines"]["2"]
