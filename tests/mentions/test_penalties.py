"""Which numbers are penalties."""

import pytest

from auditor import Article
from auditor.document import Document
from auditor.mentions.numbers import find_numbers
from auditor.mentions.penalties import penalty_of


@pytest.mark.parametrize(
    ("text", "penalty"),
    [
        ("He was sentenced to 10 years.", "prison"),
        ("A six-month jail term was too much.", "prison"),
        ("He got 10 years in a state prison.", "prison"),
        ("For 10 years in the old state prison was full.", ""),
        ("He was sentenced on Monday to 10 years.", ""),
        ("He was sentenced Monday to 10 years.", "prison"),
        ("In prison he wrote 10 pages.", ""),
        ("She signed a three-year deal.", "contract"),
        ("He was banned for 2 years.", "ban"),
        ("She begins a six-year term.", "term"),
        ("The fine of $2 million is due.", "fine"),
        ("It must pay a $2 million penalty.", "fine"),
        ("The jury awarded $2 million.", "damages"),
        ("It paid $2 million for a boat.", ""),
        ("Fined for 12 boats.", ""),
    ],
)
def test_penalties(text: str, penalty: str) -> None:
    document = Document(Article(text=text))
    (number,) = document.layer(find_numbers)
    assert penalty_of(document, number) == penalty
