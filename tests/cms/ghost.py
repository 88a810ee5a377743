"""A real Ghost on MariaDB: what it publishes is audited, withdrawn if its newsroom asked for that, and never missed.

Needs npm and MariaDB; Ghost's own Node comes from npm. Run by `make test-cms`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

from tests.cms.conftest import CACHE, SOURCE, Service, Text, answers, appeals, running, wait_for

GHOST_PORT, DATABASE_PORT, SERVICE_PORT = (int(os.environ.get("CMS_PORT", "8310")) + n for n in range(3))
GHOST = f"http://127.0.0.1:{GHOST_PORT}"
PASSWORD = "a long pass phrase of 2026"
HOOK_SECRET = "the harbour desk tells the auditor"
EVENTS = ("post.published", "post.published.edited", "post.unpublished", "post.deleted")
SETTINGS = f"""
[service]
url = "http://127.0.0.1:{SERVICE_PORT}"
[severity]
"boilerplate/donation-appeal" = "moderate"
[source."{SOURCE}".gate]
block = {{severity = "moderate", confidence = 0.5}}
[source."{SOURCE}".hook]
sender = "ghost"
secrets = ["env:GHOST_HOOK_SECRET"]
[source."{SOURCE}".ghost]
url = "{GHOST}"
key = "env:GHOST_ADMIN_KEY"
quarantine = true
"""
Note = Callable[[str], None]


def call(*command: Any, folder: Path) -> None:
    """Run `command` to its end."""
    node = CACHE / "ghost" / "node_modules" / "node" / "bin"
    environment = {**os.environ, "PATH": f"{node}:{os.environ['PATH']}"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.fixture(scope="session")
def package(stopwatch: Note) -> Path:
    """Ghost as npm ships it, with the Node it asks for; installed once. No native part is built: MariaDB needs none."""
    folder = CACHE / "ghost"
    package = folder / "package"
    if not (folder / "installed").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        call("npm", "install", "node@22", "pnpm@12.4.2", "--prefix", ".", "--no-audit", "--no-fund", folder=folder)
        call("npm", "pack", "ghost@6", folder=folder)
        call("tar", "xzf", next(folder.glob("ghost-6*.tgz")), folder=folder)
        pnpm = folder / "node_modules" / "pnpm" / "bin" / "pnpm.mjs"
        frozen = ("--prod", "--frozen-lockfile", "--ignore-pnpmfile", "--ignore-scripts")
        call("node", pnpm, "install", *frozen, folder=package)
        (folder / "installed").touch()
    stopwatch("Ghost installed")
    return package


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What this run makes. MariaDB's socket must have a short name."""
    return tmp_path_factory.mktemp("g")


@pytest.fixture(scope="session")
def mariadb(folder: Path, stopwatch: Note) -> Iterator[None]:
    """A MariaDB of our own with an empty database."""
    data = folder / "mariadb"
    user = ["--user=root"] if os.geteuid() == 0 else []
    install = shutil.which("mariadb-install-db")
    assert install, "this test needs MariaDB: apt-get install mariadb-server"
    call(
        install, *user, f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db", folder=folder
    )
    server = [
        shutil.which("mariadbd") or "/usr/sbin/mariadbd", "--no-defaults", *user, f"--datadir={data}",
        "--bind-address=127.0.0.1", f"--port={DATABASE_PORT}", f"--socket={data}/s.sock",
    ]  # fmt: skip
    with running(server, folder):
        wait_for("MariaDB", (data / "s.sock").exists)
        grant = "CREATE DATABASE ghost; CREATE USER g@127.0.0.1 IDENTIFIED BY 'g'; GRANT ALL ON ghost.* TO g@127.0.0.1"
        call("mariadb", "-uroot", "-S", data / "s.sock", "-e", grant, folder=folder)
        stopwatch("MariaDB started")
        yield


@pytest.fixture(scope="session")
def admin(package: Path, mariadb: None, folder: Path, stopwatch: Note) -> Iterator[Admin]:
    """A running Ghost with its owner logged in."""
    content = folder / "content"
    shutil.copytree(package / "content", content)
    database = {"host": "127.0.0.1", "port": DATABASE_PORT, "user": "g", "password": "g", "database": "ghost"}
    settings = {
        "url": GHOST, "server": {"host": "127.0.0.1", "port": GHOST_PORT},
        "database": {"client": "mysql", "connection": database}, "mail": {"transport": "Direct"},
        "logging": {"transports": ["stdout"], "level": "info"}, "process": "local",
        "privacy": {"useUpdateCheck": False, "useGravatar": False, "useRpcPing": False},
        "paths": {"contentPath": str(content)},
        "security": {"staffDeviceVerification": False, "allowWebhookInternalIPs": True},
    }  # fmt: skip
    (package / "config.production.json").write_text(json.dumps(settings), encoding="utf-8")
    node = package.parent / "node_modules" / "node" / "bin" / "node"
    with running([node, "index.js"], package, NODE_ENV="production"):
        wait_for("Ghost", lambda: answers(f"{GHOST}/ghost/api/admin/site/"), 240)
        stopwatch("Ghost started")
        yield Admin()


class Admin:
    """Ghost's Admin API, as its own editor page calls it: with the session of a logged-in editor."""

    def __init__(self) -> None:
        self._headers = {"Origin": GHOST, "Accept-Version": "v6.0", "Content-Type": "application/json"}
        owner = {"name": "Ada Lund", "email": "ada@newsroom.example", "password": PASSWORD, "blogTitle": "Newsroom"}
        self.ask("POST", "authentication/setup/", {"setup": [owner]})
        login = {"username": owner["email"], "password": PASSWORD}
        session = self._send("POST", "session/", login)
        self._headers["Cookie"] = session.headers["set-cookie"].partition(";")[0]

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        url = f"{GHOST}/ghost/api/admin/{path}"
        response = urllib3.request(method, url, body=data, headers=self._headers, timeout=30.0, retries=False)
        assert response.status < 300, response.data[:400]
        return response

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Ghost's answer."""
        return json.loads(self._send(method, path, body).data)

    def integrate(self, hook: str) -> str:
        """The Admin API key of a new integration whose webhooks call `hook`."""
        made = self.ask("POST", "integrations/?include=api_keys,webhooks", {"integrations": [{"name": "Auditor"}]})
        integration = made["integrations"][0]
        for event in EVENTS:
            row = {
                "event": event,
                "name": event,
                "target_url": hook,
                "secret": HOOK_SECRET,
                "integration_id": integration["id"],
            }
            self.ask("POST", "webhooks/", {"webhooks": [row]})
        key: str = next(key["secret"] for key in integration["api_keys"] if key["type"] == "admin")
        return key

    def draft(self, text: Text) -> dict[str, Any]:
        """A new draft."""
        row = {"title": text.title, "html": text.html, "status": "draft"}
        post: dict[str, Any] = self.ask("POST", "posts/?source=html", {"posts": [row]})["posts"][0]
        return post

    def change(self, post: dict[str, Any], **values: Any) -> dict[str, Any]:
        """The post with new values."""
        row = {**values, "updated_at": post["updated_at"]}
        changed: dict[str, Any] = self.ask("PUT", f"posts/{post['id']}/?source=html", {"posts": [row]})["posts"][0]
        return changed

    def read(self, post: dict[str, Any]) -> dict[str, Any]:
        """The post as it is now."""
        found: dict[str, Any] = self.ask("GET", f"posts/{post['id']}/?formats=html")["posts"][0]
        return found


@pytest.fixture(scope="session")
def service(admin: Admin, folder: Path) -> Service:
    """The auditor, connected to this Ghost; not running yet."""
    key = admin.integrate(f"http://127.0.0.1:{SERVICE_PORT}/v1/hooks/{SOURCE}")
    return Service(folder, SERVICE_PORT, SETTINGS, GHOST_HOOK_SECRET=HOOK_SECRET, GHOST_ADMIN_KEY=key)


def test_an_appeal_is_found_and_its_post_withdrawn_until_it_is_gone(
    admin: Admin, service: Service, seed: Text, corrected: Text, stopwatch: Note
) -> None:
    with service.up():
        stopwatch("the auditor started")
        assert "1 post of 3 days, 1 that no delivery told of" in service.run("reconcile"), "Ghost's own first post"
        post = admin.change(admin.draft(seed), status="published")
        assert post["status"] == "published"
        audit = wait_for("the audit", lambda: service.audit_with(id=f"ghost:{post['id']}"))
        assert (audit["source"], audit["url"]) == (SOURCE, post["url"])
        assert appeals(audit)
        stopwatch("seed published, its audit stands in the store")
        assert answers(f"{service.url}/audits/{audit['audit']}")
        withdrawn = wait_for("the quarantine", lambda: admin.read(post)["status"] == "draft" and admin.read(post))
        assert not answers(post["url"])
        stopwatch("back to draft, its public address is a 404")
        again = admin.change(withdrawn, html=corrected.html, status="published")
        second = wait_for(
            "the second audit", lambda: service.audits()[0]["audit"] != audit["audit"] and service.audits()[0]
        )
        assert appeals(service.get(f"/v1/audits/{second['audit']}")) == []
        assert answers(again["url"])
        stopwatch("corrected text published and audited")
        assert "2 posts of 3 days, 0 that no delivery told of" in service.run("reconcile", "--source", SOURCE)
        assert admin.read(post)["status"] == "published"


def test_what_was_published_while_the_service_was_down_is_audited_once(
    admin: Admin, service: Service, seed: Text, corrected: Text, stopwatch: Note
) -> None:
    missed = Text(f"{corrected.title}, delegates say", corrected.paragraphs)
    post = admin.change(admin.draft(missed), status="published")
    assert answers(post["url"])
    stopwatch("published while the auditor was down")
    with service.up():
        known = {row["audit"] for row in service.audits()}
        assert "1 that no delivery told of" in service.run("reconcile")
        audit = wait_for("the missed audit", lambda: service.audit_with(id=f"ghost:{post['id']}"))
        assert audit["audit"] not in known
        assert audit["source"] == SOURCE
        assert "0 that no delivery told of" in service.run("reconcile")
        stopwatch("the reconciler caught up")
        assert admin.read(post)["status"] == "published"
