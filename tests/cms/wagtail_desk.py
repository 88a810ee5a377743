"""What tests in a real Wagtail stand on: the site, the auditor beside it, and an editor at its pages.

A test module imports the fixtures it needs. Wagtail is installed once, as a lock has it, into a virtual environment of
its own; a module that defines the fixture `lock` itself runs on another version.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import urllib3

from tests.cms.conftest import BUDGET_SECONDS, CACHE, ROOT, SOURCE, Note, Service, Text, answers, running, wait_for
from tests.cms.editor import Editor, words
from tests.cms.wagtail_site import MODELS, SECRET, SET_UP, SITE_SETTINGS, TEMPLATES, URLS
from tests.ports import free_ports

LOCK = ROOT / "tests" / "cms" / "wagtail.lock"
fcntl = pytest.importorskip("fcntl", reason="only Unix has locks of files that end with who holds them")

HOME = 3
"""The page that `wagtail start` makes."""
PASSWORD = "a long pass phrase of 2026"
SETTINGS = f"""
[service]
url = "http://127.0.0.1:SERVICE_PORT"
[severity]
"boilerplate/donation-appeal" = "moderate"
[source."{SOURCE}".gate]
block = {{severity = "moderate", confidence = 0.5}}
seconds = {BUDGET_SECONDS - 1}
[source."{SOURCE}".hook]
sender = "wagtail"
secrets = ["env:WAGTAIL_SECRET"]
"""


class Wagtail:
    """A site that `wagtail start` made, with articles; `token` opens its API.

    The auditor is to be at `port`, the site at the ports that follow: once open, once closed while it is not answered.
    """

    def __init__(self, folder: Path, python: Path, port: int) -> None:
        self.folder, self._python, self.port = folder, python, port
        self.open_site, self.closed_site = (f"http://127.0.0.1:{port + n}" for n in (1, 2))
        self.variables = {
            "PYTHONPATH": str(ROOT / "clients" / "wagtail"),
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        }
        self.token = ""

    def manage(self, *command: str, **variables: str) -> str:
        """What a command of manage.py prints."""
        done = self._run(command, variables)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    def refused(self, *command: str, **variables: str) -> str:
        """What a command says that ends with an error."""
        done = self._run(command, variables)
        assert done.returncode != 0, done.stdout[-2000:]
        return done.stderr

    def _run(self, command: Sequence[str], variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._python, "manage.py", *command], cwd=self.folder,
            env={**os.environ, **self.variables, **variables},
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    def one(self, question: str, *values: Any) -> Any:
        """The first column of the first row that the site's database answers with; None if there is no row."""
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=30)) as database:
            row = database.execute(question, values).fetchone()
        return row and row[0]

    def serving(self, site: str, **variables: str) -> Any:
        """The site while it runs."""
        command = [self._python, "manage.py", "runserver", "--noreload", site.removeprefix("http://")]
        return running(command, self.folder, **self.variables, **variables)


def make_environment(lock_file: Path) -> Path:
    """The Python of the virtual environment that has what `lock_file` says; another run that is making it is waited for."""
    folder = CACHE / lock_file.stem
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "bin" / "python"
    installed = folder / "installed.lock"
    with (CACHE / lock_file.name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not installed.exists() or installed.read_bytes() != lock_file.read_bytes():
            uv = [sys.executable, "-m", "uv", "--quiet"]
            subprocess.run([*uv, "venv", "--clear", "--python", sys.executable, folder], check=True)
            command = [
                *uv,
                "pip",
                "install",
                "--python",
                str(python),
                "--require-hashes",
                "--requirement",
                str(lock_file),
            ]
            subprocess.run(command, check=True, timeout=600)
            shutil.copy(lock_file, installed)
    return python


@pytest.fixture(scope="module", name="lock")
def lock_of_wagtail() -> Path:
    """Which versions are installed."""
    return LOCK


@pytest.fixture(scope="module", name="port")
def first_port() -> Iterator[int]:
    """The first of three."""
    with free_ports(3) as first:
        yield first


@pytest.fixture(scope="module", name="wagtail")
def new_site(tmp_path_factory: pytest.TempPathFactory, lock: Path, port: int, stopwatch: Note) -> Wagtail:
    """A new site with one editor; not running yet."""
    python = make_environment(lock)
    stopwatch("Wagtail installed")
    folder = tmp_path_factory.mktemp("wagtail")
    subprocess.run([python.parent / "wagtail", "start", "newsroom", folder], check=True, stdout=subprocess.DEVNULL)
    (folder / "home" / "models.py").write_text(MODELS)
    for name, text in TEMPLATES.items():
        (folder / "home" / "templates" / "home" / f"{name}.html").write_text(text)
    for name, text in (("settings/base.py", SITE_SETTINGS), ("urls.py", URLS)):
        with (folder / "newsroom" / name).open("a") as file:
            file.write(text.replace("SERVICE_PORT", str(port)))
    site = Wagtail(folder, python, port)
    site.token = site.manage("shell", "--verbosity=0", "-c", SET_UP.format(port=port + 1)).strip()
    stopwatch("a site made")
    return site


@pytest.fixture(scope="module", name="service")
def connected_auditor(wagtail: Wagtail) -> Service:
    """The auditor, connected to this site; not running yet."""
    made = Service(
        wagtail.folder, wagtail.port, SETTINGS.replace("SERVICE_PORT", str(wagtail.port)), WAGTAIL_SECRET=SECRET
    )
    wagtail.variables["AUDITOR_KEY"] = made.make_key("wagtail", "check", "audit", "editors")
    made.key = made.make_key("desk", "read")
    return made


@pytest.fixture(scope="module", name="site")
def running_site(wagtail: Wagtail, service: Service, stopwatch: Note) -> Iterator[None]:
    """The site that publishes what could not be audited."""
    with wagtail.serving(wagtail.open_site):
        wait_for("Wagtail", lambda: answers(f"{wagtail.open_site}/admin/login/"))
        stopwatch("Wagtail started")
        yield


@pytest.fixture(scope="module", name="sites", autouse=True)
def running_sites(wagtail: Wagtail, service: Service, stopwatch: Note) -> Iterator[None]:
    """The site, twice: one process publishes what could not be audited, the other does not."""
    with ExitStack() as stack:
        stack.enter_context(wagtail.serving(wagtail.open_site))
        stack.enter_context(wagtail.serving(wagtail.closed_site, AUDITOR_FAIL="closed"))
        pages = [f"{site}/admin/login/" for site in (wagtail.open_site, wagtail.closed_site)]
        wait_for("Wagtail", lambda: all(map(answers, pages)))
        stopwatch("Wagtail started")
        yield


class Desk(Editor):
    """Somebody who writes articles in Wagtail."""

    def __init__(self, site: str, name: str = "ada") -> None:
        super().__init__(site)
        self.seen = ""
        """The address of the last page that a form led to."""
        login = self.form("/admin/login/", "username")
        _, url, _ = self.open("/admin/login/", {**login, "username": name, "password": PASSWORD})
        assert url == f"{site}/admin/"

    def create(self, slug: str, text: Text, press: str = "action-publish", under: int = HOME, **values: str) -> str:
        """The words of the page after a new article was written and a button pressed."""
        fields = {"slug": slug, **fields_of(text), **values}
        return self.send(f"/admin/pages/add/home/articlepage/{under}/", fields, press)

    def change(self, page: int, text: Text, press: str = "action-publish", **values: str) -> str:
        """The same for an article that is there."""
        return self.send(f"/admin/pages/{page}/edit/", {**fields_of(text), **values}, press)

    def send(self, path: str, values: Mapping[str, str], press: str) -> str:
        """The words of the page after the form of a page was filled in and a button pressed."""
        form = {name: value for name, value in self.form(path, "slug").items() if not name.startswith("action-")}
        status, self.seen, text = self.open(path, {**form, **values, press: press})
        assert status == 200, text[:2000]
        return words(text)

    def editing(self, page: int) -> str:
        """The words of an article's page editor."""
        return words(self.open(f"/admin/pages/{page}/edit/")[2])


def fields_of(text: Text) -> dict[str, str]:
    """The form's fields, the body as Wagtail's editor sends it."""
    blocks = [
        {"key": f"b{number:04d}", "text": paragraph, "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
         "entityRanges": []}
        for number, paragraph in enumerate(text.paragraphs)
    ]  # fmt: skip
    return {"title": text.title, "body": json.dumps({"blocks": blocks, "entityMap": {}})}


def page_named(wagtail: Wagtail, slug: str) -> int:
    """The id of a page, from the site's database."""
    return int(wagtail.one("SELECT id FROM wagtailcore_page WHERE slug = ?", slug))


@contextmanager
def auditing(service: Service, wagtail: Wagtail) -> Iterator[None]:
    """The auditor while it runs, its first audit behind it: that one reads the rules, too long for an editor."""

    def judges() -> bool:
        headers = {"Authorization": f"Bearer {wagtail.variables['AUDITOR_KEY']}"}
        url = f"{service.url}/v1/check?mode=look&source={SOURCE}"
        row = {"title": "The mill", "text": "The mill closed in May."}
        answer = urllib3.request("POST", url, json=row, headers=headers, retries=False, timeout=60.0)
        return bool(answer.json()["outcome"] != "unaudited")

    with service.up():
        wait_for("its first audit", judges)
        yield


@pytest.fixture(scope="class", name="up")
def running_auditor(service: Service, wagtail: Wagtail, stopwatch: Note) -> Iterator[None]:
    """The auditor, running."""
    with auditing(service, wagtail):
        stopwatch("the auditor started")
        yield
