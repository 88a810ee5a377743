"""What keys and logins that are bound to sources or desks reach."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from auditor.article import Article
from auditor.finding import Report
from auditor.store import Store
from auditor.store.reach import EVERYTHING, Reach, bound_to
from auditor.store.sources import add_alias
from auditor.store.tables import article, report, revision
from tests.store.made import RULES

ARTICLES = (
    Article(id="north-politics", text="One text.", source="north.example", desk="Politics"),
    Article(id="north-sport", text="Another text.", source="north.example", desk="Sport"),
    Article(id="south", text="A third text.", source="south.example"),
    Article(id="nowhere", text="A fourth text."),
)


@pytest.mark.parametrize(
    ("reach", "names"),
    [
        (EVERYTHING, {"north-politics", "north-sport", "south", "nowhere"}),
        (bound_to(["https://www.north.example/"]), {"north-politics", "north-sport"}),
        (bound_to(["north.example"], ["Politics"]), {"north-politics"}),
        (bound_to(None, ["Sport"]), {"north-sport"}),
        (bound_to(["other.example"]), {"south"}),
        (bound_to(["not-yet.example"]), set[str]()),
        (bound_to([]), set[str]()),
    ],
)
def test_what_is_within(store: Store, reach: Reach, names: set[str]) -> None:
    for given in ARTICLES:
        store.add(Report(given, (), 100.0, RULES))
    with store.writing() as connection:
        add_alias(connection, "south.example", "other.example")
    with store.reading() as connection:
        reports = select(revision.c.name).join(report, report.c.revision_id == revision.c.id).where(reach.reports())
        articles = select(revision.c.name).join(article).where(reach.articles())
        assert set(connection.execute(reports).scalars()) == names
        assert set(connection.execute(articles).scalars()) == names
        assert {given.id for given in ARTICLES if reach.takes(connection, given)} == names
