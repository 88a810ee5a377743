"""Every page at every width, light and dark, enlarged: nothing cut off, nothing that axe objects to."""

from __future__ import annotations

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from auditor.store import Store
from tests.browser.conftest import Visit
from tests.performance.clock import slowness

PAGES = {
    "queue": "/",
    "empty queue": "/?search=no+such+article",
    "held back": "/?state=blocked",
    "past the gate": "/?state=past",
    "at the gate": "/audits/27",
    "seed": "/audits/1",
    "revision": "/audits/9",
    "hostile": "/audits/24",
    "a part": "/audits/26?part=2",
    "comparison": "/compare?old=6&new=9",
    "two articles": "/compare?old=6&new=7",
    "which to compare": "/compare",
    "stories": "/stories",
    "story": "/stories/1",
    "sources": "/sources",
    "source": "/sources/harbour.example",
    "source without evidence": "/sources/north.example",
    "mute": "/sources/harbour.example/mute?rule=number/disagrees&audit=6",
    "rules": "/rules",
    "rule": "/rules/office/not-held",
    "try": "/try",
    "log": "/log",
    "erasing": "/audits/1/erase",
    "login": "/login",
    "problem": "/rules/no/such",
}
SIZES = [(1440, 1), (1024, 1), (390, 1), (720, 2)]
"""Widths in CSS pixels and device pixels for each: the last is a screen of 1440 enlarged to 200 %."""
CUT = """() => [...document.querySelectorAll("main *, header *")]
  .filter((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && !it.closest(".scroll, .off-screen") && getComputedStyle(it.closest("thead") || it).position !== "absolute")
  .map((it) => it.tagName + "." + it.className)"""


@pytest.mark.parametrize(("width", "scale"), SIZES)
def test_nothing_is_cut_off(visit: Visit, address: str, width: int, scale: int) -> None:
    page = visit(address, viewport={"width": width, "height": 800}, device_scale_factor=scale)
    for name, path in PAGES.items():
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate(CUT) == [], name
        assert page.locator("h1").count() == 1, name
    visit.problems[:] = [problem for problem in visit.problems if "404" not in problem]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing(visit: Visit, address: str, width: int, scheme: str) -> None:
    page = visit(address, viewport={"width": width, "height": 800}, color_scheme=scheme)
    axe = Axe()
    for name, path in PAGES.items():
        page.goto(address + path)
        for summary in page.locator("main summary").all()[:6]:
            summary.click()
        assert violations(axe, page) == [], name
    page.goto(address + "/audits/1")
    page.keyboard.press("?")
    assert violations(axe, page) == []
    visit.problems[:] = [problem for problem in visit.problems if "404" not in problem]


def violations(axe: Axe, page: Page) -> list[str]:
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"][:3]]


def test_dark_is_dark(visit: Visit, address: str) -> None:
    colour = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    light = visit(address, color_scheme="light").evaluate(colour)
    dark = visit(address, color_scheme="dark").evaluate(colour)
    assert min(light) > 230
    assert max(dark) < 40


def test_a_page_is_light_without_its_article(visit: Visit, address: str, store: Store) -> None:
    page = visit(address, "/audits/1")
    sizes = page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map((it) => it.decodedBodySize)"
    )
    row = store.get(1)
    assert row is not None
    assert sum(sizes) - len(row["text"].encode()) < 100_000
    assert len(sizes) >= 4  # the page, two stylesheets, the script


PAINT_MS = 300


@pytest.mark.alone
def test_an_article_with_200_findings_is_painted_at_once(visit: Visit, address: str) -> None:
    page = visit(address, "/try")
    painted, most = [float("inf")], PAINT_MS * slowness(time.perf_counter)
    for _ in range(10):
        if min(painted) < most:
            break
        page.goto(f"{address}/audits/25")
        painted.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    assert page.locator(".note").count() == 200
    assert min(painted) < most, painted
