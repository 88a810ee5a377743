"""WordPress's block editor in a real browser: what a test types, presses and sees there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from playwright.sync_api import Frame, Page

from tests.cms.conftest import CACHE
from tests.cms.editor import in_browser
from tests.cms.wordpress_site import SITE, Desk

QUIET = "for (const room of ['core/edit-post', 'core']) wp.data.dispatch('core/preferences').set(room, 'welcomeGuide', false)"


class Writing(NamedTuple):
    """The block editor in a browser; newer ones have a frame of its own for the text."""

    page: Page
    text: Page | Frame

    def type_at_the_end_of(self, paragraph: int, what: str) -> None:
        """As an editor does, key by key."""
        last = f"wp.data.select('core/block-editor').getBlockOrder()[{paragraph}]"
        self.page.evaluate(f"wp.data.dispatch('core/block-editor').selectBlock({last}, -1)")
        self.page.keyboard.type(what)

    def wait_for_mark(self, quote: str) -> None:
        """Until the passage is marked."""
        self.text.locator("mark", has_text=quote).first.wait_for(timeout=20_000)

    def marks(self) -> list[str]:
        """What is marked."""
        return self.text.locator("mark").all_text_contents()

    def open_sidebar(self) -> None:
        """By its button, unless the editor remembered that it was open."""
        button = self.page.get_by_role("button", name="Article auditor").first
        button.wait_for()
        if "true" not in (button.get_attribute("aria-pressed"), button.get_attribute("aria-expanded")):
            button.click()
        self.status().wait_for()

    def status(self) -> Any:
        """The line that says how many findings there are."""
        return self.page.locator(".interface-complementary-area [role=status]")

    def finding(self, quote: str) -> Any:
        """Its place in the list."""
        return self.page.locator(".interface-complementary-area .article-auditor-finding", has_text=quote)

    def ask(self, script: str) -> Any:
        """What a line of JavaScript gives."""
        return self.page.evaluate(script)


def in_editor(desk: Desk, post: int, look: Callable[[Writing], None], picture: str) -> None:
    """Let `look` use the block editor of a post."""

    def open_post(page: Page) -> None:
        page.context.add_cookies([{"name": c.name, "value": c.value or "", "url": SITE} for c in desk.cookies])
        look(open_editor(page, post))

    in_browser(open_post, CACHE / f"wordpress-{picture}.png")


def open_editor(page: Page, post: int) -> Writing:
    """The editor of a post, once it is there."""
    page.goto(f"{SITE}/wp-admin/post.php?post={post}&action=edit&block-editor=1")
    page.wait_for_function("window.articleAuditor?.get && wp.data.select('core/editor').getCurrentPostId()")
    page.evaluate(QUIET)
    shown = "document.querySelector('{0}') || frames['editor-canvas']?.document.querySelector('{0}')"
    page.wait_for_function(shown.format(".editor-post-title"))
    return Writing(page, page.frame(name="editor-canvas") or page)
