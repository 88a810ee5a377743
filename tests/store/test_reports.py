"""What goes into the store comes out of it, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor import Article, Report
from auditor.article import LayoutBlock, Span
from auditor.finding import Evidence, Failure, Severity
from auditor.render.record import report_record
from auditor.render.restore import read_report
from auditor.store import Store
from auditor.store.door import UnstorableText
from tests.store.made import TEXT, flag, report_on


def test_comes_back_as_it_went_in(store: Store) -> None:
    report = report_on(
        TEXT,
        flag(
            TEXT,
            "Senator Jane Roe",
            fix="replace: Jane Roe",
            evidence=(Evidence("since 2025", as_of=date(2026, 1, 2)),),
        ),
        flag(TEXT, "Springfield", "geography/far-away", severity=Severity.INFO, quoted=True),
        url="https://example.org/bridge",
        published=date(2026, 11, 1),
        id="bridge",
    )
    record = store.get(store.add(report))
    assert record is not None
    expected = report_record(report)
    findings = expected.pop("findings")
    assert {name: record[name] for name in expected if name != "score"} == {
        k: v for k, v in expected.items() if k != "score"
    }
    assert [{name: f[name] for name in e} for f, e in zip(record["findings"], findings, strict=True)] == findings
    assert record["text"] == TEXT
    assert record["title"] == record["headline"] == "The bridge opens"
    assert (record["source"], record["url"]) == ("example.org", "https://example.org/bridge")
    assert record["published"] == "2026-11-01"
    assert datetime.fromisoformat(record["created"]).tzinfo == UTC
    assert all(f["status"] == "open" for f in record["findings"])


def test_unknown_audit(store: Store) -> None:
    assert store.get(1) is None


def test_incomplete_report_says_why(store: Store) -> None:
    report = replace(report_on(), failures=(Failure(("date/weekday",), "ValueError: no"),))
    record = store.get(store.add(report))
    assert record is not None
    assert not record["complete"]
    assert record["failures"] == [{"rules": ["date/weekday"], "error": "ValueError: no", "scope": "article"}]


def test_title_in_the_text_is_the_headline(store: Store) -> None:
    text = "Bridge in Springfield Opens After Ten Years\n\n" + TEXT
    record = store.get(store.add(report_on(text, title="")))
    assert record is not None
    assert record["title"] == ""
    assert record["headline"] == "Bridge in Springfield Opens After Ten Years"


def test_same_article_under_same_rules_is_one_report(store: Store) -> None:
    report = report_on(TEXT, flag(TEXT, "Springfield"), url="https://example.org/a")
    assert store.add(report) == store.add(report)
    assert store.count() == 1
    record = store.get(store.add(report))
    assert record is not None
    assert len(record["findings"]) == 1


def test_other_rules_make_another_report(store: Store) -> None:
    first = store.add(report_on(url="https://example.org/a"))
    second = store.add(report_on(url="https://example.org/a", ruleset="b" * 16))
    assert first != second
    old, new = store.get(first), store.get(second)
    assert old is not None
    assert new is not None
    assert (old["current"], new["current"]) == (False, True)
    assert old["article"] == new["article"]
    assert old["revision"] == new["revision"] == 1


def test_changed_text_is_a_revision(store: Store) -> None:
    first = store.add(report_on(url="https://example.org/a"))
    second = store.add(report_on(TEXT + "More.", url="https://example.org/a"))
    records = [store.get(first), store.get(second)]
    assert [r and (r["revision"], r["current"]) for r in records] == [(1, False), (2, True)]


def test_a_text_that_comes_back_speaks_for_its_article_again(store: Store) -> None:
    first = store.add(report_on(url="https://example.org/a"))
    second = store.add(report_on(TEXT + "More.", url="https://example.org/a"))
    assert store.add(report_on(url="https://example.org/a")) == first
    records = [store.get(first), store.get(second)]
    assert [r and r["current"] for r in records] == [True, False]


def test_files_of_one_name_from_nowhere_are_two_articles(store: Store) -> None:
    first = store.get(store.add(report_on("One.", source=None, id="a.txt")))
    second = store.get(store.add(report_on("Two.", source=None, id="a.txt")))
    assert first is not None
    assert second is not None
    assert first["article"] != second["article"]


def test_id_at_a_source_names_an_article(store: Store) -> None:
    first = store.get(store.add(report_on("One.", id="7")))
    second = store.get(store.add(report_on("Two.", id="7")))
    third = store.get(store.add(report_on("Two.", id="7", source="example.net")))
    assert first is not None
    assert second is not None
    assert third is not None
    assert first["article"] == second["article"] != third["article"]


def test_list_is_newest_first_and_pages_by_key(store: Store) -> None:
    ids = [store.add(report_on(f"Text {n}.")) for n in range(5)]
    page = store.list(limit=2)
    assert [row["audit"] for row in page] == ids[:-3:-1]
    rest = store.list(limit=10, after=page[-1]["audit"])
    assert [row["audit"] for row in rest] == ids[2::-1]
    assert "text" not in page[0]


def test_list_and_count_of_a_source(store: Store) -> None:
    store.add(report_on("One.", source="https://www.example.org/"))
    store.add(report_on("Two.", source="The Daily Example"))
    store.add(report_on("Three.", source=None))
    assert store.count() == 3
    assert store.count(source="example.org") == store.count(source="www.Example.org") == 1
    assert [row["source"] for row in store.list(source="the daily  example")] == ["the daily example"]
    assert store.list(source="nobody.example") == []


def test_counts_by_severity(store: Store) -> None:
    store.add(report_on(TEXT, flag(TEXT, "Springfield"), flag(TEXT, "Monday", severity=Severity.INFO)))
    assert store.list()[0]["counts"] == {"major": 1, "info": 1}


def test_nul_is_replaced_length_for_length(store: Store) -> None:
    text = "A\0b said so. " * 5
    record = store.get(store.add(report_on(text, flag(text, "A\0b"), title="T\0")))
    assert record is not None
    assert record["text"] == text.replace("\0", "\ufffd")
    finding = record["findings"][0]
    assert record["text"][finding["start"] : finding["end"]] == finding["quote"]


@pytest.mark.parametrize("field", ["text", "title", "source", "url", "id"])
def test_half_a_surrogate_pair_is_refused(store: Store, field: str) -> None:
    with pytest.raises(UnstorableText, match="half of a surrogate pair"):
        store.add(report_on(**{field: "x\ud800y"}))
    assert store.count() == 0


def test_what_a_page_said_is_part_of_the_revision(store: Store) -> None:
    article = Article(
        text=TEXT, url="https://example.org/a", layout=(LayoutBlock(0, 5, "p", True),), authors=("A. B.",)
    )
    audit = store.add(Report(article, (), 100.0, "a" * 16))
    assert store.get(audit) is not None
    assert store.add(Report(replace(article, authors=("C. D.",)), (), 100.0, "a" * 16)) != audit


def test_whose_words_they_are_is_kept(store: Store) -> None:
    said = Article(text=TEXT, quoted=(Span(0, 5), Span(9, 12)))
    audit = store.add(Report(said, (), 100.0, "a" * 16))
    record = store.get(audit)
    assert record is not None
    assert read_report(record).article.quoted == said.quoted
    assert store.add(Report(replace(said, quoted=()), (), 100.0, "a" * 16)) != audit


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200), title=st.text(max_size=40))
def test_any_text_comes_back(store: Store, text: str, title: str) -> None:
    """Hypothesis makes no lone surrogates here; all else is kept, NUL but for its replacement."""
    record = store.get(store.add(report_on(text, title=title)))
    assert record is not None
    assert record["text"] == text.replace("\0", "\ufffd")
    assert record["title"] == title.replace("\0", "\ufffd")
    assert len(record["text"]) == len(text)
