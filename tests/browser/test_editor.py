"""The whole way of an editor: with the keyboard alone, without script, and with a login."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from auditor.article import Article
from auditor.audit import Auditor
from auditor.finding import Severity
from auditor.render import parts
from auditor.store import Store
from auditor.store.decisions import decisions_on
from auditor.store.sources import active_mutes
from auditor.store.tables import finding
from tests.accounts import add_account
from tests.browser.conftest import Visit, serving
from tests.browser.made import APPEAL, WALL, long_report, read_seeds
from tests.newsroom import rules_with

PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def grave() -> Auditor:
    """Rules as a newsroom may set them, so that something of each seed waits for a decision."""
    ids = ["language/spun-term", "title/doubled", "title/number-bounded-otherwise", "boilerplate/donation-appeal"]
    return Auditor(rules_with(Severity.MODERATE, *ids))


@pytest.fixture
def desk(grave: Auditor, tmp_path: Path) -> Iterator[tuple[str, Store]]:
    """A service with the five seeds, and nothing decided."""
    with serving(grave, tmp_path) as (address, store):
        for article in read_seeds():
            store.add(grave.audit(article))
        yield address, store


def statuses(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(select(finding.c.status).order_by(finding.c.id)).scalars())


def test_the_keyboard_is_enough(visit: Visit, desk: tuple[str, Store]) -> None:
    address, store = desk
    page = visit(address)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/audits/\d+$"))
    articles = 0
    while True:
        articles += 1
        _decide_all(page, dismiss=articles % 2 == 0)
        if not page.locator("[data-page-key=n]").count():
            break
        with page.expect_navigation():
            page.keyboard.press("n")
    assert articles == 5
    assert "open" not in statuses(store)
    assert set(statuses(store)) == {"accepted", "dismissed"}
    page.goto(address)
    expect(page.locator(".empty")).to_contain_text("Nothing waits")


def _decide_all(page: Page, *, dismiss: bool) -> None:
    """Decide on every finding of the article in their order, each with two keys at most."""
    page.keyboard.press("j")
    for anchor in page.locator(".note").evaluate_all("all => all.map((it) => it.id)"):
        note = page.locator(f"#{anchor}")
        expect(note).to_be_focused()
        if dismiss:
            page.keyboard.press("d")
            expect(note.get_by_role("button", name="false alarm")).to_be_focused()
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("a")
        expect(note).to_have_class(re.compile("dismissed" if dismiss else "accepted"))


def test_a_decision_can_be_taken_back_and_changes_the_mark(visit: Visit, desk: tuple[str, Store]) -> None:
    address, store = desk
    page = visit(address, "/audits/5")
    mark = page.locator("#passage-3 + mark")
    expect(mark).to_have_class(re.compile("moderate"))
    for key in "jjj":
        page.keyboard.press(key)
    page.keyboard.press("d")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(mark).to_have_class(re.compile("settled"))
    expect(page.locator("#finding-3 .decided")).to_contain_text("Dismissed by local")
    expect(page.locator("#finding-3 .decided")).to_contain_text("acceptable here")
    expect(page.locator("#finding-1")).to_be_focused()  # the next that waits
    expect(page.locator("#status")).to_contain_text("Finding 3: acceptable here")
    page.keyboard.press("u")
    expect(mark).to_have_class(re.compile("moderate"))
    expect(page.locator("#finding-3")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("f")
    expect(page.locator("#finding-2")).to_have_class(re.compile("fixed"))
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    with store.reading() as connection:
        number = connection.execute(select(finding.c.id).where(finding.c.report_id == 5).offset(2)).scalar_one()
        assert [made["verb"] for made in decisions_on(connection, number)] == ["dismiss", "reopen"]


def test_muting_is_a_form_of_its_own(visit: Visit, desk: tuple[str, Store]) -> None:
    address, store = desk
    page = visit(address, "/audits/5")
    for key in "jjjm":
        page.keyboard.press(key)
    page.wait_for_url(re.compile("/mute"))
    with store.reading() as connection:
        assert active_mutes(connection, "The Media Line") == []
    expect(page.locator("select[name=rule]")).to_have_value("boilerplate/donation-appeal")
    page.get_by_label("Why").fill("agreed with the publisher")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/audits/5"))
    expect(page.locator("#finding-3 .decided")).to_contain_text("local muted this rule for the source: agreed")
    expect(page.locator(".todo")).to_contain_text("1 finding waits")
    with store.reading() as connection:
        assert [mute.rule for mute in active_mutes(connection, "The Media Line")] == ["boilerplate/donation-appeal"]


def test_everything_works_without_script(visit: Visit, desk: tuple[str, Store]) -> None:
    address, store = desk
    page = visit(address, "/audits/5", java_script_enabled=False)
    submit(page, page.locator("#finding-1").get_by_role("button", name="Accept"))
    assert page.url.endswith("/audits/5#finding-2")
    page.locator("#finding-2 summary").click()
    submit(page, page.locator("#finding-2").get_by_role("button", name="quoted speech"))
    assert page.url.endswith("/audits/5#finding-3")
    submit(page, page.locator("#finding-2").get_by_role("button", name="Undo"))
    assert statuses(store)[-3:] == ["accepted", "open", "open"]
    page.locator("#finding-2 summary").first.click()
    page.get_by_label("Another reason to dismiss finding 2").fill("told in the next line")
    submit(page, page.locator("#finding-2").get_by_role("button", name="Dismiss", exact=True))
    assert statuses(store)[-3:] == ["accepted", "dismissed", "open"]
    page.get_by_label("Assigned to").fill("Ann")
    submit(page, page.get_by_role("button", name="Assign"))
    page.goto(f"{address}/?assigned=Ann&topic=boilerplate")
    assert page.locator("tr[data-item]").count() == 1
    page.get_by_label("Choose “Over 25").check()
    page.get_by_label("Dismiss all that waits of topic boilerplate as").select_option("acceptable here")
    submit(page, page.get_by_role("button", name="Dismiss"))
    assert page.locator(".done").inner_text() == "1 dismissed."
    assert statuses(store)[-3:] == ["accepted", "dismissed", "dismissed"]


def submit(page: Page, button: Locator) -> None:
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        button.click()


def test_what_happened_over_revisions(visit: Visit, desk: tuple[str, Store], auditor: Auditor) -> None:
    address, store = desk
    text = WALL.format(cost="$48", hurt="Fourteen") + APPEAL
    first = store.add(auditor.audit(Article(id="wall", title="Sea wall wins vote", text=text, source="north.example")))
    page = visit(address, f"/audits/{first}")
    note = page.locator(".note", has_text="boilerplate/")
    note.get_by_role("button", name="Accept").click()
    expect(page.locator(".note.accepted")).to_be_visible()
    second = store.add(
        auditor.audit(
            Article(id="wall", title="Sea wall wins vote", text=text.replace(APPEAL, ""), source="north.example")
        )
    )
    page.goto(f"{address}/audits/{second}")
    gone = page.locator(".gone").filter(has_text="boilerplate/")
    expect(gone).to_contain_text("found in revision 1")
    expect(gone).to_contain_text("Accepted by local")
    expect(gone).to_contain_text("no longer in revision 2")
    page.get_by_role("link", name="What changed").click()
    page.wait_for_url(re.compile("/compare"))
    expect(page.locator(".pair.deleted .old")).to_contain_text("never miss a story")


def test_with_logins_the_editor_decides_by_name(visit: Visit, auditor: Auditor, tmp_path: Path) -> None:
    with serving(auditor, tmp_path) as (address, store):
        store.add(auditor.audit(next(read_seeds())))
        with store.writing() as connection:
            add_account(connection, "Ann", PASSWORD, "reviewer")
        page = visit(address, "/audits/1")
        page.get_by_label("Name").fill("Ann")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/audits/1")
        page.locator("#finding-1").get_by_role("button", name="Accept").click()
        expect(page.locator("#finding-1 .decided")).to_contain_text("Accepted by Ann")
        assert page.locator(".unlocked").count() == 0
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url(re.compile("/login"))
        page.goto(address)
        assert page.url.startswith(f"{address}/login")


@pytest.fixture
def long_desk(grave: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Store]]:
    """A service with one article of seven findings that comes in parts of three."""
    monkeypatch.setattr(parts, "MAX_PART_FINDINGS", 3)
    with serving(grave, tmp_path) as (address, store):
        store.add(long_report(7))
        yield address, store


def test_the_keyboard_goes_from_part_to_part(visit: Visit, long_desk: tuple[str, Store]) -> None:
    address, store = long_desk
    page = visit(address, "/audits/1?part=2")
    for _ in range(3):
        page.keyboard.press("j")
    expect(page.locator("#finding-6")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("j")
    assert page.url.endswith("/audits/1?part=3")
    page.keyboard.press("j")
    expect(page.locator("#finding-7")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("k")
    assert page.url.endswith("/audits/1?part=2")
    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#finding-7")).to_be_focused()  # the next that waits, in the next part
    assert page.url.endswith("/audits/1?finding=7")
    page.keyboard.press("u")
    expect(page.locator("#finding-6")).to_be_focused()  # taken back, in its own part again
    assert page.url.endswith("/audits/1?finding=6")
    assert statuses(store) == ["open"] * 7


def test_an_old_link_to_a_finding_leads_to_its_part(visit: Visit, long_desk: tuple[str, Store]) -> None:
    page = visit(long_desk[0], "/audits/1#finding-5")
    page.wait_for_url("**/audits/1?finding=5#finding-5")
    expect(page.locator("#finding-5")).to_be_visible()
