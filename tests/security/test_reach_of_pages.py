"""An editor who is bound to one source, or to one desk, meets nothing of another's on any page or by any form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from api import create_app
from auditor.article import Article
from auditor.audit import Auditor
from auditor.store import Store
from auditor.store.gate import Kind, Said
from auditor.store.queue import assign
from auditor.store.reach import EVERYTHING, Reach, bound_to
from auditor.store.sources import Mute, add_reply, mute_rule
from auditor.store.tables import finding, log_entry, report, story, story_article
from tests.accounts import add_account
from tests.security.conftest import OWN, PASSWORD, log_in

NORTH, SOUTH = "north.example", "south.example"
SECRET = "Zweigniederlassung"
"""A word that stands in every place of the article out of reach."""
RECORD = "Quartalsbericht"
"""One that stands in the record of its source, which is of no desk."""
TEXT = (
    "The The {word} council met on Friday, 6 March 2025, and {word} {word} was was open. Give to us us today, {word}."
)
BOUND = {"by source": bound_to([NORTH]), "by desk": bound_to(None, ["Harbour"]), "to nothing": bound_to([])}


@pytest.fixture(scope="module")
def bound(auditor: Auditor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Two sources with an article each of two revisions, in one story, and an admin of each reach."""
    database = f"sqlite:///{tmp_path_factory.mktemp('bound')}/auditor.db"
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "PROPAGATE_EXCEPTIONS": False})
    store: Store = app.extensions["auditor"].store
    for source, word, desk in ((NORTH, "ferry", "Harbour"), (SOUTH, SECRET, SECRET)):
        for text in (TEXT, TEXT + " It rained."):
            given = Article(
                text=text.format(word=word), title=f"{word} {word} opens", source=source, url=f"https://{source}/{word}",
                id=f"{word}-1", desk=desk, published=date(2025, 3, 8), authors=(word,),
            )  # fmt: skip
            store.add(auditor.audit(given))
    with store.writing() as connection:
        for name, reach in {**BOUND, "everything": EVERYTHING}.items():
            add_account(connection, name, PASSWORD, "admin", reach)
        add_reply(connection, SOUTH, RECORD, f"The {RECORD} answers.")
        mute_rule(connection, SOUTH, Mute("office/not-held", RECORD, f"because of {RECORD}"))
        assign(connection, [4], SECRET)
        store.keep_event(connection, 4, Said(Kind.PAST, (f"“{SECRET}”: No.",), SECRET, "rest"))
        now = datetime.now(UTC) - timedelta(days=1)
        connection.execute(insert(story).values(id=1, created=now, first=now, last=now, articles=2, voices=2))
        members = connection.execute(select(report.c.article_id).distinct()).scalars().all()
        assert len(members) == 2
        connection.execute(insert(story_article), [{"story_id": 1, "article_id": n, "day": 739000} for n in members])
    yield app
    app.extensions["auditor"].close()


def addresses(app: Flask) -> list[str]:
    """Every page there is, filled with what there is of both sources."""
    found = [
        "/compare?old=3&new=4",
        "/compare?old=2&new=4",
        "/compare?old=1&new=2",
        "/?state=all",
        "/?story=1&state=all",
        "/?state=past",
    ]
    found += [f"/?state=all&search={SECRET}", f"/?state=all&source={SOUTH}", f"/sources/{SOUTH}/mute?audit=4"]
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(("/v1/", "/v2/", "/static/")):
            continue
        filled = rule.rule.replace("<topic>/<name>", "office/not-held")
        for number, name in ((1, NORTH), (2, NORTH), (3, SOUTH), (4, SOUTH)):
            found.append(re.sub(r"<int:\w+>", str(number), filled).replace("<name>", name))
    return sorted({address for address in found if "<" not in address})


@pytest.mark.parametrize("name", BOUND)
def test_no_page_shows_anything_that_is_out_of_reach(bound: Flask, name: str) -> None:
    client, everything = log_in(bound, name), log_in(bound, "everything")
    told = 0
    for address in addresses(bound):
        shown, all_of_it = client.get(address), everything.get(address)
        assert shown.status_code in (200, 403 if address == "/log" else 401, 404), address
        asked = address.count(SECRET)  # a search repeats what was looked for
        assert shown.text.count(SECRET) <= 2 * asked, address
        if BOUND[name].sources is not None:
            assert shown.text.count(SOUTH) <= 2 * address.count(SOUTH), address
            assert RECORD not in shown.text, address
        told += all_of_it.text.count(SECRET) + all_of_it.text.count(RECORD)
    assert told > 50, "there is something to see"


def test_the_log_is_for_whom_everything_is_open(bound: Flask) -> None:
    seen = {name: log_in(bound, name).get("/log").status_code for name in (*BOUND, "everything")}
    assert seen == {**dict.fromkeys(BOUND, 403), "everything": 200}


def test_what_is_within_reach_is_shown(bound: Flask) -> None:
    client = log_in(bound, "by source")
    for address in ("/?state=all", "/audits/1", "/audits/2", "/compare?old=1&new=2", f"/sources/{NORTH}", "/sources"):
        assert client.get(address).status_code == 200, address
        assert NORTH in client.get(address).text or "ferry" in client.get(address).text, address
    told = client.get("/stories/1").text
    assert "ferry opens" in told
    assert ">1<" in client.get("/stories").text.replace(" ", ""), "the story has one article for who sees one"


FORMS: dict[str, list[dict[str, Any]]] = {
    "/queue": [{"audit": "4", "action": "assign", "who": "Eve"}, {"audit": ["2", "4"], "action": "dismiss", "reason": "false alarm"}],
    "/audits/4/assign": [{"who": "Eve"}],
    "/audits/4/findings/{finding}": [{"verb": "accept"}],
    f"/sources/{SOUTH}/replies": [{"who": "Eve", "text": "No."}],
    f"/sources/{SOUTH}/mute": [{"rule": "office/not-held", "reason": "No."}],
    f"/sources/{SOUTH}/unmute": [{"rule": "office/not-held"}],
}  # fmt: skip


def kept(app: Flask) -> list[str]:
    with app.extensions["auditor"].store.reading() as connection:
        dumped: list[str] = list(cast("Any", connection.connection).iterdump())
        changing = ('"login"', "log_entry", '"quota_window"')
        return [line for line in dumped if not any(name in line for name in changing)]


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("name", ["by source", "to nothing"])
def test_no_form_changes_anything_that_is_out_of_reach(bound: Flask, name: str, path: str) -> None:
    client: FlaskClient = log_in(bound, name)
    with bound.extensions["auditor"].store.reading() as connection:
        query = select(finding.c.id).where(finding.c.report_id == 4, finding.c.status == "open")
        number = connection.execute(query.limit(1)).scalar_one()
        entries = len(connection.execute(select(log_entry.c.id)).all())
    before = kept(bound)
    for form in FORMS[path]:
        answer = client.post(path.format(finding=number), data=form, headers=OWN)
        assert answer.status_code == 404
        assert SECRET not in answer.text
    assert kept(bound) == before
    with bound.extensions["auditor"].store.reading() as connection:
        assert len(connection.execute(select(log_entry.c.id)).all()) == entries, "nothing was done"


def test_a_reach_is_part_of_every_query(bound: Flask) -> None:
    """The walk above sees what it should: the same pages show the word to who sees everything."""
    client = log_in(bound, "everything")
    for address in (
        "/?state=all",
        "/?state=past",
        "/audits/4",
        "/compare?old=3&new=4",
        "/stories/1",
        f"/sources/{SOUTH}",
        "/rules/office/not-held",
    ):
        assert SECRET in client.get(address).text or RECORD in client.get(address).text, address
    with bound.extensions["auditor"].store.reading() as connection:
        assert len(connection.execute(select(report.c.id).where(Reach().reports())).all()) == 4
