"""What the title says beside a name, and how much of that a sentence says."""

import pytest

from auditor.article import Article, Span
from auditor.document import Document
from auditor.mentions.names import Name
from auditor.mentions.title_said import said_near, sentences_at


@pytest.mark.parametrize(
    ("title", "text", "share"),
    [
        ("Lemmer storm harbour Brandt closes ferry tide", "The storm in the harbour is close to the ferry.", 1.0),
        ("Lemmer storm harbour Brandt closes ferry tide", "Lemmer has its tide.", 0.0),
        ("Storm harbour Brandt closes", "The storm was in the harbour.", 0.904),
        ("Storm bring harbour Brandt", "The storm was in the harbour.", 1.0),
        ("Storm bring harbour Brandt", "We bring what was in the harbour.", 0.619),
    ],
)
def test_two_telling_words_on_either_side_are_near_a_name(title: str, text: str, share: float) -> None:
    document, start = Document(Article(title=title, text=text)), title.index("Brandt")
    name = Name(Span(start, start + 6), ("Brandt",), True)
    assert said_near(document, name, sentences_at(document, [0])) == pytest.approx(share, abs=0.001)
