"""Runs become findings of the rule of their kind; a rule may bring cues of its own."""

from pathlib import Path

from auditor import Article
from auditor.audit import Auditor
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
