"""Doubled words, missing words, machine remains, mixed spelling and tautologies."""

from collections.abc import Callable

import pytest

from auditor.finding import Finding
from auditor.mentions.spellings import load_spellings

Flag = Callable[..., list[Finding]]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("He lit the the lamp.", "the the"),
        ("The board will reduce reduce the toll.", "reduce reduce"),
        ("They they come in.", "They they"),
        ("He had had enough.", None),
        ("It was the lamp that that keeper lit.", None),
        ("He lit the\nthe lamp.", None),
        ("He lit the,the lamp.", None),
        ("Duran Duran played at the New New Mill.", None),
        ("Ports, ports ports!", None),
        ("Ports of old ports ports.", "ports ports"),
        ("It was a non-answer answer.", None),
        ("He wrote: light the the [sic] lamp.", None),
        ("He works at AT at AT&T.", None),
    ],
)
def test_doubled_words(flag: Flag, text: str, quote: str | None) -> None:
    assert [f.quote for f in flag("language/doubled-word", text)] == ([quote] if quote else [])


def test_doubled_word_says_how_to_mend_it(flag: Flag) -> None:
    assert [f.fix for f in flag("language/doubled-word", "He lit the the lamp.")] == ["replace: the"]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("missing-word", "He is going have it."),
        ("missing-word", "They were unable find him."),
        ("missing-word", "This is one the best."),
        ("verb-form", "It has be done."),
        ("verb-form", "We could been lost."),
        ("broken-phrase", "He came an of old."),
    ],
)
def test_words_missing_and_words_that_cannot_stand_together(flag: Flag, rule: str, text: str) -> None:
    found = {each: bool(flag(f"language/{each}", text)) for each in ("missing-word", "broken-phrase", "verb-form")}
    assert found == {each: each == rule for each in found}


@pytest.mark.parametrize(
    "text",
    [
        "He is going to have it.",
        "It has to be done.",
        "If need be, they go.",
        "One, the best, won.",
        "He could be lost.",
        "At the end the lamp went out.",
    ],
)
def test_whole_sentences_pass(flag: Flag, text: str) -> None:
    assert not [*flag("language/missing-word", text), *flag("language/broken-phrase", text)]


@pytest.mark.parametrize(
    "text",
    [
        "The mill costs [insert amount] this year.",
        "As an AI language model, I cannot say when the mill closes.",
        "The miller wasn&rsquo;t in.",
        "The miller wasnâ€™t in.",
        "[caption id=12] The mill at night.",
        "The mill of {{ owner }} is shut.",
        "Lorem ipsum dolor sit amet.",
        "TK TK will fill this in.",
        "The miller\ufffds boat is gone.",
    ],
)
def test_machine_remains(flag: Flag, text: str) -> None:
    rules = ("language/machine-remains", "language/broken-encoding", "boilerplate/cms-remains")
    assert [hit for rule in rules for hit in flag(rule, text)]


PROSE = "The keeper looks out over the water from the wall each morning, and each evening, whatever the weather.\n\n"


def test_quoted_spelling_is_the_speakers(flag: Flag) -> None:
    text = PROSE + "He painted the colour himself, and no other colour would do, he told the board on Monday.\n\n"
    assert not flag("language/spelling-mixed", text + "“That color is mine,” the miller said to the board on Monday.")
    assert flag("language/spelling-mixed", text + "The miller wanted another color, he told the board on Monday night.")


def test_spellings_are_pairs() -> None:
    table = load_spellings()
    assert all(table[table[word]] == word != table[word] for word in table)


def test_tautologies_stand_in_headings_only(flag: Flag) -> None:
    heading = "Hydrology of Hydropower\n"
    assert flag("language/tautological-heading", PROSE + heading + PROSE)
    assert not flag("language/tautological-heading", PROSE + "Hydrology of Mills\n" + PROSE)
    assert not flag("language/tautological-heading", "Hydrology of hydropower is what the keeper teaches, he said.")


@pytest.mark.parametrize(
    ("heading", "flagged"),
    [
        ("Hydrology for you all: Hydropower", False),
        ("Hydrology for all Hydropower", True),
        ("Hydrology for you all Hydropower", True),
        ("Hydrology for all of you Hydropower", False),
        ("Officials Talk Officially", True),
        ("Official Talk Officially", False),
    ],
)
def test_two_words_of_eight_letters_alike_stand_within_five(flag: Flag, heading: str, flagged: bool) -> None:
    assert bool(flag("language/tautological-heading", f"{PROSE}{heading}\n{PROSE}")) is flagged
