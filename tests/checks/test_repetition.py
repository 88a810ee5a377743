"""What stands twice is shown with its first occurrence; what repeats by design is not."""

import pytest

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


def test_a_repeated_passage_of_several_sentences_is_told_as_one_short_ones_and_all() -> None:
    quoted = f"{LINE} It was late. {LINE.replace('old', 'slow')}"
    found = quotes(f"The board met at noon. {quoted} So be it.\nThe vote was close.\n{quoted}\nMembers cheered.")
    assert found == [(quoted, quoted)]


def test_a_repeated_passage_ends_where_the_repetition_does_though_its_sentence_goes_on() -> None:
    quoted = f"{LINE} Nobody wept!"
    found = quotes(f"“{quoted}” the captain wrote.\nThe vote was close.\n{quoted} — Bo Sample, captain")
    assert [quote for quote, _ in found] == [quoted]


def test_repeated_sentences_that_stood_apart_before_are_told_one_by_one() -> None:
    other = LINE.replace("old", "slow")
    assert quotes(f"{LINE} So be it. {other}\nThe vote was close. {LINE} {other}") == [(LINE, LINE), (other, other)]


def test_texts_that_repeat_by_design_are_left_alone() -> None:
    days = [f"On day {day} eat one cup of oats with two spoons of honey and some milk." for day in range(6)]
    assert quotes("\n".join(days * 2)) == []


def test_so_many_repetitions_are_told_and_no_more() -> None:
    days = [f"On day {day} eat one cup of oats with two spoons of honey and some milk." for day in range(5)]
    text = "\n".join(f"{day}\nDay {number} ends." for number, day in enumerate(days[:4]))
    assert len(quotes(f"{text}\nAgain:\n" + "\nSo:\n".join(days[:4]))) == 4
    assert quotes("\n".join(days) + "\nAgain:\n" + "\nSo:\n".join(days)) == []


def test_sentences_stand_one_after_the_other_across_little_white_space() -> None:
    other = LINE.replace("old", "slow")
    for spaces, told in ((8, 1), (9, 2)):
        gap = " " * spaces
        assert len(quotes(f"So be it. {LINE}{gap}{other}\nIt was late.\n{LINE}{gap}{other} Members cheered.")) == told


@pytest.mark.parametrize(("words", "block", "sentence"), [(8, 0, 0), (9, 1, 0), (11, 1, 0), (12, 1, 1)])
def test_nine_words_are_a_block_and_twelve_a_sentence_that_should_not_stand_twice(
    words: int, block: int, sentence: int
) -> None:
    written = "The board of the small harbour voted to replace its old ferry"
    line = " ".join(written.split()[:words]) + "."
    assert len(quotes(f"{line}\nIt was late.\n{line}")) == block
    assert len(quotes(f"So be it. {line} It was late.\nSo they said. {line} Members cheered.")) == sentence


def test_a_block_that_stands_twice_may_be_deleted_but_no_sentence_that_holds_a_paragraph_together() -> None:
    def fixes(text: str) -> list[str | None]:
        return [finding.fix for finding in Auditor(RULES).audit(Article(text=text)).findings]

    assert fixes(f"{LINE}\nIt was late.\n{LINE}") == [DELETE]
    assert fixes(f"{LINE}\nIt was late. {LINE} So be it.") == [None]
