"""Runs become findings of the rule of their kind; a rule may bring cues of its own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Article
from auditor.audit import Auditor
from auditor.finding import DELETE, Finding
from auditor.fixing import fix_article
from auditor.render.record import body
from auditor.ruleset import RuleSet, load_rules, read_rule

PROSE = (
    "The harbour board voted on Tuesday to replace the old ferry, which has been late on nine days out of ten, it said."
)
SHIPPED = load_rules()
AUDITOR = Auditor()


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


NEWS = (
    "The next vote is on Monday, the mayor said.",
    "The council closed the library in May.",
    "Two men were hurt in the fire.",
    "Heavy rain is forecast for the weekend.",
    "The trial begins in June.",
)
LEFT = (
    "Sign up for our newsletter.",
    "Get our morning newsletter in your inbox.",
    "Share this article on Facebook.",
    "Sign up for breaking news alerts.",
    "Already a subscriber? Log in to continue reading.",
    "Follow us on Twitter and Facebook.",
    "All rights reserved.",
    "Download our app for live updates.",
)
QUOTED = (
    "“Sign up for our newsletter,” the poster reads.",
    "The mayor said that everybody should subscribe to the newsletter of the town.",
    "She held up a sign: “Share this on Facebook and donate now.”",
    "The clerk told members to download the app and to sign up for its newsletter.",
)
ALL_LEFT_OVER = (
    "Sign up for our newsletter to get more news like this.",
    "Support our journalism. Without you this paper would not exist. Donate today.",
    "You can unsubscribe at any time. By signing up you agree to our terms of use.",
    "Share this article on Facebook",
)


def left_overs(line: str) -> list[Finding]:
    text = f"Harbour board votes for a ferry\n\n{PROSE}\n\n{line}\n\n{PROSE.replace('Tuesday', 'Monday')}"
    found = AUDITOR.audit(Article(text=text)).findings
    start = text.index(line)
    return [f for f in found if f.rule.startswith("boilerplate/") and start <= f.span.start < start + len(line)]


@pytest.mark.parametrize("news", NEWS)
@pytest.mark.parametrize("left", LEFT)
def test_a_left_over_beside_news_is_flagged_and_deleted_alone(news: str, left: str) -> None:
    for line in (f"{news} {left}", f"{left} {news}", f"{news} {left} {news}"):
        assert [(finding.quote, finding.fix) for finding in left_overs(line)] == [(left, DELETE)]


@pytest.mark.parametrize("line", QUOTED)
def test_what_somebody_is_quoted_or_reported_to_say_is_not_for_deletion(line: str) -> None:
    assert not any(finding.fix for finding in left_overs(line))


@given(st.lists(st.sampled_from((*NEWS, *LEFT, *QUOTED)), min_size=1, max_size=4), st.integers(0, 2))
@settings(max_examples=60)
def test_no_deletion_takes_a_sentence_of_news(sentences: list[str], place: int) -> None:
    paragraphs = [PROSE, PROSE.replace("Tuesday", "Monday")]
    paragraphs.insert(place, " ".join(sentences))
    fixed = fix_article(AUDITOR, Article(title="Harbour board votes", text="\n\n".join(paragraphs))).text
    assert all(sentence in fixed for sentence in {*sentences} - {*LEFT})


@pytest.mark.parametrize("line", ALL_LEFT_OVER)
def test_what_is_left_over_and_nothing_else_is_for_deletion(line: str) -> None:
    assert [(finding.quote, finding.fix) for finding in left_overs(line)] == [(line, DELETE)]


def test_news_beside_a_rules_own_cue_stays() -> None:
    shipped = SHIPPED["boilerplate/layout-marker"]
    assert shipped.path is not None
    cues = "category: layout-marker, cues: [the long word of a layout marker of our house]"
    text = shipped.path.read_text(encoding="utf-8").replace("category: layout-marker", cues)
    auditor = Auditor(RuleSet((read_rule(text.encode(), Path("layout-marker.yaml")),), "test"))
    marker = "The long word of a layout marker of our house 4."
    for line in (marker, f"{marker} The ferry sank on Monday.", f"The ferry sank on Monday. {marker}"):
        report = auditor.audit(Article(title="Harbour board votes", text=f"{PROSE}\n{line}\n{PROSE}"))
        assert [(finding.quote, finding.fix) for finding in report.findings] == [(marker, DELETE)]
