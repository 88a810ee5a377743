"""What `[[suppress]]` of auditor.toml settles stays away from every answer of the service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api import create_app
from auditor.audit import Auditor
from auditor.finding import Severity
from auditor.ruleset import RuleSet, load_rules
from auditor.settings import load_settings
from tests.newsroom import rules_with

SHIPPED = load_rules()
RULE = "language/doubled-word"
RULES = RuleSet((rules_with(Severity.MINOR, RULE)[RULE],), SHIPPED.digest)
"""Graver than it ships, so that the gate holds an article for it."""
GATE = '[gate]\nblock = {severity = "minor", confidence = 0.5}\n'
ARTICLE = {"id": "mill", "source": "paper.example", "text": "The council sold the the old mill on Monday."}
LARGE = {**ARTICLE, "text": ARTICLE["text"] + "\n\n" + "Nobody of the forty who came bid against it. " * 500}
"""So large that a process of its own audits it."""


class Service:
    """Clients of one database, each judging by other settings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._apps: list[object] = []

    def __call__(self, settings: str) -> FlaskClient:
        path = self._folder / "auditor.toml"
        path.write_text(GATE + settings, encoding="utf-8")
        auditor = Auditor(RULES, settings=load_settings(path, SHIPPED))
        config = {"DATABASE": f"sqlite:///{self._folder}/auditor.db", "AUDITOR": auditor, "OPEN": True}
        app = create_app(config)
        self._apps.append(app.extensions["auditor"])
        return app.test_client()

    def close(self) -> None:
        for kept in self._apps:
            kept.close()  # type: ignore[attr-defined]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = Service(tmp_path)
    yield made
    made.close()


def flagged(client: FlaskClient, article: dict[str, str]) -> list[bool]:
    """Whether each door tells of the finding: an audit, the audit as it is kept, a check, the gate, a trial."""
    audit = client.post("/v1/audits", json=article).json
    kept = client.get(f"/v1/audits/{audit['audit']}").json
    checked = client.post("/v1/check", json=article).json
    gate = client.post("/v1/check?mode=gate", json=article)
    tried = client.post("/try", data={"text": article["text"]}, headers={"Origin": "http://localhost"}).text
    return [
        *(any(finding["rule"] == RULE for finding in answer["findings"]) for answer in (audit, kept, checked)),
        gate.status_code == 422,
        RULE in tried,
    ]


def suppress(fingerprint: str, more: str = "") -> str:
    return f'[[suppress]]\nfingerprint = "{fingerprint}"\nreason = "the name of the mill"\n{more}'


@pytest.mark.parametrize("article", [ARTICLE, LARGE], ids=["small", "large"])
def test_at_every_door(service: Service, article: dict[str, str]) -> None:
    plain = service("")
    assert flagged(plain, article) == [True] * 5
    (finding,) = plain.post("/v1/check", json=article).json["findings"]
    name = finding["fingerprint"]
    assert flagged(service(suppress(name)), article) == [False] * 5, "the settings changed, not the article"
    assert flagged(service(suppress(name, "until = 2999-01-01")), article) == [False] * 5
    assert flagged(service(suppress(name, "until = 2001-01-01")), article) == [True] * 5
    own = [False, False, False, False, True]
    assert flagged(service(suppress(name, 'article = "mill"')), article) == own, "what is tried has no id"
    assert flagged(service(suppress(name, 'article = "other"')), article) == [True] * 5
