"""The rules on holders' names where their examples do not reach: what is sure, what is advice, evidence, worst cases."""

from datetime import date

import pytest

from auditor import Article, Auditor, Finding
from auditor.checks.offices.meant import is_former
from auditor.document import Document
from auditor.finding import Severity
from auditor.knowledge import Knowledge
from auditor.mentions.misnamed import find_misnamed
from auditor.ruleset import RuleSet, load_rules
from tests.growth import clocked, too_steep

RULES = tuple(rule for rule in load_rules().rules if rule.kind == "holder-name")
FACTS = {
    "offices": [
        {"person": name, "office": office, "country": country, "from": "2015-01-03", "to": end, "as_of": "2025-10-01"}
        for name, office, country, end in (
            ("Marta Keelan", "governor", "US-OH", None),
            ("Oren Prattworth", "senator", "US-TX", None),
            ("Louise Hutchinsen", "senator", "US-ME", None),
            ("Anna Ruth Hutchinsen", "senator", "US-VT", None),
            ("Ruth Thornfelt", "senator", "US-OH", "2025-06-30"),
            ("Sigrid Thornquist", "president", "US", None),
            ("Adelheid Brooks", "senator", "US-AZ", None),
            ("Adele Marsh", "senator", "US-UT", None),
            ("Joris Krolf", "senator", "US-NH", None),
            ("Wanda Kolf", "senator", "US-NH", None),
            ("Alvin Harper", "senator", "US-NV", None),
            ("Joris Harper", "senator", "US-NM", None),
            ("Pyotr Ledovskoy", "foreign minister", "RU", None),
            ("Tilda Vanspeer", "mayor", "US-NYC", None),
            ("Odile Karswick", "mayor", "US-NYC", "2019-12-31"),
            ("Sigrid McThorn", "senator", "US-RI", None),
            ("Wilma Worth", "senator", "US-RI", None),
            ("Jean-Marc Tolverness", "senator", "US-RI", None),
            ("Kim Dongsuk", "president", "KR", None),
            ("Park Min", "foreign minister", "KR", None),
        )
    ]
}
for row in FACTS["offices"]:
    if row["to"] is None:
        del row["to"]
AUDITOR = Auditor(RuleSet(RULES, "holders"), knowledge=Knowledge(FACTS))
DAY = date(2025, 9, 1)


def found(text: str, published: date | None = DAY, title: str = "") -> tuple[Finding, ...]:
    report = AUDITOR.audit(Article(text=text, title=title, published=published))
    assert report.complete, report.failures
    return report.findings


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Ohio Gov. Martha Keelan spoke.", Severity.MODERATE),
        ("Martha Keelan spoke.", Severity.INFO),
        ("Martha Keelan, R. Strand and a miller spoke.", Severity.INFO),
        ("Martha Keelan, R-Ohio, spoke.", Severity.MODERATE),
        ("Mayor Tilda Vanspear spoke.", Severity.MODERATE),
        ("Tilda Vanspear spoke.", Severity.INFO),
        ("Mayor Odile Karswik spoke.", Severity.INFO),
        ("Martha Keelan spoke. Oren Prattworth did not.", Severity.MODERATE),
        ("Martha Q. Keelan spoke. Oren Prattworth did not.", Severity.INFO),
        ("Martha Keelan spoke. Pyotr Ledovskoy did not.", Severity.INFO),
        ("Martha Q. Keelan spoke. Marta Keelan did not.", Severity.MODERATE),
        ("Petr Ledovskoyy spoke. Marta Keelan did not.", None),
        ("Pyotr Ledovskon spoke. Marta Keelan did not.", None),
        ("Senator Oren Pratworth spoke.", Severity.MODERATE),
        ("Senator Louise Hutchinson spoke.", Severity.INFO),
        ("Senator Louise Hutchinson (D-Maine) spoke.", Severity.MODERATE),
        ("Senator Louise Hutchinson (D-Texas) spoke.", None),
        ("Senator Louise Hutchinson (D-Nowhere) spoke.", Severity.MODERATE),
        ("Sigrid Mcthorn spoke.", Severity.INFO),
        ("Wilma Wirth spoke. Oren Prattworth did not.", None),
        ("Wilma Werth spoke. Oren Prattworth did not.", None),
        ("Jean-Marc Tolvernes spoke. Oren Prattworth did not.", Severity.MODERATE),
        ("Kim Dongsug spoke. Park Min did not.", None),
        ("Senator Anna Ruth Hutchinson spoke.", Severity.MODERATE),
        ("Democrat Oren Pratworth spoke.", Severity.MODERATE),
        ("Democrat Louise Hutchinson spoke.", None),
        ("Sen. Ruth Thornfeld spoke.", Severity.MODERATE),
        ("Adelheyd Brooks spoke. Oren Prattworth did not.", Severity.MODERATE),
        ("Adelle Marsh spoke. Oren Prattworth did not.", Severity.INFO),
        ("Joris Krolv spoke. Oren Prattworth did not.", Severity.MODERATE),
        ("Wanda Kolv spoke. Oren Prattworth did not.", None),
        ("Alvyn Harper spoke. Oren Prattworth did not.", Severity.INFO),
        ("Adelle Brooks spoke. Oren Prattworth did not.", None),
        ("Wife of the late miller Martha Keelan.", Severity.INFO),
        ("Wife of miller Martha Keelan.", None),
        ("Mayor Martha Keelan spoke.", None),
        ("State Sen. Oren Pratworth spoke.", None),
        ("Dr. Oren Pratworth spoke.", Severity.INFO),
    ],
)
def test_what_is_sure(text: str, severity: Severity | None) -> None:
    assert [finding.severity for finding in found(text)] == ([severity] if severity is not None else [])


@pytest.mark.parametrize(
    ("published", "text", "severity"),
    [
        (date(2025, 9, 13), "Sen. Ruth Thornfeld spoke.", Severity.MODERATE),
        (date(2025, 9, 14), "Sen. Ruth Thornfeld spoke.", Severity.INFO),
        (date(2025, 9, 14), "Former Sen. Ruth Thornfeld spoke.", Severity.MODERATE),
        (date(2014, 9, 14), "Sen. Ruth Thornfeld spoke.", None),
    ],
)
def test_a_seat_is_held_for_a_time(published: date, text: str, severity: Severity | None) -> None:
    assert [finding.severity for finding in found(text, published)] == ([severity] if severity is not None else [])


def test_the_reference_is_told_and_the_right_name_elsewhere() -> None:
    (finding,) = found("Ohio Gov. Martha Keelan spoke.", title="Marta Keelan speaks")
    assert finding.quote == "Martha Keelan"
    assert "Marta Keelan, Ohio governor since January 3, 2015" in finding.message
    assert [(each.field, each.quote, each.as_of) for each in finding.evidence] == [
        ("title", "Marta Keelan", None),
        ("text", "", date(2025, 10, 1)),
    ]


@pytest.mark.parametrize(
    ("text", "published", "quotes"),
    [
        ("Ohio Gov. Louise Keelan spoke.", DAY, ["Louise Keelan"]),
        ("Ohio Gov. Louise Keelan spoke.", None, []),
        ("Texas Gov. Louise Keelan spoke.", DAY, []),
        ("Gov. Marta Q. Keelan spoke.", DAY, []),
    ],
)
def test_another_first_name(text: str, published: date | None, quotes: list[str]) -> None:
    assert [finding.quote for finding in found(text, published)] == quotes


def test_without_an_office_nobody_is_a_former_holder() -> None:
    document = Document(Article(text="Former Martha Keelan spoke."), Knowledge(FACTS))
    assert [(each.claim, is_former(each)) for each in find_misnamed(document)] == [(None, False)]


def test_many_names_take_linear_time() -> None:
    text = "Gov. Martha Keelan and Oren Pratworth, the senator, met Marta Keelan and Sigrid Thornquist. "
    assert too_steep(lambda count: {"audit": clocked(lambda: found(text * count))}, 200, 1_600) == {}
