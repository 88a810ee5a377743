"""What speaks for and against a sentence being left over."""

import pytest

from auditor import Article
from auditor.article import Span
from auditor.boilerplate.mixed import Sentence
from auditor.document import Document


@pytest.mark.parametrize(
    ("text", "cover", "tells"),
    [
        ("The old ferry was late and waited.", 16, True),
        ("The old ferry was late and waited.", 17, False),
        ("The old ferry waited all day.", 0, False),
        ("The ferries need a bed at the quay.", 0, False),
    ],
)
def test_a_sentence_in_the_past_tells_if_it_is_long_and_wording_is_less_than_half(
    text: str, cover: int, tells: bool
) -> None:
    assert Sentence(Document(Article(text=text)), Span(0, len(text)), cover).tells == tells
