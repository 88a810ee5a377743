"""A figure that stands twice with one digit changed is flagged where both speak of one thing."""

from collections.abc import Callable

from auditor.finding import Finding, Severity

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


def test_few_signs_of_one_matter_are_advice(flag: Flag) -> None:
    (finding,) = flag(RULE, FIRST + "Anglers say $4.65 million is dear for a pier.")
    assert finding.severity is Severity.INFO


def test_figures_of_one_sentence_are_compared_on_purpose(flag: Flag) -> None:
    assert not flag(RULE, "The cost of the ferry pier rose from the $4.35 million of May to the $4.65 million of June.")


def test_other_matters_pass(flag: Flag) -> None:
    assert not flag(RULE, FIRST + "A miller across the county lost $4.65 million at cards, a court heard.")


def test_two_digits_apart_pass(flag: Flag) -> None:
    assert not flag(RULE, FIRST + "Critics say that the $4.66 million ferry pier is too dear for the harbour board.")


def test_years_pass(flag: Flag) -> None:
    assert not flag(RULE, "The 2016 games of the harbour were wet.\n\nThe 2018 games of the harbour were dry.")
