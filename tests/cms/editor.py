"""An editor at a CMS's pages: a browser's cookies and forms, without the browser; and a real one, to look at them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

import lxml.html
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import find_chromium

WINDOW = {"width": 1280, "height": 900}


class Editor:
    """Somebody who is logged in, as long as the cookies say so."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.cookies))
        self.seconds = 0.0
        """How long the last page took."""

    def open(self, path: str, data: Mapping[str, Any] | None = None, **headers: str) -> tuple[int, str, str]:
        """Status, address and text of a page; redirections are followed, as a browser does."""
        url = urljoin(self.site, path)
        body = None if data is None else urlencode(data, doseq=True).encode()
        began = time.monotonic()
        try:
            with self._opener.open(Request(url, body, {"Referer": url, **headers}), timeout=60) as response:
                answer = response.status, response.url, response.read().decode()
        except HTTPError as error:
            with error:
                answer = error.code, error.url, error.read().decode()
        self.seconds = time.monotonic() - began
        return answer

    def form(self, path: str, having: str) -> dict[str, Any]:
        """The values of the form on a page that has a field `having`, as they stand there."""
        status, _, text = self.open(path)
        assert status == 200, text[:2000]
        page: Any = lxml.html.fromstring(text)
        for form in page.forms:
            if having in form.fields:
                return {name: value for name, value in form.form_values() if name}
        raise AssertionError(f"{path} has no form with {having}")

    def sees(self, path: str) -> bool:
        """Whether there is such a page."""
        return self.open(path)[0] == 200


def words(page: str) -> str:
    """What a reader sees of an HTML page, in one line."""
    tree: Any = lxml.html.fromstring(page)
    for hidden in tree.xpath("//script | //style | //template"):
        hidden.drop_tree()
    return " ".join(tree.text_content().split())


def in_browser(look: Callable[[Page], None], picture: Path) -> None:
    """Let `look` use a real browser, and keep what it shows in the end, with whatever it did not find.

    In a thread of its own: pytest's may have a browser already.
    """

    def run() -> None:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            page = browser.new_page(viewport=WINDOW)  # type: ignore[arg-type]
            try:
                look(page)
            finally:
                picture.parent.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=picture)
                browser.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()
