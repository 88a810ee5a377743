"""Runs become findings of the rule of their kind; a rule may bring cues of its own."""

from pathlib import Path

import pytest

from auditor import Article
from auditor.audit import Auditor
from auditor.finding import DELETE, Finding
from auditor.render.record import body
from auditor.ruleset import RuleSet, load_rules, read_rule

PROSE = (
    "The harbour board voted on Tuesday to replace the old ferry, which has been late on nine days out of ten, it said."
)
SHIPPED = load_rules()


def test_what_is_flagged_is_cut_from_the_body() -> None:
    report = Auditor().audit(
        Article(title="Harbour board votes for a ferry", text=f"Menu\nSearch\n{PROSE}\nShare on Facebook")
    )
    assert body(report) == PROSE
    assert {finding.fix for finding in report.findings if finding.rule.startswith("boilerplate/")} == {"delete"}


def test_a_rule_brings_its_own_cue() -> None:
    shipped = SHIPPED["boilerplate/layout-marker"]
    assert shipped.path is not None
    text = shipped.path.read_text(encoding="utf-8").replace(
        "category: layout-marker", "category: layout-marker, cues: [zz-slot]"
    )
    rule = read_rule(text.encode(), Path("layout-marker.yaml"))
    article = Article(
        title="Harbour board votes", text=f"{PROSE}\nZZ-Slot 4\n{PROSE} The zz-slot is a lock of the harbour."
    )
    assert [finding.quote for finding in Auditor(RuleSet((rule,), "test")).audit(article).findings] == ["ZZ-Slot 4"]


def test_every_kind_of_boilerplate_has_its_rule() -> None:
    from auditor.boilerplate.categories import CATEGORIES

    assert {rule.params["category"] for rule in SHIPPED.rules if rule.kind == "block"} == set(CATEGORIES)


MIXED = (
    "The council voted on Tuesday to close the library in May. Sign up for our newsletter to get more news like this.",
    "Sign up for our newsletter to get the day's news in your inbox. The council will vote again on 3 April.",
    "Two men were hurt in the fire. Click here to read more. Share this article on Facebook.",
    "The mayor said that we would miss the library. Sign up for our newsletter.",
    "Jane Roe is a reporter in Oslo. Follow her on Twitter @roe. The mayor resigned on Monday.",
)
ALL_LEFT_OVER = (
    "Sign up for our newsletter to get more news like this.",
    "Support our journalism. Without you this paper would not exist. Donate today.",
    "You can unsubscribe at any time. By signing up you agree to our terms of use.",
    "Share this article on Facebook",
)


def left_overs(line: str) -> list[Finding]:
    text = f"Harbour board votes for a ferry\n\n{PROSE}\n\n{line}\n\n{PROSE.replace('Tuesday', 'Monday')}"
    found = Auditor().audit(Article(text=text)).findings
    return [f for f in found if f.rule.startswith("boilerplate/") and f.span.start <= text.index(line) < f.span.end]


@pytest.mark.parametrize("line", MIXED)
def test_what_holds_news_beside_left_over_is_flagged_but_not_for_deletion(line: str) -> None:
    assert [(finding.quote, finding.fix) for finding in left_overs(line)] == [(line, None)]


@pytest.mark.parametrize("line", ALL_LEFT_OVER)
def test_what_is_left_over_and_nothing_else_is_for_deletion(line: str) -> None:
    assert [(finding.quote, finding.fix) for finding in left_overs(line)] == [(line, DELETE)]


def test_a_block_with_a_rules_own_cue_and_news_is_not_for_deletion() -> None:
    shipped = SHIPPED["boilerplate/layout-marker"]
    assert shipped.path is not None
    cues = "category: layout-marker, cues: [the long word of a layout marker of our house]"
    text = shipped.path.read_text(encoding="utf-8").replace("category: layout-marker", cues)
    auditor = Auditor(RuleSet((read_rule(text.encode(), Path("layout-marker.yaml")),), "test"))
    marker = "The long word of a layout marker of our house 4."
    for line, fix in ((marker, DELETE), (f"{marker} The ferry sank on Monday.", None)):
        report = auditor.audit(Article(title="Harbour board votes", text=f"{PROSE}\n{line}\n{PROSE}"))
        assert [(finding.quote, finding.fix) for finding in report.findings] == [(line, fix)]
