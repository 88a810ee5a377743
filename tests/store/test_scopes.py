"""What takes the place of a finding is decided by the kind of its rule, not by what the rule is called."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date

from sqlalchemy import MetaData, select, text

from auditor import Article, Auditor
from auditor.finding import Failure, Scope
from auditor.ruleset import RuleSet, load_rules
from auditor.store import Store
from auditor.store.amending import amend_reports
from auditor.store.database import Database
from auditor.store.schema import upgrade
from tests.store.made import TEXT, flag, report_on
from tests.store.placed import tell_story
from tests.store.test_schema import ROWS

SHIPPED = load_rules()
OF_ARTICLE, OF_STORY = "story/doubled-word", "number/told-otherwise"
RULES = (
    replace(SHIPPED["language/doubled-word"], id=OF_ARTICLE),
    replace(SHIPPED["story/number-differs"], id=OF_STORY),
)
AUDITOR = Auditor(RuleSet(RULES, "scopes"))
TOLD = (
    "The fire in the Lerwick market destroyed {} crates of of salmon, the harbour trust said in a statement.\n\n"
    "Councillor Magnus Halcrow said that landings would move to Scalloway for the winter. {}"
)
ENDS = (
    "The market, built in 1984, handled half of the haddock of Shetland.",
    "Nobody was hurt, and a spark from a welder was blamed by the brigade.",
    "Boats from Whalsay waited outside until the evening, their skippers told the radio.",
)


def tell(store: Store, crates: int, end: int) -> int:
    """Keep a report of the fire and compare its story; the audit."""
    body = TOLD.format(crates, " ".join((ENDS[end], f"Reporter {end} was there.") * 3))
    known = {"source": f"paper{end}.example", "published": date(2025, 3, 4), "title": "Fire destroys Lerwick market"}
    audit = store.add(AUDITOR.audit(Article(text=body, **known)))  # type: ignore[arg-type]
    tell_story(store, AUDITOR, audit)
    return audit


def found(store: Store, audit: int) -> Counter[str]:
    record = store.get(audit)
    assert record is not None
    return Counter(finding["rule"] for finding in record["findings"])


def test_each_comparison_speaks_for_the_rules_of_stories_only(store: Store) -> None:
    first, second = tell(store, 420, 0), tell(store, 470, 1)
    assert found(store, first) == found(store, second) == {OF_ARTICLE: 1, OF_STORY: 1}, "one of them is wrong"
    third = tell(store, 420, 2)
    assert found(store, second) == {OF_ARTICLE: 1, OF_STORY: 1}, "neither gone nor twice"
    assert found(store, first) == found(store, third) == {OF_ARTICLE: 1}


def test_failures_go_with_their_scope(store: Store) -> None:
    of_article = Failure((OF_ARTICLE,), "ValueError: no")
    audit = store.add(replace(report_on(), failures=(of_article,)))
    for error in ("KeyError: x", "KeyError: y"):
        with store.writing() as connection:
            amend_reports(connection, Scope.STORY, {audit: ()}, [Failure((OF_STORY,), error, Scope.STORY)])
    record = store.get(audit)
    assert record is not None
    assert [failure["error"] for failure in record["failures"]] == ["ValueError: no", "KeyError: y"]


def test_a_report_kept_again_says_what_came_due_since(store: Store) -> None:
    """The same article under the same ruleset: a suppression may have ended, and its story may have spoken meanwhile."""
    first, second = flag(TEXT, "Senator"), flag(TEXT, "bridge", rule="title/doubled")
    told = flag(TEXT, "Monday", rule=OF_STORY, scope=Scope.STORY)
    audit = store.add(report_on(TEXT, first))
    with store.writing() as connection:
        amend_reports(connection, Scope.STORY, {audit: [told]}, ())
    before = store.get(audit)
    assert store.add(report_on(TEXT, first, second)) == audit
    after = store.get(audit)
    assert before is not None and after is not None
    assert [f["rule"] for f in after["findings"]] == [first.rule, told.rule, second.rule]
    assert after["score"] < before["score"]


def test_what_is_kept_already_is_told_apart(database: Database) -> None:
    """A rule may be gone from the ruleset: what its findings rest on says what it looked at."""
    of_other = [{"note": "paper1.example", "quote": "q", "article": "7"}]
    of_self = [{"note": "here", "quote": 'he wrote "article": "7"'}]
    kept: list[tuple[str, list[dict[str, str]], str, bool]] = [
        ("story/number-differs", of_other, "story", False),
        ("story/lone-claim", [], "story", False),
        ("story/doubled-word", of_self, "article", False),
        ("number/told-otherwise", of_other, "story", False),
        ("metadata/silent-change", [], "revision", False),
        ("metadata/missing-date", [], "article", True),
        ("office/not-held", [], "article", False),
    ]
    upgrade(database, "0009")
    with database.writing() as connection:
        old = MetaData()
        old.reflect(connection)
        for name, row in ROWS.items():
            failures = [{"rules": ["story/number-differs"], "error": "E"}, {"rules": ["date/weekday"], "error": "E"}]
            changed = {"complete": False, "failures": failures} if name == "report" else {}
            if name != "finding":
                connection.execute(old.tables[name].insert(), {**row, **changed})
        for number, (rule, evidence, _, _) in enumerate(kept, 1):
            values = {**ROWS["finding"], "id": number, "rule": rule, "evidence": evidence}
            connection.execute(old.tables["finding"].insert(), values)
    upgrade(database)
    with database.reading() as connection:
        rows = connection.execute(text("SELECT rule, scope, whole FROM finding ORDER BY id")).all()
        new = MetaData()
        new.reflect(connection)
        failures = connection.execute(select(new.tables["report"].c.failures)).scalar_one()
    assert [(row.rule, row.scope, bool(row.whole)) for row in rows] == [
        (r, scope, whole) for r, _, scope, whole in kept
    ]
    told = json.loads(failures) if isinstance(failures, str) else failures
    assert [failure["scope"] for failure in told] == ["story", "article"]
