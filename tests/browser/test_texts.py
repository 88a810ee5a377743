"""Whatever an article says is shown as text, and as that text."""

from __future__ import annotations

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from auditor.article import Article
from auditor.finding import Report
from auditor.store import Store
from tests.browser.conftest import Visit
from tests.browser.made import HOSTILE, flag

TEXT_OF_LINES = "[...document.querySelectorAll('.text .line')].map((line) => line.textContent).join('')"
AWKWARD = "<>&\"'{}%`\\ \r\n\t\x0c\x1b\x85\u2028\u200b\u200d\u202e\u2066\ufeff\u0301\u05d0\u0627“”"
NUMBERS = count()


def test_a_hostile_article_is_text(visit: Visit, address: str) -> None:
    page = visit(address, "/audits/24")
    assert page.evaluate(TEXT_OF_LINES) == HOSTILE
    assert page.text_content("h1.headline") == "<script>window.hacked = 4</script>"
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_selector("#finding-1.accepted")
    assert page.evaluate("window.hacked") is None
    assert page.locator(".text script, .text img, .text style, .text svg, main a[href^=javascript]").count() == 0
    codes = page.locator(".text .hidden").evaluate_all("all => all.map((it) => it.dataset.code)")
    assert {"U+202E", "U+200B", "U+2066", "U+FEFF", "U+0007"} <= set(codes)


def test_a_hostile_article_is_text_where_it_is_only_tried(visit: Visit, address: str) -> None:
    page = visit(address, "/try")
    text = HOSTILE.replace("\r\n", "\n").replace("\r", "\n")  # as browsers send what is in a text field
    page.fill("textarea", text)
    page.get_by_role("button", name="Show it marked").click()
    page.wait_for_selector(".text .line")
    assert page.evaluate(TEXT_OF_LINES) == text
    assert page.evaluate("window.hacked") is None


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_text_of_the_page_is_the_text_of_the_article(
    visit: Visit, address: str, store: Store, data: st.DataObject
) -> None:
    text = data.draw(st.text(st.sampled_from(AWKWARD) | st.characters(codec="utf-8"), min_size=1, max_size=120))
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4))
    found = sorted((min(span), max(span)) for span in spans)
    findings = tuple(flag(text, *span, n) for n, span in enumerate(found))
    audit = store.add(Report(Article(id=f"drawn-{next(NUMBERS)}", text=text), findings, 50.0, "0" * 16))
    page = _page(visit, address)
    page.goto(f"{address}/audits/{audit}")
    assert page.evaluate(TEXT_OF_LINES) == text.replace("\0", "\ufffd")


def _page(visit: Visit, address: str) -> Page:
    return visit.last if visit.last else visit(address, "/try")
