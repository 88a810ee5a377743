"""One name in two spellings is flagged; namesakes, plurals and possessives are not."""

from collections.abc import Callable

import pytest

from auditor.finding import Finding
from auditor.ruleset import load_rules
from auditor.settings import SettingsError, check_selector
from tests.growth import clocked, too_steep

Flag = Callable[..., list[Finding]]
RULE = "name/spelled-two-ways"


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Keeper Willem Hoekstra left. They miss Willem Hokestra now.", ["Hokestra"]),
        ("Keeper Willem Hoekstra left. They miss Willem Hoekstra’s wife.", []),
        ("Keeper Willem Hoekstra left. They miss Anna Hokestra now.", []),
        ("They saw Workummer. In Workummer it rains. From Workummer to Workumer is far.", ["Workumer"]),
        ("The Finance Minister and the Finance Ministry met.", []),
        ("Norway won in Iceland. Norway lost in Ireland. Norway drew in Ireland, not in old Ireland.", []),
        ("The Harbour Commitee met. All of the Harbour Committee left the committee.", []),
        (
            "Anna Fischer drew the bridge. Fisher said no. Then Fisher left, and Fischer, too. Fischer sang.",
            ["Fisher"] * 2,
        ),
        ("Bryan Workummer rowed home. The millers thanked Brian Workummer.", ["Brian"]),
        ("Gomez Tolvenaar rowed home. The millers thanked Gómez Tolvenaar.", []),
        ("Maria Tolvenaar rowed home. Her sister Marie Tolvenaar sang.", []),
        ("Anna Cooper drew the bridge. The board told Mrs. Copper to stay.", ["Copper"]),
        ("Anna Kaine drew the bridge. She lives in Maine.", []),
        ("Anna Dritfer drew the bridge. Drifter left.", ["Dritfer"]),
        ("Keeper Willem Hoekstra left. They miss @Hokestra now.", []),
    ],
)
def test_names(flag: Flag, text: str, quotes: list[str]) -> None:
    assert [f.quote for f in flag(RULE, text)] == quotes


def test_the_evidence_is_the_mention_with_the_same_name_beside_it(flag: Flag) -> None:
    text = "The Hoekstras sang. Old Hoekstra left. They miss keeper Willem Hoekstra. They miss keeper Willem Hokestra."
    (finding,) = flag(RULE, text)
    (evidence,) = finding.evidence
    assert evidence.span is not None
    assert text[: evidence.span.start].endswith("Willem ")
    assert evidence.quote == text[evidence.span.start : evidence.span.end] == "Hoekstra"


def test_a_mention_near_to_two_names_is_told_once(flag: Flag) -> None:
    text = "They saw Lake Workummer, and Lake Workummer again. They saw Workunner and Lake Workunmer."
    assert [(f.quote, f.evidence[0].quote) for f in flag(RULE, text)] == [("Workunmer", "Workummer")]


def test_a_title_is_held_against_the_text(flag: Flag) -> None:
    (finding,) = flag(RULE, "Mayor Willem Hoekstra left.", title="Mayor Hokestra leaves")
    assert (finding.field, finding.quote, finding.evidence[0].field) == ("title", "Hokestra", "text")
    (finding,) = flag(RULE, "Mayor Willem Hokestra left.", title="Hoekstra leaves, and Hoekstra stays")
    assert (finding.field, finding.quote, finding.evidence[0].field) == ("text", "Hokestra", "title")


def test_so_many_mentions_are_told(flag: Flag) -> None:
    text = "They saw Workummer. " * 12 + "They saw Workumer. " * 11
    assert [f.quote for f in flag(RULE, text)] == ["Workumer"] * 10


@pytest.mark.parametrize(("filler", "quotes"), [(283, []), (284, ["Hokestra"])])
def test_a_post_is_no_longer_than_posts_are(flag: Flag, filler: int, quotes: list[str]) -> None:
    text = f"The keeper, Willem Hoekstra, left.\n\nHokestra left {'a' * filler} (@anna)"
    assert [f.quote for f in flag(RULE, text)] == quotes


def test_the_old_name_of_the_rule_tells_the_new_one() -> None:
    with pytest.raises(SettingsError, match=f"names no rule; did you mean '{RULE}'"):
        check_selector("language/name-spelled-two-ways", load_rules())


@pytest.mark.parametrize(
    "line",
    [
        lambda i: f"saw A{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}ena",
        lambda i: "saw Willem Hoekstra and Anna Hokestra.",
        lambda i: "saw Workummer, Workumer.",
    ],
    ids=["like names", "two persons", "one name"],
)
def test_time_grows_with_the_text(flag: Flag, line: Callable[[int], str]) -> None:
    def names(count: int) -> str:
        return " ".join(map(line, range(count)))

    assert too_steep(lambda count: {"audit": clocked(lambda: flag(RULE, names(count)))}, 1_000, 8_000) == {}
