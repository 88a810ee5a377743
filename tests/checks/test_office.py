"""The office rules where their examples do not reach: undated texts, evidence, severity, worst cases."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from auditor import Article, Auditor, Finding
from auditor.finding import Severity
from auditor.knowledge import Knowledge
from auditor.ruleset import RuleSet, load_rules
from tests.growth import clocked, too_steep

RULES = tuple(replace(r, severity=Severity.MODERATE) for r in load_rules().rules if r.kind == "office")
"""The rules as a newsroom may set them: as they come they are advice."""
FACTS = {
    "offices": [
        {"person": "Marta Keel", "office": "senator", "country": "US-OH", "from": "2011-01-03", "to": "2025-01-20"},
        {
            "person": "Marta Keel", "office": "secretary of state", "country": "US", "from": "2025-01-21",
            "as_of": "2025-10-01",
        },
        {"person": "Ada Brandt", "office": "president", "country": "US", "from": "2009-01-20", "to": "2017-01-20"},
        {"person": "Jonas Feld", "office": "president", "country": "US", "from": "2017-01-20", "as_of": "2025-10-01"},
        {"person": "Ian Moss", "office": "attorney general", "country": "US", "from": "2009-01-20", "to": "2015-01-20"},
        {
            "person": "Ruth Calder", "office": "attorney general", "country": "US", "from": "2015-01-21",
            "as_of": "2025-10-01",
        },
    ]
}  # fmt: skip
AUDITOR = Auditor(RuleSet(RULES, "offices"), knowledge=Knowledge(FACTS))


def found(text: str, published: date | None = None, title: str = "") -> tuple[Finding, ...]:
    report = AUDITOR.audit(Article(text=text, title=title, published=published))
    assert report.complete, report.failures
    return report.findings


def test_a_dated_claim_rests_on_the_reference() -> None:
    (finding,) = found("Senator Marta Keel said on Monday that talks go on.", date(2025, 11, 1))
    assert (finding.rule, finding.severity) == ("office/not-held", Severity.MAJOR)
    assert [e.as_of for e in finding.evidence] == [date(2025, 1, 20), date(2025, 10, 1)]
    assert "secretary of state since January 21, 2025" in finding.message


def test_an_undated_claim_is_advice() -> None:
    (finding,) = found("Senator Marta Keel said on Monday that talks go on.")
    assert finding.severity is Severity.INFO
    assert "no date" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Senator Marta Keel said on Monday that Attorney General Ian Moss would go.",
        "Senator Marta Keel said on Monday that the law of 2014 would go.",
    ],
)
def test_an_undated_old_text_passes(text: str) -> None:
    assert found(text) == ()


def test_a_year_in_a_dateline_counts_as_the_date() -> None:
    text = (
        "DAYTON, Ohio, May 3, 2019 (Wire) - Senator Marta Keel said on Monday that talks go on. " + "They will. " * 12
    )
    assert found(text) == ()


def test_the_title_is_judged_too() -> None:
    findings = found("Marta Keel left on Monday.", date(2025, 11, 1), title="Senator Keel says talks go on")
    assert [(f.field, f.quote) for f in findings] == [("title", "Senator Keel")]


def test_the_right_mention_elsewhere_raises_severity() -> None:
    slip = "President Ada Brandt said on Monday that talks go on. Feld is in Geneva. "
    (bare,) = found(slip + "Feld waits.", date(2019, 11, 1))
    (raised,) = found(slip + "President Jonas Feld waits.", date(2019, 11, 1))
    assert (bare.severity, raised.severity) == (Severity.MODERATE, Severity.MAJOR)
    assert raised.evidence[0].quote == "President Jonas Feld"


@pytest.mark.parametrize(
    "text",
    [
        "The bill was signed by President Ada Brandt in 2012.",
        "Like President Ada Brandt, Feld likes ferries.",
        "President Ada Brandt greets voters in Dayton. (AP Photo/Ruth Calder)",
        "“When President Brandt was in office, nobody asked,” Feld said on Monday.",
    ],
)
def test_history_passes(text: str) -> None:
    assert found(text, date(2019, 11, 1)) == ()


def test_past_what_the_table_knows_it_is_silent() -> None:
    assert found("Attorney General Ian Moss said on Monday that he would go.", date(2030, 1, 1)) == ()


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "Senator Marta Keel, " * n,
        lambda n: "the Brandt administration " * n,
        lambda n: "Marta Keel, senator. Secretary of State Marta Keel says so.\n" * n,
        lambda n: "President Dr. Dr. Dr. " * n,
        lambda n: "Brandt " * n + "President Brandt",
    ],
)
def test_time_grows_with_the_length(make: Callable[[int], str]) -> None:
    def work(count: int) -> Mapping[str, float]:
        article = Article(text=make(count), published=date(2025, 11, 1))
        return {"audit": clocked(lambda: AUDITOR.audit(article))}

    assert too_steep(work, 400, 3_200) == {}
