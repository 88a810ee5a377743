"""The pages of an article that comes in parts: finding one's way, deciding, and what waits for a slot."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.slots import Slots
from auditor.finding import Severity
from auditor.render import parts
from auditor.store import Store
from auditor.store.reports import list_placed
from tests.browser.made import long_report

OWN = {"Sec-Fetch-Site": "same-origin"}
LINE = "Sign up for our newsletter and never miss a story.\n"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_PART_FINDINGS", 3)


@pytest.fixture
def store(client: FlaskClient) -> Store:
    made: Store = client.application.extensions["auditor"].store
    return made


@pytest.fixture
def audit(store: Store) -> int:
    """An audit with eight findings, in three parts."""
    return store.add(long_report(8))


def numbers_in(page: str) -> list[int]:
    """The findings on a page."""
    return [int(number) for number in re.findall(r'id="finding-(\d+)"', page)]


def test_a_part_has_its_findings_and_the_whole_article_its_counts(client: FlaskClient, audit: int) -> None:
    pages = [client.get(f"/audits/{audit}?part={number}").text for number in (1, 2, 3)]
    assert [numbers_in(page) for page in pages] == [[1, 2, 3], [4, 5, 6], [7, 8]]
    assert numbers_in(client.get(f"/audits/{audit}").text) == [1, 2, 3]
    waiting = sum(finding.severity != Severity.INFO for finding in long_report(8).findings)
    assert all(f"<b>{waiting}</b> findings wait" in page for page in pages)
    assert all("Part 2 of 3" in page for page in pages[1:2])


def test_a_finding_leads_to_its_part(client: FlaskClient, audit: int) -> None:
    page = client.get(f"/audits/{audit}?finding=5").text
    assert numbers_in(page) == [4, 5, 6]
    assert f'href="/audits/{audit}?finding=5#finding-5" data-copy' in page


@pytest.mark.parametrize("query", ["part=0", "part=4", "part=-1", "finding=0", "finding=9", f"part={'9' * 30}"])
def test_there_is_no_such_part(client: FlaskClient, audit: int, query: str) -> None:
    response = client.get(f"/audits/{audit}?{query}")
    assert response.status_code == 404
    assert "3 parts and 8 findings" in response.text


def test_a_decision_leads_on_to_the_next_part(client: FlaskClient, store: Store, audit: int) -> None:
    with store.reading() as connection:
        placed = list_placed(connection, audit)
    for number, after in ((3, 4), (8, 1)):
        form = client.post(f"/audits/{audit}/findings/{placed[number - 1].id}", data={"verb": "accept"}, headers=OWN)
        place = "" if after == 1 else f"?finding={after}"
        assert form.location == f"/audits/{audit}{place}#finding-{after}"
        assert after in numbers_in(client.get(form.location.partition("#")[0]).text)
    page = client.get(f"/audits/{audit}?part=3").text
    assert "Accepted by local" in page


def test_an_assignment_stays_in_its_part(client: FlaskClient, audit: int) -> None:
    page = client.get(f"/audits/{audit}?part=2").text
    assert '<input type="hidden" name="part" value="2">' in page
    form = client.post(f"/audits/{audit}/assign", data={"who": "Ann", "part": "2"}, headers=OWN)
    assert form.location == f"/audits/{audit}?part=2"


def test_the_page_of_the_api_comes_in_parts_and_other_forms_whole(client: FlaskClient, audit: int) -> None:
    page = client.get(f"/v1/audits/{audit}.html?part=3")
    assert numbers_in(page.text) == [7, 8]
    assert client.get(f"/v1/audits/{audit}.html?part=4").status_code == 404
    assert len(client.get(f"/v1/audits/{audit}.json?part=3").json["findings"]) == 8


def test_what_was_tried_is_sent_again_for_its_next_part(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_PART_CHARACTERS", 4 * len(LINE))
    given = {"title": "A <b>title</b>", "text": LINE * 8, "published": "2025-03-06"}
    first = client.post("/try", data=given, headers=OWN).text
    hidden: dict[str, Any] = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', first))
    assert hidden == {"title": "A &lt;b&gt;title&lt;/b&gt;", "published": "2025-03-06", "text": LINE * 8}
    assert 'name="part" value="2">Next part</button>' in first
    second = client.post("/try", data={**given, "part": "2"}, headers=OWN).text
    assert "Part 2 of 2" in second
    assert client.post("/try", data={**given, "part": "99"}, headers=OWN).status_code == 404


def test_a_file_that_was_tried_is_sent_again_as_its_page(client: FlaskClient) -> None:
    page = "<html><body><article>" + f"<p>{LINE}</p>" * 9 + "</article></body></html>"
    upload = client.post("/try", data={"file": (BytesIO(page.encode()), "a.html")}, headers=OWN)
    again = client.post("/try", data={"html": page, "part": "1"}, headers=OWN)
    assert upload.status_code == again.status_code == 200
    assert numbers_in(again.text) == numbers_in(upload.text) != []


@pytest.mark.parametrize(
    "path", ["/audits/1", "/v1/audits/1", "/v1/audits/1.sarif", "/v1/audits/1/findings", "/compare?old=1&new=1"]
)
def test_who_finds_all_slots_taken_is_asked_to_come_again(client: FlaskClient, audit: int, path: str) -> None:
    kept = client.application.extensions["auditor"]
    client.application.extensions["auditor"] = kept._replace(page_slots=(slots := Slots(1)))
    with slots.taken(1):
        response = client.get(path)
        assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
        assert client.get("/healthz").status_code == 200
        assert client.post("/v1/audits", json={"text": LINE}).status_code == 201, "audits have slots of their own"
    assert client.get(path).status_code == 200
