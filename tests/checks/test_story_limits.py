"""Kind `story` at its limits: what is flagged where each still holds, and passes just beyond."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from auditor.article import Article
from auditor.audit import Auditor
from auditor.checks.stories.amounts import may_be_one
from auditor.finding import Finding, Severity
from auditor.knowledge import Knowledge
from auditor.ruleset import RuleSet, load_rules
from auditor.story.telling import make_telling

MARKS = re.compile("<<|>>")
Report = str | tuple[str, date]
"""A text, or a text and its day; `<<...>>` marks what must be flagged."""
FELDS = ("The Feld administration is weighing new rules.", "Ports wait for what the Feld administration promised.")
FIRE_ENGINES = "Norway wants help. Neighbours will send fire engines to Norway by rail, if the ministers agree to it."
RAIL_CARS = "Norway wants help with its fires. Rail cars that send fire engines into Norway are ready, ministers said."
HAY = ("Norway wants help. All can fly hay to Norway.", "Norway wants help. All who can fly hay to Norway do so.")
NORWAY = "Norway wants help. Norway asked for it. "
OTHERS = ("The ferry broke down.", "Passengers were given soup.", "Tugs reached the ferry.", "She was towed home.")
QUAY = "Nobody on the quay knew of it. " * 12
PORTS = (
    "Aith",
    "Bixter",
    "Clousta",
    "Fetlar",
    "Gott",
    "Hamar",
    "Isbister",
    "Jarlshof",
    "Ketlar",
    "Lunna",
    "Mavis",
    "Nesting",
)
RAINY = "".join(f"It rained on Monday, March 6, 200{year}. " for year in range(7))
FERRY = "The ferry broke down on {}, with all passengers on board, the operator said in Lerwick."
SENATOR = "The treaty needs time, {} said."
SECRETARY = "Secretary of State Marta Keel wants more talks."
CRATES = "The fire in the Lerwick market destroyed {} crates of salmon, the harbour trust said in a statement."
SALMON = "“We shall land all of our salmon at {} until a hall stands here,” she said."
SONS = SALMON.replace("here", "here and so shall all of our old sons")


def boats_in(ports: tuple[str, ...]) -> str:
    return "".join(f"\n\nThere were {200 + number} boats in the port of {port}." for number, port in enumerate(ports))


LIMITS: list[tuple[str, tuple[Report, ...]]] = [
    ("administration-differs", (("The <<Brandt administration>> decides.", date(2017, 4, 6)), *FELDS)),
    ("administration-differs", (("The Brandt administration decides.", date(2017, 4, 5)), *FELDS)),
    ("count-differs", ("<<44 boats>> carried salmon.", "56 boats carried salmon to Lerwick harbour.")),
    ("count-differs", ("44 boats carried salmon.", "56 boats carried herring to Lerwick harbour.")),
    ("count-differs", ("<<44 boats>> carried salmon, herring, turnips, barley, haddock.",
                       "56 boats carried salmon, herring, cheese, butter, candles.")),
    ("count-differs", ("44 boats carried salmon, whiting, turnips, barley, haddock.",
                       "56 boats carried salmon, herring, cheese, butter, candles.")),
    ("count-differs", ("<<44 boats>> carried salmon, herring, cheese.",
                       "56 boats carried salmon, herring, cheese, butter.")),
    ("count-differs", ("44 boats carried salmon, herring, cheese, butter.",
                       "56 boats carried salmon, herring, cheese, butter.")),
    ("count-differs", ("<<44 boats>> carried salmon.", "110 boats carried salmon to Lerwick harbour.")),
    ("count-differs", ("44 boats carried salmon.", "111 boats carried salmon to Lerwick harbour.")),
    ("count-differs", ("<<44 boats>> carried salmon." + boats_in(PORTS[:11]), "56 boats carried salmon to Lerwick.")),
    ("count-differs", ("44 boats carried salmon." + boats_in(PORTS[:12]), "56 boats carried salmon to Lerwick.")),
    ("count-differs", (("<<Over 40 boats>> carried salmon.", date(2025, 3, 4)),
                       ("About 40 boats carried salmon to Lerwick harbour.", date(2025, 3, 6)))),
    ("date-differs", (FERRY.format("<<March 13>>"), FERRY.format("March 31"), FERRY.format("March 31"))),
    ("lone-claim", ("Captain Mary Halcrow <<resigned>> today.", *OTHERS)),
    ("lone-claim", ("Captain Mary Halcrow resigned today.", *OTHERS[:3])),
    ("lone-claim", (f"{QUAY}Mary Halcrow calmly <<resigned>> today.", *OTHERS)),
    ("lone-claim", (f"{QUAY}Mary Halcrow quickly resigned today.", *OTHERS)),
    ("name-spelling", ("It was drawn by <<Mary Rosko>>.", "It was drawn by Mary Rasko.", "She is Mary Rasko.")),
    ("name-spelling", ("It was drawn by Mary Rosk.", "It was drawn by Mary Rask.", "She is Mary Rask.")),
    ("number-differs", (CRATES.format("about 400"), *[CRATES.format("about 500")] * 2)),
    ("number-differs", (CRATES.format("about <<400>>"), *[CRATES.format("about 501")] * 2)),
    ("number-differs", (*[CRATES.format(470)] * 39, CRATES.format("<<476>>"))),
    ("number-differs", (*[CRATES.format(470)] * 40, CRATES.format(476))),
    ("office-differs", ((SENATOR.format("<<Senator Marta Keel>>"), date(2023, 4, 6)), SECRETARY)),
    ("office-differs", ((SENATOR.format("Senator Marta Keel"), date(2023, 4, 5)), SECRETARY)),
    ("quotation-differs", ("“We shall land all of our salmon at <<Stromness>> until a hall,” she said.",
                           *["“We shall land all of our salmon at Scalloway until a hall,” she said."] * 2)),
    ("quotation-differs", ("“We shall land all of our salmon at Stromness until then,” she said.",
                           *["“We shall land all of our salmon at Scalloway until then,” she said."] * 2)),
    ("quotation-differs", ("“We shall land it at <<Stromness>> until a hall,” she said.",
                           *["“We shall land it at Scalloway until a hall,” she said."] * 2)),
    ("quotation-differs", ("“We shall land at Stromness until a hall,” she said.",
                           *["“We shall land at Scalloway until a hall,” she said."] * 2)),
    ("quotation-differs", ("“We shall land it at <<Stromness>> until a hall stands, for nobody else dares to.”",
                           *["“We shall land it at Scalloway until a hall stands. Nets dry slowly where it rains.”"] * 2)),
    ("quotation-differs", ("“We shall land it at Stromness until a hall, for nobody else ever dares to land.”",
                           *["“We shall land it at Scalloway until a hall. Nets dry slowly where rain falls daily.”"] * 2)),
    ("quotation-differs", (SALMON.format("<<Stromness and Kirkwall>>"), *[SALMON.format("Scalloway")] * 2)),
    ("quotation-differs", (SALMON.format("Stromness and old Kirkwall"), *[SALMON.format("Scalloway")] * 2)),
    ("quotation-differs", (SALMON.format("<<Aith>>"), *[SALMON.format("Unst")] * 2)),
    ("quotation-differs", (SALMON.format("Rum"), *[SALMON.format("Hoy")] * 2)),
    ("scene-differs", (NORWAY + "They send engines of the old and new kind by rail and to <<Portugal>> soon.",
                       FIRE_ENGINES, RAIL_CARS)),
    ("scene-differs", (NORWAY + "They send engines of the very old and new kind by rail and to Portugal soon.",
                       FIRE_ENGINES, RAIL_CARS)),
    ("scene-differs", (NORWAY + "They send engines to Portugal of old, as at noon in Norway.", FIRE_ENGINES, RAIL_CARS)),
    ("scene-differs", (NORWAY + "They send engines to <<Portugal>> of old, as at noon now in Norway.",
                       FIRE_ENGINES, RAIL_CARS)),
    ("scene-differs", (NORWAY + "In Norway by noon of old send engines to Portugal.", FIRE_ENGINES, RAIL_CARS)),
    ("scene-differs", (NORWAY + "In Norway and by noon of old send engines to <<Portugal>>.", FIRE_ENGINES, RAIL_CARS)),
    ("scene-differs", (NORWAY + "They send fire engines to men of Portugal soon.", FIRE_ENGINES, RAIL_CARS)),
    ("scene-differs", (NORWAY + "They send fire to <<Portugal>> soon.", FIRE_ENGINES, RAIL_CARS)),
    ("scene-differs", (NORWAY + "They send cars to Portugal soon.", FIRE_ENGINES, RAIL_CARS)),
    ("scene-differs", (NORWAY + "All can fly hay to Portugal soon.", *HAY)),
    ("status-differs", ("The council of Lerwick <<approved>> roofs for boats.",
                        "The council of Lerwick <<vetoed>> roofs for boats.")),
    ("status-differs", ("The council of Lerwick approved roofs for boats.",
                        "The council of Lerwick vetoed roofs for pubs.")),
    ("weekday-differs", ("She sails on <<Friday, March 6, 1924>>.", "She sails on Thursday, March 6.")),
    ("weekday-differs", ("She sails on <<Tuesday, March 6, 1923>>.", "She sails on <<Monday, March 6>>.")),
    ("weekday-differs", ("She sails on <<Friday, March 6>>.", "She sails on Thursday, March 6, 2025.")),
    ("weekday-differs", (RAINY + "She sails on <<Friday, March 6, 2025>>.", "She sails on Thursday, March 6, 2025.")),
    ("weekday-differs", (RAINY + "It rained on Monday, March 6, 2007. She sails on Friday, March 6, 2025.",
                         "She sails on Thursday, March 6, 2025.")),
]  # fmt: skip


@cache
def auditor_of(rule_id: str) -> Auditor:
    rule = load_rules()[f"story/{rule_id}"]
    return Auditor(RuleSet((rule,), "limits"), Knowledge(rule.flag[0].knowledge))


def found(auditor: Auditor, *reports: Report) -> list[list[Finding]]:
    """The findings of each report, in the text without its marks."""
    told = [(report, None) if isinstance(report, str) else report for report in reports]
    articles = [Article(text=MARKS.sub("", text), published=day) for text, day in told]
    tellings = [make_telling(auditor.read(article), str(number)) for number, article in enumerate(articles)]
    hits, failures = auditor.audit_story(tellings)
    assert not failures
    return [
        list(auditor.add_story(auditor.audit(article), [h.hit for h in hits if h.article == telling.key]).findings)
        for article, telling in zip(articles, tellings, strict=True)
    ]


@pytest.mark.parametrize(("rule", "reports"), LIMITS)
def test_limits(rule: str, reports: tuple[Report, ...]) -> None:
    texts = [report if isinstance(report, str) else report[0] for report in reports]
    quotes = [[finding.quote for finding in findings] for findings in found(auditor_of(rule), *reports)]
    assert quotes == [re.findall("<<(.*?)>>", text) for text in texts]


@pytest.mark.parametrize(
    ("amount", "other", "differs"),
    [
        ("over 50", 44, True),
        ("over 50", 56, False),
        ("at least 50", 44, True),
        ("at least 50", 56, False),
        ("under 50", 44, False),
        ("under 50", 56, True),
        ("up to 50", 44, False),
        ("up to 50", 56, True),
        ("nearly 50", 44, True),
        ("nearly 50", 45, False),
        ("nearly 50", 56, True),
        ("about 50", 44, True),
        ("about 50", 45, False),
        ("about 50", 55, False),
        ("about 50", 56, True),
    ],
)
def test_a_bounded_count_has_its_reach(amount: str, other: int, differs: bool) -> None:
    one = f"In Lerwick {amount} boats carried salmon."
    findings, _ = found(auditor_of("count-differs"), one, f"In the harbour of Lerwick {other} boats carried salmon.")
    assert bool(findings) == differs


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1200", "1187", True),
        ("1200", "1250", True),
        ("1200", "1251", False),
        ("1/2", "13/25", False),
        ("0", "1", False),
        ("0", "0", True),
    ],
)
def test_figures_may_be_one_to_fewer_digits(one: str, other: str, same: bool) -> None:
    assert may_be_one(Fraction(one), Fraction(other)) is same
    assert may_be_one(Fraction(other), Fraction(one)) is same


def test_a_hit_cites_six_reports_at_most() -> None:
    for others, cited in ((6, 6), (7, 6)):
        (finding,), *_ = found(auditor_of("number-differs"), CRATES.format(476), *[CRATES.format(470)] * others)
        assert len(finding.evidence) == cited


def test_bare_weekdays_are_advice() -> None:
    rule = replace(load_rules()["story/date-differs"], severity=Severity.MODERATE)
    auditor = Auditor(RuleSet((rule,), "moderate"))
    for wrong, right, severity in (("Tuesday", "Monday", Severity.INFO), ("May 3", "May 8", Severity.MODERATE)):
        findings, *_ = found(auditor, FERRY.format(wrong), *[FERRY.format(right)] * 2)
        assert [finding.severity for finding in findings] == [severity]


@pytest.mark.parametrize(("rewritten", "compared"), [(11, True), (12, False)])
def test_a_quotation_is_compared_with_the_twelve_likest(rewritten: int, compared: bool) -> None:
    likest, last = [SONS.format("four of the old ports")] * rewritten, SALMON.format("Scalloway")
    findings, *_ = found(auditor_of("quotation-differs"), SONS.format("Stromness"), *likest, last)
    assert bool(findings) == compared
