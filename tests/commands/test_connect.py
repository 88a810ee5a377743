"""`auditor connect`: what is made, what is printed, and what a second run leaves alone."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from api.deliveries import load_hooks
from auditor.cli import main
from auditor.ruleset import load_rules
from auditor.settings import Settings, load_settings
from auditor.store import Store
from auditor.store.accounts import find_account, kept_password
from auditor.store.keys import find_key
from auditor.store.passwords import is_right
from tests.cms.fake_ghost import KEY, FakeGhost

WAGTAIL = ["connect", "wagtail", "--source", "example.org"]
KEY_SHAPE, SECRET_SHAPE = re.compile(r"aud_\w{49}"), re.compile(r"whsec_[\w+/]{43}=")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an administrator stands; the database is made below."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDITOR_CONFIG", str(tmp_path / "auditor.toml"))
    return tmp_path


def connect(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert main(list(command)) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def settings(folder: Path) -> Settings:
    """The settings as the service reads them, secrets and all."""
    found = load_settings(folder / "auditor.toml", load_rules())
    load_hooks(found)
    return found


def secrets_of(folder: Path, source: str) -> list[str]:
    return list(load_hooks(settings(folder))[source].secrets)


def shown(shape: re.Pattern[str], told: str) -> str:
    (found,) = set(shape.findall(told))
    return str(found)


@pytest.mark.parametrize("cms", ["wagtail", "wordpress", "standard"])
def test_what_is_made_is_what_is_to_be_pasted(folder: Path, capsys: pytest.CaptureFixture[str], cms: str) -> None:
    told = connect(capsys, "connect", cms, "--source", "example.org", "--url", "https://audit.example.org/")
    made = settings(folder)
    assert made.service_url == "https://audit.example.org"
    assert made.hooks["example.org"].sender == cms
    policy = made.gate("example.org").block
    assert policy is not None and (policy.severity.label, policy.confidence) == ("major", 0.9)
    assert secrets_of(folder, "example.org") == [shown(SECRET_SHAPE, told)]
    store = Store("sqlite:///var/auditor.db")
    with store.reading() as connection:
        key = find_key(connection, shown(KEY_SHAPE, told))
    store.close()
    assert key is not None
    assert (key.scopes, key.sources) == (frozenset({"check", "audit", "editors"}), frozenset({"example.org"}))
    assert {"https://audit.example.org", "example.org"} <= set(re.split(r"[\s\"',=]+", told))


def test_a_secret_is_its_owners_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connect(capsys, *WAGTAIL)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder / "secrets", folder / "secrets" / "example.org")]
    assert modes == [0o700, 0o600]
    assert "whsec_" not in (folder / "auditor.toml").read_text(encoding="utf-8")


def test_a_second_run_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connect(capsys, *WAGTAIL, "--logins", "ada")
    before = {path: path.read_bytes() for path in (folder / "auditor.toml", folder / "secrets" / "example.org")}
    told = connect(capsys, *WAGTAIL, "--logins", "ada")
    assert {path: path.read_bytes() for path in before} == before
    assert "nothing was changed" in told and "login: ada: there already" in told
    assert not KEY_SHAPE.search(told) and not SECRET_SHAPE.search(told)
    assert connect(capsys, "keys", "list").count("\n") == 1


def test_after_rotation_both_secrets_and_both_keys_are_good(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = connect(capsys, *WAGTAIL)
    second = connect(capsys, *WAGTAIL, "--rotate")
    third = connect(capsys, "keys", "list")
    assert secrets_of(folder, "example.org") == [shown(SECRET_SHAPE, told) for told in (second, first)]
    assert third.count(" valid ") == 2
    assert all(shown(KEY_SHAPE, told)[:12] in third for told in (first, second))


def test_what_stands_in_the_file_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = '# ours\n[service]\nurl = "https://a.example"\n[source."example.org"]\n[source."example.org".gate]\nfail = "closed"'
    (folder / "auditor.toml").write_text(own, encoding="utf-8")
    connect(capsys, *WAGTAIL)
    text = (folder / "auditor.toml").read_text(encoding="utf-8")
    assert text.startswith(f"{own}\n")
    assert tomllib.loads(text)["source"]["example.org"]["gate"] == {"fail": "closed"}
    assert settings(folder).gate("example.org").fail == "closed"


@pytest.mark.parametrize(
    ("own", "options", "says"),
    [
        (
            '[source."example.org".hook]\nsender = "ghost"\nsecrets = ["env:X"]',
            [],
            "is of the sender ghost, not wagtail",
        ),
        ('[source."example.org".hook]\nsecrets = []', [], "the hook of example.org: secrets: "),
        (
            '[source."example.org".hook]\nsender = "wagtail"\nsecrets = ["env:X"]',
            ["--rotate"],
            "the secret is in env:X",
        ),
        (
            '[service]\nurl = "https://a.example"',
            ["--url", "https://b.example"],
            "url of [service] is https://a.example",
        ),
        ("[service]\nlogin_days = 3", ["--url", "https://b.example"], 'put url = "https://b.example" into [service]'),
        ("", ["--url", "audit.example"], "is an http or https address"),
        ("", ["--url", "https://audit.example/path"], "without a path"),
        ("[", [], "auditor.toml: "),
        ("", ["--ghost-url", "https://example.org"], "is for `auditor connect ghost`"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], own: str, options: list[str], says: str
) -> None:
    (folder / "auditor.toml").write_text(own, encoding="utf-8")
    assert main([*WAGTAIL, *options]) == 2
    assert says in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["auditor.toml"]
    assert (folder / "auditor.toml").read_text(encoding="utf-8") == own


@pytest.mark.parametrize("source", ["", " x", "a/b", "a\nb", "x" * 101])
def test_what_is_no_name(capsys: pytest.CaptureFixture[str], source: str) -> None:
    with pytest.raises(SystemExit):
        main(["connect", "wagtail", "--source", source])
    assert "is no name of a source" in capsys.readouterr().err


def test_sources_of_like_names_have_secrets_of_their_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ['Hill\'s "News"', "hill_s _news_", "..", "Example.org", "\N{LATIN SMALL LETTER U WITH DIAERESIS}"]
    told = [connect(capsys, "connect", "wordpress", "--source", name) for name in names]
    assert list(settings(folder).hooks) == names
    assert [secrets_of(folder, name) for name in names] == [[shown(SECRET_SHAPE, each)] for each in told]
    assert r"define('AUDITOR_SOURCE', 'Hill\'s " in told[0]


def test_editors_log_in_with_what_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    told = connect(capsys, *WAGTAIL, "--logins", "ada, ben")
    passwords = dict(re.findall(r"^login: (\w+), first password: (\S+)", told, re.MULTILINE))
    assert list(passwords) == ["ada", "ben"]
    store = Store("sqlite:///var/auditor.db")
    with store.reading() as connection:
        for name, password in passwords.items():
            account = find_account(connection, name)
            assert account is not None and (account.role, account.reach.sources) == (
                "reviewer",
                frozenset({"example.org"}),
            )
            assert is_right(kept_password(connection, name)[1], password)
    store.close()


@pytest.fixture
def ghost() -> Iterator[FakeGhost]:
    made = FakeGhost()
    thread = Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def test_ghost_gets_its_webhooks(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, ghost: FakeGhost
) -> None:
    monkeypatch.setenv("GHOST_ADMIN_KEY", KEY)
    command = ["connect", "ghost", "--source", "example.org", "--url", "https://audit.example.org"]
    command += ["--ghost-url", ghost.url, "--admin-key", "env:GHOST_ADMIN_KEY", "--quarantine", "restore"]
    told = connect(capsys, *command)
    assert told.count(": made") == len(ghost.webhooks) == 6
    assert {row["event"] for row in ghost.webhooks} >= {"post.published", "post.scheduled", "page.edited"}
    (secret,) = secrets_of(folder, "example.org")
    assert {row["secret"] for row in ghost.webhooks} == {secret}
    assert {row["target_url"] for row in ghost.webhooks} == {"https://audit.example.org/v1/hooks/example.org"}
    made = settings(folder).ghosts["example.org"]
    assert (made.url, made.quarantine, list(made.notice)) == (ghost.url, "restore", ["note"])
    assert connect(capsys, *command).count(": there already") == 7, "the secret, and six webhooks"
    assert secret not in told and KEY not in told
    assert shown(SECRET_SHAPE, connect(capsys, *command, "--rotate")) == secrets_of(folder, "example.org")[0]
    assert len(ghost.webhooks) == 6, "none is made twice"


def test_a_key_that_is_typed_is_kept_once_ghost_took_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, ghost: FakeGhost
) -> None:
    command = ["connect", "ghost", "--source", "example.org", "--ghost-url", ghost.url]
    monkeypatch.setattr("auditor.commands.connect_ghost._typed_key", lambda: KEY)
    ghost.broken = 401
    assert main(command) == 2
    assert "answered 401" in capsys.readouterr().err
    assert not list(folder.iterdir()), "nothing is written for a key that opens nothing"
    ghost.broken = 0
    connect(capsys, *command)
    kept = folder / "secrets" / "example.org.ghost"
    assert (kept.read_text(encoding="utf-8"), stat.S_IMODE(kept.stat().st_mode)) == (f"{KEY}\n", 0o600)
    assert settings(folder).ghosts["example.org"].key == "file:secrets/example.org.ghost"


def test_without_its_admin_key_ghosts_steps_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = connect(capsys, "connect", "ghost", "--source", "Hill News", "--url", "https://audit.example.org")
    assert "https://audit.example.org/v1/hooks/Hill%20News" in told
    assert secrets_of(folder, "Hill News") == [shown(SECRET_SHAPE, told)]
