"""The office rules where their examples do not reach: undated texts, evidence, severity, worst cases."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest

from auditor import Article, Auditor, Finding
from auditor.checks.office_year import VERBS, Told
from auditor.checks.offices.judge import is_history
from auditor.checks.offices.signs import OF_HOLDERS
from auditor.checks.offices.suspect import past_people, suspects
from auditor.document import Document
from auditor.finding import Severity
from auditor.knowledge import Knowledge
from auditor.knowledge.offices import Office, Term
from auditor.ruleset import RuleSet, load_rules
from auditor.window import Window
from tests.growth import clocked, too_steep

RULES = tuple(rule for rule in load_rules().rules if rule.kind == "office")
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
    assert finding.rule == "office/not-held"
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


def test_a_name_told_often_is_history_only_of_who_holds_no_other_office() -> None:
    sign = OF_HOLDERS["often"]
    facts = {
        "offices": [
            *FACTS["offices"],
            {**FACTS["offices"][4], "office": "vice president", "from": "2015-02-01", "to": "2019-01-20"},
        ]
    }
    for knowledge, told in ((FACTS, True), (facts, False)):
        text = "Attorney General Ian Moss said on Monday that Moss and Moss would go."
        document = Document(Article(text=text, published=date(2018, 11, 1)), Knowledge(knowledge))
        (suspect,) = document.layer(suspects(75))
        assert bool(sign(suspect)) == told


def test_others_whose_office_is_over_are_counted() -> None:
    text = "Attorney General Ian Moss said on Monday that President Jonas Feld would go."
    document = Document(Article(text=text, published=date(2016, 1, 5)), Knowledge(FACTS))
    assert document.layer(past_people(75)) == {"Ian Moss"}


def test_quoted_words_are_advice() -> None:
    text = (
        "Talks on the river go on, the ministry said on Monday, and nobody knew for how long they would. "
        "The paper wrote: “Talks would end, for Attorney General Marta Keel says that nothing is to be done.”"
    )
    (finding,) = found(text, date(2025, 11, 1))
    assert finding.severity is Severity.INFO


def test_nobody_is_quoted_with_an_office_to_come() -> None:
    text = "The paper wrote on Monday: “Talks go on in the harbour of Dayton, for President Jonas Feld says today that he likes it.”"
    (finding,) = found(text, date(2013, 6, 3))
    assert finding.severity is Severity.MODERATE


LEFT = date(2015, 1, 20)
"""When Ian Moss left office."""
CAME = date(2017, 1, 20)
"""When Jonas Feld came into office."""


@pytest.mark.parametrize(
    ("text", "day", "severity"),
    [
        ("Attorney General Ian Moss says today that talks go on.", LEFT + timedelta(75), None),
        ("Attorney General Ian Moss says today that talks go on.", LEFT + timedelta(76), Severity.INFO),
        ("Attorney General Ian Moss says today that talks go on.", LEFT + timedelta(199), Severity.INFO),
        ("Attorney General Ian Moss says today that talks go on.", LEFT + timedelta(200), Severity.MODERATE),
        ("President Jonas Feld says today that talks go on.", CAME - timedelta(75), None),
        ("President Jonas Feld says today that talks go on.", CAME - timedelta(76), Severity.INFO),
        ("President Jonas Feld says today that talks go on.", CAME - timedelta(199), Severity.INFO),
        ("President Jonas Feld says today that talks go on.", CAME - timedelta(200), Severity.MODERATE),
        ("The Feld administration says today that talks go on.", CAME - timedelta(200), Severity.MODERATE),
    ],
)
def test_days_around_a_term(text: str, day: date, severity: Severity | None) -> None:
    assert [finding.severity for finding in found(text, day)] == ([] if severity is None else [severity])


def test_a_past_office_is_sure_only_where_the_sentence_speaks_of_now() -> None:
    (then,) = found("Attorney General Ian Moss, of Dayton, went on a walk.", date(2018, 11, 1))
    (now,) = found("Attorney General Ian Moss, of Dayton, went on a walk today.", date(2018, 11, 1))
    assert (then.severity, now.severity) == (Severity.INFO, Severity.MODERATE)


@pytest.mark.parametrize(
    "text",
    [
        "The bill was signed by President Ada Brandt in 2012.",
        "Like President Ada Brandt years ago, Feld likes ferries, and Brandt likes Feld's and thanks Feld for a walk.",
        "The letter is signed by the counsel to the President Ian Moss.",
        "The lawyer who years ago, in 2012, was with Brandt administration Attorney General Ian Moss is in Dayton.",
        "As president, Ada Brandt is remembered today.",
        "Nothing is to be seen of the chair and the president, Ada Brandt says.",
        "The Biden-Brandt administration says that it is safe.",
        "President Ada Brandt greets voters in Dayton. (AP Photo/Ruth Calder)",
    ],
)
def test_history_passes(text: str) -> None:
    assert found(text, date(2019, 11, 1)) == ()


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Attorney General Ian Moss said on Monday that talks go on.", Severity.MODERATE),
        ("Attorney General Ian Moss said on Monday that the law of 2016 is to go.", Severity.INFO),
        ("Attorney General Ian Moss said on Monday that Calder is to go.", Severity.INFO),
        ("Attorney General Ian Moss said of his predecessor that talks go on.", Severity.INFO),
        ("Attorney General Ian Moss had said on Monday that talks go on.", Severity.INFO),
        ("Attorney General Ian Moss's men said on Monday that talks go on.", Severity.INFO),
        (
            "Attorney General Ian Moss is in the harbour of Kiel and looks at ships. (AP Photo/Ruth Harrow)",
            Severity.INFO,
        ),
        ("“When President Brandt was in office, nobody asked,” Feld said on Monday.", Severity.INFO),
        ("The talks are kept up by Attorney General Ian Moss on Monday.", Severity.INFO),
        ("Attorney General Ian Moss, says the host, went on a walk; talks go on.", Severity.MODERATE),
        ("Attorney General Ian Moss went on a walk; talks go on today.", Severity.INFO),
        (
            "Attorney General Ian Moss went on a walk today with the miller and the baker who once had a boat.",
            Severity.INFO,
        ),
    ],
)
def test_what_may_be_history_is_advice(text: str, severity: Severity) -> None:
    (finding,) = found(text, date(2018, 11, 1))
    assert finding.severity is severity


@pytest.mark.parametrize(("words", "severity"), [(11, Severity.INFO), (12, Severity.MODERATE)])
def test_what_is_supposed_is_advice(words: int, severity: Severity) -> None:
    """A condition reaches over twelve tokens, itself among them."""
    text = f"The ferries are safe if {'very ' * words}President Jonas Feld is on board today."
    (finding,) = found(text, date(2013, 6, 3))
    assert finding.severity is severity
    (finding,) = found("The ferries are safe, and President Jonas Feld might be on board today.", date(2013, 6, 3))
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("verb", "severity"),
    [
        ("is weighing", Severity.MAJOR),
        ("is to weigh", Severity.INFO),
    ],
)
def test_an_administration_is_sure_only_where_it_says_or_does_something(verb: str, severity: Severity) -> None:
    text = f"The Brandt administration {verb} new rules for ferries. President Feld spoke of them, and Feld will sign."
    (finding,) = found(text, date(2018, 6, 3))
    assert finding.severity is severity


def test_an_end_that_may_be_off_tells_no_year() -> None:
    term = Term(
        Office("US", "president"), "Ada Brandt", date(2009, 1, 20), date(2017, 1, 20), date(2025, 1, 1), "register"
    )
    window = Window(Document(Article(text="Brandt left office in 2012.")), 0, 5)
    told = Told(window, "leaving", 2012, [term])
    assert VERBS["leaving"](told)
    assert not VERBS["leaving"](told._replace(terms=[term._replace(approximate=True)]))


@pytest.mark.parametrize(("day", "told"), [(date(2027, 10, 1), 1), (date(2027, 10, 2), 0)])
def test_two_years_past_what_the_table_knows_it_is_silent(day: date, told: int) -> None:
    assert len(found("Attorney General Ian Moss said on Monday that he would go.", day)) == told


@pytest.mark.parametrize(("end", "over"), [(None, False), (date(1995, 1, 6), False), (date(1995, 1, 5), True)])
def test_a_term_that_ended_twenty_years_of_365_days_ago_is_history(end: date | None, over: bool) -> None:
    term = Term(Office("US", "president"), "Ada Brandt", date(1989, 1, 20), end, date(2025, 1, 1), "register")
    assert is_history(term, date(2015, 1, 1)) is over


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


def test_of_two_who_came_to_the_office_later_the_first_is_meant() -> None:
    """Somebody named before an election is who was about to be chosen, not a namesake of twelve years later."""
    terms = (("Anna Brandt", "1989-01-20", "1993-01-20"), ("Carl Brandt", "2001-01-20", "2009-01-20"))
    rows = [
        {"person": person, "office": "president", "country": "US", "from": start, "to": end}
        for person, start, end in terms
    ]
    rows.append(
        {"person": "Rhea Moss", "office": "president", "country": "US", "from": "1981-01-20", "to": "1989-01-20"}
    )
    auditor = Auditor(RuleSet(RULES, "offices"), knowledge=Knowledge({"offices": rows}))
    article = Article(text="President Brandt said on Monday that talks go on.", published=date(1988, 8, 1))
    (finding,) = auditor.audit(article).findings
    assert (finding.severity, finding.evidence[-1].note[:12]) == (Severity.INFO, "Anna Brandt:")
