"""What belongs to one source, asked for at the doors of another by the real server and its worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import urllib3

from tests.api.hooks.payloads import TITLE, standard
from tests.api.hooks.signing import OTHER, SECRETS, Request, signed
from tests.cms.conftest import Service, wait_for
from tests.ports import free_ports

MINE, THEIRS = "harbour.example", "island.example"
SETTINGS = f"""
[source."{MINE}".hook]
secrets = ["env:MINE"]
[source."{THEIRS}".hook]
secrets = ["env:THEIRS"]
"""


def send(service: Service, request: Request, source: str) -> tuple[int, Any]:
    """Status and answer of a delivery to the hook of a source."""
    address = f"{service.url}/v1/hooks/{source}"
    answer = urllib3.request("POST", address, body=request.body, headers=request.headers, retries=False)
    return answer.status, answer.json()


@pytest.mark.alone
def test_a_delivery_is_taken_at_the_door_it_was_signed_for_and_makes_an_article_of_its_source(tmp_path: Path) -> None:
    with free_ports() as port:
        service = Service(tmp_path, port, SETTINGS, MINE=SECRETS["standard"], THEIRS=OTHER)
        service.key = service.run("keys", "create", "desk", "--scope", "read", "--all-sources").split()[-1]
        bound = service.run("keys", "create", "one", "--scope", "read", "--source", MINE, "--new-source").split()[-1]
        with service.up():
            forged = {**standard()["data"], "title": "All of it was made up"}
            theirs = signed("standard", {**standard(), "source": THEIRS}, secret=OTHER)
            mine = signed("standard", {**standard(), "source": MINE, "data": forged})
            assert [send(service, theirs, THEIRS)[0], send(service, mine, MINE)[0]] == [202, 202]
            assert [send(service, theirs, MINE)[0], send(service, mine, THEIRS)[0]] == [401, 401]
            crossed = signed("standard", {**standard(), "source": MINE}, secret=OTHER)
            status, refused = send(service, crossed, THEIRS)
            assert (status, "signed for the source" in refused["detail"]) == (401, True)
            wait_for("both audits", lambda: service.get("/v1/audits")["total"] == 2)
            audits = {row["source"]: row for row in service.get("/v1/audits")["audits"]}
            assert {name: row["headline"] for name, row in audits.items()} == {MINE: forged["title"], THEIRS: TITLE}
            assert audits[MINE]["url"] == audits[THEIRS]["url"]
            service.key = bound
            assert [row["source"] for row in service.get("/v1/audits")["audits"]] == [MINE]
            assert service.get(f"/v1/audits/{audits[THEIRS]['audit']}")["status"] == 404
