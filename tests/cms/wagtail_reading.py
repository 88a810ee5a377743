"""What the auditor is sent of a page of Wagtail: its blocks as readers see them, authors, dates and language.

Each page is made by the site's own code, and looked at by `manage.py auditor_preview`.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import lxml.html
import pytest

from tests.cms.conftest import Service, Text
from tests.cms.editor import words
from tests.cms.wagtail_desk import (  # noqa: F401  fixtures among them
    HOME,
    Desk,
    Wagtail,
    connected_auditor,
    first_port,
    lock_of_wagtail,
    new_site,
    page_named,
    running_auditor,
    running_site,
)

STORY = """
import json
from wagtail.models import Page
from home.models import StoryPage
blocks = [
    ("heading", "The mill"),
    ("paragraph", "<p>The mill <b>closed</b> in May.</p>"),
    ("quote", "We met on Friday, 6 March 2025."),
    ("pullquote", {{"text": "It was Friday, 6 March 2025, and it rained.", "speaker": "Ada Lund"}}),
    ("image", {{"image": None, "caption": "The mill in 1911", "credit": "Harbour Archive", "align": "right"}}),
    ("box", {{"name": "What comes next", "source": "not shown"}}),
    ("link", "https://other.example/not-read"),
    ("points", ["One lock", "Two < three"]),
    ("part", [{{"type": "heading", "value": "Later"}}, {{"type": "text", "value": "It opens again."}}]),
]
body = [{{"type": kind, "value": value}} for kind, value in blocks]
page = StoryPage(title="A story", slug="story", byline="Grace Hall", live=False, body=json.dumps(body))
Page.objects.get(pk={home}).add_child(instance=page)
page.save_revision()
"""
READ = (
    ("h2", "The mill"),
    ("p", "The mill closed in May."),
    ("blockquote", "We met on Friday, 6 March 2025."),
    ("blockquote", "It was Friday, 6 March 2025, and it rained. Ada Lund"),
    ("figcaption", "The mill in 1911"),
    ("aside", "What comes next"),
    ("p", "One lock"),
    ("p", "Two < three"),
    ("h2", "Later"),
    ("p", "It opens again."),
)
"""What a reader sees of STORY, by element, in its order; labels, choices, addresses and the skipped credit are no text."""


def sent(wagtail: Wagtail, page: str, **variables: str) -> tuple[dict[str, Any], list[str]]:
    """The row that the auditor is sent of a page, and the lines of its answer."""
    row, end = json.JSONDecoder().raw_decode(printed := wagtail.manage("auditor_preview", page, **variables))
    return row, printed[end:].strip().splitlines()


@pytest.fixture(scope="module")
def story(wagtail: Wagtail, service: Service) -> None:
    """A draft with a block of every kind."""
    wagtail.manage("shell", "--verbosity=0", "-c", STORY.format(home=HOME))


@pytest.mark.usefixtures("up", "story", "site")
class TestReading:
    """While the auditor runs."""

    def test_blocks_are_read_as_readers_see_them(self, wagtail: Wagtail) -> None:
        row, answer = sent(wagtail, "story")
        tree: Any = lxml.html.fragment_fromstring(row["html"], create_parent=True)
        kinds = "blockquote | //figcaption | //aside | //h2 | //p[not(ancestor::blockquote | ancestor::figcaption)]"
        found = [(element.tag, " ".join(element.text_content().split())) for element in tree.xpath(f"//{kinds}")]
        assert found == list(READ)
        assert " ".join(tree.text_content().split()) == " ".join(text for _, text in READ)
        assert (row["title"], row["authors"], row["language"]) == ("A story", ["Grace Hall"], "en")
        assert answer[0] == "verdict: pass"  # the wrong weekday is quoted, and nothing is a label

    def test_a_site_may_send_what_its_template_shows(self, wagtail: Wagtail) -> None:
        row, _ = sent(wagtail, "story", AUDITOR_RENDER="1")
        text = words(row["html"])
        assert text.startswith("A story")
        assert "What comes next" in text
        assert "All stories" not in text

    def test_of_an_update_the_first_day_is_not_the_last(self, wagtail: Wagtail) -> None:
        """A story of a month ago tells of today; a page that goes live in five days tells of the day in between."""
        desk, today = Desk(wagtail.open_site), datetime.now(UTC).date()
        old = Text("The old story", [f"The hall opened on {day(today)}, said Grace Hall, who runs it for the town."])
        assert "created and published" in desk.create(
            "old-story", Text("The old story", ["The hall was not open yet."])
        )
        page = page_named(wagtail, "old-story")
        wagtail.manage("shell", "--verbosity=0", "-c", AGED.format(page=page))
        assert "has been published" in desk.change(page, old)
        row, _ = sent(wagtail, str(page))
        assert row["published"][:10] < str(today - timedelta(days=25))
        assert row["modified"][:10] >= str(today)
        planned = Text("The plan", [f"The hall opened on {day(today + timedelta(days=2))}, said Grace Hall."])
        go_live = f"{today + timedelta(days=5)} 07:00"
        assert "scheduled for publishing" in desk.create("planned", planned, go_live_at=go_live)
        row, _ = sent(wagtail, "planned")
        assert "published" not in row
        assert row["goes_live"][:10] == str(today + timedelta(days=5))

    def test_each_locale_is_read_by_itself(self, wagtail: Wagtail, service: Service) -> None:
        desk = Desk(wagtail.open_site)
        german = Text(
            "Die Mühle schließt", ["Die Mühle schließt im Mai, sagte die Leiterin am Freitag, 6. März 2025."] * 9
        )
        shown = desk.create("muehle", german, under=wagtail.one(GERMAN_HOME))
        assert "Not judged" in shown
        row, _ = sent(wagtail, "muehle")
        assert row["language"] == "de"

    def test_a_wrong_name_of_the_source_is_told_at_set_up_and_at_the_gate(
        self, wagtail: Wagtail, service: Service
    ) -> None:
        assert "knows this site" in wagtail.manage("check_auditor")
        for command in (["check_auditor"], ["check", "--deploy", "--tag", "auditor", "--fail-level", "WARNING"]):
            assert "newsrom.example" in wagtail.refused(*command, AUDITOR_SOURCE="newsrom.example")
        key = service.run("keys", "create", "wide", "--scope", "check", "--all-sources").split()[-1]
        _, answer = sent(wagtail, "story", AUDITOR_SOURCE="newsrom.example", AUDITOR_KEY=key)
        assert answer[0] == "verdict: block"
        assert "does not know a source “newsrom.example”" in answer[1]
        assert "could not be reached" in wagtail.refused("check_auditor", AUDITOR_URL="http://127.0.0.1:9")


def day(moment: date) -> str:
    """As news write a day, with the right weekday."""
    return f"{moment:%A}, {moment:%B} {moment.day}, {moment.year}"


GERMAN_HOME = """
SELECT wagtailcore_page.id FROM wagtailcore_page JOIN wagtailcore_locale ON locale_id = wagtailcore_locale.id
WHERE language_code = 'de' AND depth = 2
"""
AGED = """
from datetime import timedelta
from home.models import ArticlePage
page = ArticlePage.objects.get(pk={page})
ArticlePage.objects.filter(pk={page}).update(first_published_at=page.first_published_at - timedelta(days=30))
"""
