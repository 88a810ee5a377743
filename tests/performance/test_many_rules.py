"""Ten times the rules, hardly more time: all phrases are looked for at once, and all patterns."""

import pytest

from auditor import Article, Auditor
from tests.performance.articles import make_articles
from tests.performance.clock import best_in_turn
from tests.performance.many_rules import make_rules

MAX_GROWTH = 1.3


@pytest.fixture(scope="module")
def many() -> Auditor:
    return Auditor(make_rules(5_000))


@pytest.mark.alone
def test_ten_times_the_rules_cost_at_most_a_third_more(many: Auditor) -> None:
    articles = make_articles(8)
    some = Auditor(make_rules(500))
    for article in articles:
        some.audit(article)
        many.audit(article)
    with_some, with_many = best_in_turn([some.audit, many.audit], articles)
    assert with_many <= MAX_GROWTH * with_some


def test_a_made_rule_is_found_among_five_thousand(many: Auditor) -> None:
    made = next(rule for rule in many.ruleset.rules if rule.id.startswith("language/made-") and rule.kind == "phrase")
    article = make_articles(1)[0]
    wording = made.params["any_of"][0]
    report = many.audit(Article(title=article.title, text=f"{article.text}\n\nThey said {wording} again."))
    assert [finding.quote for finding in report.findings if finding.rule == made.id] == [wording]
