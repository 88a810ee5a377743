"""Sign-in by an organisation's provider: who gets in, with which role and reach, and what is believed of nobody."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from sqlalchemy import select

from api import create_app
from api.review import provider as calls
from api.review.oidc import claimed
from auditor.audit import Auditor
from auditor.settings import SettingsError, load_settings
from auditor.store.accounts import Account, list_accounts
from auditor.store.reach import bound_to
from auditor.store.tables import log_entry
from tests.accounts import add_account
from tests.api.review.provider import CLIENT, SECRET, FakeProvider, providing

URL = "http://127.0.0.1:8000"
SETTINGS = """
[service]
url = "{url}/"
[service.oidc]
issuer = "{issuer}"
client_id = "{client}"
client_secret = "env:OIDC_SECRET"
roles = {{"newsroom" = "reviewer", "newsroom-admins" = "admin", "guests" = "viewer"}}
"""
OWN = {"Sec-Fetch-Site": "same-origin"}
ANN = {"sub": "1", "preferred_username": "Ann", "groups": ["newsroom"]}


class Signing(NamedTuple):
    """A service and its provider."""

    app: Flask
    provider: FakeProvider

    def accounts(self) -> list[Account]:
        with self.app.extensions["auditor"].store.reading() as connection:
            return list_accounts(connection)

    def sign_in(self, client: FlaskClient, wanted: str = "/rules") -> Any:
        """The answer to somebody who comes back from the provider."""
        begun = client.get("/login/organisation", query_string={"next": wanted})
        assert begun.status_code == 303, begun.text
        return client.get(self.provider.authorize(begun.headers["Location"]).removeprefix(URL))


def settings_of(folder: Path, issuer: str, more: str = "", url: str = URL) -> Auditor:
    path = folder / "auditor.toml"
    path.write_text(SETTINGS.format(issuer=issuer, client=CLIENT, url=url) + more, encoding="utf-8")
    auditor = Auditor()
    auditor.settings = load_settings(path, auditor.ruleset)
    return auditor


@pytest.fixture
def signing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Signing]:
    """A service whose settings name a provider that runs."""
    monkeypatch.setenv("OIDC_SECRET", SECRET)
    with providing() as provider:
        provider.claims = dict(ANN)
        auditor = settings_of(tmp_path, provider.issuer, getattr(request, "param", ""))
        app = create_app(
            {"DATABASE": f"sqlite:///{tmp_path}/auditor.db", "AUDITOR": auditor, "PROPAGATE_EXCEPTIONS": False}
        )
        yield Signing(app, provider)
        app.extensions["auditor"].close()


def test_somebody_signs_in_and_out(signing: Signing) -> None:
    client = signing.app.test_client()
    assert "/login/organisation?next=/rules" in client.get("/login?next=/rules").text
    answer = signing.sign_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/rules")
    cookies = answer.headers.getlist("Set-Cookie")
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    page = client.get("/account").text
    assert "Ann" in page and "Reviewer" in page and "there is no password of yours here" in page
    (account,) = signing.accounts()
    assert (account.name, account.role, account.issuer) == ("Ann", "reviewer", signing.provider.issuer)
    left = client.post("/logout", headers=OWN)
    assert left.status_code == 200
    end = urlsplit(left.headers["Refresh"].partition("url=")[2])
    assert f"{end.scheme}://{end.netloc}{end.path}" == f"{signing.provider.issuer}/end"
    assert parse_qs(end.query) == {"client_id": [CLIENT], "post_logout_redirect_uri": [f"{URL}/login"]}
    assert client.get("/").status_code == 303


def test_the_role_is_read_again_at_each_sign_in(signing: Signing) -> None:
    first = signing.app.test_client()
    signing.sign_in(first)
    for groups, role in ((["newsroom", "newsroom-admins", "x"], "admin"), ("guests", "viewer")):
        signing.provider.claims["groups"] = groups
        assert signing.sign_in(signing.app.test_client()).status_code == 303
        assert [account.role for account in signing.accounts()] == [role]
    for groups in ([], ["x"], None, {"newsroom": 1}, [["newsroom"]]):
        signing.provider.claims["groups"] = groups
        refused = signing.sign_in(signing.app.test_client())
        assert refused.status_code == 403
        assert "gives you no role here" in refused.text
    assert first.get("/").status_code == 303, "who has no role any more is logged in nowhere"


@pytest.mark.parametrize("signing", ['sources_claim = "sources"\ndesks_claim = "org.desks"\n'], indirect=True)
def test_claims_bind_to_sources_and_desks(signing: Signing) -> None:
    for claims, reach in (
        ({"sources": ["https://a.example/", 7], "org": {"desks": "Sport"}}, bound_to(["a.example"], ["Sport"])),
        ({}, bound_to([], [])),
    ):
        signing.provider.claims = {**ANN, **claims}
        assert signing.sign_in(signing.app.test_client()).status_code == 303
        assert [account.reach for account in signing.accounts()] == [reach]


def test_nobody_becomes_another_by_a_name_or_an_address(signing: Signing) -> None:
    with signing.app.extensions["auditor"].store.writing() as connection:
        add_account(connection, "Ann", "a long enough password", "admin")
    signing.provider.claims["email"] = "ann@paper.example"
    assert signing.sign_in(signing.app.test_client()).status_code == 303
    signing.provider.claims |= {"sub": "2"}
    assert signing.sign_in(signing.app.test_client()).status_code == 303
    local, *signed = signing.accounts()
    assert (local.name, local.role, local.issuer) == ("Ann", "admin", None)
    assert len({account.name for account in signed}) == 2
    assert {account.role for account in signed} == {"reviewer"}
    form = {"name": signed[0].name, "password": "a long enough password"}
    assert signing.app.test_client().post("/login", data=form, headers=OWN).status_code == 403, "no password opens it"


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "that of another sign-in"},
        {"nonce": None},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"aud": "another client"},
        {"aud": [CLIENT, "another client"]},
        {"aud": "another client", "azp": CLIENT},
        {"aud": None},
        {"exp": int(time.time()) - 120},
        {"exp": None},
        {"exp": "soon"},
        {"iat": int(time.time()) + 3_600},
        {"nbf": int(time.time()) + 3_600},
        {"azp": "another client"},
        {"at_hash": "of another token"},
        {"sub": None},
        {"sub": ""},
        {"sub": "1" * 256},
        {"sub": 7},
        {"preferred_username": None},
        {"preferred_username": ["Ann"]},
        {"preferred_username": "\x1b[2J"},
    ],
)
def test_a_token_that_is_not_right_proves_nothing(signing: Signing, changes: dict[str, Any]) -> None:
    signing.provider.changes = changes
    answer = signing.sign_in(signing.app.test_client())
    assert answer.status_code == 403, answer.text
    assert "Set-Cookie" not in answer.headers
    assert signing.accounts() == []


@pytest.mark.parametrize("algorithm", ["HS256", "none", "RS512"])
def test_other_signatures_are_none(signing: Signing, algorithm: str) -> None:
    signing.provider.algorithm = algorithm
    assert signing.sign_in(signing.app.test_client()).status_code == 403


def test_a_key_that_is_new_is_fetched_once(signing: Signing) -> None:
    signing.sign_in(signing.app.test_client())
    signing.provider.keys["key-2"], signing.provider.signs = RSAKey.generate_key(2048), "key-2"
    assert signing.sign_in(signing.app.test_client()).status_code == 303
    assert signing.provider.asked.count("/jwks") == 2
    assert signing.provider.asked.count("/.well-known/openid-configuration") == 1
    right, signing.provider.signs = signing.provider.keys["key-2"], "key-3"
    signing.provider.keys = {"key-3": RSAKey.generate_key(2048)}  # signs with it, and publishes another of that name
    assert signing.sign_in(signing.app.test_client()).status_code == 303
    signing.provider.keys = {"key-3": right}
    assert signing.sign_in(signing.app.test_client()).status_code == 403
    assert signing.provider.asked.count("/jwks") == 3


def test_only_the_browser_that_began_a_sign_in_ends_it(signing: Signing) -> None:
    victim, attacker = signing.app.test_client(), signing.app.test_client()
    begun = attacker.get("/login/organisation")
    back = signing.provider.authorize(begun.headers["Location"]).removeprefix(URL)
    assert victim.get(back).status_code == 400
    victim.get("/login/organisation")
    assert victim.get(back).status_code == 400, "another state"
    assert attacker.get(back.replace("code=", "code=x")).status_code == 403
    assert attacker.get(back).status_code == 303
    assert attacker.get(back).status_code == 400, "once"
    for garbage in (
        "",
        "?state=",
        "?state=%00",
        "?state=ü&code=1",
        "?code=1",
        "?error=access_denied",
        f"?state={'9' * 6000}",
    ):
        assert victim.get(f"/login/organisation/back{garbage}").status_code == 400


def test_who_is_refused_there_is_told(signing: Signing) -> None:
    client = signing.app.test_client()
    address = client.get("/login/organisation").headers["Location"]
    state = parse_qs(urlsplit(address).query)["state"][0]
    answer = client.get(f"/login/organisation/back?error=access_denied&state={state}")
    assert (answer.status_code, "did not let you in" in answer.text) == (403, True)


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_it_leads_nowhere_else(signing: Signing, wanted: str) -> None:
    assert signing.sign_in(signing.app.test_client(), wanted).headers["Location"] == "/"


def test_the_way_back_is_that_of_the_settings(signing: Signing) -> None:
    address = signing.app.test_client().get("/login/organisation", headers={"Host": "evil.example"}).headers["Location"]
    query = parse_qs(urlsplit(address).query)
    assert query["redirect_uri"] == [f"{URL}/login/organisation/back"]
    assert len({query[name][0] for name in ("state", "nonce", "code_challenge")}) == 3


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"padding": "x" * (2 << 20)},
    ],
)
def test_a_provider_that_says_what_cannot_be_is_not_asked_further(signing: Signing, metadata: dict[str, Any]) -> None:
    signing.provider.metadata = metadata
    answer = signing.app.test_client().get("/login/organisation")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert signing.provider.asked == ["/.well-known/openid-configuration"]


def test_a_provider_that_hangs_holds_a_process_once(signing: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "CALL_SECONDS", 0.3)
    signing.provider.delay = 1.0
    begun = time.monotonic()
    for _ in range(5):
        assert signing.app.test_client().get("/login/organisation").status_code == 503
    assert time.monotonic() - begun < 4 * 0.3 + 2
    assert len(signing.provider.asked) == 1


def test_sign_ins_are_counted_by_network(signing: Signing) -> None:
    client, statuses = signing.app.test_client(), []
    for _ in range(35):
        address = client.get("/login/organisation").headers["Location"]
        state = parse_qs(urlsplit(address).query)["state"][0]
        statuses.append(client.get(f"/login/organisation/back?code=guessed&state={state}").status_code)
    assert statuses == [403] * 30 + [429] * 5


def test_what_was_said_is_in_the_log_without_secrets(signing: Signing) -> None:
    signing.sign_in(signing.app.test_client())
    with signing.app.extensions["auditor"].store.reading() as connection:
        entries = [dict(row) for row in connection.execute(select(log_entry)).mappings()]
    assert [entry["action"] for entry in entries] == ["user added", "logged in"]
    assert SECRET not in repr(entries) and "code-" not in repr(entries)
    assert SECRET not in repr(signing.app.extensions)


@pytest.mark.parametrize(
    ("more", "line", "why"),
    [
        ('scopes = ["profile"]', 8, "openid"),
        ('roles_claims = "x"', 8, "Unknown field"),
        ('client_secret = "plain text secret"', 7, "stands elsewhere"),
        ('roles = {"a" = "boss"}', 8, "Must be one of"),
        ("", 2, "https address"),
        ("no url", 4, "needs its url"),
    ],
)
def test_settings_that_cannot_be_are_told_with_their_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str, line: int, why: str
) -> None:
    text = SETTINGS.format(issuer="https://idp.example", client=CLIENT, url=URL).lstrip("\n")
    key = more.partition(" =")[0]
    kept = [each for each in text.splitlines() if not (key and each.startswith(f"{key} "))]
    written = "\n".join([*kept, more] if more and more != "no url" else kept)
    if more == "":
        written = written.replace(URL, "http://audit.example")
    if more == "no url":
        written = "\n".join(each for each in kept if not each.startswith(("url", "[service]")))
    path = tmp_path / "auditor.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError, match=why) as raised:
        load_settings(path, Auditor().ruleset)
    told = int(str(raised.value).partition(".toml:")[2].partition(":")[0])
    assert told > 0 or more == "no url"


def test_a_secret_that_is_not_there_is_told_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OIDC_SECRET", raising=False)
    auditor = settings_of(tmp_path, "https://idp.example")
    with pytest.raises(SettingsError, match=r"auditor\.toml:7: env:OIDC_SECRET: not set"):
        create_app({"DATABASE": f"sqlite:///{tmp_path}/auditor.db", "AUDITOR": auditor})


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        ({"groups": ["a", "b", 7, None]}, ["a", "b"]),
        ({"groups": "a"}, ["a"]),
        ({"realm": {"groups": ["a"]}}, []),
        ({}, []),
    ],
)
def test_claims(claims: dict[str, Any], found: list[str]) -> None:
    assert claimed(claims, "groups") == found
    assert claimed({"realm": claims}, "realm.groups") == found
    assert claimed({"https://a.example/groups": ["a"]}, "https://a.example/groups") == ["a"]
