"""Notes in which a newsroom tells what it had wrong."""

import pytest

from auditor import Article, Auditor
from auditor.document import Document
from auditor.mentions.corrections import find_corrections

NEWS = "The keeper spoke of the ferry on Monday. It was late."


@pytest.mark.parametrize(
    "note",
    [
        "An earlier version of this article misspelled the name as Hoeksta.",
        "The original misquoted her as calling it Hoeksta. She said Hoekstra.",
        "Correction: the keeper is Hoekstra, not Hoeksta.",
        "Clarification: it was Hoeksta.",
        "A caption incorrectly named Hoeksta.",
    ],
)
def test_notes_are_found(note: str) -> None:
    document = Document(Article(title="Ferry", text=f"{NEWS}\n\n{note}"))
    start = document.text.index(note)
    told = document.layer(find_corrections)
    assert (told[0].start, told[-1].end) == (start, len(document.text))


@pytest.mark.parametrize(
    "text",
    [
        "The board wrongly said that Hoeksta was late.",
        "The market saw a correction of ten percent, an article says.",
        "The version of Hoeksta was heard by the board.",
    ],
)
def test_news_of_errors_is_no_note(text: str) -> None:
    assert not Document(Article(title="Ferry", text=f"{NEWS}\n\n{text}")).layer(find_corrections)


def test_a_note_ends_with_its_second_sentence_and_its_block() -> None:
    text = "An earlier version misstated the day. It was Monday. The ferry sails.\n\nThe keeper sleeps."
    document = Document(Article(title="Ferry", text=text))
    assert [text[slice(*span)] for span in document.layer(find_corrections)] == [
        "An earlier version misstated the day.",
        "It was Monday.",
    ]


def test_what_a_note_calls_wrong_is_not_told_again() -> None:
    wrong = "The letter came from the United Nation."
    noted = "An earlier version of this article incorrectly spoke of the United Nation."
    assert _rules(wrong) == ["name/body-misnamed"]
    assert _rules(noted) == []


def test_words_of_a_note_are_held_as_any() -> None:
    note = "An earlier version of this article misstated the the day."
    report = Auditor().audit(Article(title="Ferry", text=f"{NEWS}\n\n{note}"))
    assert "language/doubled-word" in {finding.rule for finding in report.findings}


def _rules(text: str) -> list[str]:
    report = Auditor().audit(Article(title="Ferry", text=f"{NEWS}\n\n{text}"))
    return [finding.rule for finding in report.findings if finding.rule.startswith("name/")]
