"""A key that is bound to one source, at every door of the API: of an article of another it learns and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select, update

from api import create_app
from auditor.audit import Auditor
from auditor.store.keys import SCOPES, create_key, rotate_key
from auditor.store.sources import add_alias
from auditor.store.tables import access_key, decision, finding, job, mute, reply, report, story
from tests.jobs.made import Drain
from tests.security.conftest import OWN

OTHER, MINE = "brook.example", "valley.example"
TITLE, NAME = "Kestrel barrage planned", "barrage-2026"
QUOTE = "Friday, 6 March 2025"
URL = f"https://{OTHER}/2026/kestrel"
TEXT = (
    f"Six mayors from the lower valley met on {QUOTE}, to plan a barrage. The barrage is to cost $48 million, of which "
    "the region pays half, said the chair of the board, and the mayors want it to be ready within nine years of that."
)
MARKS = (TITLE, NAME, QUOTE, OTHER, "Six mayors", "ada of the brook")
"""Title, the sender's name, a finding's quote, the source and its addresses, the text, who replied and decided."""
ARTICLE = {"title": TITLE, "text": TEXT, "source": OTHER, "url": URL, "published": "2025-03-08", "id": NAME}
LISTS = {"/v1/audits": "audits", "/v1/sources": "sources", "/v1/stories": "stories"}
OF_ALL = {"/v1/rules", "/v1/rules/<topic>/<name>", "/v1/rulesets/<digest>"}
"""What speaks of no article."""
OF_THE_QUERY = {"/v1/check"}
"""What takes the source in its query."""
OF_EVERYTHING = "/v1/log"
"""What is of all sources, for keys that reach all alone."""


class Kept(NamedTuple):
    """A service that keeps articles of OTHER, and the keys that ask for them."""

    app: Flask
    places: dict[str, str]
    """What stands in addresses, of the other source."""
    mine: str
    both: str
    every: str

    def ask(self, key: str, method: str, address: str, **sent: Any) -> Any:
        headers = {"Authorization": f"Bearer {key}", **OWN}
        return self.app.test_client().open(address, method=method, headers=headers, **sent)

    def fill(self, rule: str, source: str = OTHER) -> str:
        known = {**self.places, "source": source}
        if rule in OF_THE_QUERY:
            return f"{rule}?source={source}"
        return re.sub(r"<(?:any\(.*?\):|\w+:)?(\w+)>", lambda place: known[place[1]], rule)

    def reads(self) -> Iterator[str]:
        """The rules of all addresses of the API that are read."""
        for rule in self.app.url_map.iter_rules():
            if rule.rule.startswith("/v1/") and rule.rule != OF_EVERYTHING and "GET" in (rule.methods or ()):
                yield rule.rule


@pytest.fixture(scope="module")
def kept(auditor: Auditor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    database = f"sqlite:///{tmp_path_factory.mktemp('reach')}/auditor.db"
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "PROPAGATE_EXCEPTIONS": False})
    store = app.extensions["auditor"].store
    with store.writing() as connection:
        mine, both, every = (
            create_key(connection, f"ada of the brook {n}", SCOPES, sources=sources)
            for n, sources in enumerate(([MINE], [MINE, OTHER], None))
        )
    made = Kept(app, {}, mine, both, every)
    first = made.ask(every, "POST", "/v1/audits", json=ARTICLE).json
    made.ask(every, "POST", "/v1/audits", json={**ARTICLE, "text": TEXT + " Nobody objected."})
    made.ask(every, "POST", "/v1/audits", json={**ARTICLE, "url": URL + "/2", "id": "second"})
    own = {"text": "A wholly different matter: two boats left the harbour.", "source": MINE, "title": "Boats leave"}
    made.ask(mine, "POST", "/v1/audits", json=own)
    batch = made.ask(every, "POST", "/v1/batches", json=[{**ARTICLE, "text": TEXT + " It rained."}]).json["batch"]
    Drain(store, auditor)()
    with store.reading() as connection:
        audit = connection.execute(select(report.c.id).where(report.c.current).order_by(report.c.id)).scalars().first()
        number = connection.execute(select(finding.c.id).where(finding.c.quote == QUOTE)).scalars().first()
        told = connection.execute(select(story.c.id).where(story.c.articles > 1)).scalars().first()
        batched = connection.execute(select(job.c.id).where(job.c.batch == batch)).scalar_one()
    made.places.update(
        article=str(first["article_id"]), audit=str(audit), finding=str(number), story=str(told), job=str(batched),
        batch=batch, digest=first["ruleset"], form="json", topic="date", name="weekday-differs",
    )  # fmt: skip
    replied = {"who": "ada of the brook", "text": "We stand by it."}
    assert made.ask(every, "POST", f"/v1/sources/{OTHER}/replies", json=replied).status_code == 201
    muted = f"/v1/sources/{OTHER}/mutes/title/doubled"
    assert made.ask(every, "PUT", muted, json={"reason": "house style of ada of the brook"}).status_code == 200
    decided = made.ask(every, "POST", f"/v1/findings/{number}/decisions", json={"verb": "accept"})
    assert decided.status_code == 201
    yield made
    app.extensions["auditor"].close()


def test_every_address_that_is_read_keeps_to_the_sources_of_the_key(kept: Kept) -> None:
    told = []
    for rule in kept.reads():
        address = kept.fill(rule)
        seen, refused = (kept.ask(key, "GET", address) for key in (kept.every, kept.mine))
        assert kept.ask(kept.both, "GET", address).status_code == (404 if "batch" in rule or "job" in rule else 200)
        assert seen.status_code == 200, rule
        assert refused.status_code == (200 if rule in LISTS or rule in OF_ALL else 404), rule
        told += [rule] if any(mark in seen.text for mark in MARKS) else []
        if rule not in OF_ALL:
            body = refused.text.replace(address, "")  # what was asked for is said back
            assert not [mark for mark in MARKS if mark in body and mark not in address], rule
    silent = set(kept.reads()) - set(told) - OF_ALL
    assert silent == {"/v1/batches/<batch>", "/v1/batches/<batch>/events"}, "they count, and name nothing"


@pytest.mark.parametrize(
    "query", [f"source={OTHER}", "story={story}", "article={article}", "severity=info", "sort=score"]
)
def test_no_filter_leads_around_it(kept: Kept, query: str) -> None:
    asked = f"/v1/audits?{query.format(**kept.places)}"
    seen, mine = kept.ask(kept.every, "GET", asked).json, kept.ask(kept.mine, "GET", asked).json
    assert {row["source"] for row in seen["audits"]} >= {OTHER}
    assert {row["source"] for row in mine["audits"]} <= {MINE}
    assert mine["total"] == len(mine["audits"])


def test_one_s_own_is_there(kept: Kept) -> None:
    (row,) = kept.ask(kept.mine, "GET", "/v1/audits").json["audits"]
    for address in (f"/v1/audits/{row['audit']}.html", f"/v1/articles/{row['article_id']}", f"/v1/sources/{MINE}"):
        assert kept.ask(kept.mine, "GET", address).status_code == 200
    assert [one["source"] for one in kept.ask(kept.mine, "GET", "/v1/sources").json["sources"]] == [MINE]
    digest = kept.places["digest"]
    assert kept.ask(kept.mine, "GET", f"/v1/rulesets/{digest}").json["audits"] == 1


WRITES = {
    "POST /v1/findings/<int:finding>/decisions": {"verb": "dismiss", "reason": "false alarm"},
    "PUT /v1/sources/<source>/mutes/<topic>/<name>": {"reason": "ours now"},
    "DELETE /v1/sources/<source>/mutes/<topic>/<name>": None,
    "POST /v1/sources/<source>/replies": {"who": "Eve", "text": "It is all wrong."},
}


@pytest.mark.parametrize("route", WRITES)
def test_nothing_of_another_source_is_changed(kept: Kept, route: str) -> None:
    def rows() -> list[Any]:
        with kept.app.extensions["auditor"].store.reading() as connection:
            return [list(connection.execute(select(table))) for table in (decision, mute, reply, finding)]

    before = rows()
    method, _, rule = route.partition(" ")
    sent = {} if WRITES[route] is None else {"json": WRITES[route]}
    assert kept.ask(kept.mine, method, kept.fill(rule), **sent).status_code == 404
    assert rows() == before


SENT = [
    {"source": OTHER}, {"source": f"https://www.{OTHER}/"}, {"url": f"https://news.{OTHER}/a"},
    {"source": " ", "url": URL}, {"source": OTHER, "url": f"https://{MINE}/a"}, {"source": "The Brook Courier"},
]  # fmt: skip


@pytest.mark.parametrize("known", SENT)
def test_an_article_of_another_source_is_refused_at_every_door(kept: Kept, known: dict[str, str]) -> None:
    own, row = {"text": TEXT, "source": MINE}, {"text": TEXT, **known}
    for address, body in (("/v1/audits", row), ("/v1/check", row), ("/v1/check?mode=gate", row)):
        answer = kept.ask(kept.mine, "POST", address, json=body)
        assert (answer.status_code, "is not among those that the key" in answer.json["detail"]) == (403, True), address
    assert kept.ask(kept.mine, "POST", f"/v1/check?mode=gate&source={OTHER}", json=own).status_code == 403
    for sent in ({"json": [own, row]}, {"data": f'{{"text": "a", "source": "{MINE}"}}\n\n{_line(row)}'}):
        kind = {} if "json" in sent else {"content_type": "application/x-ndjson"}
        answer = kept.ask(kept.mine, "POST", "/v1/batches", **sent, **kind)
        assert (answer.status_code, answer.json["detail"][:15]) == (403, "Article 2 of 2:")


def _line(row: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{name}": "{value}"' for name, value in row.items()) + "}"


PAGE = f'<html><head><link rel="canonical" href="{URL}"></head><body><article><p>{TEXT}</p></article></body></html>'


def test_a_page_does_not_say_whose_it_is_instead_of_its_sender(kept: Kept) -> None:
    blank = {"html": PAGE, "source": " "}
    asked = [({"html": PAGE}, kept.mine), (blank, kept.mine), ({"html": PAGE, "source": MINE}, kept.both)]
    for row, key in asked:
        made = kept.ask(key, "POST", "/v1/audits", json=row).json
        assert (made["source"], made["url"]) == (MINE, URL)
    refused = kept.ask(kept.both, "POST", "/v1/audits", json={"html": PAGE})
    assert (refused.status_code, "no `source` is named" in refused.json["detail"]) == (403, True)


def test_a_name_that_was_given_to_a_source_is_within_reach(kept: Kept) -> None:
    row = {"text": "Two more boats left the harbour at night.", "source": "The Valley Herald"}
    assert kept.ask(kept.mine, "POST", "/v1/check", json=row).status_code == 403
    with kept.app.extensions["auditor"].store.writing() as connection:
        add_alias(connection, MINE, "The Valley Herald")
    assert kept.ask(kept.mine, "POST", "/v1/audits", json=row).json["source"] == MINE


def test_a_key_for_all_may_call_an_article_what_it_will(kept: Kept) -> None:
    made = kept.ask(kept.every, "POST", "/v1/audits", json={"text": TEXT, "source": "An Archive", "url": URL})
    assert (made.status_code, made.json["source"], made.json["url"]) == (201, "an archive", URL)


def test_what_is_counted_is_for_keys_that_reach_all(kept: Kept) -> None:
    for address in ("/metrics", OF_EVERYTHING):
        assert [kept.ask(key, "GET", address).status_code for key in (kept.every, kept.mine)] == [200, 403], address


def test_a_key_from_before_there_were_bounds_reaches_all(kept: Kept) -> None:
    with kept.app.extensions["auditor"].store.writing() as connection:
        old = create_key(connection, "old", SCOPES, sources=[MINE])
        connection.execute(update(access_key).where(access_key.c.name == "old").values(sources=None))
    assert kept.ask(old, "GET", kept.fill("/v1/audits/<int:audit>")).status_code == 200


def test_one_s_own_batches_are_seen_after_the_key_was_replaced(kept: Kept) -> None:
    batch = kept.ask(kept.mine, "POST", "/v1/batches", json=[{"text": "One boat left."}]).json["batch"]
    with kept.app.extensions["auditor"].store.writing() as connection:
        new = rotate_key(connection, kept.mine[:12], timedelta(hours=1))
    for key, status in ((kept.mine, 200), (new, 200), (kept.every, 200), (kept.both, 404)):
        assert kept.ask(key, "GET", f"/v1/batches/{batch}").status_code == status
        assert kept.ask(key, "GET", f"/v1/batches/{batch}/jobs").status_code == status
