"""Misspelt places: near misses beyond the rule's own examples, evidence, and time on the worst inputs."""

import pytest

from auditor.article import Article
from auditor.audit import Auditor
from auditor.finding import Finding
from auditor.ruleset import RuleSet, load_rules
from tests.growth import clocked, too_steep

RULES = RuleSet(tuple(rule for rule in load_rules().rules if rule.id == "name/place-misspelt"), "places")
AUDITOR = Auditor(RULES)
BODY = "the millers met by the lamp at noon, and whoever had a ticket of last year came in by the door of the old kiln."


def audit(text: str) -> tuple[Finding, ...]:
    report = AUDITOR.audit(Article(title="A title of five words", text=text))
    assert report.complete
    return report.findings


@pytest.mark.parametrize(
    "text",
    [
        "He lives in Pittsburg, Kansas, and she in Pittsburg, California.",
        "He lives in Berkley, Michigan, and she in Berkeley, California.",
        "He lives in Columbia, South Carolina; Colombia has never seen him. The River Columbia is cold.",
        "Kiev, Kyiv, Calcutta, Kolkata, Peking, Kandahar, Qandahar, Mecca and Makkah are on the list.",
        "In Marseille, Marseilles, Lyons, Hannover and Hanover it rains.",
        "Trains to Teheran, Bagdad and Katmandu were late; those to Roumania and the Kazakstan border were not.",
        "The Canadiens won in Montreal. Texans, Arkansans and Michiganders lost.",
        "EDMONTON (Staff) — Edmonston Hoekstra keeps bees by the Edmonton Bridge, and " + BODY,
        "PERTH (Staff) — By the Edmonston Airport " + BODY,
        "BOSTON (Staff) — By the Bolton Castle " + BODY,
        "Trams stood still in Irmo, Columbia.",
        "Trams stood still in Medellin, Colombia.",
        "Trams stood still in Medellin and Columbia.",
        "She read law at Columbian College, in Colombia.",
        "The Etonians met in Estonia.",
        "Nigerien and Nigerian troops met in Niger.",
    ],
)
def test_names_of_their_own_pass(text: str) -> None:
    assert [finding.quote for finding in audit(text)] == []


@pytest.mark.parametrize(
    ("text", "quote", "known", "note"),
    [
        ("He lives in Oklahmoa City, Okla.", "Oklahmoa City", "Oklahoma City", "Oklahoma City in Oklahoma"),
        ("In Lisbon, Portugese trams stood still.", "Portugese", "Portuguese", "Portuguese"),
        ("The trams of Massachusettes' towns stood still.", "Massachusettes", "Massachusetts", "Massachusetts"),
        ("In Afganistan's valleys it rains.", "Afganistan", "Afghanistan", "Afghanistan"),
        (f"EDMNOTON, Alberta (Staff) — On Monday {BODY}", "EDMNOTON", "Edmonton", "Edmonton in Alberta"),
    ],
)
def test_slips_are_told_with_the_name(text: str, quote: str, known: str, note: str) -> None:
    (finding,) = audit(text)
    assert (finding.quote, finding.fix) == (quote, f"replace: {known}")
    assert [(each.note, each.reference is not None) for each in finding.evidence] == [(note, True)]


@pytest.mark.parametrize(("mentions", "found"), [(19, 0), (20, 21)])
def test_a_first_name_before_one_of_twenty_mentions_makes_a_person(mentions: int, found: int) -> None:
    text = "Tiles come from Colomiba, not from Colombia. " * mentions + "They met old Zeb Colomiba."
    assert len(audit(text)) == found


@pytest.mark.parametrize(
    "piece",
    [
        "San Bernadrino, Calif., ",
        "Tiles come from Colomiba. ",
        "Medellin, Columbia, ",
        "Miamisbug, Ohio, ",
        "Edmonston Harbour Bridge ",
        "Zzyzxington Qwertyuiopolis ",
    ],
)
def test_time_grows_with_length(piece: str) -> None:
    assert too_steep(lambda count: {"audit": clocked(lambda: audit(piece * count))}, 500, 4_000) == {}
