"""Sentence boundaries: abbreviations, quotations, initials."""

import pytest

from auditor.text.sentences import find_sentences

CASES = [
    "The U.S. Navy left on Sept. 3. || It came back in May.",
    "Dr. Anna K. Moe met Mr. Holm at 9 a.m. on Monday. || They spoke for an hour.",
    "She lives in Washington, D.C. || He does not.",
    "“Who goes there?” asked the guard. || Nobody spoke.",
    "“Is it a seal or a rock?” Lund asks in her column.",
    "It cost $4.5 million... || That was in 1999.",
    "The firm is called Fjord Media Inc. || The owner lives in Bergen.",
    "No. 7 won. || No one saw it.",
    "He said: “We wait.” || Then they left.",
    "Was it so? || Yes! || It was.",
    "The score was 3-2. || (It had been 2-2.)",
    "He met Mr. The of the old band and Ms. All.",
    "The board said no. || The keeper left.",
]


@pytest.mark.parametrize("case", CASES)
def test_boundaries(case: str) -> None:
    wanted = case.split(" || ")
    text = " ".join(wanted)
    assert [text[start:end] for start, end in find_sentences(text, 0, len(text))] == wanted


def test_spans_stay_inside_the_block() -> None:
    text = "One. Two. Three."
    assert [text[a:b] for a, b in find_sentences(text, 5, 9)] == ["Two."]
