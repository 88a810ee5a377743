"""Passages of phrases and patterns: where they count, and which guards may take them away."""

from typing import Any

import pytest

from auditor import Article, Auditor
from auditor.article import Span
from auditor.checks.passage import FEATURES, Passage
from auditor.document import Document
from auditor.finding import Severity
from auditor.rule import Guard, Rule
from auditor.ruleset import RuleSet

PARAMS = {"any_of": ["old mill"], "scope": ["title", "text"], "quoted": True}
TEXT = "The Old Mill stands.\n\n“The old mill is ours,” he said in the end.\n\nRead this:\n\nold mill"


def found(params: dict[str, Any], *guards: Guard, kind: str = "phrase") -> list[tuple[str, int]]:
    """Field and offset of what a rule with `params` and `guards` flags."""
    rule = Rule("house/mill", "Mill", kind, Severity.MINOR, 0.9, "{quote}.", "Because.", {**PARAMS, **params}, guards)
    report = Auditor(RuleSet((rule,), "made")).audit(Article(title="An old mill sold", text=TEXT))
    assert report.complete, report.failures
    return [(finding.field, finding.span.start) for finding in report.findings]


TITLE, CAPITAL, QUOTED, ANNOUNCED = ("title", 3), ("text", 4), ("text", 27), ("text", TEXT.rindex("old"))


def test_a_title_in_the_text_is_its_first_line_alone() -> None:
    text = f"Council sells the old mill to a fisher\nThe old mill {'was sold on Monday to a fisher of the quay, ' * 4}."
    rule = Rule("house/mill", "Mill", "phrase", Severity.MINOR, 0.9, "{quote}.", "Why.", {**PARAMS, "scope": ["title"]})
    (finding,) = Auditor(RuleSet((rule,), "made")).audit(Article(text=text)).findings
    assert finding.span.start == text.index("old")


@pytest.mark.parametrize(
    ("params", "kept"),
    [
        ({}, [TITLE, CAPITAL, QUOTED, ANNOUNCED]),
        ({"scope": ["text"]}, [CAPITAL, QUOTED, ANNOUNCED]),
        ({"scope": ["paragraph"]}, [CAPITAL, QUOTED]),
        ({"scope": ["title", "other"]}, [TITLE, ANNOUNCED]),
        ({"quoted": False}, [TITLE, CAPITAL, ANNOUNCED]),
    ],
)
def test_parameters_say_where_passages_count(params: dict[str, Any], kept: list[tuple[str, int]]) -> None:
    assert found(params) == kept
    assert found({**params, "any_of": ["old m[a-z]+"], "case": False}, kind="pattern") == kept


@pytest.mark.parametrize(
    ("when", "taken"),
    [
        ({"capital": True}, CAPITAL),
        ({"quoted": True}, QUOTED),
        ({"announced": True}, ANNOUNCED),
        ({"first": "old", "last": ["mill", "mills"], "after": {"words": ["sold"], "within": 1}}, TITLE),
        ({"after": {"words": ["end"]}}, QUOTED),
    ],
)
def test_guards_take_passages_away(when: dict[str, Any], taken: tuple[str, int]) -> None:
    assert taken not in found({}, Guard("made", "Because.", when))
    assert len(found({}, Guard("made", "Because.", when))) == 3


def test_a_title_in_the_text_is_a_title() -> None:
    rule = Rule(
        "house/mill", "Mill", "phrase", Severity.MINOR, 0.9, "{quote}.", "Because.", {**PARAMS, "scope": ["text"]}
    )
    text = "The old mill is sold again\n" + "The keeper looks out over the water from the wall each morning. " * 3
    assert not Auditor(RuleSet((rule,), "made")).audit(Article(text=text)).findings


def kept(text: str, title: str = "", *phrases: str) -> list[str]:
    """What a rule flags that passes by announced lines."""
    params = {**PARAMS, "any_of": ["old mill", *phrases]}
    guard = Guard("made", "Because.", {"announced": True})
    rule = Rule("house/mill", "Mill", "phrase", Severity.MINOR, 0.9, "{quote}.", "Because.", params, (guard,))
    report = Auditor(RuleSet((rule,), "made")).audit(Article(text=text, title=title))
    assert report.complete, report.failures
    return [finding.quote for finding in report.findings]


def test_only_the_line_above_announces() -> None:
    assert kept("The old mill stands.\n\nRead this:") == ["old mill"]
    assert kept("Read this:\n\nAll of it stands here.", title="Many would like to see the old mill") == ["old mill"]


def test_of_passages_that_overlap_the_longest_counts() -> None:
    assert kept("The old mill stands still.", "", "old mill stands", "mill stands still") == ["old mill stands"]


def test_passages_that_touch_are_two() -> None:
    params = {**PARAMS, "any_of": ["mill!", "old"], "case": False}
    rule = Rule("house/mill", "Mill", "pattern", Severity.MINOR, 0.9, "{quote}.", "Because.", params)
    found = Auditor(RuleSet((rule,), "made")).audit(Article(text="The mill!old stands.")).findings
    assert [finding.quote for finding in found] == ["mill!", "old"]


@pytest.mark.parametrize(
    ("feature", "text", "written", "value"),
    [
        ("first", "The old mill stands.", "old mill", "old"),
        ("last", "The old mill stands.", "old mill", "mill"),
        ("capital", "The old Mill stands.", "old Mill", True),
        ("capital", "The Old mill Stands.", "Old mill", False),
        ("first-capital", "The Old mill stands.", "Old mill", True),
        ("first-capital", "The old Mill stands.", "old Mill", False),
        ("before-of", "The sails of the old mill stand.", "old mill", frozenset({"sails"})),
        ("question", "Who has the old mill?", "old mill", True),
        ("question", "“Who has the old mill?”", "old mill", True),
        ("question", "(“Who has the old mill?”)", "old mill", False),
        ("behind-hyphen", "The twin-old mill stands.", "old mill", True),
        ("behind-hyphen", "The old-mill stands.", "old", False),
        ("possessive", "The old mill's sails stand.", "old mill's", True),
        ("possessive", "The mill's old sails stand.", "mill's old", False),
        ("announced", "Read this:\n\nOld mill", "Old mill", True),
        ("announced", "Old mill\n\nRead this:", "Old mill", False),
        ("announced", "Read this:\n\nThe keeper reads.\n\nOld mill", "Old mill", False),
        ("listed", "lemmer.example\n\nKeepers\n\nmill.example", "mill.example", True),
        ("listed", "lemmer.example\n\nKeepers\n\nMillers\n\nmill.example", "mill.example", False),
        ("listed", "mill.example\n\nKeepers\n\nlemmer.example", "mill.example", True),
        ("listed", "mill.example\n\nKeepers\n\nMillers\n\nlemmer.example", "mill.example", False),
        ("listed", "mill.example", "mill.example", False),
        ("dashed", "Read —old mill", "—old mill", True),
        ("dashed", "Read old mill—", "old mill—", False),
        ("opens-line", "Read:\n old mill", "old mill", True),
        ("opens-line", "Read: old mill", "old mill", False),
    ],
)
def test_what_is_told_of_a_passage(feature: str, text: str, written: str, value: object) -> None:
    start = text.index(written)
    assert FEATURES[feature](Passage(Document(Article(text=text)), "text", Span(start, start + len(written)))) == value
