"""Foreign blocks are found as runs, sure of themselves; what only looks foreign is left alone."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Article
from auditor.boilerplate import runs as runs_module
from auditor.boilerplate.adjustments import ADJUSTMENTS, BLOCK_SCORE
from auditor.boilerplate.runs import Boilerplate, find_boilerplate
from auditor.boilerplate.spreading import REVIEW_SCORE
from auditor.document import Document
from auditor.mentions.prose import find_prose
from tests.growth import clocked, too_steep

PROSE = [
    "The harbour board voted on Tuesday to replace the old ferry, which has been late on nine days out of ten since the "
    "spring timetable came in, the chairman told members.",
    "The new ship will cost some twelve million pounds and is to be built at a yard in the north, where work could begin "
    "in the autumn if the council agrees to pay its share.",
    "Passengers who spoke at the meeting said they had lost hours of work, and one shopkeeper said that the delays had "
    "cost him a third of his summer trade.",
]
INTERVIEW = [
    "Why did you buy the mill?",
    "Because nobody else would, and I could not bear to see it fall down.",
    "What did your family say?",
    "They laughed, and then my sister came with a hammer and stayed for a year.",
    "Would you do it again?",
    "Tomorrow, if my back allowed it.",
] * 3
POEM = ["The tide is out, the nets are dry,", "the gulls have nothing more to say,", "and over all the empty sky",
        "a grey forgets to end the day."] * 4  # fmt: skip
RESULTS = [f"Northfield {home}  Eastham {away}" for home in range(5) for away in range(5)]
PRICES = [f"Harbour Trust plc  {price}.25  +{price % 7}.1%" for price in range(100, 130)]
RECIPE = ["Apple cake", "Serves eight", "200 g butter", "200 g sugar", "4 eggs", "250 g flour", "3 apples, peeled",
          "Beat the butter with the sugar until it is pale, then add the eggs one by one.",
          "Fold in the flour, fill a tin and lay the apples on top.", "Bake for 50 minutes at 180 degrees."]  # fmt: skip


def found(*lines: str, title: str = "Harbour board votes to replace the late ferry") -> Boilerplate:
    return Document(Article(title=title, text="\n".join(lines))).layer(find_boilerplate)


def test_a_menu_above_the_article_is_one_sure_run() -> None:
    runs = found("Home", "News", "Sport", "Business", *PROSE).runs
    assert [(run.category, run.blocks) for run in runs] == [("navigation", range(4))]
    assert runs[0].confidence >= BLOCK_SCORE


def test_an_appeal_in_the_middle_is_found_whole() -> None:
    appeal = ["Stand with our newsroom", "Our reporters live where they work:", "no owner tells us what to print.",
              "Donate today.", "Become a member"]  # fmt: skip
    runs = found(*PROSE[:2], *appeal, PROSE[2]).runs
    assert {index for run in runs for index in run.blocks} == set(range(2, 7))
    assert {run.category for run in runs} == {"donation-appeal"}


@pytest.mark.parametrize(
    "appeal",
    [
        "Your gift keeps our reporters on the quay. Donate before midnight.",
        "Before you leave: our newsroom lives from your support, on this island and off it.",
        "Will you chip in? A monthly donation pays for the boat to the far islands.",
    ],
)
def test_what_asks_twice_is_an_appeal_even_in_a_short_text(appeal: str) -> None:
    (run,) = found(PROSE[0], appeal).runs
    assert (run.category, run.blocks) == ("donation-appeal", range(1, 2))
    reported = f"“{appeal}” is what the poster says, the chairman told members."
    assert not found(PROSE[0], reported).runs


def test_an_appeal_in_good_sentences_is_found_by_its_many_cues() -> None:
    appeal = (
        "Three of us sit through every meeting of the harbour board, and that is only possible as we rely on donations and "
        "not on a billionaire owner. We have never put up a paywall, since not all on the islands can afford to pay. Give "
        "what you can, and we shall be on the quay tomorrow."
    )
    (run,) = found(PROSE[0], appeal, *PROSE[1:]).runs
    assert (run.category, run.blocks) == ("donation-appeal", range(1, 2))
    assert not found(PROSE[0], f"{appeal} So their editor said to the board.", *PROSE[1:]).runs


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("Sign up to our weekly newsletter for the best of the Quay Gazette.", "sign-up"),
        ("Join our WhatsApp channel for news from the islands.", "sign-up"),
        ("This story is reserved for our subscribers.", "paywall"),
        ("Listen to this article", "share-bar"),
        ("Follow us on Facebook and Instagram", "share-bar"),
        ("Got a tip? Email our reporters at desk@gazette.example.", "contact-line"),
        ("Spotted an error? Let us know.", "comments-prompt"),
        ("Story continues below this advertisement", "advertisement"),
        ("As an Amazon Associate, we earn from qualifying purchases.", "advertisement"),
        ("Ina Moe is a reporter on the Quay Gazette. Follow her on Instagram @inamoe.", "author-bio"),
        ("The views expressed in this article are those of the writer.", "copyright-line"),
    ],
)
def test_a_lone_line_that_speaks_of_the_page_is_found_anywhere(line: str, category: str) -> None:
    for place in (1, 2, 3):
        lines = [*PROSE[:place], line, *PROSE[place:]]
        (run,) = found(*lines).runs
        assert (run.category, run.blocks) == (category, range(place, place + 1))


@pytest.mark.parametrize(
    "line",
    [
        "The board asked passengers to sign up for alerts by email, and 400 did so on the first day.",
        "More than 2,000 people follow the ferry on Facebook, where delays are posted, she said.",
        "The paper lost a third of its subscribers after it put its articles behind a paywall, its editor said.",
        "Donations to the museum fell by half last year, according to its report.",
        "Readers may comment on the plan until May, the council said on Monday.",
        "Ina Moe lives on the quay and is the author of two books on the ferry.",
        "The station puts no paywall before its videos and rests on donations from people on the islands.",
    ],
)
def test_a_report_on_such_matters_is_not_flagged(line: str) -> None:
    assert not found(PROSE[0], line, *PROSE[1:]).runs


class FixedScores:
    """A model of one mind."""

    def __init__(self, *scores: float) -> None:
        self._scores = scores

    def scores(self, rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.array(self._scores)


def test_a_doubtful_line_between_foreign_ones_is_foreign_but_a_paragraph_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    least = next(adjustment.least for adjustment in ADJUSTMENTS if adjustment.name == "between foreign blocks")
    doubt, sure = least + 0.1, REVIEW_SCORE + 0.1
    monkeypatch.setattr(
        runs_module, "load_model", lambda: FixedScores(sure, doubt, sure, doubt, sure, least - 0.01, sure)
    )
    lines = ("Quay walks", "The old mill", "Net lofts", PROSE[0], "Slipways", "Tide tables", "Lock keepers")
    assert found(*lines).foreign == {0, 1, 2, 4, 6}


def test_every_run_says_why() -> None:
    for run in found("Share on Facebook", *PROSE, "Sign up for our free newsletter").runs:
        assert run.evidence
        for evidence in run.evidence:
            assert evidence.note


def test_no_run_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs_module, "load_model", lambda: FixedScores(0, 1.0, 0))
    assert [run.confidence for run in found(PROSE[0], "Quay walks", PROSE[1]).runs] == [0.99]


WALKS = "Old mill walk", "Old quay walk", "Net loft walk", "Tide pool walk"
RELATED = "Related: the old mill burns", "Related: the new mill burns"


@pytest.mark.parametrize(
    ("lines", "scores", "runs"),
    [
        (WALKS, (0.77, 0.77, 0.77, 0.77), [range(1, 5)]),
        (WALKS, (0.769, 0.769, 0.769, 0.769), []),
        (RELATED, (0.9, 0.9), [range(1, 3)]),
        (RELATED, (0.9, 0.899), [range(1, 2), range(2, 3)]),
    ],
)
def test_runs_are_of_blocks_that_are_as_sure(
    lines: tuple[str, ...], scores: tuple[float, ...], runs: list[range], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs_module, "load_model", lambda: FixedScores(0, *scores, 0))
    assert [run.blocks for run in found(PROSE[0], *lines, PROSE[1]).runs] == runs


@pytest.mark.parametrize(("lines", "confidence"), [(RELATED * 2, 0.9167), (WALKS, 0.88)])
def test_a_run_of_a_known_kind_is_half_as_likely_again_by_its_odds(
    lines: tuple[str, ...], confidence: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs_module, "load_model", lambda: FixedScores(0, 0.88, 0.88, 0.88, 0.88, 0))
    assert [round(run.confidence, 4) for run in found(PROSE[0], *lines, PROSE[1]).runs] == [confidence]


def test_sentences_inside_paragraphs_are_as_sure_as_nine_in_ten() -> None:
    lines = [*PROSE, f"{PROSE[0]} Sign up for our newsletter to follow the vote."]
    assert [run.confidence for run in found(*lines).inside] == [0.9]


def notes(*lines: str) -> set[str]:
    return {evidence.note for run in found(*lines).runs for evidence in run.evidence}


def test_a_run_says_by_which_adjustment_it_stands() -> None:
    line = "Your gift keeps our reporters on the quay. Donate before midnight."
    assert "speaks to the reader of the page in more than one way" in notes(PROSE[0], line)
    assert "holds the long credit of a picture" in notes(
        PROSE[0], "The ferry is late: graphic by Bo, illustration by Ina"
    )


def test_a_run_shows_three_of_its_cues_at_most() -> None:
    (run,) = found(*PROSE, "Share this story on Facebook, email this to a friend, print this article, copy link").runs
    assert len([evidence for evidence in run.evidence if evidence.quote]) == 3


@pytest.mark.parametrize(
    ("line", "off"),
    [
        ("Sign up for our weekly newsletter on cats dogs mice rats birds", True),
        ("Sign up for our weekly newsletter on ferry harbour board yard north", False),
    ],
)
def test_a_run_says_that_it_is_off_the_articles_topic(line: str, off: bool) -> None:
    assert ("few of its words stand in the article's prose" in notes(*PROSE, line)) == off


def test_the_title_is_never_foreign() -> None:
    lines = ["Harbour board votes to replace the late ferry", *PROSE]
    assert found(*lines, title="").runs == ()
    assert found(*lines).runs == ()


def test_facts_are_not_looked_for_in_foreign_blocks() -> None:
    text = "\n".join([*PROSE, "Subscribe to our weekly newsletter and get the best stories delivered to your inbox."])
    prose = Document(Article(title="Harbour board votes", text=text)).layer(find_prose)
    assert len(prose) == len(PROSE)


@pytest.mark.parametrize(
    "lines", [INTERVIEW, POEM, RESULTS, PRICES, RECIPE], ids=["interview", "poem", "results", "prices", "recipe"]
)
def test_unusual_articles_are_not_flagged_wholesale(lines: list[str]) -> None:
    flagged = {index for run in found(PROSE[0], *lines).runs for index in run.blocks}
    assert len(flagged) <= len(lines) / 5


@pytest.mark.parametrize(
    "text", ["", " \n ", "Menu", "Subscribe\nLog in\nShare\nTweet\nAdvertisement", "\x00", "\ud800"]
)
def test_odd_texts_do_not_fail(text: str) -> None:
    boilerplate = Document(Article(text=text)).layer(find_boilerplate)
    assert all(0 <= run.confidence <= 1 for run in boilerplate.runs)


@given(st.text(alphabet=st.sampled_from("aB\n .,!?•-“”’é\u00a0\u0301\U0001f600\u3000İ#@1|"), max_size=300))
@settings(max_examples=150)
def test_runs_are_whole_blocks_in_order(text: str) -> None:
    document = Document(Article(text=text))
    boilerplate = document.layer(find_boilerplate)
    last = -1
    for run in boilerplate.runs:
        assert run.blocks.start > last
        last = run.blocks.stop - 1
        assert run.span.start == document.blocks[run.blocks.start].start
        assert run.span.end == document.blocks[last].end


@pytest.mark.parametrize(
    "make",
    [lambda n: "word\n" * n, lambda n: "word " * n, lambda n: "Share on Facebook\n" * n, lambda n: "a" * (5 * n)],
    ids=["one-word lines", "one long line", "one cue", "one word"],
)
def test_time_grows_no_faster_than_the_text(make) -> None:  # type: ignore[no-untyped-def]
    def work(size: int) -> Mapping[str, float]:
        document = Document(Article(text=make(size)))
        return {"boilerplate": clocked(lambda: document.layer(find_boilerplate))}

    assert too_steep(work, 4_000, 32_000) == {}
