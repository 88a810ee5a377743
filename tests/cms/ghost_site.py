"""A real Ghost on MariaDB, its owner, its readers' mailbox, and the auditor that is connected to it.

Needs npm and MariaDB; Ghost's own Node comes from npm.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import urllib3

from tests.cms.conftest import CACHE, SOURCE, Service, Text, answers, running, wait_for
from tests.cms.mariadb import running_mariadb
from tests.mail_server import Mailbox, mail_server

GHOST_PORT, DATABASE_PORT, SERVICE_PORT = (int(os.environ.get("CMS_PORT", "8310")) + n for n in range(3))
GHOST = f"http://127.0.0.1:{GHOST_PORT}"
PASSWORD = "a long pass phrase of 2026"
AUTHOR = "ada@newsroom.example"
HOOK_SECRET = "the harbour desk tells the auditor"
EVENTS = (
    "post.published", "post.edited", "post.scheduled", "page.published", "page.edited", "page.scheduled",
)  # fmt: skip
"""As the README has them added."""
SETTINGS = f"""
[service]
url = "http://127.0.0.1:{SERVICE_PORT}"
[mail]
host = "127.0.0.1"
port = MAIL_PORT
from = "auditor@newsroom.example"
security = "none"
[severity]
"boilerplate/donation-appeal" = "moderate"
[source."{SOURCE}".gate]
block = {{severity = "moderate", confidence = 0.5}}
not_judged = "block"
[source."{SOURCE}".hook]
sender = "ghost"
secrets = ["env:GHOST_HOOK_SECRET"]
[source."{SOURCE}".ghost]
url = "{GHOST}"
key = "env:GHOST_ADMIN_KEY"
quarantine = "restore"
notice = ["note", "mail"]
pages = true
"""
Note = Callable[[str], None]


class Newsletters:
    """A Mailgun that takes every e-mail and sends none: when each came, and its subject."""

    def __init__(self) -> None:
        self.taken: list[tuple[float, str]] = []
        newsletters = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                subject = body.partition('name="subject"')[2].split()[0:8]
                newsletters.taken.append((time.time(), " ".join(subject)))
                self._answer({"id": "<1@newsroom.example>", "message": "Queued"})

            def do_GET(self) -> None:
                self._answer({"items": [], "paging": {"next": {"page": "", "number": 1}}})

            def _answer(self, body: Any) -> None:
                data = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v3"

    def of(self, title: str) -> list[float]:
        """When e-mails with this subject came."""
        return [moment for moment, subject in self.taken if subject.startswith(title)]


@pytest.fixture(scope="session")
def newsletters() -> Iterator[Newsletters]:
    """Where Ghost sends its newsletters."""
    made = Newsletters()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """Where the auditor's e-mails to authors go."""
    with mail_server() as box:
        yield box


def call(*command: Any, folder: Path) -> str:
    """What `command` prints."""
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
    return done.stdout


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
    with running_mariadb(folder, DATABASE_PORT, "ghost"):
        stopwatch("MariaDB started")
        yield


@pytest.fixture(scope="session")
def admin(package: Path, mariadb: None, folder: Path, newsletters: Newsletters, stopwatch: Note) -> Iterator[Admin]:
    """A running Ghost with its owner logged in."""
    content = folder / "content"
    shutil.copytree(package / "content", content)
    database = {"host": "127.0.0.1", "port": DATABASE_PORT, "user": "ghost", "password": "ghost", "database": "ghost"}
    settings = {
        "url": GHOST, "server": {"host": "127.0.0.1", "port": GHOST_PORT},
        "database": {"client": "mysql", "connection": database}, "mail": {"transport": "Direct"},
        "logging": {"transports": ["stdout"], "level": "info"}, "process": "local",
        "privacy": {"useUpdateCheck": False, "useGravatar": False, "useRpcPing": False},
        "paths": {"contentPath": str(content)},
        "security": {"staffDeviceVerification": False, "allowWebhookInternalIPs": True},
        "bulkEmail": {"mailgun": {"apiKey": "none", "domain": "newsroom.example", "baseUrl": newsletters.url}},
    }  # fmt: skip
    (package / "config.production.json").write_text(json.dumps(settings), encoding="utf-8")
    node = package.parent / "node_modules" / "node" / "bin" / "node"
    with running([node, "index.js"], package, NODE_ENV="production"):
        wait_for("Ghost", lambda: answers(f"{GHOST}/ghost/api/admin/site/"), 240)
        stopwatch("Ghost started")
        yield Admin(folder)


class Admin:
    """Ghost's Admin API, as its own editor page calls it: with the session of a logged-in editor."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._headers = {"Origin": GHOST, "Accept-Version": "v6.0", "Content-Type": "application/json"}
        owner = {"name": "Ada Lund", "email": AUTHOR, "password": PASSWORD, "blogTitle": "Newsroom"}
        self.ask("POST", "authentication/setup/", {"setup": [owner]})
        login = {"username": owner["email"], "password": PASSWORD}
        session = self._send("POST", "session/", login)
        self._headers["Cookie"] = session.headers["set-cookie"].partition(";")[0]
        self.ask("POST", "members/", {"members": [{"email": "reader@harbour.example", "name": "A reader"}]})

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        url = f"{GHOST}/ghost/api/admin/{path}"
        response = urllib3.request(method, url, body=data, headers=self._headers, timeout=30.0, retries=False)
        assert response.status < 300, response.data[:400]
        return response

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Ghost's answer."""
        return json.loads(self._send(method, path, body).data)

    def import_posts(self, *rows: Mapping[str, Any]) -> None:
        """Upload a file of posts, as Settings, Import does."""
        data = {"meta": {"exported_on": 1_700_000_000_000, "version": "5.0.0"}, "data": {"posts": list(rows)}}
        file = ("posts.json", json.dumps({"db": [data]}).encode(), "application/json")
        headers = {name: value for name, value in self._headers.items() if name != "Content-Type"}
        url = f"{GHOST}/ghost/api/admin/db/"
        response = urllib3.request("POST", url, fields={"importfile": file}, headers=headers, timeout=60.0)
        assert response.status < 300, response.data[:400]

    def integrate(self, hook: str) -> str:
        """The Admin API key of a new integration whose webhooks call `hook`; of one without any, if that is empty."""
        made = self.ask("POST", "integrations/?include=api_keys,webhooks", {"integrations": [{"name": "Auditor"}]})
        integration = made["integrations"][0]
        key: str = next(key["secret"] for key in integration["api_keys"] if key["type"] == "admin")
        if not hook:
            return key
        for event in EVENTS:
            row = {
                "event": event,
                "name": event,
                "target_url": hook,
                "secret": HOOK_SECRET,
                "integration_id": integration["id"],
            }
            self.ask("POST", "webhooks/", {"webhooks": [row]})
        return key

    def end_integrations(self) -> None:
        """Remove those of the auditor, so that nobody but who comes next is told of posts, and takes them back."""
        for each in self.ask("GET", "integrations/?limit=all")["integrations"]:
            if each["name"] == "Auditor":
                self._send("DELETE", f"integrations/{each['id']}/")

    def draft(self, text: Text, kind: str = "posts") -> dict[str, Any]:
        """A new draft."""
        row = {"title": text.title, "html": text.html, "status": "draft"}
        post: dict[str, Any] = self.ask("POST", f"{kind}/?source=html", {kind: [row]})[kind][0]
        return post

    def change(self, post: Mapping[str, Any], query: str = "", kind: str = "posts", **values: Any) -> dict[str, Any]:
        """The post with new values, as the editor's page saves it."""
        row = {**values, "updated_at": post["updated_at"]}
        source = "source=html&" if "html" in values else ""
        changed: dict[str, Any] = self.ask("PUT", f"{kind}/{post['id']}/?{source}{query}", {kind: [row]})[kind][0]
        return changed

    def read(self, post: Mapping[str, Any], kind: str = "posts") -> dict[str, Any]:
        """The post as it is now."""
        found: dict[str, Any] = self.ask("GET", f"{kind}/{post['id']}/?formats=html,lexical,plaintext")[kind][0]
        return found

    def titled(self, title: str) -> dict[str, Any] | None:
        """The post of this title, if there is one."""
        posts = self.ask("GET", "posts/?limit=all&formats=html,lexical,plaintext")["posts"]
        found: dict[str, Any] | None = next((post for post in posts if post["title"] == title), None)
        return found

    def schedule(self, text: Text, moment: str, **values: Any) -> dict[str, Any]:
        """A new post that goes live and out by e-mail at `moment`."""
        letters = "newsletter=default-newsletter&email_segment=all"
        return self.change(self.draft(text), letters, status="scheduled", published_at=moment, **values)

    def stored(self, post: Mapping[str, Any]) -> list[Any]:
        """The cards and paragraphs of a post in the database."""
        query = f"SELECT lexical FROM ghost.posts WHERE id = '{post['id']}'"
        socket = self._folder / "mariadb" / "s.sock"
        nodes: list[Any] = json.loads(
            call("mariadb", "-uroot", "-S", socket, "-N", "-B", "--raw", "-e", query, folder=self._folder)
        )["root"]["children"]
        return nodes


@pytest.fixture(scope="session")
def service(admin: Admin, folder: Path, mailbox: Mailbox) -> Service:
    """The auditor, connected to this Ghost; not running yet."""
    key = admin.integrate(f"http://127.0.0.1:{SERVICE_PORT}/v1/hooks/{SOURCE}")
    settings = SETTINGS.replace("MAIL_PORT", str(mailbox.port))
    return Service(folder, SERVICE_PORT, settings, GHOST_HOOK_SECRET=HOOK_SECRET, GHOST_ADMIN_KEY=key)
