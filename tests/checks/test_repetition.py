"""What stands twice is shown with its first occurrence; what repeats by design is not."""

import pytest

from auditor import Article
from auditor.audit import Auditor
from auditor.checks.repetition import find_pieces
from auditor.document import Document
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
    assert found == [(quoted, quoted.rstrip("."))]


def test_a_repeated_passage_ends_where_the_repetition_does_though_its_sentence_goes_on() -> None:
    quoted = f"{LINE} Nobody wept!"
    found = quotes(f"“{quoted}” the captain wrote.\nThe vote was close.\n{quoted} — Bo Sample, captain")
    assert [quote for quote, _ in found] == [quoted]


def test_repeated_sentences_that_stood_apart_before_are_told_one_by_one() -> None:
    other = LINE.replace("old", "slow")
    assert quotes(f"{LINE} So be it. {other}\nThe vote was close. {LINE} {other}") == [(LINE, LINE), (other, other)]


def test_texts_that_repeat_by_design_are_left_alone() -> None:
    days = [f"On day {day} eat one cup of oats with two spoons of honey and some milk." for day in range(6)]
    assert quotes("\n".join([*days, *(f"Again:\n{day}" for day in days)])) == []


def test_what_stands_twice_as_a_whole_is_one_repetition_however_long() -> None:
    days = [f"On day {day} eat one cup of oats with two spoons of honey and some milk." for day in range(6)]
    whole = "\n".join(days)
    assert quotes(f"{whole}\nAgain:\n{whole}") == [(whole, whole)]


def test_so_many_repetitions_are_told_and_no_more() -> None:
    days = [f"On day {day} eat one cup of oats with two spoons of honey and some milk." for day in range(5)]
    text = "\n".join(f"{day}\nDay {number} ends." for number, day in enumerate(days[:4]))
    assert len(quotes(f"{text}\nAgain:\n" + "\nSo:\n".join(days[:4]))) == 4
    assert quotes("\n".join(days) + "\nAgain:\n" + "\nSo:\n".join(days)) == []


def test_a_repetition_begins_where_its_text_does_though_its_first_sentence_does_not() -> None:
    again = f"So be it, they cried. {LINE}"
    for text in (
        f"It was late. {again} Members left.\nAt noon {again} They sang.",
        f"“{again} Members left.\nIt was noon: {again} They sang.",
    ):
        assert [quote for quote, _ in quotes(text)] == [again]
    assert [quote for quote, _ in quotes(f"At noon {again} Members left.\nAt dusk {again} They sang.")] == [LINE]


def test_what_lies_within_a_repetition_is_told_with_it() -> None:
    other = LINE.replace("old", "slow")
    assert (
        len(quotes(f"So be it. {LINE}{' ' * 40}{other} Ah.\nIt was late. {LINE}{' ' * 40}{other} Members cheered."))
        == 1
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("the board of the small island voted on Tuesday.", True),
        ("the board of the small island voted on Tuesday", False),
        ("the board of the small island voted on Tuesday to replace a ferry", True),
        ("the board of the small island voted on Tuesday to replace a", False),
        ("“The board of the small island voted on Tuesday.” — Bo Sample", True),
        ("THE BOARD OF THE SMALL ISLAND VOTED ON TUESDAY!", True),
        ("The Board of the Small Island Voted on Tuesday!", False),
        ("the board of the old island voted on Tuesday.", False),
        ("small island voted on Tuesday to replace.", False),
        ("a small island voted on Tuesday.", False),
    ],
)
def test_a_line_that_is_a_piece_of_another_is_told(line: str, told: bool) -> None:
    text = "It was late.\nBo Sample said the board of the small island voted on Tuesday to replace a ferry of the old board."
    assert [quote for quote, _ in quotes(f"{text}\n{line}\nMembers cheered.")] == ([line] if told else [])


def test_what_heads_the_text_is_no_piece() -> None:
    line = "The board of the small island voted on Tuesday"
    assert quotes(f"{line}\nIt was late when the board of the small island voted on Tuesday to replace a ferry.") == []


def test_texts_with_many_pieces_are_left_alone() -> None:
    pieces = [f"on day {day} eat one cup of oats with honey." for day in range(41)]
    whole = " And ".join(pieces)
    assert quotes("\n".join(["It was late.", whole, *pieces])) == []
    assert len(quotes("\n".join(["It was late.", whole, *[f"{piece}\nSo be it." for piece in pieces[:4]]]))) == 4


@pytest.mark.parametrize(("count", "found"), [(40, 40), (41, 0)])
def test_of_forty_pieces_each_is_looked_for(count: int, found: int) -> None:
    pieces = [f"on day {day} eat one cup of oats with honey." for day in range(count)]
    text = "\nSo be it.\n".join(["It was late.", " And ".join(pieces), *pieces])
    assert len(find_pieces(Document(Article(text=text)))) == found


@pytest.mark.parametrize(("words", "found"), [(7, 0), (8, 1), (60, 1), (61, 0)])
def test_a_piece_has_eight_to_sixty_words(words: int, found: int) -> None:
    line = " ".join(f"oats{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(words))
    assert len(find_pieces(Document(Article(text=f"It was late.\nThey said {line} at noon.\n{line}.")))) == found


@pytest.mark.parametrize(("sentences", "told"), [(99, 99), (100, 100), (101, 100)])
def test_of_a_long_repetition_four_hundred_tokens_more_are_told(sentences: int, told: int) -> None:
    again = LINE + " It was late." * sentences
    ((quote, _),) = quotes(f"So be it. {again} They sang.\nThe vote was close. {again} Nobody wept.")
    assert quote == LINE + " It was late." * told


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
