"""What `[[suppress]]` settles stays away from what jobs find: in articles, in stories, in revisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from auditor import Article
from auditor.audit import Auditor
from auditor.ruleset import RuleSet, load_rules
from auditor.settings import Settings
from auditor.store import Store
from auditor.suppressions import Suppression
from tests.jobs.made import Drain, add_articles, rows_of

DOUBLED, NUMBER, SILENT = "language/doubled-word", "story/number-differs", "metadata/silent-change"
SHIPPED = load_rules()
RULES = RuleSet(tuple(SHIPPED[name] for name in (DOUBLED, NUMBER, SILENT)), SHIPPED.digest)
TOLD = (
    "The fire in the Lerwick market destroyed {} crates of of salmon, the harbour trust said in a statement.\n\n"
    "Councillor Magnus Halcrow said that landings would move to Scalloway for the winter. {}"
)
ENDS = (
    "The market, built in 1984, handled half of the haddock of Shetland.",
    "Nobody was hurt, and a spark from a welder was blamed by the brigade.",
)


def fire(number: int, crates: int) -> Article:
    """A report of the fire; each is of a paper of its own."""
    return Article(
        id=f"fire{number}",
        url=f"https://paper{number}.example/fire",
        source=f"paper{number}.example",
        published=date(2025, 3, 4),
        title="Fire destroys Lerwick fish market",
        text=TOLD.format(crates, " ".join((ENDS[number], f"Reporter {number} was there.") * 3)),
    )


def told(store: Store, auditor: Auditor) -> dict[str, str]:
    """The fingerprints, by rule, that stand in the end of an article that differs from another and from itself."""
    for article in (fire(0, 420), fire(1, 450), fire(1, 470)):
        audit = store.add(auditor.audit(article, date(2025, 3, 4)))
        Drain(store, auditor)()
    record: Any = store.get(audit)
    return {finding["rule"]: finding["fingerprint"] for finding in record["findings"]}


def settling(*suppressions: Suppression) -> Auditor:
    return Auditor(RULES, settings=Settings().with_suppressions(suppressions))


def test_settled_findings_stay_away_and_others_do_not(store: Store) -> None:
    found = told(store, settling())
    assert found.keys() == {DOUBLED, NUMBER, SILENT}
    for rule, fingerprint in found.items():
        own = settling(Suppression(fingerprint, "settled", article="fire1"))
        assert told(store, own) == {name: f for name, f in found.items() if name != rule}, "new settings, new report"
        ended = settling(Suppression(fingerprint, "settled", until=date(2001, 1, 1)))
        assert told(store, ended) == found
        other = settling(Suppression(fingerprint, "settled", article="fire7"))
        assert told(store, other) == found


def test_an_audit_that_waits_is_judged_by_the_day_it_is_done(store: Store) -> None:
    text = "The council sold the the old mill on Monday."
    (plain,) = settling().audit(Article(text=text)).findings
    for auditor, count in (
        (settling(Suppression(plain.fingerprint, "x", until=date(2999, 1, 1))), 0),
        (settling(Suppression(plain.fingerprint, "x", until=date(2001, 1, 1))), 1),
        (settling(Suppression(plain.fingerprint, "x", article="a0")), 0),
    ):
        (job,) = add_articles(store, text)
        Drain(store, auditor)()
        (row,) = rows_of(store, id=job)
        record: Any = store.get(row.result["audit"])
        assert len(record["findings"]) == count
