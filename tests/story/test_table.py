"""The claim table and the timeline of a story."""

from dataclasses import replace
from datetime import date

from auditor.article import Article
from auditor.document import Document
from auditor.story.table import make_claim_table, make_timeline
from auditor.story.telling import Telling, make_telling

FIRE = "The fire in the Lerwick market destroyed {} crates of salmon, the harbour trust said in a statement."
OFFICE = "Secretary of State Marco Rubio saw over 40 boats join the herring regatta."


def telling(key: str, text: str, day: int | None = None, copy_of: str | None = None) -> Telling:
    published = date(2025, 3, day) if day else None
    article = Article(text=text, published=published, source=f"{key}.example")
    return replace(make_telling(Document(article), key), copy_of=copy_of)


def test_timeline_folds_copies_and_puts_days_in_order() -> None:
    tellings = [telling("a", FIRE), telling("b", FIRE, 4), telling("c", FIRE, 2), telling("d", FIRE, 5, "b")]
    timeline = make_timeline(tellings)
    assert [(entry.article, entry.copies) for entry in timeline] == [("c", ()), ("b", ("d",)), ("a", ())]


def test_like_sentences_make_one_row_of_what_differs() -> None:
    rows = make_claim_table([telling(key, FIRE.format(n)) for key, n in (("a", 476), ("b", 470), ("c", 470))])
    row = next(row for row in rows if "…" in row.subject)
    assert row.kind == "number"
    assert row.differs
    assert [(cell.article, cell.shown) for cell in row.cells] == [("a", "476"), ("b", "470"), ("c", "470")]
    assert row.subject == "in the lerwick market destroyed … crates of salmon the harbour"


def test_claims_make_a_row_where_two_voices_speak_of_them() -> None:
    two = [telling("a", OFFICE), telling("b", OFFICE.replace("Secretary of State", "Senator").replace("over", "some"))]
    rows = {row.kind: row for row in make_claim_table(two) if "…" not in row.subject}
    assert rows["office"].differs
    assert [cell.shown for cell in rows["office"].cells] == ["Secretary of State Marco Rubio", "Senator Marco Rubio"]
    assert rows["number"].subject == "boats"
    assert make_claim_table(two[:1]) == []
    assert make_claim_table([two[0], telling("b", OFFICE, copy_of="a")]) == []


def test_what_all_say_alike_stands_last() -> None:
    rows = make_claim_table([telling("a", OFFICE), telling("b", f"{OFFICE} {FIRE.format(4)}")])
    assert [row.differs for row in rows] == [False] * len(rows)
