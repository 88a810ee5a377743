"""Each adjustment of a block's score changes what is reported, within its bounds and at its limits."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pytest

from auditor import Article
from auditor.boilerplate import conditions, spreading
from auditor.boilerplate.adjustments import ADJUSTMENTS, Adjusted, adjust
from auditor.boilerplate.categories import find_votes
from auditor.boilerplate.conditions import Blocks, Condition
from auditor.boilerplate.features import find_features
from auditor.boilerplate.spreading import REVIEW_SCORE
from auditor.document import Document, Seen
from auditor.lexicon import Lexicon
from auditor.ruleset import load_rules

PLAYER = load_rules()["boilerplate/player-label"]
REPORT = (
    "The harbour board voted on Tuesday to replace the old ferry, which has been late on nine days out of ten since the "
    "spring, the chairman told members."
)
TITLE = "Harbour board votes to replace the late ferry"
BY_NAME = {adjustment.name: adjustment for adjustment in ADJUSTMENTS}


def blocks_of(*lines: str, title: str = TITLE, seen: Sequence[int] = (), shown: bool = False) -> Blocks:
    """The blocks of a text; `shown` is whether the rule on players is among those that judge it."""
    lexicon = Lexicon()
    for pattern in PLAYER.params["any_of"] if shown else ():
        lexicon.add_pattern(pattern, PLAYER)
    document = Document(Article(title=title, text="\n".join(lines)), matcher=lexicon.build())
    document.seen = Seen(seen)
    features = find_features(document)
    return Blocks(document, features, find_votes(features))


class Example(NamedTuple):
    """A text whose block `at` is reported by an adjustment, or is not, whatever the model says."""

    lines: tuple[str, ...]
    model: tuple[float, ...]
    score: float
    """What the adjustment makes of the model's score of the block."""
    at: int = 1
    seen: tuple[int, ...] = ()
    title: str = TITLE
    shown: bool = False


def among(line: str, model: float, score: float, seen: int = 0) -> Example:
    """The example of a line between two of a report."""
    return Example((REPORT, line, REPORT), (0, model, 0), score, seen=(0, seen, 0) if seen else ())


APPEAL = (
    "Three of us sit through every meeting of the harbour board, and nobody but the islands pays for it. What we write is "
    "free to read from end to end. If you can afford it, give what you can."
)
EXAMPLES = {
    "sure wording": among("For the islands and their ferries: listen to this story with your tea", 0.36, 0.85),
    "long credit": among("The ferry is late again: graphic by Bo Sample, illustration by Ina Moe", 0.42, 0.85),
    "nothing but wording": among(
        "Find out more about our services, and get in touch for more information.", 0.69, 0.85
    ),
    "asks twice": among("Give now: your gift and your support keep the quay afloat.", 0.58, 0.85),
    "author's handle": among("She covers the islands and is the author of two books; @inamoe", 0.6, 0.85),
    "caption with credit": among("The late ferry lies at the quay on Monday. Bo Sample / Quay Press", 0.02, 0.85),
    "publisher's words": among("Our weekly email tells you what the harbour board decides.", 0.02, 0.85),
    "introduces a writer": Example((REPORT, "Ina Moe teaches history at Tarn College."), (0, 0.02), 0.85),
    "appeals often": among(APPEAL, 0.05, 0.9),
    "seen in another article": among("Boats of the bay", 0.5, 27 / 28, seen=1),
    "seen in several articles": among("Tide tables are printed by the harbour office in spring.", 0.01, 0.97, seen=2),
    "long and doubtful": among("the quay " * 41, 0.89, 0.3),
    "row of figures": Example((REPORT, "Pier 4 12", "Pier 5 13", REPORT), (0, 0.98, 0, 0), 0.49),
    "only block": Example(("The tide tables",), (0.8,), 0, at=0),
    "dateline": Example(("EASTHAM (Quay Press) —", REPORT), (0.95, 0), 0, at=0),
    "remains of a program": among("###TEASER_2###", 0.95, 0),
    "attribution": among("— Ina Moe, The Quay at Night, 1987", 0.95, 0),
    "quoted wording": among("“Sign up for our newsletter,” the poster reads.", 0.9, 0),
    "list of sources": Example(
        (REPORT, "Sources include:", "Gazette.example", "Echo.example"), (0, 0.9, 0.95, 0.95), 0, at=3
    ),
    "shown by a pattern": Example((REPORT, "No compatible source was found for this video."), (0, 0.95), 0, shown=True),
    "title": Example(("Video: the late ferry", REPORT), (0.89, 0), 0, at=0, title="Video: the late ferry"),
    "appeal goes on": Example(
        (REPORT, "Donate today", "Our newsroom lives from gifts, and from your trust.", REPORT),
        (0, 0.9, 0.02, 0),
        0.85,
        at=2,
    ),
    "between foreign blocks": Example(
        (REPORT, "Quay", "Old mill", "Nets", "Tides", REPORT), (0, 0.8, 0.31, 0.8, 0.8, 0), 0.77, at=2
    ),
    "separator": among("* * *", 0.95, 0.5),
    "list behind a colon": Example(
        (REPORT, "The board will close these quays:", "Old Quay", "Mill Quay", REPORT), (0, 0, 0.8, 0.8, 0), 0.5, at=2
    ),
    "label within prose": Example((REPORT, "Ina Moe", "Old Quay", REPORT), (0, 0.9, 0.9, 0), 0.5, at=2),
    "lone label": among("The old mill", 0.89, 0.445),
}


def adjusted(example: Example, table: Sequence[Any] = ADJUSTMENTS) -> Adjusted:
    blocks = blocks_of(*example.lines, title=example.title, seen=example.seen, shown=example.shown)
    return adjust(np.array(example.model, dtype=np.float64), blocks, table)


def test_every_adjustment_has_its_example() -> None:
    assert list(EXAMPLES) == [adjustment.name for adjustment in ADJUSTMENTS]


@pytest.mark.parametrize("name", EXAMPLES)
def test_without_an_adjustment_its_example_flips(name: str) -> None:
    example = EXAMPLES[name]
    others = [adjustment for adjustment in ADJUSTMENTS if adjustment.name != name]
    reported, without = (adjusted(example, table).scores[example.at] >= REVIEW_SCORE for table in (ADJUSTMENTS, others))
    assert reported != without


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_adjustment_says_what_a_score_becomes(name: str) -> None:
    example = EXAMPLES[name]
    result = adjusted(example)
    assert result.scores[example.at] == pytest.approx(example.score)
    assert result.by[example.at] is BY_NAME[name]
    assert BY_NAME[name].reason and not BY_NAME[name].note.endswith(".")


@pytest.mark.parametrize(
    "name", ["sure wording", "long credit", "nothing but wording", "asks twice", "author's handle"]
)
def test_the_model_knows_better_than_wording_only_below_a_tenth(name: str) -> None:
    assert adjusted(EXAMPLES[name]._replace(model=(0, 0.1, 0))).scores[1] == 0.85


@pytest.mark.parametrize(
    ("name", "outside"),
    [
        ("sure wording", 0.09), ("long credit", 0.09), ("nothing but wording", 0.09), ("asks twice", 0.09),
        ("author's handle", 0.09), ("long and doubtful", 0.9), ("row of figures", 0.99), ("only block", 0.9),
        ("between foreign blocks", 0.29), ("lone label", 0.9),
    ],
)  # fmt: skip
def test_scores_out_of_an_adjustments_bounds_are_left_alone(name: str, outside: float) -> None:
    example = EXAMPLES[name]
    model = [outside if at == example.at else score for at, score in enumerate(example.model)]
    result = adjusted(example._replace(model=tuple(model)), [BY_NAME[name]])
    assert result.scores[example.at] == outside and result.by[example.at] is None


def quays(line: str, size: int) -> str:
    """`line` and as many words as make it `size` words long."""
    return " ".join([*line.split(), *["quay"] * (size - len(line.split()))])


LIMITS: dict[str, tuple[Condition, str, str]] = {
    "words of a sure block": (
        conditions.has_sure_wording, quays("listen to this story", 40), quays("listen to this story", 41)
    ),
    "quoting": (conditions.has_sure_wording, "Listen to this story of the quay", "“Listen to this story,” he said."),
    "characters of a credit": (
        conditions.is_credit, "late: graphics by Ina, illustration: Bo", "late: graphic by Ina, illustration: Bo"
    ),
    "share of cues": (
        conditions.is_dense, "click here: find out more, learn more, the old boats of ours","click here: find out more, learn more, the old boats of yours to see"
    ),
    "words of a dense block": (
        conditions.is_dense, "click here to find out more, learn more", "click here, find out more, learn more"
    ),
    "ways to ask": (conditions.asks_twice, "Your gift keeps us on the quay. Donate now.", "Your gift keeps us on the quay."),
    "ways to tell of an author": (
        conditions.tells_of_author, "Ina covers the quay and is the author of books @ina", "Ina covers the quay @ina"
    ),
    "handle of an author": (
        conditions.tells_of_author, "Ina covers the quay and is the author of books @ina",
        "Ina covers the quay and is the author of books"
    ),
    "words of an appeal": (conditions.appeals_often, quays(APPEAL, 150), quays(APPEAL, 151)),
    "ways to ask for gifts": (
        conditions.appeals_often, "We rely on donations; give what you can; please give.", "We rely on donations; please give."
    ),
    "ways to appeal": (
        conditions.appeals_often,
        "We rely on donations; sign up, subscribe to our paper, get unlimited access.",
        "We rely on donations; sign up, get unlimited access.",
    ),
    "share of a publisher's words": (
        conditions.is_told,
        "Our weekly email has it all. It is the quay that we like so well here.",
        "Our weekly email has it all. It is the quays that we like so well here.",
    ),
    "words of a block that speaks to nobody": (
        conditions.asks_twice,
        "To donate is easy, and a donation keeps the boats afloat.",
        "To donate is easy, and a donation keeps the old boats afloat.",
    ),
    "words of a long block": (conditions.is_long, quays("The", 81), quays("The", 80)),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_a_condition_holds_up_to_its_limit(name: str) -> None:
    condition, within, beyond = LIMITS[name]
    held = [condition(blocks_of(REPORT, line, REPORT), np.zeros(3))[1] for line in (within, beyond)]
    assert held == [True, False]


@pytest.mark.parametrize(("reports", "personal"), [(2, True), (3, False)])
def test_a_text_of_which_more_than_half_reports_is_not_personal(reports: int, personal: bool) -> None:
    own = (
        "We walk along the quay of the old harbour in the morning, and we look at the boats that lie in the sun there."
    )
    assert conditions.is_personal(blocks_of(own, own, *[REPORT] * reports)) == personal


@pytest.mark.parametrize(("seen", "line", "often"), [(2, "one two three four five", True),
                                                     (1, "one two three four five", False),
                                                     (2, "one two three four", False)])  # fmt: skip
def test_a_block_counts_as_seen_often_with_words_and_articles_enough(seen: int, line: str, often: bool) -> None:
    assert conditions.is_seen_often(blocks_of(REPORT, line, seen=(0, seen)), np.zeros(2))[1] == often


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (("Pier 4 12", "Pier 5 13"), True),
        ((quays("Pier 4", 8), "Pier 5"), True),
        ((quays("Pier 4", 9), "Pier 5"), False),
        (("Pier 4 12", "The pier"), False),
        (("Updated 4 May", "Pier 5"), False),
        (("Listen to this story 4", "Pier 5"), False),
    ],
)
def test_short_lines_with_figures_side_by_side_are_rows(lines: tuple[str, ...], rows: bool) -> None:
    assert conditions.is_row(blocks_of(REPORT, *lines, REPORT), np.zeros(4))[1] == rows


@pytest.mark.parametrize(("lines", "rows"), [(("12:30", "12:45"), 2), (("12:30", "Lunch"), 0), (("Pier4", "Pier4"), 0)])
def test_a_word_of_small_letters_and_figures_is_a_row_if_it_comes_again(lines: tuple[str, str], rows: int) -> None:
    """Digits are all alike; beside each other any short lines with figures would be rows."""
    blocks = blocks_of(lines[0], REPORT, lines[1], REPORT)
    assert conditions.is_row(blocks, np.zeros(4)).sum() == rows


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("EASTHAM (Quay Press) —", True),
        ("(Quay Press) --", True),
        ("OLD HARBOUR, Eastham (Quay) —", True),
        ("THE OLD HARBOUR, Eastham (Quay) —", True),
        ("THE OLD HARBOUR, Far Eastham (Quay) —", False),
        ("EASTHAM (Quay Press)", False),
        ("EASTHAM —", False),
    ],
)
def test_a_dateline_has_an_agency_in_brackets_and_a_dash(line: str, dateline: bool) -> None:
    assert conditions.is_dateline(blocks_of(line, REPORT), np.zeros(2))[0] == dateline
    assert not conditions.is_dateline(blocks_of(REPORT, line), np.zeros(2))[1]


GIFTS = ("Donate today", "Our newsroom lives from gifts.", "Your trust is what we live from.")


@pytest.mark.parametrize(
    ("scores", "grown"),
    [
        ((0.3, 0.01, 0.01), [True, True, True]),
        ((0.29, 0.29, 0.29), [False, False, False]),
        ((0.9, 0.009, 0.2), [True, False, False]),
        ((0.9, 0.2, 0.85), [True, True, False]),
    ],
)
def test_an_appeal_goes_on_from_a_likely_block_over_blocks_with_its_voice(
    scores: tuple[float, ...], grown: list[bool]
) -> None:
    found = spreading.continues_appeal(blocks_of(REPORT, *GIFTS, REPORT), np.array((0, *scores, 0)))
    assert found[1:-1].tolist() == grown


def test_sign_ups_do_not_go_on() -> None:
    lines = (REPORT, "Sign up for our newsletter", "Our newsroom writes it.", REPORT)
    assert not spreading.continues_appeal(blocks_of(*lines), np.array([0, 0.9, 0.2, 0])).any()


@pytest.mark.parametrize(
    ("line", "lone"),
    [
        ("The old mill on the quay", True),
        ("The old mill on the very quay", False),
        ("Related: the old mill", False),
        ("By Ina Moe", False),
        ("ina@gazette.example", False),
    ],
)
def test_a_short_line_alone_is_a_label_but_what_shows_a_kind_is_not(line: str, lone: bool) -> None:
    for others, expected in ((0.1, lone), (0.8, False)):
        scores = np.array([others, 0.8, 0])
        assert spreading.is_lone_label(blocks_of(REPORT, line, REPORT), scores)[1] == expected
    assert not spreading.is_lone_label(blocks_of(REPORT, line), np.array([0, 0.8]))[1]


def test_marks_are_the_writers_only_in_the_midst_of_the_text_and_beside_nothing_reported() -> None:
    blocks = blocks_of(REPORT, "* * *", "Quay", REPORT)
    assert spreading.is_separator(blocks, np.array([0, 0.8, 0, 0])).tolist() == [False, True, False, False]
    assert not spreading.is_separator(blocks, np.array([0, 0.8, 0.8, 0])).any()
    assert not spreading.is_separator(blocks_of(REPORT, "* * *"), np.array([0, 0.8])).any()
    assert not spreading.is_separator(blocks_of("* * *", REPORT), np.array([0.8, 0])).any()


def test_nothing_long_is_counted_between_foreign_blocks() -> None:
    for line, between in (
        ("Old mill", True),
        (quays("Old", 81), False),
        (REPORT, False),
    ):
        found = spreading.stands_between(blocks_of("Quay", line, "Nets"), np.array([0.8, 0.5, 0.8]))
        assert found.tolist() == [False, between, False]


@pytest.mark.parametrize(
    ("line", "attribution"),
    [
        (quays("— Ina Moe of the", 15), True),
        (quays("— Ina Moe of the", 16), False),
        ("Ina Moe (@inamoe) June 3, 2018", True),
        ("— the mill on the quay", False),
        ("Ina Moe contributed to this report", False),
    ],
)
def test_an_attribution_has_a_dash_and_a_name_or_a_handle_and_a_day(line: str, attribution: bool) -> None:
    scores = np.array([0, 0.8, 0])
    assert spreading.is_attribution(blocks_of(REPORT, line, REPORT), scores)[1] == attribution
    listed = spreading.is_attribution(blocks_of(REPORT, line, line, REPORT), np.array([0, 0.8, 0.8, 0]))
    assert not listed.any()


LIKELY: dict[str, tuple[Condition, tuple[str, ...], tuple[int, ...]]] = {
    "attribution": (spreading.is_attribution, (REPORT, "— Ina Moe, The Quay at Night, 1987", REPORT), (1,)),
    "separator": (spreading.is_separator, (REPORT, "* * *", REPORT), (1,)),
    "list": (spreading.is_listed, ("The board will close these quays:", "Old Quay", "Mill Quay", REPORT), (1, 2)),
    "labels": (spreading.is_inner_label, (REPORT, "Ina Moe", "Old Quay", REPORT), (1, 2)),
    "lone label": (spreading.is_lone_label, (REPORT, "The old mill", REPORT), (1,)),
    "between": (spreading.stands_between, ("Quay", "Old mill", "Nets"), (0, 2)),
}


@pytest.mark.parametrize("name", LIKELY)
def test_blocks_are_foreign_to_their_neighbours_from_the_score_of_a_report_on(name: str) -> None:
    condition, lines, foreign = LIKELY[name]
    for score, held in ((0.77, True), (0.769, False)):
        scores = np.zeros(len(lines))
        scores[list(foreign)] = score
        assert condition(blocks_of(*lines), scores).any() == held


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        ((REPORT, "Ina Moe", REPORT), False),
        ((REPORT, "Ina Moe", "Old Quay", "Tarn", REPORT), True),
        ((REPORT, "Ina Moe", "Old Quay", "Tarn", "Lemmer", REPORT), False),
        (("The old quay", "The old mill", REPORT), False),
        ((REPORT, "Ina Moe", "Old Quay"), False),
    ],
)
def test_two_or_three_lines_between_paragraphs_are_labels(lines: tuple[str, ...], labels: bool) -> None:
    scores = np.array([0 if line == REPORT else 0.8 for line in lines])
    assert spreading.is_inner_label(blocks_of(*lines), scores).any() == labels


@pytest.mark.parametrize(
    ("lines", "scores"),
    [
        (("Old Quay", "Mill Quay", "The board will close these quays:"), (0.8, 0.8, 0)),
        (("Sign up for our newsletter:", "Old Quay", "Mill Quay"), (0, 0.8, 0.8)),
        (("The board will close these quays.", "Old Quay", "Mill Quay"), (0, 0.8, 0.8)),
    ],
)
def test_no_list_stands_below_nothing_or_below_a_cue(lines: tuple[str, ...], scores: tuple[float, ...]) -> None:
    assert not spreading.is_listed(blocks_of(*lines), np.array(scores)).any()


def test_nothing_above_the_text_is_attributed_nor_marks_below_something_reported() -> None:
    line = "— Ina Moe, The Quay at Night, 1987"
    assert not spreading.is_attribution(blocks_of(line, REPORT), np.array([0.8, 0])).any()
    blocks = blocks_of(REPORT, "Quay", "* * *", REPORT)
    assert not spreading.is_separator(blocks, np.array([0, 0.8, 0.8, 0])).any()


def test_stretches_are_neighbours_that_hold() -> None:
    held = np.array([True, False, True, True, False, True])
    assert spreading.find_stretches(held) == [range(1), range(2, 4), range(5, 6)]
