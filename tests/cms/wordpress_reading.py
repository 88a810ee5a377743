"""What WordPress shows of a post is read as it is meant: whose words a block holds, what is a caption, which language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cms.conftest import Text
from tests.cms.wordpress_site import Desk, blocks

pytest_plugins = ["tests.cms.wordpress_site"]
WEEKDAY = "The board met on Friday, 6 March 2025, and put off its vote."
QUOTED = {
    "quotation": '<!-- wp:quote --><blockquote class="wp-block-quote"><p>{}</p><cite>Ada Lund</cite></blockquote>'
    "<!-- /wp:quote -->",
    "pulled quotation": '<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>{}</p></blockquote></figure>'
    "<!-- /wp:pullquote -->",
    "embedded post": '<!-- wp:html --><blockquote class="twitter-tweet"><p>{}</p>&mdash; Ada (@ada)</blockquote>'
    "<!-- /wp:html -->",
}
BESIDE = (
    '<!-- wp:image --><figure class="wp-block-image"><img src="/a.jpg" alt=""/><figcaption class="wp-element-caption">The '
    "old ferry at the pier. Photo: Ada Lund / Harbour Press</figcaption></figure><!-- /wp:image -->"
    '<!-- wp:buttons --><div class="wp-block-buttons"><!-- wp:button --><div class="wp-block-button"><a class="'
    'wp-block-button__link wp-element-button" href="/news">Subscribe now</a></div><!-- /wp:button --></div><!-- /wp:buttons -->'
)
OWN = Text(
    "Board puts off its vote",
    [
        "The harbour board put off its vote on the ferry. Its members want to hear from the keeper of the mill before they "
        "decide on the pier, which a storm took in the winter.",
        "The board meets again in May, and the new ship is to sail a year later if nothing comes between, it said.",
    ],
)
GERMAN = (
    "Der Hafenrat hat am Freitag, dem 6. März 2025, beschlossen, die alte Fähre durch eine neue zu ersetzen. Sie soll im Mai "
    "fahren und hat Platz für vierzig Autos, wie der Rat nach der Sitzung mitteilte. Bitte unterstützen Sie unsere Arbeit."
)


@pytest.fixture(scope="module")
def desk(site: Path) -> Desk:
    """Ada, logged in."""
    return Desk()


@pytest.mark.usefixtures("up")
class TestReading:
    """The auditor is up."""

    @pytest.mark.parametrize("kind", QUOTED)
    def test_what_somebody_else_said_never_blocks(self, desk: Desk, kind: str) -> None:
        body = f"{blocks(OWN)}\n\n{QUOTED[kind].format(WEEKDAY)}"
        status, post = desk.rest("", title=f"{OWN.title}, {kind}", content=body, status="publish")
        assert (status, post["status"]) == (201, "publish"), post

    def test_the_same_said_by_the_newsroom_is_held_back(self, desk: Desk) -> None:
        body = blocks(Text("", [*OWN.paragraphs, WEEKDAY]))
        status, post = desk.rest("", title=f"{OWN.title} again", content=body, status="publish")
        assert (status, post["status"]) == (201, "draft"), post

    def test_captions_and_buttons_are_no_left_overs(self, desk: Desk) -> None:
        status, post = desk.rest("", title=f"{OWN.title} at last", content=blocks(OWN) + BESIDE, status="publish")
        assert (status, post["status"]) == (201, "publish"), post

    def test_what_is_not_in_english_is_not_judged(self, desk: Desk) -> None:
        status, post = desk.rest("", title="Neue Fähre", content=blocks(Text("", [GERMAN] * 2)), status="publish")
        assert (status, post["status"]) == (201, "publish"), post
        assert "The text is in German; English alone is judged." in desk.opening(post["id"])
