"""Fixed terms with an exchanged word are flagged; the terms themselves and phrases of their own are not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from auditor import Article, Auditor
from auditor.checks.spun_term import Params, spun_forms
from auditor.finding import Finding
from auditor.ruleset import RuleSet, load_rules

Flag = Callable[..., list[Finding]]
RULE = "language/spun-term"


def test_forms_are_made_word_by_word() -> None:
    params = {
        "terms": ["old mill", "mill race"],
        "swaps": {"mill": ["grinder", "works"], "old": ["aged"]},
        "own": ["old works"],
        "whole": {"mill race": ["grain contest"]},
    }
    assert spun_forms(params) == {
        "old mill": ["aged mill", "old grinder"],
        "mill race": ["grinder race", "works race", "grain contest"],
    }


def test_no_spun_form_is_a_fixed_term() -> None:
    params = load_rules()[RULE].params
    forms = {form for group in spun_forms(params).values() for form in group}
    assert forms.isdisjoint(params["terms"])
    assert forms.isdisjoint(params["own"])


def test_each_swap_and_each_exception_is_of_use() -> None:
    params = load_rules()[RULE].params
    words = {word for term in params["terms"] for word in term.split()}
    assert set(params["swaps"]) <= words
    bare = {**params, "own": []}
    made = {form for group in spun_forms(bare).values() for form in group}
    assert set(params["own"]) <= made


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("The joined nations met.", "united nations"),
        ("He had a heart assault.", "heart attack"),
        ("An “after fight” settlement is near.", "post-war"),
        ("It was worse than before battle itself.", "the war itself"),
    ],
)
def test_message_names_the_term(flag: Flag, text: str, term: str) -> None:
    assert [f.message.split("“")[1].split("”")[0] for f in flag(RULE, text)] == [term]


@pytest.mark.parametrize("text", ["The United Nations met.", "After battle they slept.", "A trade fight is near."])
def test_plain_english_passes(flag: Flag, text: str) -> None:
    assert not flag(RULE, text)


def test_each_rule_tells_its_own_terms() -> None:
    rule = load_rules()[RULE]
    other = replace(rule, id="house/spun", params={**rule.params, "terms": ["old mill"], "whole": {}, "frames": {}})
    report = Auditor(RuleSet((rule, other), "made")).audit(Article(text="The joined nations met."))
    assert [finding.rule for finding in report.findings] == [RULE]


def test_a_frame_that_is_not_linear_is_refused() -> None:
    errors = Params().validate({"terms": ["old mill"], "swaps": {}, "frames": {"old mill": ["(a)\\1"]}})
    assert "frames" in errors
