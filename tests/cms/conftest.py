"""What every test with a real CMS needs: the seed with the donation appeal, and the service as its own processes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import urllib3

pytest.register_assert_rewrite("tests.cms.wordpress_site")  # a plug-in of tests that others import from, too
ROOT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("CMS_CACHE", ROOT / "var" / "cms"))
"""Where CMSs are installed once; what a run makes stands in a folder of its own."""
APPEAL = ("Give the gift of hope", "Save democracy.")
"""How the appeal in the middle of the seed begins and ends."""
SOURCE = "newsroom.example"
BUDGET_SECONDS = 6
"""How long an editor waits for the gate at most: more than in a newsroom, for a machine on which all else runs too."""
PAGE_SECONDS = 8.0
"""What a CMS itself takes there to save and to show the next page."""
Note = Callable[[str], None]
"""What `stopwatch` is."""


class Text(NamedTuple):
    """A title and paragraphs."""

    title: str
    paragraphs: list[str]

    @property
    def html(self) -> str:
        """The paragraphs as an editor's CMS keeps them."""
        return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)


@pytest.fixture(scope="session")
def seed() -> Text:
    """The article with a donation appeal in its middle."""
    lines = next((ROOT / "seeds").glob("004_*.txt")).read_text(encoding="utf-8").splitlines()
    return Text(lines[0], [line for line in lines[1:] if line.strip()])


@pytest.fixture(scope="session")
def corrected(seed: Text) -> Text:
    """The same without the appeal."""
    first = seed.paragraphs.index(APPEAL[0])
    last = next(number for number, line in enumerate(seed.paragraphs) if line.endswith(APPEAL[1]))
    return Text(seed.title, seed.paragraphs[:first] + seed.paragraphs[last + 1 :])


@contextmanager
def running(command: list[Any], folder: Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """`command` as a process of its own in `folder`, its output in a file there; ended in the end."""
    name = Path(str(command[0])).name
    with (folder / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, env={**os.environ, **variables}, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # PHP's workers do not end with the process that began them
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def wait_for(what: str, check: Callable[[], Any], seconds: float = 60.0) -> Any:
    """What `check` gives once that is something; fails if it is not within `seconds`."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        found = check()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{what}: not within {seconds:g} seconds")


def answers(url: str) -> bool:
    """Whether somebody answers at `url` with a success."""
    try:
        return urllib3.request("GET", url, retries=False, timeout=5.0).status < 400
    except urllib3.exceptions.HTTPError:
        return False


@contextmanager
def hanging(port: int) -> Iterator[None]:
    """A service that takes every call and never answers."""
    with socket.create_server(("127.0.0.1", port), backlog=50):
        yield


class Service:
    """The auditor's API and its worker as processes of their own, that may go down and come up again."""

    def __init__(self, folder: Path, port: int, settings: str, **secrets: str) -> None:
        self.folder, self.url = folder, f"http://127.0.0.1:{port}"
        self._secrets = secrets
        self.key = ""
        """Shown by those who read its audits, where a key was made."""
        self._database = f"sqlite:///{folder}/auditor.db"
        self._auditor = [sys.executable, "-m", "auditor"]
        (folder / "auditor.toml").write_text(settings, encoding="utf-8")
        self._serve = [*self._auditor, "serve", "--port", str(port), "--database", self._database]
        self._work = [*self._auditor, "worker", "--database", self._database]

    @contextmanager
    def up(self) -> Iterator[Service]:
        """The service while it runs."""
        with running(self._serve, self.folder, **self._secrets):
            wait_for("the service", lambda: answers(f"{self.url}/healthz"))
            with running(self._work, self.folder, **self._secrets):
                yield self

    def run(self, *command: str) -> str:
        """What a command of ours prints."""
        done = subprocess.run(
            [*self._auditor, *command, "--database", self._database], cwd=self.folder, capture_output=True, text=True,
            env={**os.environ, **self._secrets}, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def make_key(self, name: str, *scopes: str) -> str:
        """A new key that is bound to the source, as the READMEs of the clients have it made."""
        asked = [word for scope in scopes for word in ("--scope", scope)]
        return self.run("keys", "create", name, *asked, "--source", SOURCE).split()[-1]

    def get(self, path: str) -> Any:
        """A JSON answer of the API."""
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return json.loads(urllib3.request("GET", self.url + path, headers=headers, retries=False).data)

    def audits(self) -> list[Mapping[str, Any]]:
        """The audits of the source, newest first."""
        found: list[Mapping[str, Any]] = self.get(f"/v1/audits?source={SOURCE}")["audits"]
        return found

    def told(self, name: str) -> list[Mapping[str, Any]]:
        """What the gate said of the article that its CMS calls `name`, the newest first."""
        return [event for event in self.get("/v1/gate")["events"] if event["id"] == name]

    def audit_with(self, **known: Any) -> Mapping[str, Any] | None:
        """The newest audit with these values, findings and all."""
        for row in self.audits():
            if all(row[name] == value for name, value in known.items()):
                audit: Mapping[str, Any] = self.get(f"/v1/audits/{row['audit']}")
                return audit
        return None


def appeals(audit: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Its findings of a donation appeal."""
    return [found for found in audit["findings"] if found["rule"] == "boilerplate/donation-appeal"]


@pytest.fixture(scope="session")
def stopwatch() -> Iterator[Note]:
    """Notes how long each step took, and prints all in the end."""
    began, notes = time.monotonic(), []

    def note(step: str) -> None:
        nonlocal began
        notes.append(f"{time.monotonic() - began:7.1f} s  {step}")
        began = time.monotonic()

    yield note
    sys.stdout.write("\n" + "\n".join(notes) + "\n")
