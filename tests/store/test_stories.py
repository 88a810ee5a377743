"""Stories of the store: the same as in a batch, kept over revisions, forgotten with their articles."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from auditor import Article, Auditor
from auditor.finding import Report, Severity
from auditor.render.record import rounded
from auditor.store import Store
from auditor.store.backup import backup, restore
from auditor.store.database import Database
from auditor.store.decisions import Decision, decide
from auditor.store.placing import compare_story, put_findings
from auditor.store.queries import Flagged, Page, get_finding, get_story, list_stories, search_source_findings
from auditor.store.reach import EVERYTHING, bound_to
from auditor.store.retention import prune
from auditor.store.sources import Mute, mute_rule
from auditor.store.stories import find_story, story_tellings
from auditor.store.tables import story, story_article, story_key, story_profile
from auditor.store.timeline import story_members
from auditor.story.match import Entry
from auditor.story.profile import make_profile
from tests.newsroom import rules_with
from tests.store.placed import place_audit, tell_story
from tests.story.incremental import StoryIndex

AUDITOR = Auditor(rules_with(Severity.MODERATE, "story/number-differs"))
FIRE = (
    "The fire in the Lerwick market destroyed {} crates of salmon, the harbour trust said in a statement.\n\n"
    "Councillor Magnus Halcrow said that landings would move to Scalloway for the winter. {}"
)
ENDS = (
    "The market, built in 1984, handled half of the haddock of Shetland.",
    "Nobody was hurt, and a spark from a welder was blamed by the brigade.",
    "Boats from Whalsay waited outside until the evening, their skippers told the radio.",
    "A shed at the ice factory may serve as a saleroom until a new hall stands.",
)
DAY = date(2025, 3, 4)


def fire(crates: int, end: int, **known: object) -> Article:
    values = {"source": f"paper{end}.example", "published": DAY, "title": "Fire destroys Lerwick fish market"} | known
    return Article(text=FIRE.format(crates, " ".join((ENDS[end], f"Reporter {end} was there.") * 3)), **values)  # type: ignore[arg-type]


def keep(store: Store, article: Article) -> int:
    return tell(store, AUDITOR.audit(article))


def tell(store: Store, report: Report) -> int:
    audit = store.add(report)
    assert tell_story(store, AUDITOR, audit)
    return audit


def members(store: Store, audit: int) -> list[tuple[int, int | None]]:
    """The articles of an audit's story and which each copies, both by the ids of their audits."""
    with store.reading() as connection:
        tellings = story_tellings(connection, find_story(connection, audit) or 0)
    return [(int(told.key), int(told.copy_of) if told.copy_of else None) for told in tellings]


def story_findings(store: Store, audit: int) -> list[dict[str, object]]:
    record = store.get(audit)
    assert record is not None
    return [found for found in record["findings"] if found["rule"].startswith("story/")]


def rows(store: Store) -> list[int]:
    """How many rows the tables of stories have."""
    with store.reading() as connection:
        tables = (story, story_article, story_profile, story_key)
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def made_articles(count: int) -> list[Article]:
    """Articles that retell some events in words of their own, and copies of a few, on some days."""
    chance = random.Random(7)
    events = [[f"{chance.choice('bcdfgklmnprst')}{chance.choice('aeiou')}{n}x{w}" for w in range(60)] for n in range(8)]
    articles: list[Article] = []
    for number in range(count):
        if number > 10 and chance.random() < 0.15:
            text = f"{chance.choice(articles).text} An editor's note of paper {number}."
        else:
            event = chance.choice(events)
            words = [w.title() if chance.random() < 0.3 else w for w in chance.choices(event, k=120)]
            text = ". ".join(" ".join(words[at : at + 10]) for at in range(0, 120, 10))
        day = date(2025, 3, 1 + chance.randrange(12))
        articles.append(Article(text=text, id=str(number), source=f"s{number}.example", published=day))
    return articles


def test_a_story_is_told_as_far_as_it_is_within_reach(store: Store) -> None:
    first = keep(store, fire(900, 0))
    copy, mine = keep(store, fire(900, 0, source="paper1.example")), keep(store, fire(700, 1))
    second = bound_to(["paper1.example"])
    with store.reading() as connection:
        number = find_story(connection, first) or 0
        (whole,), (part,) = (list_stories(connection, Page(9), reach).rows for reach in (EVERYTHING, second))
        assert get_story(connection, number, second) == part
        assert ((whole["articles"], whole["voices"]), (part["articles"], part["voices"])) == ((3, 2), (2, 2))
        assert {row.audit: row.copy_of for row in story_members(connection, number)}[copy] is not None
        seen = story_members(connection, number, None, second)
        assert [(row.audit, row.copy_of) for row in seen] == [(copy, None), (mine, None)]
        tellings = story_tellings(connection, number, second)
        assert [(told.key, told.copy_of) for told in tellings] == [(str(copy), None), (str(mine), None)]
        for other in (bound_to(["paper2.example"]), bound_to([])):
            assert list_stories(connection, Page(9), other).rows == []
            assert get_story(connection, number, other) is None


def test_evidence_keeps_its_words_and_loses_the_way_to_an_article_out_of_reach(store: Store) -> None:
    first, mine = keep(store, fire(900, 0)), keep(store, fire(700, 1))
    found: Any = story_findings(store, mine)[0]
    (whole,) = found["evidence"]
    assert (whole["article"], "start" in whole) == (str(first), True)
    near, far = bound_to(["paper0.example", "paper1.example"]), bound_to(["paper1.example"])
    record = store.get(mine, far)
    assert record is not None
    with store.reading() as connection:
        one = get_finding(connection, found["finding"], far)
        listed = search_source_findings(connection, 2, Flagged(), Page(9), far).rows
        seen = get_finding(connection, found["finding"], near)
    assert one is not None and seen is not None and seen["evidence"] == [whole]
    for evidence in (record["findings"][0]["evidence"], one["evidence"], listed[0]["evidence"]):
        assert evidence == [{"note": whole["note"], "quote": whole["quote"]}]


def test_the_same_stories_as_in_a_batch(store: Store) -> None:
    index, audits = StoryIndex(), dict[int, str]()
    for article in made_articles(80):
        profile = make_profile(AUDITOR.read(article))
        assert article.published_on
        index.add(Entry(str(article.id), article.published_on.toordinal(), profile.signature, profile.topic))
        audits[tell(store, Report(article, (), 100.0, "r"))] = str(article.id)
    kept = {tuple(members(store, audit)) for audit in audits}
    found = sorted(sorted(audits[audit] for audit, _ in story) for story in kept)
    assert found == sorted(sorted(member.key for member in story.members) for story in index.stories.values())
    copies = {audits[audit]: audits[original] for story in kept for audit, original in story if original}
    assert copies == {key: one for story in index.stories.values() for key, one in story.copies.items()}
    assert len(copies) > 3
    assert max(map(len, found)) > 3


def test_an_arriving_article_changes_what_is_said_of_the_others(store: Store) -> None:
    one = keep(store, fire(476, 0))
    assert story_findings(store, one) == []
    two = keep(store, fire(470, 1))
    assert [f["severity"] for f in story_findings(store, one)] == ["minor"]
    before = store.get(one)
    three = keep(store, fire(470, 2))
    after = store.get(one)
    assert before
    assert after
    assert after["score"] < before["score"] < 100
    assert [(f["quote"], f["severity"]) for f in story_findings(store, one)] == [("476", "moderate")]
    evidence = story_findings(store, one)[0]["evidence"]
    assert [e["article"] for e in evidence] == [str(two), str(three)]  # type: ignore[attr-defined]
    assert story_findings(store, two) == story_findings(store, three) == []
    assert after["counts"] == {
        label: sum(f["severity"] == label for f in after["findings"]) for label in after["counts"]
    }


def test_findings_are_those_of_a_batch(store: Store) -> None:
    articles = [fire(476, 0), fire(470, 1), fire(470, 2)]
    audits = [keep(store, article) for article in articles]
    with store.reading() as connection:
        found = find_story(connection, audits[0])
        assert found
        tellings = story_tellings(connection, found)
    hits, _ = AUDITOR.audit_story(tellings)
    for article, audit in zip(articles, audits, strict=True):
        mine = [hit.hit for hit in hits if hit.article == str(audit)]
        expected = AUDITOR.add_story(AUDITOR.audit(article), mine)
        record = store.get(audit)
        assert record
        assert [(f["rule"], f["start"], f["fingerprint"]) for f in record["findings"]] == [
            (f.rule, f.span.start, f.fingerprint) for f in expected.findings
        ]
        assert record["score"] == rounded(expected.score)


def test_a_decision_holds_while_reports_come(store: Store) -> None:
    one, _ = keep(store, fire(476, 0)), keep(store, fire(470, 1))
    with store.writing() as connection:
        number = story_findings(store, one)[0]["finding"]
        decide(connection, number, Decision("dismiss", "Ann", "false alarm"))  # type: ignore[arg-type]
    keep(store, fire(470, 2))
    assert [(f["finding"], f["status"]) for f in story_findings(store, one)] == [(number, "dismissed")]


def test_the_same_article_again_is_no_second_member(store: Store) -> None:
    article = fire(476, 0, url="https://paper0.example/fire")
    first = keep(store, article)
    keep(store, fire(470, 1))
    before = rows(store)
    assert keep(store, article) == first
    assert rows(store) == before
    with store.reading() as connection:
        number = find_story(connection, first)
    second = keep(store, fire(470, 0, url="https://paper0.example/fire"))
    assert second != first
    assert rows(store) == before
    with store.reading() as connection:
        assert find_story(connection, second) == number
        assert next(telling.key for telling in story_tellings(connection, number or 0)) == str(second)
    assert story_findings(store, second) == []


def test_a_new_revision_takes_the_place_of_the_old_one(store: Store) -> None:
    one = keep(store, fire(476, 0, url="https://paper0.example/fire"))
    keep(store, fire(470, 1))
    assert len(story_findings(store, one)) == 1
    ferry = " ".join(f"The ferry Hildur broke down off Kirkwall on trip {n} with soup on board." for n in range(9))
    keep(store, Article(text=ferry, url="https://paper0.example/fire", source="paper0.example", published=DAY))
    with store.reading() as connection:
        keys = connection.execute(select(func.count()).select_from(story_key)).scalar_one()
    late = keep(store, Article(text=ferry, source="paper9.example", published=DAY))
    assert [original is None for _, original in members(store, late)] == [True, True, False]
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(story_key)).scalar_one() > keys


def test_muted_rules_say_nothing_of_stories(store: Store) -> None:
    keep(store, fire(470, 1))
    with store.writing() as connection:
        mute_rule(connection, "paper1.example", Mute("story/number-differs", "Ann", "counts boats twice", None))
    second = keep(store, fire(476, 0))
    assert len(story_findings(store, second)) == 1
    with store.reading() as connection:
        found = find_story(connection, second)
        assert found
        assert next(story_findings(store, int(t.key)) for t in story_tellings(connection, found)) == []


def test_pruned_articles_leave_their_stories(store: Store) -> None:
    article = fire(476, 0)
    copy = Article(text=article.text, source="copy.example", published=DAY, title="Copied")
    again = Article(text=article.text, source="again.example", published=DAY, title="Copied too")
    first = keep(store, article)
    kept = [keep(store, copy), keep(store, again)]
    with store.writing() as connection:
        connection.exec_driver_sql(f"UPDATE report SET created = '2020-01-01 00:00:00+00:00' WHERE id = {first}")
    assert prune(store.database, 30) == 1
    assert members(store, kept[0]) == [(kept[0], None), (kept[1], kept[0])]
    assert prune(store.database, 0) == 2
    assert rows(store) == [0, 0, 0, 0]


def test_a_story_that_changed_meanwhile_is_left_to_who_changed_it(store: Store) -> None:
    one, _ = keep(store, fire(476, 0)), keep(store, fire(470, 1))
    stale = compare_story(store, AUDITOR, place_audit(store, AUDITOR, one))
    assert stale
    keep(store, fire(470, 2))
    after = story_findings(store, one)
    with store.writing() as connection:
        put_findings(connection, stale)
    assert story_findings(store, one) == after


def test_a_story_is_compared_once_for_all_that_came(store: Store) -> None:
    audits = [store.add(AUDITOR.audit(fire(crates, number))) for number, crates in enumerate((476, 470, 465))]
    stories = {place_audit(store, AUDITOR, audit) for audit in audits}
    (number,) = stories
    told = compare_story(store, AUDITOR, number)
    assert told
    with store.writing() as connection:
        put_findings(connection, told)
    assert [len(told.findings), compare_story(store, AUDITOR, number)] == [3, None]
    assert place_audit(store, AUDITOR, audits[0]) == number, "the same again: a report made anew has no findings yet"
    assert compare_story(store, AUDITOR, number)


def test_what_is_said_already_is_read_at_once_and_not_written_again(store: Store) -> None:
    for end, crates in enumerate((476, 470, 465, 460)):
        last = keep(store, fire(crates, end))
    told = compare_story(store, AUDITOR, place_audit(store, AUDITOR, last))
    assert told and len(told.findings) == 4 and any(told.findings.values())
    with store.writing() as connection:
        asked: list[str] = []
        event.listen(connection, "before_cursor_execute", lambda *a: asked.append(a[2]))
        put_findings(connection, told)
    assert [statement.split()[0] for statement in asked] == ["SELECT", "SELECT", "SELECT", "UPDATE"]
    assert asked[-1].startswith("UPDATE story SET compared"), "no report is written"


def test_stories_come_back_from_a_backup(store: Store, other_url: str, tmp_path: Path) -> None:
    first = keep(store, fire(476, 0))
    keep(store, fire(470, 1))
    backup(store.database, tmp_path / "backup")
    other = Database(other_url)
    restore(other, tmp_path / "backup")
    with store.reading() as connection, other.reading() as copy:
        number = find_story(connection, first) or 0
        assert story_tellings(copy, number) == story_tellings(connection, number)
        assert list_stories(copy, Page(9)) == list_stories(connection, Page(9))
    other.close()


def test_lists_stories_page_by_page(store: Store) -> None:
    for month in (1, 2, 3):
        text = " ".join(f"Boat m{month}n{n} landed cod." for n in range(40))
        for end in (0, 1):
            article = Article(
                text=text, published=date(2025, month, 1), title=f"Fire {month} {end}", id=f"{month}{end}"
            )
            tell(store, Report(article, (), 100.0, "r"))
    tell(store, Report(Article(text="A story of one article only."), (), 100.0, "r"))
    with store.reading() as connection:
        rows = list_stories(connection, Page(9)).rows
    assert [(row["articles"], row["first"].date()) for row in rows] == [
        (2, date(2025, month, 1)) for month in (3, 2, 1)
    ]


@pytest.mark.parametrize("severity", [Severity.MINOR])
def test_what_is_even_is_minor(store: Store, severity: Severity) -> None:
    one, two = keep(store, fire(476, 0, published=None)), keep(store, fire(470, 1, published=None))
    assert [f["severity"] for audit in (one, two) for f in story_findings(store, audit)] == [severity.label] * 2
