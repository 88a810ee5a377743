"""Whether an article's own facts contradict its day: two of them, independent of each other, in one direction."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.knowledge import Knowledge
from auditor.mentions.times import find_document_date
from auditor.mentions.times.contradiction import find_contradiction
from auditor.mentions.times.fact import Kind

DAY = date(2021, 3, 10)
MARCH_12 = "The lock was shut on March 12, 2021."
MARCH_13 = "The ferry was sold on March 13, 2021."


def kinds(text: str, published: date | None = DAY, **fields: Any) -> list[Kind]:
    """The kinds of facts that contradict the day of an article; none where nothing does."""
    found = find_contradiction(Document(Article(text=text, published=published, **fields)))
    return [fact.kind for fact in found.facts] if found else []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{MARCH_12} {MARCH_13}", [Kind.TOLD, Kind.TOLD]),
        ("Open! — Inn (@inn) March 12, 2021. Shut! — Inn (@inn) March 12, 2021", [Kind.POST, Kind.POST]),
        (f"{MARCH_12} Open! — Inn (@inn) March 12, 2021", [Kind.TOLD, Kind.POST]),
        (f"The choir sang on Friday, March 12, 2021. {MARCH_13}", [Kind.TOLD, Kind.TOLD]),
        ("The lock was shut in May 2021. The ferry was sold in June 2021.", [Kind.TOLD, Kind.TOLD]),
        (f"The lock was updated too late on March 12, 2021. {MARCH_13}", [Kind.TOLD, Kind.TOLD]),
        ("The choir sang on Friday, March 12. It sang on Saturday, March 13.", [Kind.TOLD, Kind.TOLD]),
        ("The fair opens on May 4, 2019. It will close on March 8, 2021.", [Kind.PROMISED, Kind.PROMISED]),
        (f"It came yesterday (March 18, 2021). {MARCH_12}", [Kind.TOLD, Kind.TOLD]),
        ("Yesterday (March 18, 2021) a holiday. Today, March 21, 2021, too.", [Kind.OWN_DAY, Kind.OWN_DAY]),
        (f"Sunday, May 9, 2021\n{MARCH_12}", [Kind.TOLD, Kind.LINE]),
        ("It is Monday, March 13, and Wednesday, March 15.", [Kind.WEEKDAY, Kind.WEEKDAY]),
        ("It is Thursday, June 3, and Friday, June 4.", []),
    ],
)
def test_two_facts_contradict_a_day(text: str, found: list[Kind]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        MARCH_12,
        f"{MARCH_12} On March 12, 2021, it rained.",
        "The lock was shut on March 11, 2021. The ferry was sold on March 11, 2021, and again on March 9, 2021.",
        "The lock was shut in the third quarter of 2021. The ferry was sold in fall 2021.",
        f"The lock was updated late on March 12, 2021. {MARCH_13}",
        f"{MARCH_12} The ferry was sold on March 11, 2021.",
        f"{MARCH_12} The fair will open on May 4, 2019.",
        f"{MARCH_12} It will open on March 20, 2021.",
        f"{MARCH_12} The board passed a rule that bars ferries on May 9, 2021. He said it would open on May 11, 2021.",
        f"{MARCH_12} The board passed a rule to bar ferries on May 9, 2021.",
        "The fair will close on March 9, 2021. It opens on March 10, 2021.",
        "“Today, March 19, 2021, the ferry is shut,” the sign read. Yesterday (March 20, 2021) a holiday.",
        "Yesterday, May 2019, a holiday. Today, June 2019, too.",
        "Yesterday (June 31, 2021) a holiday. Today, June 31, 2021, too.",
        "LEMMER, June 31, 2021 (Example) - The harbour board met to talk about the ferry, which has been late on nine days.",
        "Last Monday (March 29, 2021) a holiday. Monday, March 22, 2021, too.",
        "Yesterday (March 17, 2021) a holiday. Today, March 18, 2021, too.",
        "Yesterday and March 18, 2021, a holiday. Today and March 21, 2021, too.",
        f"Saturday, May 8, 2021\n{MARCH_12}",
        f"Updated May 10, 2021\n{MARCH_12}",
        "It is Monday, March 13.",
        "It is Monday, March 13, and Wednesday, March 15, and Wednesday, March 10.",
        "In 2017 it is Monday, March 13, and Wednesday, March 15.",
        "It is Monday, March 13, and Monday, March 14.",
    ],
)
def test_less_does_not(text: str) -> None:
    assert kinds(text) == []


def test_a_revision_explains_what_came_before_it() -> None:
    text = f"{MARCH_12} {MARCH_13}"
    assert kinds(text, modified=date(2021, 3, 12)) == []
    assert kinds(text, modified=date(2021, 3, 10)) != []
    assert kinds(text, modified=datetime(2021, 3, 12, 8, tzinfo=UTC)) == []
    assert kinds(text, published=None) == []


@pytest.mark.parametrize(("published", "found"), [(date.min, 2), (date(1, 3, 1), 2), (date.max, 0)])
def test_days_at_the_ends_of_the_calendar(published: date, found: int) -> None:
    assert len(kinds(f"{MARCH_12} {MARCH_13} Today (May 9, 2021) it rains.", published)) >= found
    assert kinds("It is Monday, March 13.", published) == []


FACTS = {
    "offices": [
        {"person": "Ada Torvik", "office": "president", "country": "US", "source": "register"}
        | {"from": "2017-01-20", "to": "2021-01-20"},
        {"person": "Tom Brandt", "office": "vice president", "country": "US", "source": "register"}
        | {"from": "2017-01-20", "to": "2021-01-20"},
    ]
}


@pytest.mark.parametrize(
    ("published", "text", "found"),
    [
        (date(2016, 7, 3), "President Ada Torvik came. Vice President Tom Brandt stayed.", 2),
        (date(2016, 7, 4), "President Ada Torvik came. Vice President Tom Brandt stayed.", 0),
        (date(2016, 7, 3), "President Ada Torvik came. President Ada Torvik stayed.", 0),
        (date(2021, 8, 9), "President Ada Torvik said so. Vice President Tom Brandt said nothing.", 2),
        (date(2021, 8, 8), "President Ada Torvik said so. Vice President Tom Brandt said nothing.", 0),
        (date(2021, 8, 9), "President Ada Torvik also said so. Vice President Tom Brandt said nothing.", 2),
        (date(2021, 8, 9), "President Ada Torvik herself also said so. Vice President Tom Brandt said nothing.", 0),
        (date(2021, 8, 9), "President Ada Torvik signed it. Vice President Tom Brandt said nothing.", 0),
        (date(2021, 8, 9), "“President Ada Torvik said so on the quay.” Vice President Tom Brandt said nothing.", 0),
        (date(2021, 8, 9), "President Ada Torvik said so once. Vice President Tom Brandt said nothing.", 0),
    ],
)
def test_offices_of_another_time(published: date, text: str, found: int) -> None:
    document = Document(Article(text=text, published=published), Knowledge(FACTS))
    contradiction = find_contradiction(document)
    assert (len(contradiction.facts) if contradiction else 0) == found


def test_a_contradicted_day_is_not_held_against_the_text() -> None:
    document = Document(Article(text=f"{MARCH_12} {MARCH_13}", published=DAY))
    day = document.layer(find_document_date)
    assert (day.known, day.day, day.published) == ("contradicted", None, None)
    assert day.earliest == date(2021, 3, 13)
    kept = Document(Article(text=MARCH_12, published=DAY)).layer(find_document_date)
    assert (kept.known, kept.day, kept.published) == ("published", DAY, DAY)
