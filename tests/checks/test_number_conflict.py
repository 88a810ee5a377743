"""A figure that stands twice with one digit changed is flagged where both speak of one thing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from auditor.article import Article
from auditor.audit import Auditor
from auditor.checks.number_conflict import FEATURES, SIGNS, propose
from auditor.document import Document
from auditor.finding import Finding, Severity
from auditor.ruleset import RuleSet, load_rules

Flag = Callable[..., list[Finding]]
RULE = "number/conflict"
FIRST = "The board will pay $4.35 million for the new ferry pier in the harbour.\n\n"


def test_the_rarer_figure_is_flagged_and_the_other_is_evidence(flag: Flag) -> None:
    text = (
        "Critics say that the $4.65 million ferry pier is too dear for the harbour board.\n\n"
        + FIRST
        + "The board voted for the $4.35 million ferry pier in the harbour by nine to two.\n\n"
    )
    (finding,) = flag(RULE, text)
    assert finding.quote == "$4.65 million"
    assert [e.quote for e in finding.evidence] == ["$4.35 million"]
    assert finding.severity is Severity.INFO
    assert 0 < finding.confidence < 1


PROJECT = "The harbour board will spend the $4.35 million on the new ferry pier project.\n\n"
TOO_DEAR = "Critics asked the board to delay the project, as the $4.65 million ferry pier project was too dear.\n\n"


def test_of_two_figures_that_stand_once_the_later_is_flagged(flag: Flag) -> None:
    (finding,) = flag(RULE, PROJECT + TOO_DEAR)
    assert finding.quote == "$4.65 million"


def test_what_speaks_for_one_thing_makes_a_slip_likelier() -> None:
    rule = replace(load_rules()[RULE], confidence=1.0)  # so that it does not cap what the evidence says
    auditor = Auditor(RuleSet((rule,), "number"))
    (once,) = auditor.audit(Article(text=PROJECT + TOO_DEAR)).findings
    voted = "The board voted for the $4.35 million ferry pier project in the harbour."
    (twice,) = auditor.audit(Article(text=PROJECT + TOO_DEAR + voted)).findings
    assert twice.confidence > once.confidence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$435.95 ferry", "$485.95 ferry"),
        ("$129 ferry", "$199 ferry"),
        ("$129.99 ferry", "$139.99 ferry"),
    ],
)
def test_prices_of_goods_pass(flag: Flag, one: str, other: str) -> None:
    text = "Critics asked the board to delay the project, as the {} pier project was too dear.\n\n"
    assert flag(RULE, f"The board will spend the {one} pier project.\n\n" + text.format(other)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The cost of the ferry pier rose from the $4.35 million of May to the $4.65 million of June.",
        FIRST + "A miller across the county lost $4.65 million at cards, a court heard.",
        FIRST + "Critics say that the $4.66 million ferry pier is too dear for the harbour board.",
        "The 2016 games of the harbour were wet.\n\nThe 2018 games of the harbour were dry.",
        "The 113th board of the harbour met in May.\n\nThe 114th board of the harbour met in June.",
    ],
)
def test_other_matters_pass(flag: Flag, text: str) -> None:
    assert not flag(RULE, text)


def sign(name: str, text: str) -> float:
    """One sign of the first pair of a text."""
    return float(SIGNS[name](next(iter(propose(Document(Article(text=text)), load_rules()[RULE])))))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("same_noun", "It has 145 boats. It has 175 boats.", 1),
        ("same_noun", "It has 145 boats. It has 175 mills.", 0),
        ("same_noun", "It has 145. It has 175.", 0),
        ("other_periods", "In May it had 145 boats. In June it had 175 boats.", 1),
        ("other_periods", "In May it had 145 boats. In May it had 175 boats.", 0),
        ("other_periods", "In 2015 it had 145 boats. In 2016 it had 175 boats.", 1),
        ("other_periods", "In May it had 145 boats. It had 175 boats.", 0),
        ("other_periods", "It had 145 boats. In May it had 175 boats.", 0),
        ("long_and_repeated", "It has 145 boats. Its 145 boats lie. It has 175 boats.", 1),
        ("long_and_repeated", "It has 14 boats. Its 14 boats lie. It has 17 boats.", 0),
        ("long_and_repeated", "It has 145 boats. It has 175 boats.", 0),
        ("near", "It has 145 boats. It has 147 boats.", 1),
        ("near", "It has 145 boats. It has 148 boats.", 0),
        ("mentions", "It has 145 boats. It has 175 boats.", 0),
        ("mentions", "It has 145 boats. " * 5 + "It has 175 boats.", 4),
        ("mentions", "It has 145 boats. " * 6 + "It has 175 boats.", 4),
        ("in_series", "It has 145 boats. It has 175 boats.", 0),
        ("in_series", "It has 145, 203, 316, 427, 538 and 649 boats. It has 175 boats.", 5),
        ("in_series", "It has 145, 203, 316, 427, 538, 649 and 750 boats. It has 175 boats.", 5),
        ("digits", "It has 1234 boats. It has 1235 boats.", 4),
        ("digits", "It has 12345 boats. It has 12346 boats.", 5),
        ("digits", "It has 123456 boats. It has 123457 boats.", 5),
        ("shared_words", "The town lost 145 boats in harbour storms. The town lost 175 boats in harbour storms.", 5),
        (
            "shared_words",
            "The town lost 145 boats in wild harbour storms. The town lost 175 boats in wild harbour storms.",
            5,
        ),
        ("words_beside", "All the inns have 145 boats and a mill. All the inns have 175 boats and two.", 5),
        ("leading_digit", "It has 145 boats. It has 175 boats.", 0),
        ("other_nouns", "It has 145 boats. It has 175 boats.", 0),
        ("other_nouns", "It has 145 boats. It has 175 mills.", 1),
        ("leading_digit", "It has 145 boats. It has 245 boats.", 1),
    ],
)
def test_signs(name: str, text: str, value: float) -> None:
    assert sign(name, text) == value


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("It has 145 boats. It has 175 boats.", 1),
        ("It has 145 boats. It has 145 boats. It has 175 boats. It has 175 boats.", 0),
        ("It is 123456789012. It is 123456789013.", 1),
        ("It is 1234567890123. It is 1234567890124.", 0),
    ],
)
def test_a_pair_has_one_that_stands_once_and_is_no_code(text: str, pairs: int) -> None:
    assert len(list(propose(Document(Article(text=text)), load_rules()[RULE]))) == pairs


def _figures_in_pairs(count: int) -> str:
    return " ".join(
        f"It has {place}{place}{place}1 boats. It has {place}{place}{place}2 boats." for place in range(10, 10 + count)
    )


@pytest.mark.parametrize(("count", "looked_at"), [(49, 49), (50, 50), (51, 50)])
def test_an_article_of_many_pairs_is_a_table(count: int, looked_at: int) -> None:
    found = list(propose(Document(Article(text=_figures_in_pairs(count))), load_rules()[RULE]))
    assert len(found) == looked_at


@pytest.mark.parametrize(("plain", "nearest"), [(4, "miller"), (5, "plain")])
def test_the_first_five_mentions_are_compared(plain: int, nearest: str) -> None:
    text = "A plain 145 boats. " * plain + "The miller counts 145 boats. The miller counts 175 boats."
    (pair,) = propose(Document(Article(text=text)), load_rules()[RULE])
    assert nearest in pair.other.sentence


def test_sections_far_apart_are_not_numbered_in_turn() -> None:
    text = "Section 1401 of the act is old. Section 1431 of the act is new."
    (pair,) = propose(Document(Article(text=text)), load_rules()[RULE])
    assert not FEATURES["in-turn"](pair)
