"""What stands twice is shown with its first occurrence; what repeats by design is not."""

from auditor import Article
from auditor.audit import Auditor
from auditor.finding import DELETE
from auditor.ruleset import RuleSet, load_rules

RULES = RuleSet(tuple(rule for rule in load_rules().rules if rule.kind == "repetition"), "test")
LINE = "The harbour board of the small island voted on Tuesday to replace the old ferry."


def quotes(text: str) -> list[tuple[str, str]]:
    return [(f.quote, f.evidence[0].quote) for f in Auditor(RULES).audit(Article(text=text)).findings]


def test_the_first_occurrence_is_the_evidence() -> None:
    assert quotes(f"{LINE}\nIt was late.\n{LINE}") == [(LINE, LINE)]


def test_a_repeated_block_is_not_told_again_sentence_by_sentence() -> None:
    assert len(quotes(f"{LINE} It was late.\nSo be it.\n{LINE} It was late.")) == 1


def test_texts_that_repeat_by_design_are_left_alone() -> None:
    days = [f"On day {day} eat one cup of oats with two spoons of honey and some milk." for day in range(6)]
    assert quotes("\n".join(days * 2)) == []


def test_a_block_that_stands_twice_may_be_deleted_but_no_sentence_that_holds_a_paragraph_together() -> None:
    def fixes(text: str) -> list[str | None]:
        return [finding.fix for finding in Auditor(RULES).audit(Article(text=text)).findings]

    assert fixes(f"{LINE}\nIt was late.\n{LINE}") == [DELETE]
    assert fixes(f"{LINE}\nIt was late. {LINE} So be it.") == [None]
