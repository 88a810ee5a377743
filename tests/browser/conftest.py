"""One service and one Chromium for all tests of the pages; each test gets a context that must stay clean."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from api import create_app
from auditor.audit import Auditor
from auditor.store import Store
from tests.browser.made import fill_store

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "These tests need Chromium: `apt-get install chromium`, or any Chrome or Chromium whose path stands in $CHROMIUM."
)
WATCH_POLICY = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
"""


def find_chromium() -> str:
    """The browser's path; without one, a failure where changes are judged and a hint everywhere else."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    path = find_chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def auditor() -> Auditor:
    """The shipped rules."""
    return Auditor()


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log_request(self, *_: object) -> None:
        """Write nothing."""


@contextmanager
def serving(auditor: Auditor, folder: Path, **config: Any) -> Iterator[tuple[str, Store]]:
    """The address of a service of its own, and its store."""
    app = create_app({"DATABASE": f"sqlite:///{folder}/audits.db", "AUDITOR": auditor, "OPEN": True, **config})
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    store: Store = app.extensions["auditor"].store
    try:
        yield f"http://127.0.0.1:{server.port}", store
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        store.close()


@pytest.fixture(scope="session")
def service(auditor: Auditor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    """A service with a story, a source of many months, revisions, decisions, mutes and replies."""
    with serving(auditor, tmp_path_factory.mktemp("service")) as (address, store):
        fill_store(store, auditor)
        yield address, store


@pytest.fixture
def address(service: tuple[str, Store]) -> str:
    """Where the service is."""
    return service[0]


@pytest.fixture
def store(service: tuple[str, Store]) -> Store:
    """What the service keeps."""
    return service[1]


class Visit:
    """Opens pages, and remembers whatever a page should not have done."""

    def __init__(self, browser: Browser, stack: ExitStack) -> None:
        self._browser = browser
        self._stack = stack
        self._pages: list[Page] = []
        self.problems: list[str] = []

    def __call__(self, address: str, path: str = "/", **options: Any) -> Page:
        """A page of a new context at `path`."""
        context = self._browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
        self._stack.callback(context.close)
        context.set_default_timeout(60_000)
        if options.get("java_script_enabled", True):
            context.add_init_script(WATCH_POLICY)
        page = context.new_page()
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.problems.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self._note_request(request, address))
        page.goto(address + path)
        self._pages.append(page)
        return page

    def _note_message(self, message: ConsoleMessage) -> None:
        self.problems.append(f"console: {message.text}")

    def _note_request(self, request: Request, address: str) -> None:
        if not request.url.startswith(address + "/"):
            self.problems.append(f"request to {request.url}")

    @property
    def last(self) -> Page | None:
        """The page opened last."""
        return self._pages[-1] if self._pages else None

    def refused(self) -> list[str]:
        """What the content security policy had to refuse on the pages as they stand."""
        return [word for page in self._pages for word in page.evaluate("window.refused || []")]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens pages; afterwards, no page has asked another host, broken the policy or written to the console."""
    with ExitStack() as stack:
        opened = Visit(browser, stack)
        yield opened
        assert opened.problems == []
        assert opened.refused() == []
