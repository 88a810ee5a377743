"""`/v1/stories`: articles on one event, placed by a worker."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from auditor.audit import Auditor
from tests.jobs.made import Drain

EVENT = (
    "The flood at the Ramsford weir carried off {} boats, the river board said in a statement.\n\n"
    "Councillor Edith Marlow said that the ferry would move to Netherby for the summer. {}"
)
ENDS = (
    "The weir, built in 1931, holds back half of the water of the lower valley.",
    "Nobody was hurt, and a fallen alder was blamed by the brigade, which meets on Friday, 6 March 2025.",
)


def article(boats: int, end: int, **known: str) -> dict[str, str]:
    """One paper's article on the flood."""
    ending = " ".join((ENDS[end], f"Reporter {end} was there.") * 3)
    return {
        "text": EVENT.format(boats, ending), "title": "Flood carries off boats at Ramsford",
        "source": f"paper{end}.example", "published": "2025-03-04",
    } | known  # fmt: skip


@pytest.fixture
def told(client: FlaskClient, auditor: Auditor) -> list[int]:
    """Audits of two papers' articles and of a copy of the first, placed in one story."""
    sent = [article(476, 0), article(470, 1), article(476, 0, source="copy.example", id="copy")]
    audits = [client.post("/v1/audits", json=row).json["audit"] for row in sent]
    Drain(client.application.extensions["auditor"].store, auditor)()
    return audits


def test_a_story_names_its_articles_and_what_each_says(client: FlaskClient, told: list[int]) -> None:
    (listed,) = client.get("/v1/stories").json["stories"]
    story: dict[str, Any] = client.get(f"/v1/stories/{listed['story']}").json
    assert {name: story[name] for name in listed} == listed
    assert (listed["articles"], listed["voices"], listed["headline"]) == (3, 2, "Flood carries off boats at Ramsford")
    assert listed["first"] == listed["last"] == "2025-03-04T00:00:00+00:00"
    assert sorted(member["audit"] for member in story["members"]) == told
    by_audit = {member["audit"]: member for member in story["members"]}
    assert [by_audit[audit]["copy_of"] for audit in told] == [None, None, by_audit[told[0]]["article"]]
    assert listed["waiting"] == sum(member["waiting"] for member in story["members"]) > 0
    assert client.get(f"/v1/audits?story={listed['story']}").json["total"] == 3


def test_what_a_story_says_stands_where_it_is_said(client: FlaskClient, told: list[int]) -> None:
    story = client.get("/v1/stories/1").json
    differing = [claim for claim in story["claims"] if claim["differs"]]
    assert {passage["quote"] for claim in differing for passage in claim["said"]} >= {"476 boats", "470 boats"}
    for passage in (passage for claim in story["claims"] for passage in claim["said"]):
        texts = client.get(f"/v1/audits/{passage['audit']}").json["article"]
        assert texts[passage["field"]][passage["start"] : passage["end"]] == passage["quote"]


def test_an_article_alone_is_a_story_that_is_not_listed(client: FlaskClient, auditor: Auditor) -> None:
    client.post("/v1/audits", json=article(476, 0))
    Drain(client.application.extensions["auditor"].store, auditor)()
    assert client.get("/v1/stories").json == {"stories": [], "next": None}
    assert client.get("/v1/stories/1").json["articles"] == 1


def test_the_page_of_stories_lists_them(client: FlaskClient, told: list[int]) -> None:
    page = client.get("/stories").text
    assert '<a href="/stories/1">Flood carries off boats at Ramsford</a>' in page
    assert "<time>2025-03-04</time>" in page


def test_a_story_has_one_name_on_its_page_and_in_the_list(client: FlaskClient, auditor: Auditor) -> None:
    for row in (article(476, 0), article(470, 1, title="Ramsford flood takes the ferry's boats")):
        assert client.post("/v1/audits", json=row).status_code == 201
    Drain(client.application.extensions["auditor"].store, auditor)()
    (listed,) = client.get("/v1/stories").json["stories"]
    name = escape(listed["headline"])
    assert f'<a href="/stories/{listed["story"]}">{name}</a>' in client.get("/stories").text
    assert f"<h1>{name}</h1>" in client.get(f"/stories/{listed['story']}").text
