"""Geographic slips: near misses beyond the rules' own examples, evidence, and time on the worst inputs."""

import re
from collections import Counter
from pathlib import Path

import pytest

from auditor.article import Article
from auditor.audit import Auditor
from auditor.finding import Finding, Severity
from auditor.knowledge.gazetteer import bearing, load_gazetteer
from auditor.mentions.places import Context
from auditor.ruleset import RuleSet, load_rules
from tests.growth import clocked, too_steep

RULES = RuleSet(tuple(rule for rule in load_rules().rules if rule.topic == "geography"), "geography")
AUDITOR = Auditor(RULES)
SEEDS = Path(__file__).parent.parent.parent / "seeds"


def audit(text: str) -> tuple[Finding, ...]:
    report = AUDITOR.audit(Article(title="A title of five words", text=text))
    assert report.complete
    return report.findings


@pytest.mark.parametrize(
    "text",
    [
        "Talks were held in Paris, Berlin, and Rome.",
        "It has shops in Toronto, California and New York.",
        "He was born in Springfield, Oregon, in 1950.",
        "“We met in Doha, Kuwait,” she said.",
        "They met in Hong Kong, China, on Friday.",
        "In Kashmir, Turkey has opened a school.",
        "Trucks left Sevastopol, Russia, on Friday.",
        "Work began in Upper Marlboro, Maryland.",
        "A court in Tampa, Florida, U.S., ruled on Friday.",
    ],
)
def test_containment_passes(text: str) -> None:
    assert [finding.quote for finding in audit(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Troops entered the southern Gaza city of Rafah.",
        "Raids in Hebron in the south of the West Bank went on.",
        "Belfast, in Northern Ireland, was calm, and so was Perth in Western Australia.",
        "A flood in Porto Alegre, in Brazil's far south, killed two.",
        "They fled Kharkiv for camps in western Ukraine.",
        "They met in Kharkiv, and in western Ukraine nobody met.",
        "“We met in Lviv in eastern Ukraine,” she said.",
        "He spoke in Springfield in southern Illinois, and in Portland in the north of the United States.",
        "The northern city of San Diego, a ship, is in dock.",
        "Bavaria in northern Germany was calm, and so was the northern city of Ukrainians.",
        "Shells fell on the northern hub of Kurdistan.",
        "Lviv was calm. Guns were heard in eastern Ukraine.",
        "The fair is held in Lyon, in northern Spain.",
        "The east-central city of Munich, and the north-south city of Munich.",
    ],
)
def test_parts_of_areas_pass(text: str) -> None:
    assert [finding.quote for finding in audit(text)] == []


@pytest.mark.parametrize(
    ("text", "quote", "known"),
    [
        ("Raids in Jenin in the far south of the West Bank went on.", "south of the West Bank", "northern"),
        ("The mill in Pittsburgh in eastern Pennsylvania closed.", "eastern Pennsylvania", "western"),
        ("It hit the north-eastern port city of Izmir.", "north-eastern port city of Izmir", "southwestern"),
    ],
)
def test_parts_of_areas_tell_where_the_city_lies(text: str, quote: str, known: str) -> None:
    finding = audit(text)[0]
    assert (finding.quote, finding.rule) == (quote, "geography/part-differs")
    assert finding.message.endswith(f"is in the {known} half.")
    assert re.search(r"is at [\d.]+° N, [\d.]+° [EW]; nearly all towns of ", finding.evidence[0].note)


@pytest.mark.parametrize(
    "text",
    [
        "Trams stood still in Lahore, the capital of Punjab, and in Chandigarh, the capital of Punjab.",
        "Trams stood still in St. Paul, the capital of Minnesota, and in Saint Paul, the Minnesota capital.",
        "Trams stood still in Quebec City, the capital of Quebec.",
        "Trams stood still in Olympia, the capital of Washington.",
        "Trams stood still in Seattle, the coffee capital of Washington.",
        "Trams stood still in Los Angeles and in the capital of California.",
        "Trams stood still in Gary, the capital of Ruritania.",
        "Trams stood still in Amravati, the capital of Andhra Pradesh.",
        "Trams stood still in Bavaria, the capital of Texas.",
    ],
)
def test_capitals_of_states_pass(text: str) -> None:
    assert [finding.quote for finding in audit(text)] == []


def test_capitals_of_states_tell_the_capital() -> None:
    finding = audit("Trams stood still in Seattle, the state capital of Washington.")[0]
    assert finding.message == "The text calls Seattle the capital of Washington; the reference has Olympia."
    assert finding.evidence[0].note == "the capital of Washington is Olympia; Seattle is another city of it"


def test_a_city_is_that_of_a_nation_whatever_towns_are_called_after_the_nation() -> None:
    nations = [country for country in load_gazetteer().countries.values() if country.demonyms and country.code != "FR"]
    told = [f"the {nation.demonyms[0]} city of Lyon" for nation in nations]
    found = [[finding.quote for finding in audit(f"The fair was held in {words} on Monday.")] for words in told]
    assert len(told) > 200
    assert found == [[words.removeprefix("the ")] for words in told]


def test_each_capital_may_be_a_city_of_its_nation() -> None:
    nations = [nation for nation in load_gazetteer().countries.values() if nation.demonyms and nation.capitals]
    texts = [f"It was held in the {nation.demonyms[0]} city of {nation.capitals[0]} on Monday." for nation in nations]
    assert [text for text in texts if audit(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Votes in Maricopa County, Arizona, and Cook County, Ga., were counted again.",
        "Votes in St. Louis County, Missouri, and Saint Louis County, Minnesota, were counted again.",
        "Votes in Orange County, Nevada, were counted again.",
        "Georgia's Fulton County and Georgia's Cook County count again.",
        "A ship for Cook County, Ruritania, sank.",
        "He was born in Plymouth, Devon, and lives near Sheffield, Derbyshire.",
        "Durham's cricketers beat Norwich, Suffolk and Kent.",
        "The County, Nevada, was shut.",
        "They moved from Norwich to Suffolk.",
        "Votes in Cook County, Ontario, were counted again, and those in Cook County, France, were not.",
    ],
)
def test_counties_pass(text: str) -> None:
    assert [finding.quote for finding in audit(text)] == []


def test_counties_tell_all_states_that_have_one() -> None:
    finding = audit("Deputies in Cook County, Ind., held four men.")[0]
    assert finding.message == (
        "The text puts Cook County in Indiana; the reference has it in Georgia, Illinois and Minnesota."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ferries stood still in Ankara, the Turkish capital, and in Accra, Ghana's capital.",
        "Traders in Istanbul, the Turkish capital of fashion, went home.",
        "They flew to the Turkish capital, Istanbul and Izmir.",
        "They flew to the Turkish capital, Istanbul, and Izmir.",
        "They flew to the Turkish capital, Istanbul, Izmir and Bursa.",
        "Bonn was the capital of Germany until 1990.",
        "Istanbul, the Turkish capital Ankara and Izmir were calm.",
        "The Turkish capital, Iraqis say, is calm.",
        "The Turkish capital, Germany says, is calm.",
        "They met in Germany, the Turkish capital.",
        "They met in Jerusalem, the capital of Palestine.",
        "They met in Paris, the capital of Hong Kong.",
    ],
)
def test_capitals_of_nations_pass(text: str) -> None:
    assert [finding.quote for finding in audit(text)] == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Flights to the Ghanaian capital, Lagos, were called off.", "Lagos is a city of Nigeria"),
        ("Ferries stood still in Istanbul, the Turkish capital.", "Istanbul is another city of Turkey"),
        ("Trams stood still in Oslo, Sweden's capital.", "Oslo is that of Norway"),
    ],
)
def test_capitals_of_nations_tell_what_the_city_is(text: str, what: str) -> None:
    assert audit(text)[0].evidence[0].note.endswith(f"; {what}")


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("A court in Calexico, Texas, ruled on Friday.", Severity.MODERATE),
        ("A court in Shakopee, Texas, ruled on Friday.", Severity.INFO),
        ("A court in Alamar, Mexico, ruled on Friday.", Severity.MODERATE),
        ("Syria waited. A court in Jaramana, Iraq, ruled on Friday.", Severity.MODERATE),
        ("Alabama waited. A court in Atmore, Texas, ruled on Friday.", Severity.MODERATE),
        ("Missouri waited. A court in Harrisonville, Texas, ruled on Friday.", Severity.INFO),
        ("Minnesota waited. A court in Shakopee, Texas, ruled on Friday.", Severity.MODERATE),
        ("The United States waited. A court in Shakopee, Texas, ruled on Friday.", Severity.INFO),
    ],
)
def test_containment_is_advice_where_a_place_may_be_missing(text: str, severity: Severity) -> None:
    assert [finding.severity for finding in audit(text)] == [severity]


def test_containment_tells_the_nation_of_the_united_kingdom() -> None:
    message = "The text puts Swansea in England; the reference has it in Wales."
    assert [finding.message for finding in audit("A court in Swansea, England, ruled on Friday.")] == [message]


def test_containment_names_the_reference_and_other_mentions() -> None:
    finding = audit("Voters in Oklahoma waited. A court in Tulsa, Texas, ruled on Friday.")[0]
    assert finding.quote == "Tulsa, Texas"
    assert [(each.reference is not None, each.quote) for each in finding.evidence] == [(True, ""), (False, "Oklahoma")]


def test_a_lone_country_comes_with_the_sentences_of_its_rivals() -> None:
    report = AUDITOR.audit(Article(text=(SEEDS / "000_ac310c72e4cf6182.txt").read_text(encoding="utf-8")))
    assert [finding.quote for finding in report.findings] == ["Iraq"]
    quotes = " ".join(evidence.quote for evidence in report.findings[0].evidence)
    assert "Gaza" in quotes


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("00[1-4]*.txt")), ids=lambda path: path.name[:3])
def test_other_seeds_pass(seed: Path) -> None:
    findings = AUDITOR.audit(Article(text=seed.read_text(encoding="utf-8"))).findings
    assert [finding.quote for finding in findings if finding.severity > Severity.INFO] == []


def test_what_a_state_owns_is_no_office() -> None:
    text = (
        "The dam on the Enz has split Slovakia for years. Slovakia plans to fill it in May. Farmers in Slovakia are "
        "against it. The Slovak government has promised them money. A spokesman told the Hungarian {} on Friday."
    )
    assert audit(text.format("state television")) != ()
    assert audit(text.format("state-owned television")) == ()


@pytest.mark.parametrize(
    ("countries", "divisions", "name", "supported"),
    [({"US": 1}, {}, "Tulsa", False), ({"US": 1}, {"OK": 1}, "Tulsa", True), ({"FR": 1}, {}, "Lyon", True)],
)
def test_in_the_united_states_a_town_is_supported_by_its_state(
    countries: dict[str, int], divisions: dict[str, int], name: str, supported: bool
) -> None:
    context = Context(Counter(countries), Counter(divisions))
    assert context.supports(load_gazetteer().places(name)[0]) is supported


def test_bearings() -> None:
    gazetteer = load_gazetteer()
    degrees, kilometres = bearing(gazetteer.places("Kyiv")[0], gazetteer.places("Kharkiv")[0]) or (0, 0)
    assert 80 < degrees < 110
    assert 390 < kilometres < 430


@pytest.mark.parametrize(
    "piece",
    [
        "Paris, ",
        "Paris, Texas ",
        "in Iraq ",
        "Iraqi government ",
        "Boats went into Laos. Boats went into Cambodia. Boats went into Vietnam. ",
        "St. ",
        "capital of Paris, ",
        "Gary, the capital of Indiana, ",
        "Lviv in eastern Ukraine, ",
    ],
)
def test_time_grows_with_length(piece: str) -> None:
    assert too_steep(lambda count: {"audit": clocked(lambda: audit(piece * count))}, 500, 4_000) == {}
