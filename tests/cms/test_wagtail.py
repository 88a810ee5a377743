"""A real Wagtail with the package of clients/wagtail: what an editor sees, and what becomes of the article.

Wagtail is installed once, as wagtail.lock has it, into a virtual environment of its own. The picture of the page editor,
taken by a real browser, is left in var/cms.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.cms.conftest import (
    BUDGET_SECONDS,
    CACHE,
    PAGE_SECONDS,
    ROOT,
    SOURCE,
    Note,
    Service,
    Text,
    answers,
    appeals,
    hanging,
    running,
    wait_for,
)
from tests.cms.editor import Editor, in_browser, words
from tests.cms.wagtail_site import MODELS, PUBLISH, SECRET, SET_UP, SITE_SETTINGS, URLS
from tests.ports import free_ports

LOCK = ROOT / "tests" / "cms" / "wagtail.lock"
fcntl = pytest.importorskip("fcntl", reason="only Unix has locks of files that end with who holds them")

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

    def manage(self, *command: str) -> str:
        """What a command of manage.py prints."""
        done = subprocess.run(
            [self._python, "manage.py", *command], cwd=self.folder, env={**os.environ, **self.variables},
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    def serving(self, site: str, **variables: str) -> Any:
        """The site while it runs."""
        command = [self._python, "manage.py", "runserver", "--noreload", site.removeprefix("http://")]
        return running(command, self.folder, **self.variables, **variables)


def make_environment() -> Path:
    """The Python of the virtual environment that has Wagtail; another run that is making it is waited for."""
    folder = CACHE / "wagtail"
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "bin" / "python"
    installed = folder / "installed.lock"
    with (CACHE / "wagtail.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not installed.exists() or installed.read_bytes() != LOCK.read_bytes():
            uv = [sys.executable, "-m", "uv", "--quiet"]
            subprocess.run([*uv, "venv", "--clear", "--python", sys.executable, folder], check=True)
            command = [*uv, "pip", "install", "--python", str(python), "--require-hashes", "--requirement", str(LOCK)]
            subprocess.run(command, check=True, timeout=600)
            shutil.copy(LOCK, installed)
    return python


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The first of three."""
    with free_ports(3) as first:
        yield first


@pytest.fixture(scope="module")
def wagtail(tmp_path_factory: pytest.TempPathFactory, port: int, stopwatch: Note) -> Wagtail:
    """A new site with one editor; not running yet."""
    python = make_environment()
    stopwatch("Wagtail installed")
    folder = tmp_path_factory.mktemp("wagtail")
    subprocess.run([python.parent / "wagtail", "start", "newsroom", folder], check=True, stdout=subprocess.DEVNULL)
    (folder / "home" / "models.py").write_text(MODELS)
    (folder / "home" / "templates" / "home" / "article_page.html").write_text(
        "<h1>{{ page.title }}</h1>{{ page.body|safe }}"
    )
    for name, text in (("settings/base.py", SITE_SETTINGS), ("urls.py", URLS)):
        with (folder / "newsroom" / name).open("a") as file:
            file.write(text.replace("SERVICE_PORT", str(port)))
    site = Wagtail(folder, python, port)
    site.token = site.manage("shell", "--verbosity=0", "-c", SET_UP.format(port=port + 1)).split()[-1]
    stopwatch("a site made")
    return site


@pytest.fixture(scope="module")
def service(wagtail: Wagtail) -> Service:
    """The auditor, connected to this site; not running yet."""
    made = Service(
        wagtail.folder, wagtail.port, SETTINGS.replace("SERVICE_PORT", str(wagtail.port)), WAGTAIL_SECRET=SECRET
    )
    wagtail.variables["AUDITOR_KEY"] = made.make_key("wagtail", "check", "audit")
    made.key = made.make_key("desk", "read")
    return made


@pytest.fixture(scope="module", autouse=True)
def sites(wagtail: Wagtail, service: Service, stopwatch: Note) -> Iterator[None]:
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

    def __init__(self, site: str) -> None:
        super().__init__(site)
        login = self.form("/admin/login/", "username")
        _, url, _ = self.open("/admin/login/", {**login, "username": "ada", "password": PASSWORD})
        assert url == f"{site}/admin/"

    def create(self, slug: str, text: Text, press: str = "action-publish") -> str:
        """The words of the page after a new article was written and a button pressed."""
        home = "/admin/pages/add/home/articlepage/3/"
        return self._send(home, {"slug": slug, **fields_of(text)}, press)

    def change(self, page: int, text: Text, press: str = "action-publish") -> str:
        """The same for an article that is there."""
        return self._send(f"/admin/pages/{page}/edit/", fields_of(text), press)

    def _send(self, path: str, values: dict[str, str], press: str) -> str:
        form = {name: value for name, value in self.form(path, "slug").items() if not name.startswith("action-")}
        status, _, text = self.open(path, {**form, **values, press: press})
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
    with closing(sqlite3.connect(wagtail.folder / "db.sqlite3")) as database:
        (row,) = database.execute("SELECT id FROM wagtailcore_page WHERE slug = ?", [slug])
    return int(row[0])


APPEAL_BEGINS = "Give the gift of hope"


def newer(service: Service, audit: int) -> Any:
    """The source's newest audit, if it came after `audit`."""
    row = service.audits()[0]
    return service.get(f"/v1/audits/{row['audit']}") if row["audit"] > audit else None


def press_publish(window: Page, site: str, page: int) -> None:
    """Log in, open the article, press Publish, and read what the page says."""
    window.goto(f"{site}/admin/login/")
    window.get_by_label("Username").fill("ada")
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button", name="Sign in").click()
    window.goto(f"{site}/admin/pages/{page}/edit/")
    window.get_by_role("button", name="More actions").click()
    window.get_by_role("button", name="Publish", exact=True).click()
    window.get_by_text("Not published: 1 passage").first.wait_for()
    window.get_by_text("Open in the auditor").first.wait_for()


@pytest.fixture(scope="class")
def up(service: Service, sites: None, stopwatch: Note) -> Iterator[None]:
    """The auditor, running."""
    with service.up():
        stopwatch("the auditor started")
        yield


@pytest.mark.usefixtures("up")
class TestConnected:
    """While the auditor runs."""

    def test_an_appeal_is_held_back_until_it_is_gone(
        self, wagtail: Wagtail, service: Service, seed: Text, corrected: Text, stopwatch: Note
    ) -> None:
        desk, reader = Desk(wagtail.open_site), Editor(wagtail.open_site)
        shown = desk.create("qatar", seed)
        assert "Not published: 1 passage to be changed or settled first." in shown
        assert APPEAL_BEGINS in shown
        assert "Open in the auditor" in shown
        assert not reader.sees("/qatar/")
        stopwatch(f"seed held back by the gate ({desk.seconds:.1f} s for the editor)")
        page = page_named(wagtail, "qatar")
        draft = service.audit_with(id=f"wagtail:{page}")
        assert draft is not None
        assert draft["source"] == SOURCE
        assert appeals(draft)
        assert f"{service.url}/audits/{draft['audit']}" in desk.open(f"/admin/pages/{page}/edit/")[2]
        assert answers(f"{service.url}/audits/{draft['audit']}")
        assert "has been published" in desk.change(page, corrected)
        assert reader.sees("/qatar/")
        stopwatch(f"corrected text published ({desk.seconds:.1f} s for the editor)")
        audit = wait_for("the audit", lambda: newer(service, draft["audit"]))
        assert (audit["source"], audit["id"], audit["url"]) == (
            SOURCE,
            f"wagtail:{page}",
            f"{wagtail.open_site}/qatar/",
        )
        assert appeals(audit) == []
        assert answers(f"{service.url}/audits/{audit['audit']}")
        stopwatch("its audit stands in the store")
        assert "Not published" in desk.change(page, seed)
        assert seed.paragraphs[0] in words(reader.open("/qatar/")[2])
        assert APPEAL_BEGINS not in words(reader.open("/qatar/")[2])
        stopwatch("a published article keeps its text when the new one is held back")
        in_browser(lambda window: press_publish(window, wagtail.open_site, page), CACHE / "wagtail.png")
        stopwatch("the same in a real browser")

    def test_what_gets_past_the_gate_is_found_and_shown(
        self, wagtail: Wagtail, service: Service, seed: Text, stopwatch: Note
    ) -> None:
        desk = Desk(wagtail.open_site)
        for slug in ("by-api", "by-code"):
            desk.create(slug, Text(f"{seed.title} {slug}", seed.paragraphs), "action-save")
        page = page_named(wagtail, "by-api")
        status, _, text = desk.open(
            f"/api/v3/pages/{page}/actions/publish/", {}, Authorization=f"Bearer {wagtail.token}"
        )
        assert status == 200, text
        audit = wait_for("the audit", lambda: service.audit_with(id=f"wagtail:{page}"))
        assert appeals(audit)
        wait_for("the panel", lambda: "This text is public" in desk.editing(page))
        assert APPEAL_BEGINS in desk.editing(page)
        stopwatch("published by API v3, found and shown")
        page = page_named(wagtail, "by-code")
        wagtail.manage("shell", "--verbosity=0", "-c", PUBLISH.format(page=page))
        assert appeals(wait_for("the audit", lambda: service.audit_with(id=f"wagtail:{page}")))
        wait_for("the panel", lambda: "This text is public" in desk.editing(page))
        stopwatch("published by code, found and shown")

    def test_what_was_held_back_and_what_got_past_are_listed(
        self, wagtail: Wagtail, service: Service, seed: Text, stopwatch: Note
    ) -> None:
        desk = Desk(wagtail.open_site)
        shown = desk.create("listed", Text(f"{seed.title} once more", seed.paragraphs))
        assert "1 passage to be changed or settled first" in shown
        page = page_named(wagtail, "listed")
        (blocked,) = service.told(f"wagtail:{page}")
        assert blocked["kind"] == "blocked"
        assert blocked["lines"][0] in shown
        wagtail.manage("shell", "--verbosity=0", "-c", PUBLISH.format(page=page))
        wait_for("what got past", lambda: len(service.told(f"wagtail:{page}")) > 1)
        past = service.told(f"wagtail:{page}")[0]
        assert past["kind"] == "past"
        assert past["lines"][0] == "Public, against the gate: 1 passage to be changed or settled first."
        stopwatch("held back, then published by code: listed as both, one after the other")

    def test_a_workflow_decides_without_a_person(
        self, wagtail: Wagtail, service: Service, seed: Text, corrected: Text, stopwatch: Note
    ) -> None:
        desk, reader = Desk(wagtail.open_site), Editor(wagtail.open_site)
        desk.create("appeal", seed, "action-submit")
        desk.create("sober", corrected, "action-submit")
        assert not reader.sees("/appeal/")
        assert reader.sees("/sober/")
        assert "Not published: 1 passage" in desk.editing(page_named(wagtail, "appeal"))
        stopwatch("a workflow rejected one and published the other")


SIGNED = """
from django.utils.timezone import now
from wagtail_article_auditor.models import Publication
from wagtail_article_auditor.publishing import event_body
print(event_body(Publication(name="msg_1", data={}, created=now())).decode())
"""


def test_whose_an_event_is_stands_in_what_is_signed(wagtail: Wagtail) -> None:
    assert json.loads(wagtail.manage("shell", "--verbosity=0", "-c", SIGNED))["source"] == SOURCE


def test_without_an_answer_the_site_does_as_it_was_told(
    wagtail: Wagtail, service: Service, corrected: Text, stopwatch: Note
) -> None:
    open_desk, closed_desk, reader = (Desk(wagtail.open_site), Desk(wagtail.closed_site), Editor(wagtail.open_site))
    shown = open_desk.create("down-open", corrected)
    assert "Published without an audit: the auditor could not be reached." in shown
    assert reader.sees("/down-open/")
    shown = closed_desk.create("down-closed", corrected)
    assert "Not published: the auditor could not be reached." in shown
    assert not reader.sees("/down-closed/")
    page_seconds = max(open_desk.seconds, closed_desk.seconds)
    stopwatch(f"the auditor down: {open_desk.seconds:.1f} s open, {closed_desk.seconds:.1f} s closed")
    with hanging(wagtail.port):
        late = f"the auditor did not answer within {BUDGET_SECONDS:g} seconds."
        assert f"Published without an audit: {late}" in open_desk.create("hanging-open", corrected)
        assert reader.sees("/hanging-open/")
        assert f"Not published: {late}" in closed_desk.create("hanging-closed", corrected)
        assert not reader.sees("/hanging-closed/")
    for desk in (open_desk, closed_desk):
        assert BUDGET_SECONDS <= desk.seconds < BUDGET_SECONDS + PAGE_SECONDS + 2 * page_seconds
    stopwatch(f"the auditor hanging: {open_desk.seconds:.1f} s open, {closed_desk.seconds:.1f} s closed")
    page = page_named(wagtail, "down-open")
    assert "does not know of the last publication yet" in open_desk.editing(page)
    with service.up():
        assert "2 publications told, 0 left" in wagtail.manage("tell_auditor")
        assert wait_for("the audit", lambda: service.audit_with(id=f"wagtail:{page}"))["source"] == SOURCE
        assert "The auditor found nothing that keeps this text" in open_desk.editing(page)
    stopwatch("what was published meanwhile is audited")
